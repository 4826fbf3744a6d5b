/**
 * Signing in by the province's SSO. The browser opens the service's page in a window of its own and hands back an
 * address that only this extension can read. In it stands a code, worth nothing without the secret that stays here
 * (PKCE); the session comes by a call, never in an address.
 */
import { browser } from 'wxt/browser';
import { type SessionInfo, type SignInWays, SSO_ERRORS, type SsoError } from '#shared/contract/session.ts';
import type { MessageMap, Outcome } from '../../connection/messages.ts';
import { clientFor, outcome, type WorkerContext } from '../../connection/service.ts';
import { t } from '../../platform/i18n.ts';
import { begin } from './session.ts';

/** What can be offered beside username and password at this address. */
export async function signInWays(
  context: WorkerContext,
  { origin }: MessageMap['signInWays']['ask'],
): Promise<Outcome<SignInWays>> {
  return outcome(async () => (await clientFor(context, origin, null).call('signInWays', {})).data);
}

export async function signInBySso(
  context: WorkerContext,
  { origin }: MessageMap['signInBySso']['ask'],
): Promise<Outcome<SessionInfo>> {
  const verifier = random();
  const state = random();
  const query = new URLSearchParams({
    kembali: browser.identity.getRedirectURL('sso'),
    challenge: base64url(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))),
    state,
  });
  const back = await handedBack(`${origin}/sso?${query}`);
  // An answer to a question that was not asked here is none.
  if (back?.get('state') !== state) return failed('cancelled');
  const code = back.get('code');
  if (code === null) return failed(SSO_ERRORS.find((why) => why === back.get('error')) ?? 'refused');
  return outcome(async () => {
    const { data } = await clientFor(context, origin, null).call('exchangeCode', {
      body: { code, verifier },
    });
    return begin(context, origin, data);
  });
}

/** Null where the window was closed, or never came so far: the browser does not tell these apart. */
async function handedBack(url: string): Promise<URLSearchParams | null> {
  try {
    const answer = await browser.identity.launchWebAuthFlow({ url, interactive: true });
    return answer === undefined ? null : new URL(answer).searchParams;
  } catch {
    return null;
  }
}

function failed(why: SsoError): Outcome<never> {
  return { ok: false, error: { word: `sso-${why}`, message: t(`worker.sso.${why}`) } };
}

function random(): string {
  return base64url(crypto.getRandomValues(new Uint8Array(32)).buffer);
}

function base64url(bytes: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
