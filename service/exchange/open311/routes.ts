/**
 * Open311 GeoReport v2 beside our own API: what many front-ends speak already. It stands outside the table of
 * operations because its paths, forms and refusals are its specification's and not ours.
 * https://wiki.open311.org/GeoReport_v2
 */
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { compress } from 'hono/compress';
import { cors } from 'hono/cors';
import { here } from '#shared/city/here.ts';
import type { Env } from '../../platform/http/env.ts';
import { languageOf } from '../../platform/http/language.ts';
import { bodyOf, photoBody, rateLimit } from '../../platform/http/limits.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import { valid } from '../../platform/http/validate.ts';
import { answer, answerRefusal, refuse } from './answer.ts';
import { type Caller, callerOf, keyOf, type Open311Deps } from './caller.ts';
import { discovery, serviceDefinition, serviceList } from './catalogue.ts';
import { fileRequest } from './file.ts';
import { MOST_BYTES, readForm, serviceCalled } from './form.ts';
import { RequestsQuery, UpdatesQuery } from './query.ts';
import { findRequests } from './read.ts';
import { showRequests } from './show.ts';
import { updatesOf } from './updates.ts';

/** `isReady`: as for every other call. */
export function open311Routes(services: Open311Deps, isReady: () => boolean): Hono<Env> {
  const app = new Hono<Env>();

  app.use(compress());
  // Pages of other sites may read what everybody may; there is no cookie that they could borrow.
  app.use(cors());
  app.use(inItsOwnWords);
  app.use(async (c, next) => {
    c.set('language', languageOf(c.req.header('accept-language')));
    if (!isReady()) throw new HttpProblem('unavailable', { retryAfter: 1 });
    await next();
    c.header('cache-control', 'no-store');
    c.header('vary', 'Authorization, Accept-Language');
    // A number leads to a person's street.
    c.header('x-robots-tag', 'noindex');
  });
  app.use(rateLimit(keyOf));

  app.get(`/${inFormats('discovery')}`, (c) => answer(c, discovery(services, new URL(c.req.url).origin)));

  app.get(`/${inFormats('services')}`, (c) => {
    requireJurisdiction(services, c.req.query('jurisdiction_id'));
    return answer(c, serviceList(services, c.get('language')));
  });

  app.get(`/services/${inFormats()}`, (c) => {
    requireJurisdiction(services, c.req.query('jurisdiction_id'));
    const code = nameIn(c);
    const service = serviceCalled(code, services);
    return answer(c, serviceDefinition(service, c.get('language')));
  });

  app.post(`/${inFormats('requests')}`, byKind, async (c) => {
    const known = await callerOf(keyOf(c), services);
    const { fields, files, caller } = await readForm(c.req.raw, async (key) =>
      key ? callerOf(key, services) : known,
    );
    requireJurisdiction(services, fields.jurisdiction_id ?? c.req.query('jurisdiction_id'));
    return answer(
      c,
      await fileRequest({ caller, fields, files, language: c.get('language') }, services),
      201,
    );
  });

  app.get(`/${inFormats('requests')}`, valid('query', RequestsQuery), async (c) => {
    const query = c.req.valid('query');
    await countNumbers(c, query.service_request_id);
    const caller = await readerOf(c);
    const rows = await findRequests(services, query, caller);
    return answer(c, await showRequests(rows, showing(c, caller), services));
  });

  app.get(`/${inFormats('servicerequestupdates')}`, valid('query', UpdatesQuery), async (c) => {
    const query = c.req.valid('query');
    await countNumbers(c, query.service_request_id);
    return answer(c, await updatesOf(query, await readerOf(c), c.get('language'), services));
  });

  app.get(`/requests/${inFormats()}`, async (c) => {
    const { row, caller } = await oneRequest(c);
    return answer(c, await showRequests([row], showing(c, caller), services));
  });

  // Every request has its number at once, so none is ever waited for by a token: a client that holds the number for
  // one is told so in the specification's own form.
  app.get(`/tokens/${inFormats()}`, async (c) => {
    const { number } = (await oneRequest(c)).row;
    return answer(c, { root: 'service_requests', value: [{ service_request_id: number, token: number }] });
  });

  app.all('*', () => {
    throw refuse('not-found', 'exchange.open311.refused.unknown_address_see_discovery');
  });

  return app;

  /** By number a report is as public as its tracking, and each number that is asked for counts as one there. */
  async function countNumbers(c: Context<Env>, ids: readonly string[] = []): Promise<void> {
    for (let more = ids.length; more > 1; more--) await c.get('callers')(c, keyOf(c));
  }

  async function readerOf(c: Context<Env>): Promise<Caller | null> {
    requireJurisdiction(services, c.req.query('jurisdiction_id'));
    return callerOf(keyOf(c), services);
  }

  /** By the number in the path. Throws 404. */
  async function oneRequest(c: Context<Env>) {
    const caller = await readerOf(c);
    const id = nameIn(c);
    const [row] = await findRequests(services, { service_request_id: [id] }, caller);
    if (!row) {
      throw refuse('not-found', { key: 'exchange.open311.refused.service_request_id_not', values: { id } });
    }
    return { row, caller };
  }
}

/** A path that ends in a format; without a name it is the parameter `file`, to be read by {@link nameIn}. */
function inFormats(name = '[^/]+'): string {
  return `:file{${name}\\.(?:xml|json)}`;
}

function nameIn(c: Context<Env>): string {
  return (c.req.param('file') ?? '').replace(/\.(?:xml|json)$/, '');
}

/** One jurisdiction is served, so none need be named; a wrong one was meant for somebody else. Throws 404. */
function requireJurisdiction({ config }: Pick<Open311Deps, 'config'>, named: string | undefined): void {
  if (!named || named === (config.jurisdiction ?? here().domain)) return;
  throw refuse('not-found', { key: 'exchange.open311.refused.jurisdiction_id_not_found', values: { named } });
}

function showing(c: Context<Env>, caller: Caller | null) {
  return { caller, language: c.get('language'), extended: c.req.query('extensions') === 'true' };
}

/** A form of words is small; only one that carries photos may be large. */
const words = bodyOf(MOST_BYTES);

/** By its length where it says one; what says none is measured as it comes. */
const declaredPhotos: MiddlewareHandler<Env> = (c, next) =>
  c.req.header('content-length') === undefined ? next() : photoBody(c, next);

const byKind: MiddlewareHandler<Env> = (c, next) => {
  const isMultipart = /^multipart\/form-data\b/i.test(c.req.header('content-type') ?? '');
  return (isMultipart ? declaredPhotos : words)(c, next);
};

/** Whatever was refused, here or on the way, is answered as the specification has it. */
const inItsOwnWords: MiddlewareHandler<Env> = async (c, next) => {
  await next();
  const { status } = c.res;
  if (status >= 400) c.res = answerRefusal(c, status, c.error);
};
