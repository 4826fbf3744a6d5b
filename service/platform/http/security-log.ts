/**
 * One line for each call that whoever guards the service wants to know of: sign-ins, refusals, changes of accounts and
 * keys, looks at originals, and what was done with a second factor. By an account's id and an address, without names and without what was sent.
 */
import type { MiddlewareHandler } from 'hono';
import type { Log } from '../log.ts';
import { count, type Tally } from '../tally.ts';
import { addressOf } from './address.ts';
import type { Env } from './env.ts';

interface Watched {
  what: 'sign-in' | 'account' | 'key' | 'original';
  path: RegExp;
  /** Reading is told only where it is what is watched. */
  reads?: true;
}

const WATCHED: readonly Watched[] = [
  { what: 'sign-in', path: /^\/(?:api\/v1\/session(?:\/code)?|masuk(?:\/kode)?)$/ },
  {
    what: 'account',
    path: /^\/(?:api\/v1\/(?:accounts|account-requests|session\/password)|kelola\/(?:akun|permohonan)|akun)\b/,
  },
  { what: 'key', path: /^\/(?:api\/v1\/(?:api-keys|webhooks)|kelola\/(?:kunci|webhook))\b/ },
  { what: 'original', path: /^\/api\/v1\/photos\//, reads: true },
];

const REFUSED: readonly number[] = [401, 403, 429];

export function securityLog(log: Log, tally: Tally): MiddlewareHandler<Env> {
  return async (c, next) => {
    await next();
    const { status } = c.res;
    const { method, path } = c.req;
    const isRead = method === 'GET' || method === 'HEAD';
    // A browser that asks whether its page may call has done nothing yet.
    const watched =
      method === 'OPTIONS'
        ? undefined
        : WATCHED.find((one) => one.path.test(path) && isRead === (one.reads ?? false));
    const isOriginal = watched?.what !== 'original' || c.req.query('as') === 'original';
    const isRefused = REFUSED.includes(status);
    const secondFactor = c.get('secondFactor');
    // Half a sign-in is none yet: what becomes of it is counted with its code.
    if (watched?.what === 'sign-in' && method === 'POST' && secondFactor?.event !== 'asked')
      count(tally.signIns, status < 400 ? 'accepted' : 'refused');
    if (isRefused) count(tally.refused, String(status));
    if (!isRefused && !(watched && isOriginal)) return;
    // Before a sign-in was looked at there is no actor.
    const account: string | undefined = c.get('actor')?.id ?? secondFactor?.account;
    log.security({
      security: watched?.what ?? 'refusal',
      method,
      route: c.req.routePath,
      status,
      account,
      ...(secondFactor === undefined ? {} : { secondFactor: secondFactor.event }),
      address: addressOf(c),
    });
  };
}
