/** One's own second factor: set up, put in another's place, its recovery codes made anew, taken away. */
import type { BatchItem } from 'drizzle-orm/batch';
import type { Context } from 'hono';
import type { AccountEvent } from '#shared/contract/accounts.ts';
import { rolesOf } from '#shared/contract/session.ts';
import { needsSecondFactor } from '#shared/people/second-factor.ts';
import type { Env, FactorEvent } from '../../platform/http/env.ts';
import { HttpProblem, invalid } from '../../platform/http/problem.ts';
import { ending } from '../accounts/auth.ts';
import { logEntry } from '../accounts/log.ts';
import { proveAgain } from '../accounts/prove-again.ts';
import { sessionToken } from '../accounts/sessions.ts';
import type { PeopleDeps } from '../deps.ts';

export type FactorDeps = Pick<
  PeopleDeps,
  'config' | 'db' | 'clock' | 'accounts' | 'factors' | 'signInLimit' | 'signInLine'
>;

export interface Proof {
  password: string;
  code: string;
}

/** Must whoever calls have one? */
export function isRequiredOf(c: Context<Env>, { config }: Pick<PeopleDeps, 'config'>): boolean {
  return config.secondFactor === 'required' && needsSecondFactor(rolesOf(c.get('actor')));
}

/** A new secret to be shown. Where one is set up already the same is asked as to take it away. */
export async function draftFactor(services: FactorDeps, c: Context<Env>, proof: Proof | null): Promise<void> {
  const { id } = c.get('actor');
  if ((await services.factors.stateOf(id)) !== null) {
    if (proof === null) throw new HttpProblem('invalid');
    await proveBoth(services, c, proof);
  }
  await services.factors.draft(id);
}

/** From its first code on it is asked for. Every other session ends. Answers the recovery codes, this once. */
export async function setFactor(
  services: FactorDeps,
  c: Context<Env>,
  { password, code }: Proof,
): Promise<string[]> {
  const { id } = c.get('actor');
  let codes: string[] = [];
  let statements: readonly BatchItem<'sqlite'>[] = [];
  const and = async (): Promise<void> => {
    const confirmed = await services.factors.confirm(id, code);
    if (confirmed === null) throw wrongCode();
    ({ codes, statements } = confirmed);
  };
  await proveAgain(services, c, { password, path: 'password', and });
  await write(services, c, statements, ['factor_set', 'set-up']);
  return codes;
}

export async function renewRecoveryCodes(
  services: FactorDeps,
  c: Context<Env>,
  proof: Proof,
): Promise<string[]> {
  await proveBoth(services, c, proof);
  const { codes, statements } = services.factors.newRecoveryCodes(c.get('actor').id);
  await write(services, c, statements, ['recovery_codes_renewed', 'recovery-renewed']);
  return codes;
}

/** Throws 422 where it is required. */
export async function removeFactor(services: FactorDeps, c: Context<Env>, proof: Proof): Promise<void> {
  if (isRequiredOf(c, services)) throw invalid('code', 'required', 'people.refused.factor_required');
  await proveBoth(services, c, proof);
  await write(services, c, services.factors.removing(c.get('actor').id), ['factor_removed', 'removed']);
}

async function proveBoth(services: FactorDeps, c: Context<Env>, { password, code }: Proof): Promise<void> {
  const and = async (): Promise<void> => {
    const came = await services.factors.check(c.get('actor').id, code);
    if (came !== 'code' && came !== 'recovery') throw wrongCode();
  };
  await proveAgain(services, c, { password, path: 'password', and });
}

function wrongCode(): HttpProblem {
  return invalid('code', 'wrong', 'people.factor_refused.wrong');
}

/** What was done and that it was done together; only the session that asked goes on. */
async function write(
  services: FactorDeps,
  c: Context<Env>,
  statements: readonly BatchItem<'sqlite'>[],
  [event, told]: [AccountEvent, FactorEvent],
): Promise<void> {
  const { id } = c.get('actor');
  const { db, accounts } = services;
  const [first, ...rest] = ending(db, id, sessionToken(c.get('token')));
  await db.batch([first, ...rest, ...statements, logEntry(services, { event, subject: id, by: id })]);
  accounts.forget(id);
  c.set('secondFactor', { event: told, account: id });
}
