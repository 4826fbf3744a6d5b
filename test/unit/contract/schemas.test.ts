/** What the contract takes in at its edges: odd texts, odd numbers, odd instants. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ActionBody } from '#shared/contract/action.ts';
import { API_BASE, OPERATIONS, type Operation } from '#shared/contract/operations.ts';
import {
  Code,
  Cursor,
  Instant,
  Limit,
  Point,
  paging,
  ReportNumber,
  RequiredText,
  Sequence,
  Text,
} from '#shared/contract/primitives.ts';
import { FileReport, TicketFilter } from '#shared/contract/ticket.ts';
import { RETURN_REASONS } from '#shared/ticket/reason.ts';

const takes = (schema: z.ZodType, value: unknown): boolean => schema.safeParse(value).success;

const good: [string, z.ZodType, unknown, unknown][] = [
  ['an empty text', Text, '', ''],
  ['the longest text', Text, 'x'.repeat(10_000), 'x'.repeat(10_000)],
  ['a required text, trimmed', RequiredText, '  a\n', 'a'],
  ['a code, trimmed', Code, ' 31.74.03.1002 ', '31.74.03.1002'],
  ['a report number in any case', ReportNumber, ' jk2503050007 ', 'JK2503050007'],
  ['the smallest limit', Limit, '1', 1],
  ['the largest limit', Limit, '200', 200],
  ['the first sequence number', Sequence, '0', 0],
  ['the last sequence number', Sequence, '999999999999999', 999_999_999_999_999],
  ['an instant in UTC', Instant, '2025-03-10T02:00:00Z', '2025-03-10T02:00:00Z'],
  ['an instant in WIB', Instant, '2025-03-10T09:00:00.000+07:00', '2025-03-10T09:00:00.000+07:00'],
  ['an empty cursor', Cursor, '', ''],
  ['a point at its edge', Point, { lat: -90, lon: 180, accuracyM: 0 }, { lat: -90, lon: 180, accuracyM: 0 }],
];
it.each(good)('takes %s', (_, schema, value, parsed) => {
  expect(schema.parse(value)).toEqual(parsed);
});

const bad: [string, z.ZodType, unknown][] = [
  ['a NUL in a text', Text, 'a\u0000'],
  ['a NUL in a required text', RequiredText, 'a\u0000b'],
  ['a NUL in a code', Code, 'a\u0000b'],
  ['a text too long', Text, 'x'.repeat(10_001)],
  ['spaces for a reason', RequiredText, ' \n\t\u00a0'],
  ['an empty code', Code, ' '],
  ['a limit of 0', Limit, '0'],
  ['a limit of 201', Limit, '201'],
  ['a limit with a sign', Limit, '+5'],
  ['a limit with a leading zero', Limit, '05'],
  ['a limit in other digits', Limit, '٥'],
  ['a limit with a line break', Limit, '5\n'],
  ['an empty limit', Limit, ''],
  ['a limit that is a number', Limit, 5],
  ['an empty sequence number', Sequence, ''],
  ['a sequence number beyond safe integers', Sequence, '9999999999999999'],
  ['a negative sequence number', Sequence, '-1'],
  ['a date without time', Instant, '2025-03-10'],
  ['an instant without offset', Instant, '2025-03-10T09:00:00'],
  ['30 February', Instant, '2025-02-30T09:00:00Z'],
  ['25 o’clock', Instant, '2025-02-20T25:00:00Z'],
  ['a year of five digits in UTC', Instant, '9999-12-31T23:59:59-12:00'],
  ['a year before the first in UTC', Instant, '0000-01-01T00:00:00+14:00'],
  ['a latitude beyond the pole', Point, { lat: 90.000_001, lon: 0 }],
  ['a point of text', Point, { lat: '6', lon: '106' }],
  ['half a point', Point, { lat: 6 }],
  ['NaN', Point, { lat: Number.NaN, lon: 0 }],
  ['a radius below nothing', Point, { lat: 0, lon: 0, accuracyM: -1 }],
];
it.each(bad)('refuses %s', (_, schema, value) => {
  expect(takes(schema, value)).toBe(false);
});

describe('actions', () => {
  const returns = (reasonCodes: unknown, note?: unknown) =>
    takes(ActionBody, { action: 'kembalikan', reasonCodes, ...(note === undefined ? {} : { note }) });

  it('a return names at least one known reason, each once', () => {
    for (const code of RETURN_REASONS) expect([code, returns([code], 'Foto lain')]).toEqual([code, true]);
    expect(returns(RETURN_REASONS, 'Foto lain')).toBe(true);
    for (const codes of [[], ['foto_lama', 'foto_lama'], ['x'], 'foto_lama', null])
      expect(returns(codes)).toBe(false);
  });

  it('lainnya alone or among others says what to mend', () => {
    for (const note of [undefined, '', ' \n']) {
      expect(returns(['lainnya'], note)).toBe(false);
      expect(returns(['foto_lama', 'lainnya'], note)).toBe(false);
      expect(returns(['foto_lama'], note)).toBe(true);
    }
  });

  it('a disposition inside an office names a unit or an officer, never both or none', () => {
    const inside = (rest: object) => takes(ActionBody, { action: 'disposisi_unit', ...rest });
    expect([inside({ to: 'a' }), inside({ officer: 'a' })]).toEqual([true, true]);
    expect([inside({}), inside({ to: 'a', officer: 'a' })]).toEqual([false, false]);
  });

  it('an unknown action or field is refused, an empty narrative is not', () => {
    expect(takes(ActionBody, { action: 'hapus' })).toBe(false);
    expect(takes(ActionBody, { action: 'proses', reason: 'x' })).toBe(false);
    expect(takes(ActionBody, { action: 'tindak_lanjut', narrative: '' })).toBe(true);
    expect(takes(ActionBody, { action: 'tindak_lanjut' })).toBe(false);
  });

  it.each([0, 6, 2.5, '5'])('%j stars are refused', (stars) => {
    expect(takes(ActionBody, { action: 'nilai', stars, trackingSecret: 'x' })).toBe(false);
  });
});

it('a report is private unless it says otherwise', () => {
  const report = { channel: 'jaki', category: 'Jalan', description: 'x' };
  expect(FileReport.parse(report).private).toBe(true);
  expect(FileReport.parse({ ...report, private: false }).private).toBe(false);
  expect(takes(FileReport, { ...report, private: 'false' })).toBe(false);
});

it('a search needs two characters', () => {
  expect([takes(TicketFilter, { text: ' a ' }), takes(TicketFilter, { text: 'ab' })]).toEqual([false, true]);
});

it('every operation is told apart by method and path, and only multipart ones take files', () => {
  const operations: Operation[] = Object.values(OPERATIONS);
  const keys = operations.map(({ method, path }) => `${method} ${path.replace(/\{\w+\}/g, '{}')}`);
  expect(new Set(keys).size).toBe(keys.length);
  for (const { multipart, body, method } of operations) {
    if (multipart) expect(body).toBeDefined();
    if (method === 'GET') expect(body).toBeUndefined();
  }
  expect(API_BASE).toBe('/api/v1');
});

it('lists are paged in one form, and what bounds a time takes a day as well as an instant', () => {
  for (const [name, { query, result }] of Object.entries<Operation>(OPERATIONS)) {
    const asked = query instanceof z.ZodObject ? query.shape : {};
    const answered = result instanceof z.ZodObject ? Object.keys(result.shape) : [];
    if ('cursor' in asked) {
      expect([name, asked.cursor, asked.limit]).toEqual([name, paging.cursor, paging.limit]);
      expect([name, ...answered]).toEqual(expect.arrayContaining(['next']));
    }
    for (const [bound, schema] of Object.entries(asked)) {
      if (bound === 'from' || bound === 'to')
        expect([name, takes(schema, '2025-03-10')]).toEqual([name, true]);
      if (bound === 'at' || bound === 'asOf') {
        expect([name, takes(schema, '2025-03-10T09:00:00Z')]).toEqual([name, true]);
        expect([name, takes(schema, '10/03/2025')]).toEqual([name, false]);
      }
    }
  }
});

it.each([
  ['10/03/2025', 'or a day such as 2025-03-10'],
  ['2025-02-30', 'or a day such as 2025-03-10'],
  ['2025-03-10T09:00', 'or a day such as 2025-03-10'],
  ['2025-03-10T09:00:00 07:00', '%2B'],
  ['', 'or a day such as 2025-03-10'],
])('a bound of time written %j is answered with how to write it', (text, hint) => {
  const parsed = TicketFilter.safeParse({ from: text });
  expect(parsed.error?.issues[0]?.message).toContain(hint);
});
