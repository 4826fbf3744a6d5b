/**
 * `/sso`: to the province's SSO and back. Somebody it vouches for gets what a password would give them: a
 * session of the account that the operator linked, or nothing. The extension gets a one-time code instead.
 */
import type { Context, Hono } from 'hono';
import { type SsoError, SsoRequest } from '#shared/contract/session.ts';
import type { Services } from '../../compose/services.ts';
import { homeOf } from '../../pages/menu.ts';
import { leadOn } from '../../pages/onward.tsx';
import { SSO_PATH } from '../../pages/paths.ts';
import { openPages } from '../../pages/session.ts';
import { systemClock } from '../../platform/clock.ts';
import type { Env } from '../../platform/http/env.ts';
import type { Said } from '../../platform/http/language.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import { keepSession } from '../../platform/http/web-cookie.ts';
import { ownPath } from '../sign-in/pages/own-path.ts';
import { signInPage } from '../sign-in/pages/sign-in-page.ts';
import { type Attempt, keepAttempt, takeAttempt } from './attempt.ts';
import { officerOf } from './identity.ts';
import { type Sso, SsoFailure, type SsoProvider } from './provider.ts';

export const RETURN_PATH = `${SSO_PATH}/kembali`;

const WHY: Record<SsoError | 'expired', Said> = {
  away: {
    id: 'Layanan SSO tidak menjawab. Coba lagi nanti, atau masuk dengan nama pengguna dan kata sandi.',
    en: 'The SSO does not answer. Try again later, or sign in with username and password.',
  },
  cancelled: { id: 'Masuk dengan SSO dibatalkan.', en: 'Signing in by SSO was cancelled.' },
  refused: {
    id: 'Jawaban layanan SSO tidak dapat dipastikan. Coba masuk sekali lagi.',
    en: 'The answer of the SSO could not be verified. Try to sign in once more.',
  },
  unknown: {
    id: 'Identitas SSO Anda tidak terhubung dengan akun aktif di sini. Hubungi operator.',
    en: 'Your SSO identity is not linked with an active account here. Ask the operator.',
  },
  limited: {
    id: 'Terlalu banyak percobaan masuk yang gagal. Tunggu beberapa menit lalu coba lagi.',
    en: 'Too many failed attempts to sign in. Wait a few minutes and try again.',
  },
  expired: {
    id: 'Permintaan masuk ini sudah dipakai atau kedaluwarsa. Coba masuk sekali lagi.',
    en: 'This request to sign in was used or has expired. Try to sign in once more.',
  },
};
const STATUS: Record<keyof typeof WHY, 401 | 403 | 429 | 503> = {
  away: 503,
  cancelled: 401,
  refused: 401,
  unknown: 403,
  limited: 429,
  expired: 401,
};

export function ssoPages(services: Services, { provider, key }: Sso): Hono<Env> {
  const { config, accounts, codes } = services;
  const app = openPages(SSO_PATH, services);

  app.get('/', async (c) => {
    const extension = askedByExtension(c, provider);
    const onTo = ownPath(c.req.query('ke'));
    try {
      const { url, secrets } = await provider.begin();
      await keepAttempt(c, config, key, { secrets, onTo, extension }, systemClock.now());
      return c.redirect(url.href, 303);
    } catch (error) {
      return refuse(c, { onTo, extension }, whyOf(error), provider);
    }
  });

  app.get('/kembali', async (c) => {
    const attempt = await takeAttempt(c, config, key, systemClock.now());
    if (attempt === null) return refuse(c, { onTo: null, extension: null }, 'expired', provider);
    const { onTo, extension, secrets } = attempt;
    try {
      const officer = await vouchedFor(c, services, () =>
        provider.identify(new URL(c.req.url).search, secrets),
      );
      if (officer === null) return refuse(c, attempt, 'unknown', provider);
      if (extension) return backTo(c, extension, { code: await codes.issue(officer, extension.challenge) });
      const session = await accounts.signInBySso(officer);
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
  { db, signInLimit }: Pick<Services, 'db' | 'signInLimit'>,
  identify: () => Promise<string>,
): Promise<string | null> {
  await signInLimit.attempt(c, null);
  try {
    const officer = await officerOf(db, await identify());
    if (officer !== null) await signInLimit.succeeded(c, null);
    return officer;
  } catch (error) {
    if (whyOf(error) !== 'refused') await signInLimit.succeeded(c, null);
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
    detail: {
      id: `Ekstensi ini belum diizinkan masuk dengan SSO. Operator menambahkan ${origin} ke OIDC_EXTENSIONS.`,
      en: `This extension may not sign in by SSO yet. The operator adds ${origin} to OIDC_EXTENSIONS.`,
    },
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
  why: keyof typeof WHY,
  { label }: SsoProvider,
): Response | Promise<Response> {
  if (extension !== null && why !== 'expired') return backTo(c, extension, { error: why });
  return c.html(signInPage(c, { onTo, bad: WHY[why], sso: label }), STATUS[why]);
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
