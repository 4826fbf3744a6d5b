/** Keyset cursors: opaque to callers, checked on the way back in. */
import type { z } from 'zod';
import { invalid } from './problem.ts';

export function toCursor(values: readonly (number | string | null)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** Of rows that were read one beyond `limit`: those of the page, and where the next one begins. */
export function pageOf<R>(
  rows: readonly R[],
  limit: number,
  placeOf: (last: R) => Parameters<typeof toCursor>[0],
): { page: R[]; next: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { page, next: rows.length > limit && last ? toCursor(placeOf(last)) : null };
}

/** Throws 422 for anything this service did not hand out in that shape. */
export function fromCursor<T extends z.ZodType>(cursor: string, shape: T): z.output<T> {
  try {
    const parsed = shape.safeParse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    if (parsed.success) return parsed.data;
  } catch {
    // Not base64url JSON: the same refusal as a wrong shape.
  }
  throw invalid('cursor', 'unknown', 'problems.refused.unknown_page_cursor_start');
}
