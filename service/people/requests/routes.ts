/** Requests for accounts over HTTP: asked for by anybody, vouched for by unit admins, decided by the operator. */
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import {
  AccountRequestInput,
  AccountRequestsQuery,
  ApprovalInput,
  HandoverInput,
  RejectionInput,
  RequestSecret,
} from '#shared/contract/account-requests.ts';
import { readBody } from '../../platform/http/body.ts';
import type { Env } from '../../platform/http/env.ts';
import { type PublicLimit, smallBody } from '../../platform/http/limits.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import { valid } from '../../platform/http/validate.ts';
import { handOver } from '../accounts/handover.ts';
import { findAccount } from '../accounts/officers.ts';
import type { PeopleDeps } from '../deps.ts';
import { ask, requestStatus, vouch } from './ask.ts';
import { approve, reject, waiting } from './decide.ts';
import { findRequest, listRequests } from './read.ts';

/** Without sign-in. `asking` counts requests, `looking` whoever tries secrets. */
export function publicRequestRoutes(
  services: PeopleDeps,
  asking: PublicLimit,
  looking: PublicLimit,
): Hono<Env> {
  const app = new Hono<Env>();

  app.post(
    '/account-requests',
    limited(asking),
    smallBody,
    readBody(),
    valid('json', AccountRequestInput),
    async (c) => c.json(await ask(services, c.req.valid('json')), 201),
  );

  app.post(
    '/account-requests/status',
    limited(looking),
    smallBody,
    readBody(),
    valid('json', RequestSecret),
    async (c) => c.json(await requestStatus(services, c.req.valid('json').secret)),
  );

  return app;
}

/** Behind sign-in; the rights table says whose. */
export function requestRoutes(services: PeopleDeps): Hono<Env> {
  const app = new Hono<Env>();
  const undecided = first((c) => waiting(services, idOf(c), c.get('actor')));
  const leaver = first((c) => findAccount(services, c.req.param('username') ?? ''));

  app.post('/account-requests/vouched', valid('json', AccountRequestInput), async (c) =>
    c.json(await vouch(services, c.req.valid('json'), c.get('actor')), 201),
  );

  app.get('/account-requests', valid('query', AccountRequestsQuery), async (c) =>
    c.json(await listRequests(services, c.req.valid('query'), c.get('actor'))),
  );

  app.get('/account-requests/:id', async (c) => c.json(await findRequest(services, idOf(c), c.get('actor'))));

  app.post('/account-requests/:id/approval', undecided, valid('json', ApprovalInput), async (c) =>
    c.json(await approve(services, idOf(c), c.req.valid('json'), c.get('actor')), 201),
  );

  app.post('/account-requests/:id/rejection', undecided, valid('json', RejectionInput), async (c) =>
    c.json(await reject(services, idOf(c), c.req.valid('json').reason, c.get('actor'))),
  );

  app.post('/accounts/:username/handover', leaver, valid('json', HandoverInput), async (c) =>
    c.json(await handOver(services, c.req.param('username'), c.req.valid('json'), c.get('actor'))),
  );

  return app;
}

function limited(limit: PublicLimit): MiddlewareHandler<Env> {
  return async (c, next) => {
    await limit(c);
    await next();
  };
}

/** What the path names is looked for before the body's fields are checked: the order of refusal of every call. */
function first(find: (c: Context<Env>) => Promise<unknown>): MiddlewareHandler<Env> {
  return async (c, next) => {
    await find(c);
    await next();
  };
}

/** Throws 404. */
export function idOf(c: Context): number {
  const id = c.req.param('id') ?? '';
  if (!/^[1-9]\d{0,9}$/.test(id)) throw new HttpProblem('not-found');
  return Number(id);
}
