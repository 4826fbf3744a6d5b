/**
 * Who wrote something reads it back, whichever process answers: an answer says how far the database's log had come, and
 * the caller says so with the next call. Only where a copy is read (`DATABASE_READ_URL`): nothing else can be older. Programs
 * carry a header, browsers on the pages a cookie.
 */
import type { MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { API_BASE } from '#shared/contract/operations.ts';
import { POSITION } from '#shared/contract/position.ts';
import type { Database } from '../db/database.ts';
import type { Config } from '../settings.ts';
import type { Env } from './env.ts';
import { isSecure } from './web-cookie.ts';

const COOKIE = 'tuntas_posisi';
const READS = ['GET', 'HEAD', 'OPTIONS'];
/** A number of 64 bits at most. */
const FORM = /^\d{1,19}$/;

export function carryPosition(
  database: Pick<Database, 'position' | 'catchUp'>,
  config: Pick<Config, 'publicUrl'>,
): MiddlewareHandler<Env> {
  return async (c, next) => {
    const isCall = c.req.path.startsWith(API_BASE);
    const carried = isCall ? c.req.header(POSITION) : getCookie(c, COOKIE);
    if (carried !== undefined && FORM.test(carried)) await database.catchUp(carried);
    await next();
    const position = database.position();
    if (position === null) return;
    if (isCall) c.res.headers.set(POSITION, position);
    // A page that was only looked at leaves nothing that the next one could lack.
    else if (!READS.includes(c.req.method))
      setCookie(c, COOKIE, position, {
        httpOnly: true,
        sameSite: 'Strict',
        path: '/',
        secure: isSecure(c, config),
      });
  };
}
