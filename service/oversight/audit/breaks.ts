/** Collects what a verification finds broken, and says which comes first in the log. */
import type { Break, BreakKind } from '#shared/contract/audit.ts';

/** More are counted, not listed: a database that was rewritten breaks everywhere. */
const LISTED = 100;

/** Breaks that say why a report's head is not what was signed. */
const ON_EVENTS: readonly BreakKind[] = [
  'event_altered',
  'event_deleted',
  'event_reordered',
  'chain_recomputed',
  'ticket_removed',
];

export type Breaks = ReturnType<typeof openBreaks>;

export function openBreaks() {
  const all: Break[] = [];
  const named = new Set<string>();
  const spans: (readonly [number, number])[] = [];
  let count = 0;
  let first: Break | null = null;
  return {
    /** `span`: events between these places in the log, both exclusive, are explained by this break. */
    add(found: Break, span?: readonly [number, number]) {
      count++;
      if (all.length < LISTED) all.push(found);
      if (placeOf(found) < placeOf(first)) first = found;
      else first ??= found;
      if (found.number !== undefined && ON_EVENTS.includes(found.kind)) named.add(found.number);
      if (span) spans.push(span);
    },

    /** True when something was found about this report's events already. */
    names: (number: string) => named.has(number),
    /** True when something that was found explains a difference between these places (exclusive, inclusive). */
    explains: (after: number, to: number) => spans.some(([from, before]) => from < to && before > after),
    result: () => ({
      first,
      breaks: all.toSorted((a, b) => placeOf(a) - placeOf(b)),
      breakCount: count,
    }),
  };
}

/** What has no place in the log comes after what has one. */
function placeOf(found: Break | null): number {
  return found?.seq ?? Number.MAX_SAFE_INTEGER;
}
