/** Who stands where: equals share a rank, a few reports give none, and no report counts for two kelurahan. */
import { describe, expect, it } from 'vitest';
import { monthAfter, monthOf, periodOfDays, periodOfMonth } from '#shared/performance/period.ts';
import { rankingOf } from '#shared/performance/ranking.ts';
import { PERFORMANCE_POLICY } from '#shared/rules/performance.ts';
import { SMOOTH, type Told, told } from './told.ts';

const { from, to } = periodOfMonth('2025-03');
const LATE: Told[] = [['03 08:00', 'lapor'], ['03 15:00', 'proses'], ...SMOOTH.slice(2)];

const at = (unit: string, story: readonly Told[], times: number) =>
  Array.from({ length: times }, () => {
    const [first, ...rest] = story;
    return told([[first?.[0] ?? '', 'lapor', { unit }], ...rest]);
  });

it('ranks by value, lets equals share, and leaves out whoever has too few', () => {
  const contenders = ['a', 'b', 'c', 'd', 'e'].map((code) => ({ code, units: new Set([code]) }));
  const courses = [...at('a', LATE, 5), ...at('b', SMOOTH, 6), ...at('c', SMOOTH, 5), ...at('d', SMOOTH, 4)];
  const ranking = rankingOf(courses, { from, asOf: to }, contenders, PERFORMANCE_POLICY);
  expect(ranking.map(({ code, rank, figures }) => [code, rank, figures.value.mean])).toEqual([
    ['b', 1, 1],
    ['c', 1, 1],
    ['a', 3, 0.75],
    ['d', null, 1],
    ['e', null, null],
  ]);
});

it('a dinas answers for those below it', () => {
  const contenders = [{ code: 'dinas', units: new Set(['dinas', 'sudin']) }];
  const courses = [...at('dinas', SMOOTH, 2), ...at('sudin', SMOOTH, 3), ...at('lurah', SMOOTH, 3)];
  const [dinas] = rankingOf(courses, { from, asOf: to }, contenders, PERFORMANCE_POLICY);
  expect(dinas).toMatchObject({ rank: 1, figures: { value: { reports: 5 } } });
});

describe('periods', () => {
  it('begin and end at midnight in Jakarta, over years and leap days', () => {
    expect(periodOfMonth('2024-02')).toEqual(periodOfDays('2024-02-01', '2024-02-29'));
    expect(periodOfMonth('2025-12').to).toBe(Date.parse('2025-12-31T23:59:59.999+07:00'));
    expect(monthAfter('2025-01', -1)).toBe('2024-12');
    expect(monthAfter('2025-11', 2)).toBe('2026-01');
    expect(monthOf(Date.parse('2025-03-31T17:00:00Z'))).toBe('2025-04');
  });
});
