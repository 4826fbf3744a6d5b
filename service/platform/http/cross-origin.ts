/**
 * Pages of other front-ends that call from a browser: what is public from anywhere, the rest from origins that were
 * registered with a key. No cookie is ever taken, so nothing is allowed that the page does not hold itself.
 */
import type { Context, MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import { API_BASE, OPERATIONS, type Operation } from '#shared/contract/operations.ts';
import { POSITION } from '#shared/contract/position.ts';
import type { Env } from './env.ts';

/** What a page may send beside what every page may, and what it may read of an answer. */
const HEADERS = {
  allowHeaders: [
    'Authorization',
    'Content-Type',
    'If-Match',
    'If-None-Match',
    'Idempotency-Key',
    'Accept-Language',
    'Last-Event-ID',
    POSITION,
    'Tus-Resumable',
    'Upload-Length',
    'Upload-Offset',
    'Upload-Metadata',
  ],
  exposeHeaders: [
    'ETag',
    'Date',
    'Location',
    'Retry-After',
    POSITION,
    'X-Row-Count',
    'Content-Disposition',
    'Tus-Resumable',
    'Tus-Version',
    'Tus-Max-Size',
    'Upload-Length',
    'Upload-Offset',
    'Upload-Metadata',
    'Upload-Expires',
  ],
};
/** s: so long a browser remembers what it may. */
const REMEMBERED = 600;

/** For what stands open to everybody anyway. */
export function fromAnywhere(): MiddlewareHandler<Env> {
  return onlyAcross(cors({ ...HEADERS, origin: '*', allowMethods: ['GET', 'HEAD'], maxAge: REMEMBERED }));
}

export function crossOrigin(isRegistered: (origin: string) => Promise<boolean>): MiddlewareHandler<Env> {
  const origin = async (from: string, c: Context): Promise<string | null> => {
    if (isPublic(c)) return '*';
    return /^https?:/.test(from) && (await isRegistered(from)) ? from : null;
  };
  const allowMethods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];
  return onlyAcross(cors({ ...HEADERS, origin, allowMethods, maxAge: REMEMBERED }));
}

/** It makes each answer anew, which is not for free: of those that no page from elsewhere asked for, none. */
function onlyAcross(middleware: MiddlewareHandler<Env>): MiddlewareHandler<Env> {
  return (c, next) => (c.req.header('origin') === undefined ? next() : middleware(c, next));
}

const PUBLIC = Object.values<Operation>(OPERATIONS)
  .filter(({ method, right }) => method === 'GET' && right === 'public')
  .map(({ path }) => new RegExp(`^${API_BASE}${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`));

function isPublic(c: Context): boolean {
  const method = c.req.method === 'OPTIONS' ? c.req.header('access-control-request-method') : c.req.method;
  return (method === 'GET' || method === 'HEAD') && PUBLIC.some((path) => path.test(c.req.path));
}
