/**
 * The one feed: what happened after a sequence number, cut to the caller's scope. A report that leaves the scope
 * comes once as `out`. The log is walked in windows of bounded length, so a caller with little in scope pays no
 * more than one with much.
 */
import type { Change, ChangesPage } from '#shared/contract/queue.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import type { TicketDeps } from '../deps.ts';
import type { Reader } from '../read.ts';
import { linesAfter, newestSeq, notReached, scopeIdOf, scopeOf, toChange } from './feed.ts';

const DEFAULT_LIMIT = 100;
/** Sequence numbers looked through in one call. */
const WINDOW = 2_000;

export async function changesAfter(
  services: Pick<TicketDeps, 'db' | 'units' | 'reads'>,
  reader: Reader,
  query: { after: number; limit?: number | undefined; scopeId?: string | undefined },
): Promise<ChangesPage> {
  const { db, units, reads } = services;
  const scopeId = scopeIdOf(reader.actor);
  if (query.scopeId !== undefined && query.scopeId !== scopeId)
    throw new HttpProblem('scope-changed', { detail: 'tickets.refused.other_scope' });
  const newest = await newestSeq(services);
  // A number the log has not reached: the caller follows another database, and would wait for ever.
  if (query.after > newest) throw notReached(query.after, newest);
  // As it is nearly always.
  if (query.after === newest) return { items: [], next: newest, scopeId };
  const limit = query.limit ?? DEFAULT_LIMIT;
  const end = Math.min(newest, query.after + WINDOW);
  const items: { change: Change; ticketId: number }[] = [];
  let next = end;
  for (const line of await linesAfter(db, query.after, end)) {
    const scope = scopeOf(reader.actor, line, units);
    if (scope === null) continue;
    items.push({ ticketId: line.ticketId, change: toChange(line, scope) });
    if (items.length < limit) continue;
    next = line.seq;
    break;
  }

  // The report as it is now comes with its newest change on the page: earlier ones would only repeat it.
  const newestOf = new Map(items.map((item) => [item.ticketId, item.change]));
  const seen = await reads.seeIds([...newestOf.keys()], reader.actor);
  const tickets = await reads.whole(seen, reader);
  for (const [index, { row }] of seen.entries()) {
    const change = newestOf.get(row.id);
    const item = tickets[index];
    if (change?.scope === 'in' && item) change.ticket = item;
  }
  return { items: items.map(({ change }) => change), next, scopeId };
}
