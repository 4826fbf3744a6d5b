/**
 * A list that is at hand as a whole, a page at a time. The next page begins after the place of the last one shown, so what
 * comes or goes meanwhile neither repeats an item nor hides one.
 */
import type { Context } from 'hono';
import { z } from 'zod';
import { fromCursor, pageOf } from '../platform/http/cursor.ts';
import type { Env } from '../platform/http/env.ts';

export const CURSOR = 'cursor';
const PER_PAGE = 50;

/** What a list is ordered by; unlike for every item. */
type Place = readonly (string | number)[];
const Placed = z.array(z.union([z.string(), z.number()])).min(1);

/** Which of how many a page shows, counted from 1. */
export interface Shown {
  from: number;
  to: number;
  all: number;
}

export interface ListPage<T> {
  items: readonly T[];
  next: string | null;
  shown: Shown;
}

/** In the order of the places, from where the address's `parameter` says. Throws 422 for a cursor that is none. */
export function pageOfList<T>(
  c: Context<Env>,
  all: readonly T[],
  placeOf: (item: T) => Place,
  parameter = CURSOR,
): ListPage<T> {
  const cursor = c.req.query(parameter);
  const last = cursor ? fromCursor(cursor, Placed) : null;
  const placed = all
    .map((item) => ({ item, place: placeOf(item) }))
    .toSorted((a, b) => comparePlaces(a.place, b.place));
  const rest = last === null ? placed : placed.filter(({ place }) => comparePlaces(place, last) > 0);
  const { page, next } = pageOf(rest, PER_PAGE, ({ place }) => place);
  const before = placed.length - rest.length;
  return {
    items: page.map(({ item }) => item),
    next,
    shown: { from: before + 1, to: before + page.length, all: placed.length },
  };
}

function comparePlaces(a: Place, b: Place): number {
  for (const [index, one] of a.entries()) {
    const other = b[index] ?? '';
    if (one < other) return -1;
    if (one > other) return 1;
  }
  return 0;
}
