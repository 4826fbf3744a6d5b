/**
 * Signing in with a password, and a code where one is set up, at whichever door: one answer for a wrong name and a wrong
 * password, and what fails counts.
 */
import type { Context } from 'hono';
import type { SignIn } from '#shared/contract/session.ts';
import { addressOf, networkOf } from '../../platform/http/address.ts';
import type { Env } from '../../platform/http/env.ts';
import { type Entered, SecondFactorRequired } from '../accounts/credentials.ts';
import { logAccount } from '../accounts/log.ts';
import { officerNames } from '../accounts/look-up.ts';
import type { NewSession } from '../accounts/sessions.ts';
import type { PeopleDeps } from '../deps.ts';
import type { FactorCheck } from '../second-factor/factors.ts';
import type { Counted } from './limit.ts';

/** A session just begun, and the mark by which its browser is known from now on. */
export interface SignedInHere extends NewSession {
  browser: string;
}

/**
 * Null for a wrong name or password. `marks`: what the browser holds from earlier. Throws `rate-limited` after too many
 * failures, `unavailable` where too many wait, and {@link SecondFactorRequired}.
 */
export async function signInWithPassword(
  deps: SignInDeps,
  c: Context<Env>,
  { username, password, code }: SignIn,
  marks: readonly string[],
): Promise<SignedInHere | null> {
  const { network, known, counted } = guessOf(deps, c, username, marks);
  const came = { code, userAgent: c.req.header('user-agent') };
  return inTurn(deps, c, { network, known, counted, username }, () =>
    deps.accounts.signIn(username, password, came),
  );
}

/** The second half, for whoever said their password just before. The same, and null where it was changed since. */
export async function signInWithCode(
  deps: SignInDeps,
  c: Context<Env>,
  { proved, code }: { proved: { officer: string; hash: string }; code: string },
  marks: readonly string[],
): Promise<SignedInHere | null> {
  const name = (await officerNames(deps.db, [proved.officer])).get(proved.officer);
  if (name === undefined) return null;
  const { counted } = guessOf(deps, c, name.username, marks);
  // Nothing is hashed: behind nobody but those who guess at the same account.
  const place = { network: `code:${proved.officer}`, known: true, counted, username: name.username };
  const came = { code, userAgent: c.req.header('user-agent') };
  return inTurn(deps, c, place, () => deps.accounts.signInByCode(proved, came));
}

/** By what a failure will count: a browser that signed in to the account before has a count of its own. */
function guessOf(
  { signInLimit, browsers }: SignInDeps,
  c: Context<Env>,
  username: string,
  marks: readonly string[],
): { network: string; known: boolean; counted: Counted[] } {
  const id = browsers.idOf(username, marks);
  const network = networkOf(addressOf(c));
  const counted = id === null ? signInLimit.guesses(network, username) : [signInLimit.ofBrowser(id)];
  return { network, known: id !== null, counted };
}

interface Turn {
  network: string;
  known: boolean;
  counted: readonly Counted[];
  username: string;
}

async function inTurn(
  { signInLimit, signInLine, browsers, ...services }: SignInDeps,
  c: Context<Env>,
  { counted, username, ...place }: Turn,
  enter: () => Promise<Entered | null>,
): Promise<SignedInHere | null> {
  // Whoever has to wait anyway takes nobody's place in the line, where there is one.
  if (!signInLine.isFree()) await signInLimit.check(counted);
  return signInLine.run({ ...place, signal: c.req.raw.signal }, async () => {
    await signInLimit.check(counted);
    const session = await enter().catch(async (error: unknown) => {
      if (!(error instanceof SecondFactorRequired)) throw error;
      const event = error.check === 'missing' ? 'asked' : 'refused';
      c.set('secondFactor', { event, account: error.proved.officer });
      if (error.check === 'wrong') await signInLimit.failed(counted);
      throw error;
    });
    if (session === null) {
      await signInLimit.failed(counted);
      return null;
    }
    const { factor, ...begun } = session;
    await noteFactor(services, c, factor, begun.actor.id);
    return { ...begun, browser: browsers.mark(username) };
  });
}

async function noteFactor(
  services: Pick<PeopleDeps, 'db' | 'clock'>,
  c: Context<Env>,
  factor: FactorCheck,
  officer: string,
): Promise<void> {
  if (factor === 'code') c.set('secondFactor', { event: 'used', account: officer });
  if (factor !== 'recovery') return;
  c.set('secondFactor', { event: 'recovery-used', account: officer });
  await logAccount(services, { event: 'recovery_code_used', subject: officer, by: officer });
}

type SignInDeps = Pick<PeopleDeps, 'db' | 'clock' | 'accounts' | 'signInLimit' | 'signInLine' | 'browsers'>;
