/**
 * A handover: one officer leaves, another takes their place. The account that is left is disabled and keeps its
 * roles, as a record of what it was; its claims are let go and
 * its duty ends. Both accounts' logs say so.
 */
import { eq } from 'drizzle-orm';
import type { BatchItem } from 'drizzle-orm/batch';
import type { Handover } from '#shared/contract/account-requests.ts';
import type { Actor } from '#shared/contract/session.ts';
import { isUniqueViolation, runBatch } from '../../platform/db/database.ts';
import { HttpProblem, invalid } from '../../platform/http/problem.ts';
import { officerGrant } from '../../tables/account.ts';
import { claim } from '../../tables/ticket.ts';
import type { PeopleDeps } from '../deps.ts';
import { leaveRosters } from '../roster/roster.ts';
import type { OfficerGrant } from './auth.ts';
import { logEntry } from './log.ts';
import { accountOf, findAccount } from './officers.ts';

type HandoverDeps = Pick<PeopleDeps, 'db' | 'clock' | 'units' | 'accounts'>;

export interface Party {
  id: string;
  username: string;
}

/** From an account to another that exists, which keeps its own roles. Throws 404, 422. */
export async function handOver(
  services: HandoverDeps,
  username: string,
  input: { to: string },
  by: Actor,
): Promise<Handover> {
  const { db, accounts } = services;
  const leaving = await findAccount(services, username);
  requireInUse(leaving, 'username');
  const taking = await takingAccount(services, input.to, leaving.id);
  const [roles, own] = await Promise.all([grantsOf(services, leaving.id), grantsOf(services, taking.id)]);
  const from = { id: leaving.id, username: username.toLowerCase() };
  await runBatch(services, [
    db
      .insert(officerGrant)
      .values(roles.map((grant, i) => ({ ...grant, officer: taking.id, position: own.length + i })))
      .onConflictDoNothing(),
    ...(await leave(services, from, { id: taking.id, username: input.to }, roles, by)),
  ]).catch(rosterRace);
  for (const { id } of [leaving, taking]) accounts.forget(id);
  return { from: await accountOf(services, username), to: await accountOf(services, input.to) };
}

/** For a batch that gives the new officer their roles; `accounts.forget` of who leaves is to follow it. */
export async function leave(
  services: Pick<PeopleDeps, 'db' | 'clock' | 'accounts'>,
  leaving: Party,
  taking: Party,
  roles: OfficerGrant[],
  by: Actor,
): Promise<BatchItem<'sqlite'>[]> {
  const { db, clock, accounts } = services;
  const log = (event: 'handed_over' | 'took_over', subject: Party, other: Party) =>
    logEntry(services, { event, subject: subject.id, by: by.id, data: { roles, other: other.username } });
  return [
    ...accounts.disabling(leaving.id, clock.now()),
    db.delete(claim).where(eq(claim.officer, leaving.id)),
    ...(await leaveRosters(services, leaving.id, by.id)),
    log('handed_over', leaving, taking),
    log('took_over', taking, leaving),
  ];
}

/** Whoever is disabled has left: their place is not taken once more. Throws 422 at `path`. */
export function requireInUse({ disabledAt }: { disabledAt: number | null }, path: string): void {
  if (disabledAt === null) return;
  throw invalid(path, 'left', 'people.refused.account_replaced_disabled_already');
}

/** A batch with {@link leave} in it broke on what somebody else wrote: only a duty roster can have been it. */
export function rosterRace(error: unknown): never {
  if (!isUniqueViolation(error)) throw error;
  throw new HttpProblem('in-progress', { retryAfter: 1, detail: 'people.refused.duty_roster_changed_same' });
}

export function grantsOf({ db }: Pick<PeopleDeps, 'db'>, officer: string): Promise<OfficerGrant[]> {
  return db
    .select({ role: officerGrant.role, unit: officerGrant.unit })
    .from(officerGrant)
    .where(eq(officerGrant.officer, officer))
    .orderBy(officerGrant.position);
}

async function takingAccount(services: HandoverDeps, username: string, leaving: string) {
  const taking = await findAccount(services, username).catch(() => null);
  if (taking && taking.id !== leaving && taking.disabledAt === null) return taking;
  throw invalid('to', 'no-successor', 'people.refused.whoever_takes_over_needs');
}
