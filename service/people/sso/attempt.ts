import type { Context } from 'hono';
import { deleteCookie, getSignedCookie, setSignedCookie } from 'hono/cookie';
import { z } from 'zod';
import { SsoRequest } from '#shared/contract/session.ts';
import { SSO_PATH } from '../../pages/paths.ts';
import { isSecure } from '../../platform/http/web-cookie.ts';
import type { Config } from '../../platform/settings.ts';
import { SsoSecrets } from './provider.ts';

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
export type Attempt = z.infer<typeof Attempt>;

type Settings = Pick<Config, 'publicUrl'>;

export async function keepAttempt(
  c: Context,
  config: Settings,
  key: string,
  attempt: Omit<Attempt, 'until'>,
  now: number,
): Promise<void> {
  const value = JSON.stringify({ ...attempt, until: now + LIVES } satisfies Attempt);
  await setSignedCookie(c, NAME, Buffer.from(value).toString('base64url'), key, {
    ...where(c, config),
    httpOnly: true,
    // It has to come along when the provider, another site, sends the browser back.
    sameSite: 'Lax',
    maxAge: LIVES / 1_000,
  });
}

/** Null where there is none, where it is too old, or where it is not ours. It is gone afterwards. */
export async function takeAttempt(
  c: Context,
  config: Settings,
  key: string,
  now: number,
): Promise<Attempt | null> {
  const value = await getSignedCookie(c, key, NAME);
  deleteCookie(c, NAME, where(c, config));
  if (typeof value !== 'string') return null;
  // Its signature says that we wrote it; a former release may have written it otherwise.
  const attempt = Attempt.safeParse(JSON.parse(Buffer.from(value, 'base64url').toString('utf8')));
  return attempt.success && attempt.data.until > now ? attempt.data : null;
}

function where(c: Context, config: Settings) {
  return { path: SSO_PATH, secure: isSecure(c, config) };
}
