/** Requests as the operator sees them all, and a unit admin those of their own unit. */
import { and, count, desc, eq, inArray, isNull, lt, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import { z } from 'zod';
import type {
  AccountRequest,
  AccountRequestPage,
  AccountRequestsQuery,
} from '#shared/contract/account-requests.ts';
import { type Actor, grantsOf, hasRole } from '#shared/contract/session.ts';
import { toTimestamp } from '#shared/time/zone.ts';
import { fromCursor, pageOf } from '../../platform/http/cursor.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import { accountRequest, accountRequestDecision, user } from '../../tables/account.ts';
import type { PeopleDeps } from '../deps.ts';
import { warningsOf } from './warnings.ts';

type ReadDeps = Pick<PeopleDeps, 'db' | 'units'>;

const DEFAULT_LIMIT = 50;
const Place = z.tuple([z.number()]);

/** Beside a left join with the decisions. */
export const isOpen: SQL = isNull(accountRequestDecision.request);

const voucher = alias(user, 'voucher');
const decider = alias(user, 'decider');
const made = alias(user, 'made');

/** Does the unit lie within one that this officer is unit admin of? */
export function holdsUnit(actor: Actor, unit: string, { units }: Pick<PeopleDeps, 'units'>): boolean {
  return unitsOf(actor).some((own) => units.isWithin(unit, own));
}

export async function listRequests(
  services: ReadDeps,
  query: AccountRequestsQuery,
  reader: Actor,
): Promise<AccountRequestPage> {
  const limit = query.limit ?? DEFAULT_LIMIT;
  const from = query.cursor === undefined ? null : fromCursor(query.cursor, Place);
  const rows = await select(
    services,
    and(
      scopeOf(reader, services),
      from === null ? undefined : lt(accountRequest.id, from[0]),
      query.state === undefined
        ? undefined
        : query.state === 'pending'
          ? isOpen
          : eq(accountRequestDecision.outcome, query.state),
    ),
    limit + 1,
  );
  const { page, next } = pageOf(rows, limit, ({ request }) => [request.id]);
  return { items: await toRequests(services, page, reader), next };
}

/** Of everybody, for the operator. */
export async function countWaiting({ db }: Pick<ReadDeps, 'db'>): Promise<number> {
  const [row] = await db
    .select({ waiting: count() })
    .from(accountRequest)
    .leftJoin(accountRequestDecision, eq(accountRequestDecision.request, accountRequest.id))
    .where(isOpen);
  return row?.waiting ?? 0;
}

/** Throws 404, also for what the reader may not see. */
export async function findRequest(services: ReadDeps, id: number, reader: Actor): Promise<AccountRequest> {
  const rows = await select(services, and(eq(accountRequest.id, id), scopeOf(reader, services)), 1);
  const [request] = await toRequests(services, rows, reader);
  if (!request) throw new HttpProblem('not-found');
  return request;
}

type Row = Awaited<ReturnType<typeof select>>[number];

function select({ db }: Pick<PeopleDeps, 'db'>, where: SQL | undefined, limit: number) {
  return db
    .select({
      request: accountRequest,
      decision: accountRequestDecision,
      voucher: voucher.username,
      decider: decider.username,
      made: made.username,
    })
    .from(accountRequest)
    .leftJoin(accountRequestDecision, eq(accountRequestDecision.request, accountRequest.id))
    .leftJoin(voucher, eq(voucher.id, accountRequest.vouchedBy))
    .leftJoin(decider, eq(decider.id, accountRequestDecision.by))
    .leftJoin(made, eq(made.id, accountRequestDecision.account))
    .where(where)
    .orderBy(desc(accountRequest.id))
    .limit(limit);
}

/** Undefined: all of them. */
function scopeOf(reader: Actor, { units }: Pick<PeopleDeps, 'units'>): SQL | undefined {
  if (hasRole(reader, 'operator')) return undefined;
  const own = unitsOf(reader).flatMap((code) => [...units.withBelow(code)]);
  return inArray(accountRequest.unit, own);
}

function unitsOf(actor: Actor): string[] {
  return grantsOf(actor).flatMap(({ role, unit }) => (role === 'unit_admin' && unit ? [unit.code] : []));
}

async function toRequests(
  services: ReadDeps,
  rows: readonly Row[],
  reader: Actor,
): Promise<AccountRequest[]> {
  const isOperator = hasRole(reader, 'operator');
  const open = rows.filter(({ decision }) => decision === null).map(({ request }) => request);
  const warnings = await warningsOf(services, isOperator ? open : []);
  return rows.map(({ request, decision, ...names }) => ({
    id: request.id,
    state: decision?.outcome ?? 'pending',
    askedAt: toTimestamp(request.askedAt),
    role: request.role,
    unit: services.units.named(request.unit),
    letter: request.letter,
    name: request.name,
    username: request.username,
    replaces: request.replaces,
    nip: isOperator ? request.nip : null,
    contact: isOperator ? request.contact : null,
    vouchedBy: names.voucher,
    decision: decision && {
      at: toTimestamp(decision.at),
      by: names.decider,
      reason: decision.reason,
      account: names.made,
    },
    warnings: warnings.get(request.id) ?? [],
  }));
}
