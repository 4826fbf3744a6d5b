/** The calls on reports. Each parses, asks a verb and answers; the order of refusals is the order of middleware. */
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import { OPERATIONS, type Operation } from '#shared/contract/operations.ts';
import type { Actor } from '#shared/contract/session.ts';
import { ACTIONS_WITHOUT_PRECONDITION } from '#shared/ticket/action.ts';
import { isReportNumber } from '#shared/ticket/number.ts';
import { answerCalls, answerJson, first, versioned } from '../platform/http/calls.ts';
import type { Asked, Env } from '../platform/http/env.ts';
import type { Reservation } from '../platform/http/idempotency.ts';
import { etagOf, isHeld } from '../platform/http/precondition.ts';
import { HttpProblem } from '../platform/http/problem.ts';
import { allow, act as decide, illegal } from './act.ts';
import type { TicketDeps } from './deps.ts';
import { requireFiling, fileReport as takeIn } from './file-report.ts';
import { onlyOnce, ticketFor } from './filed.ts';
import { featuresOf, listTickets as findTickets } from './list.ts';
import { filesWith } from './photos/loose.ts';
import { requireSameReport } from './precondition.ts';
import type { Reader, Seen } from './read.ts';
import { surroundingsOf } from './surroundings.ts';

interface TicketEnv extends Env {
  Variables: Env['Variables'] & { seen: Seen; reservation: Reservation | null; filing: Actor };
}

type Photographed = Required<Pick<Operation, 'multipart'>>;

export function readerOf(c: Asked): Reader {
  return { actor: c.get('actor'), language: c.get('language') };
}

export function ticketRoutes(services: TicketDeps): Hono<TicketEnv> {
  const { reads } = services;
  const { findTicket, idempotent, sentWith } = stepsOf(services);
  const { fileReport, listTickets, mapTickets, getTicket, getSurroundings } = OPERATIONS;
  const { lookup, claim, release, act } = OPERATIONS;
  const reading = { listTickets, mapTickets, getTicket, getSurroundings, lookup };
  const calls = { fileReport, ...reading, claim, release, act };

  return answerCalls(new Hono<TicketEnv>(), calls, {
    fileReport: {
      before: [
        idempotent,
        first(async (c) => {
          const { channel } = await c.req.json<{ channel?: unknown }>();
          c.set('filing', requireFiling(c.get('actor'), channel, services, c.get('key')));
        }),
      ],
      answer: async ({ c, body }) => {
        const filing = { report: body, actor: c.get('filing'), ...(await sentWith(c, body, fileReport)) };
        const { number } = await takeIn(filing, services);
        const [row] = await reads.byNumbers([number]);
        if (!row) throw new HttpProblem('internal');
        c.header('location', `/api/v1/tickets/${number}`);
        const [ticket, once] = await Promise.all([
          ticketFor(services, readerOf(c), row),
          onlyOnce(services, row),
        ]);
        return { ...versioned(c, ticket), ...once };
      },
    },
    listTickets: async ({ c, query, actor }) => answerJson(c, await findTickets(services, actor, query)),
    mapTickets: async ({ c, query, actor }) => {
      c.header('content-type', 'application/geo+json');
      return c.body(featuresOf(await findTickets(services, actor, query)));
    },
    lookup: ({ c, body }) => services.lookup.of(body.numbers, readerOf(c)),
    getTicket: {
      before: [findTicket],
      answer: ({ c }) => {
        const seen = c.get('seen');
        const etag = etagOf(seen.row.version);
        if (isHeld(c.req.header('if-none-match'), etag)) return c.body(null, 304, { etag });
        c.header('etag', etag);
        return reads.ticket(seen, readerOf(c));
      },
    },
    getSurroundings: {
      before: [findTicket],
      answer: ({ c, actor }) => surroundingsOf(services, c.get('seen'), actor),
    },
    claim: {
      before: [findTicket],
      answer: ({ c, actor }) => services.claims.take(c.get('seen').row.id, actor),
    },
    release: {
      before: [findTicket],
      answer: ({ c, actor }) => services.claims.release(c.get('seen').row.id, actor.id),
    },
    act: {
      before: [idempotent, findTicket, requireRight(services)],
      answer: async ({ c, body, actor }) => {
        const sent = await sentWith(c, body, act);
        const seen = await decide({ seen: c.get('seen'), body, actor, ...sent }, services);
        return versioned(c, await reads.ticket(seen, readerOf(c)));
      },
    },
  });
}

/** What several of these calls go through before their own body is looked at. */
function stepsOf(services: TicketDeps) {
  /** 404 for what does not exist and for what the caller may not see: the two look alike. */
  const findTicket = createMiddleware<TicketEnv>(async (c, next) => {
    c.set('seen', await findOrRefuse(services, c.req.param('number') ?? '', c));
    await next();
  });

  /** Reserves the key, or answers what the same call was answered before. */
  const idempotent = createMiddleware<TicketEnv>(async (c, next) => {
    const { idempotency } = services;
    const begun = await idempotency.begin(c);
    if (begun && 'stored' in begun) {
      return answerStored(services, c, begun.stored);
    }
    const reservation = begun?.reservation ?? null;
    c.set('reservation', reservation);
    await next();
    if (!reservation) return;
    // A refusal is an exception that hono has turned into a response by now.
    if (c.res.ok) await idempotency.keep(reservation, await c.res.clone().text());
    else await idempotency.release(reservation);
  });

  /** What a change is made with beside its words. */
  async function sentWith(c: Context<TicketEnv>, body: object, { multipart }: Photographed) {
    const files = await filesWith(c, body, multipart.files, services);
    return { files, reservation: c.get('reservation') };
  }

  return { findTicket, idempotent, sentWith };
}

/** 403, then 428 and 412, then 409: before the body's fields are looked at. */
function requireRight(services: Pick<TicketDeps, 'db'>): MiddlewareHandler<TicketEnv> {
  return async (c, next) => {
    const { action } = await c.req.json<{ action?: unknown }>();
    const seen = c.get('seen');
    const refused = typeof action === 'string' ? allow(action, seen) : null;
    if (refused === 'forbidden') throw new HttpProblem('forbidden');
    if (!ACTIONS_WITHOUT_PRECONDITION.some((free) => free === action)) {
      await requireSameReport(services, seen.row, action, c.req.header('if-match'));
    }
    if (refused === 'illegal') throw illegal(seen);
    await next();
  };
}

export async function findOrRefuse(
  services: Pick<TicketDeps, 'reads'>,
  number: string,
  c: Asked,
): Promise<Seen> {
  const wanted = number.toUpperCase();
  const seen = isReportNumber(wanted) ? await services.reads.find(wanted, c.get('actor')) : null;
  if (!seen) throw new HttpProblem('not-found');
  return seen;
}

/** The process died between the change and its answer: the report as it is now stands in for the lost body. */
async function answerStored(
  services: Pick<TicketDeps, 'db' | 'reads' | 'secrets'>,
  c: Context<TicketEnv>,
  stored: { status: number; body: string | null; ticketId: number | null },
): Promise<Response> {
  const status = stored.status === 201 ? 201 : 200;
  if (stored.body !== null) {
    const { version } = JSON.parse(stored.body) as { version?: number };
    return c.body(stored.body, status, {
      'content-type': 'application/json',
      ...(version === undefined ? {} : { etag: etagOf(version) }),
    });
  }
  if (stored.ticketId === null) throw new HttpProblem('in-progress', { retryAfter: 1 });
  const row = await services.reads.byId(stored.ticketId);
  if (!row) throw new HttpProblem('not-found');
  const ticket = await ticketFor(services, readerOf(c), row);
  const body = status === 201 ? { ...ticket, ...(await onlyOnce(services, row)) } : ticket;
  return c.json(body, status, { etag: etagOf(ticket.version) });
}
