/** Paging through whatever there is: nothing twice, nothing left out, and nothing made up gets in. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { fromCursor, pageOf, toCursor } from '../../../service/platform/http/cursor.ts';
import { HttpProblem } from '../../../service/platform/http/problem.ts';

const Place = z.tuple([z.number().int().nullable(), z.string()]);
const place = fc.tuple(fc.option(fc.integer()), fc.string({ unit: 'grapheme' }));

it('a cursor comes back as it was handed out, in characters that an address takes as they are', () => {
  fc.assert(
    fc.property(place, (at) => {
      const cursor = toCursor(at);
      expect(encodeURIComponent(cursor)).toBe(cursor);
      expect(fromCursor(cursor, Place)).toEqual(at);
    }),
  );
});

it('whatever else comes is refused, never an error of ours', () => {
  const made = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.base64String(),
    fc.json().map((json) => Buffer.from(json).toString('base64url')),
  );
  fc.assert(
    fc.property(made, (cursor) => {
      try {
        expect(Place.safeParse(fromCursor(cursor, Place)).success).toBe(true);
      } catch (error) {
        expect(error instanceof HttpProblem && error.word).toBe('invalid');
      }
    }),
  );
});

it('pages of any size hold each row once, in order, and the last has no next', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer(), { maxLength: 60 }),
      fc.integer({ min: 1, max: 20 }),
      (ids, limit) => {
        const rows = ids.toSorted((a, b) => a - b).map((id) => ({ id }));
        const pageAfter = (cursor: string): { page: typeof rows; next: string | null } => {
          const [after] = fromCursor(cursor, z.tuple([z.number().nullable()]));
          const following = rows.filter(({ id }) => after === null || id > after);
          return pageOf(following.slice(0, limit + 1), limit, (last) => [last.id]);
        };
        const read: typeof rows = [];
        for (let told = pageAfter(toCursor([null])); ; told = pageAfter(told.next)) {
          read.push(...told.page);
          expect(read.length).toBeLessThanOrEqual(rows.length);
          if (told.next === null) break;
        }
        expect(read).toEqual(rows);
      },
    ),
  );
});
