/** The query of `GET requests`, as the specification has it and as public servers extend it. */
import { z } from 'zod';
import { Instant } from '#shared/contract/primitives.ts';
import { isReportNumber } from '#shared/ticket/number.ts';
import { DAY } from '#shared/time/zone.ts';
import { refuse } from './answer.ts';
import type { Open311Deps } from './caller.ts';
import { serviceCalled } from './form.ts';

/** "A span of 90 days or first 1000 requests returned, whichever is smallest" (GeoReport v2, Response Volume). */
const LONGEST_SPAN = 90 * DAY;
export const MOST = 1_000;
/** How many a page holds, and may hold: less with the steps of each. A caller without a key costs little. */
const PAGES = { plain: { usual: 100, most: MOST }, extended: { usual: 50, most: 200 } } as const;
/** Every request passed over is read all the same: whoever wants more goes by dates. */
const DEEPEST = 50_000;

/** "Can be declared multiple times, comma delimited": both are taken. */
const list = z.union([z.string(), z.array(z.string())]).transform((said) =>
  [said]
    .flat()
    .flatMap((text) => text.split(','))
    .map((one) => one.trim())
    .filter((one) => one !== ''),
);

const moment = Instant.transform((text) => Date.parse(text)).optional();

const count = (most: number) =>
  z
    .string()
    .regex(/^[1-9]\d{0,4}$/, `must be 1 to ${most}`)
    .transform(Number)
    .pipe(z.number().max(most))
    .optional();

const Arguments = z.object({
  service_request_id: list.optional(),
  service_code: list.optional(),
  start_date: moment,
  end_date: moment,
  updated_after: moment,
  updated_before: moment,
  status: list.pipe(z.array(z.enum(['open', 'closed']))).optional(),
  page: count(10_000),
  page_size: count(MOST),
  extensions: z.enum(['true', 'false']).optional(),
});
/** "The response should be the same whether a parameter is passed and is empty or is not passed at all." */
export const RequestsQuery = z.preprocess(
  (query) => Object.fromEntries(Object.entries(Object(query)).filter(([, value]) => value !== '')),
  Arguments,
);
export type RequestsQuery = z.infer<typeof RequestsQuery>;

/** The query of `GET servicerequestupdates`: the instants are those of the updates. */
export const UpdatesQuery = RequestsQuery.transform(({ start_date: from, end_date: to, ...query }) => ({
  ...query,
  updated_after: query.updated_after ?? from,
  updated_before: query.updated_before ?? to,
}));

/** Between which instants updates are told. Throws 400 as for requests. */
export function updatesBetween(query: RequestsQuery, now: number): Span {
  const { updated_after: from, updated_before: to } = query;
  return spanOf('start_date, end_date', from, to, now);
}

/** From and to, both included, ms UTC. */
export interface Span {
  from: number;
  to: number;
}

/**
 * Of the two ways to ask: by when requests came in, or by when they last moved on. A client that keeps up by the
 * second must not lose what came in long ago, so the default of the first does not narrow it.
 */
export function periodsOf(query: RequestsQuery, now: number): { received?: Span; updated?: Span } {
  const { start_date: start, end_date: end, updated_after: after, updated_before: before } = query;
  const asksUpdates = after !== undefined || before !== undefined;
  const asksReceipt = start !== undefined || end !== undefined || !asksUpdates;
  return {
    ...(asksReceipt ? { received: spanOf('start_date, end_date', start, end, now) } : {}),
    ...(asksUpdates ? { updated: spanOf('updated_after, updated_before', after, before, now) } : {}),
  };
}

/** Throws 400 for more than ninety days, and for an end before its beginning. */
function spanOf(names: string, from: number | undefined, to: number | undefined, now: number): Span {
  const span = {
    from: from ?? (to ?? now) - LONGEST_SPAN,
    to: to ?? (from === undefined ? now : Math.min(now, from + LONGEST_SPAN)),
  };
  if (span.to - span.from > LONGEST_SPAN || (to !== undefined && span.to < span.from)) {
    throw refuse('malformed', { key: 'exchange.open311.refused.most_90_days_from', values: { names } });
  }
  return span;
}

/** Throws 400 for a page that is too large or too far from the first. */
export function pageOf({ page = 1, page_size: asked, extensions }: RequestsQuery): {
  limit: number;
  offset: number;
} {
  const { usual, most } = PAGES[extensions === 'true' ? 'extended' : 'plain'];
  const limit = asked ?? usual;
  if (limit > most) {
    throw refuse('malformed', {
      key: 'exchange.open311.refused.page_size_most_extensions',
      values: { most },
    });
  }
  const offset = (page - 1) * limit;
  if (offset > DEEPEST) {
    throw refuse('malformed', {
      key: 'exchange.open311.refused.page_only_first_requests',
      values: { most: DEEPEST },
    });
  }
  return { limit, offset };
}

/** What is no number of ours is passed over, as one that does not exist. Null where none was asked for. */
export function numbersIn({ service_request_id: ids }: RequestsQuery): string[] | null {
  if (ids === undefined || ids.length === 0) return null;
  if (ids.length > MOST) {
    throw refuse('malformed', { key: 'exchange.open311.refused.most_ids_once', values: { most: MOST } });
  }
  return ids.map((id) => id.toUpperCase()).filter(isReportNumber);
}

/** Names of categories; null for all. Throws 404 for an unknown one. */
export function categoriesIn(
  { service_code: codes }: RequestsQuery,
  services: Pick<Open311Deps, 'categories'>,
): string[] | null {
  if (codes === undefined || codes.length === 0) return null;
  return codes.map((code) => serviceCalled(code, services).name);
}

/** Null for both. */
export function isOpenWanted({ status = [] }: RequestsQuery): boolean | null {
  const wanted = new Set(status);
  return wanted.size === 1 ? wanted.has('open') : null;
}
