/** The operator decides: an account with a one-time password, or a reason why not. Once, and never half. */
import { and, eq, isNotNull, lte } from 'drizzle-orm';
import type { AccountRequest, ApprovalInput } from '#shared/contract/account-requests.ts';
import type { Account } from '#shared/contract/accounts.ts';
import type { Actor } from '#shared/contract/session.ts';
import { DAY } from '#shared/time/zone.ts';
import { isUniqueViolation, runBatch } from '../../platform/db/database.ts';
import { HttpProblem, invalid } from '../../platform/http/problem.ts';
import { accountRequest, accountRequestDecision } from '../../tables/account.ts';
import { grantsOf, leave, type Party, requireInUse, rosterRace } from '../accounts/handover.ts';
import { accountOf, draftAccount, findAccount, isTaken, usernameTaken } from '../accounts/officers.ts';
import type { PeopleDeps } from '../deps.ts';
import { requireOpenUnit } from './ask.ts';
import { findRequest } from './read.ts';
import { holdsPlace } from './warnings.ts';

type DecideDeps = Pick<PeopleDeps, 'db' | 'clock' | 'units' | 'accounts'>;

/** Undecided for so long, a request has been forgotten on all sides; what is personal in it goes. (A) */
const LAPSES_AFTER = 90 * DAY;

const ERASED = { nip: null, contact: null, name: null, username: null, replaces: null };

/** Throws 404, 409 when it has been decided, 422. The password is in this answer alone. */
export async function approve(
  services: DecideDeps,
  id: number,
  input: ApprovalInput,
  by: Actor,
): Promise<{ account: Account; password: string }> {
  const { db, clock, accounts } = services;
  const request = await waiting(services, id, by);
  requireOpenUnit(services, request.unit.code);
  const username = input.username ?? request.username ?? '';
  const replaces = input.replaces === undefined ? request.replaces : input.replaces;
  const leaving = replaces === null ? null : await findLeaving(services, replaces, request);
  // Whatever else the leaver was stays with their account: the letter asks for this one role.
  const roles = [{ role: request.role, unit: request.unit.code }];
  const draft = await draftAccount(services, { username, name: request.name ?? '', roles }, by, id);
  const account = { id: draft.id, username };
  try {
    await runBatch(services, [
      ...draft.statements,
      ...(leaving ? await leave(services, leaving, account, roles, by) : []),
      db
        .insert(accountRequestDecision)
        .values({ request: id, at: clock.now(), outcome: 'approved', by: by.id, account: draft.id }),
      db
        .update(accountRequest)
        .set({ nip: null, contact: null, username, replaces })
        .where(eq(accountRequest.id, id)),
    ]);
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    await waiting(services, id, by);
    if (await isTaken(services, username)) throw usernameTaken();
    rosterRace(error);
  }
  if (leaving) accounts.forget(leaving.id);
  return { account: await accountOf(services, username), password: draft.password };
}

/** Throws 404, 409 when it has been decided. */
export async function reject(
  services: Pick<PeopleDeps, 'db' | 'clock' | 'units'>,
  id: number,
  reason: string,
  by: Actor,
): Promise<AccountRequest> {
  await waiting(services, id, by);
  const decision = { request: id, at: services.clock.now(), outcome: 'rejected', by: by.id, reason } as const;
  if (!(await letGo(services, decision))) throw decided();
  return findRequest(services, id, by);
}

/** Lets go what nobody has decided in time. */
export async function lapseOldRequests(services: Pick<PeopleDeps, 'db' | 'clock'>): Promise<void> {
  const now = services.clock.now();
  const old = await services.db
    .select({ id: accountRequest.id })
    .from(accountRequest)
    // Whatever was decided has no NIP any more.
    .where(and(lte(accountRequest.askedAt, now - LAPSES_AFTER), isNotNull(accountRequest.nip)));
  for (const { id } of old) await letGo(services, { request: id, at: now, outcome: 'lapsed' });
}

/** Ends a request without an account and erases who it was for. False when it was decided meanwhile. */
async function letGo(
  { db }: Pick<PeopleDeps, 'db'>,
  decision: { request: number; at: number; outcome: 'rejected' | 'lapsed'; by?: string; reason?: string },
): Promise<boolean> {
  try {
    await runBatch({ db }, [
      db.insert(accountRequestDecision).values(decision),
      db.update(accountRequest).set(ERASED).where(eq(accountRequest.id, decision.request)),
    ]);
    return true;
  } catch (error) {
    if (isUniqueViolation(error)) return false;
    throw error;
  }
}

/** Throws 404, 409 when it has been decided. */
export async function waiting(
  services: Pick<PeopleDeps, 'db' | 'units'>,
  id: number,
  by: Actor,
): Promise<AccountRequest> {
  const request = await findRequest(services, id, by);
  if (request.decision) throw decided();
  return request;
}

/** Who leaves: somebody who holds the place asked for. Throws 422. */
async function findLeaving(services: DecideDeps, username: string, request: AccountRequest): Promise<Party> {
  const found = await findAccount(services, username).catch(() => null);
  const roles = found ? await grantsOf(services, found.id) : [];
  if (!found || !holdsPlace(roles, { role: request.role, unit: request.unit.code })) {
    throw invalid('replaces', 'other-place', 'people.refused.account_replaced_does_not');
  }
  requireInUse(found, 'replaces');
  if (roles.some(({ role }) => role === 'operator')) {
    throw invalid('replaces', 'operator', 'people.refused.operators_account_not_handed');
  }
  return { id: found.id, username };
}

function decided(): HttpProblem {
  return new HttpProblem('illegal-transition', { detail: 'people.refused.request_been_decided_already' });
}
