/**
 * `/sso`: to the province's SSO and back. Somebody it vouches for gets what a password would give them: a
 * session of the account that the operator linked, or nothing. The extension gets a one-time code instead.
 */
import type { Context, Hono } from 'hono';
import { deleteCookie, getSignedCookie, setSignedCookie } from 'hono/cookie';
import { z } from 'zod';
import { type SsoError, SsoRequest } from '#shared/contract/session.ts';
import { leadOn } from '../../pages/answer.tsx';
import { homeOf, SSO_PATH } from '../../pages/menu.ts';
import { openPages } from '../../pages/session.ts';
import { systemClock } from '../../platform/clock.ts';
import { addressOf, networkOf } from '../../platform/http/address.ts';
import type { Env } from '../../platform/http/env.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import { isSecure, keepSession } from '../../platform/http/web-cookie.ts';
import type { Config } from '../../platform/settings.ts';
import { officerOf } from '../accounts/look-up.ts';
import type { PeopleDeps } from '../deps.ts';
import { answerSignIn, ownPath } from '../sign-in/pages.tsx';
import { type Sso, SsoFailure, type SsoProvider, SsoSecrets } from './provider.ts';

export const RETURN_PATH = `${SSO_PATH}/kembali`;

const STATUS: Record<SsoError | 'expired', 401 | 403 | 429 | 503> = {
  away: 503,
  cancelled: 401,
  refused: 401,
  unknown: 403,
  limited: 429,
  expired: 401,
};

export function ssoPages(services: PeopleDeps, { provider, key }: Sso): Hono<Env> {
  const { config, accounts, codes } = services;
  const app = openPages(SSO_PATH, services);

  app.get('/', async (c) => {
    const extension = askedByExtension(c, provider);
    const onTo = ownPath(c.req.query('ke'));
    try {
      const { url, secrets } = await provider.begin();
      await keepAttempt(c, config, key, { secrets, onTo, extension });
      return c.redirect(url.href, 303);
    } catch (error) {
      return refuse(c, { onTo, extension }, whyOf(error), provider);
    }
  });

  app.get('/kembali', async (c) => {
    const attempt = await takeAttempt(c, config, key);
    if (attempt === null) return refuse(c, { onTo: null, extension: null }, 'expired', provider);
    const { onTo, extension, secrets } = attempt;
    try {
      const officer = await vouchedFor(c, services, () =>
        provider.identify(new URL(c.req.url).search, secrets),
      );
      if (officer === null) return refuse(c, attempt, 'unknown', provider);
      if (extension) return backTo(c, extension, { code: await codes.issue(officer, extension.challenge) });
      const session = await accounts.signInBySso(officer, c.req.header('user-agent'));
      if (session === null) return refuse(c, attempt, 'unknown', provider);
      keepSession(c, config, session.token);
      return leadOn(c, onTo ?? homeOf(c.get('menus'), session.actor));
    } catch (error) {
      return refuse(c, attempt, whyOf(error), provider);
    }
  });
  return app;
}

/** The linked account's officer. An identity that is nobody's, and an answer that does not hold, count as failures. */
async function vouchedFor(
  c: Context<Env>,
  { db, signInLimit }: Pick<PeopleDeps, 'db' | 'signInLimit'>,
  identify: () => Promise<string>,
): Promise<string | null> {
  const counted = [signInLimit.ofNetwork(networkOf(addressOf(c)))];
  await signInLimit.check(counted);
  try {
    const officer = await officerOf(db, await identify());
    if (officer === null) await signInLimit.failed(counted);
    return officer;
  } catch (error) {
    if (whyOf(error) === 'refused') await signInLimit.failed(counted);
    throw error;
  }
}

/** Null where a page asked. Throws 422 for an extension that the operator has not let in. */
function askedByExtension(c: Context<Env>, provider: SsoProvider): SsoRequest | null {
  if (c.req.query('kembali') === undefined) return null;
  const asked = SsoRequest.safeParse(c.req.query());
  if (!asked.success) throw new HttpProblem('invalid');
  const { origin } = new URL(asked.data.kembali);
  if (provider.extensions.includes(origin)) return asked.data;
  throw new HttpProblem('invalid', {
    detail: { key: 'people.refused.extension_not_sign_sso', values: { origin } },
  });
}

function whyOf(error: unknown): SsoError {
  if (error instanceof SsoFailure) return error.why;
  if (error instanceof HttpProblem && error.word === 'rate-limited') return 'limited';
  throw error;
}

function refuse(
  c: Context<Env>,
  { onTo, extension }: Pick<Attempt, 'onTo' | 'extension'>,
  why: keyof typeof STATUS,
  { label }: SsoProvider,
): Response {
  if (extension !== null && why !== 'expired') return backTo(c, extension, { error: why });
  return answerSignIn(c, { onTo, bad: `people.sso.${why}`, sso: label }, STATUS[why]);
}

function backTo(
  c: Context<Env>,
  { kembali, state }: SsoRequest,
  answer: { code: string } | { error: SsoError },
): Response {
  const url = new URL(kembali);
  url.search = new URLSearchParams({ ...answer, state }).toString();
  return c.redirect(url.href, 303);
}

/** The signed cookie that waits here while somebody is at the provider's. */
const NAME = 'tuntas-sso';
const LIVES = 600_000;

const Attempt = z.object({
  secrets: SsoSecrets,
  /** An own path to go on to. */
  onTo: z.string().nullable(),
  /** The extension that is to be answered, instead of a page. */
  extension: SsoRequest.nullable(),
  /** ms UTC, by the machine's clock */
  until: z.number(),
});
type Attempt = z.infer<typeof Attempt>;

type Settings = Pick<Config, 'publicUrl'>;

async function keepAttempt(
  c: Context,
  config: Settings,
  key: string,
  attempt: Omit<Attempt, 'until'>,
): Promise<void> {
  const value = JSON.stringify({ ...attempt, until: systemClock.now() + LIVES } satisfies Attempt);
  await setSignedCookie(c, NAME, Buffer.from(value).toString('base64url'), key, {
    ...where(c, config),
    httpOnly: true,
    // It has to come along when the provider, another site, sends the browser back.
    sameSite: 'Lax',
    maxAge: LIVES / 1_000,
  });
}

/** Null where there is none, where it is too old, or where it is not ours. It is gone afterwards. */
async function takeAttempt(c: Context, config: Settings, key: string): Promise<Attempt | null> {
  const value = await getSignedCookie(c, key, NAME);
  deleteCookie(c, NAME, where(c, config));
  if (typeof value !== 'string') return null;
  // Its signature says that we wrote it; a former release may have written it otherwise.
  const attempt = Attempt.safeParse(JSON.parse(Buffer.from(value, 'base64url').toString('utf8')));
  return attempt.success && attempt.data.until > systemClock.now() ? attempt.data : null;
}

function where(c: Context, config: Settings) {
  return { path: SSO_PATH, secure: isSecure(c, config) };
}
