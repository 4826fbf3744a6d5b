/** What reaches the validator by 15.30 WIB on a working day is decided that day. */
import { describe, expect, it } from 'vitest';
import type { CalendarEntry } from '#shared/deadline/calendar.ts';
import type { DatedPolicy } from '#shared/deadline/rules.ts';
import { nextDue, sameDayDue } from '#shared/deadline/stored-clock.ts';
import { DECREED } from '../../../service/rules/calendar/holidays.ts';
import { FIRST_POLICY, handedIn, live, rules, shown, type Told, wib } from './days.ts';

const decreed: CalendarEntry[] = DECREED.map(({ date, kind }) => ({ date, kind, knownFrom: 0 }));
const target = (when: string, days: readonly CalendarEntry[] = decreed) =>
  live(handedIn(when), rules({ days: [...days] })).due('same_day');

it.each([
  ['Monday at 15.30 sharp', '2025-03-10 15:30:00.000', '2025-03-11 00:00:00.000'],
  ['a millisecond after that', '2025-03-10 15:30:00.001', null],
  ['Monday at midnight', '2025-03-10 00:00:00.000', '2025-03-11 00:00:00.000'],
  ['Friday at 15.29', '2025-03-07 15:29', '2025-03-08 00:00:00.000'],
  ['Friday night', '2025-03-07 21:00', null],
  ['Saturday morning', '2025-03-08 09:00', null],
  ['Sunday morning', '2025-03-09 09:00', null],
  ['a national holiday on a Friday (Good Friday)', '2025-04-18 09:00', null],
  ['cuti bersama on a working weekday (after Idulfitri)', '2025-04-07 09:00', null],
  ['the first day after it', '2025-04-08 09:00', '2025-04-09 00:00:00.000'],
  ['cuti bersama that a later decree added', '2025-08-18 09:00', null],
  ['the 5th on a holiday', '2025-09-05 09:00', null],
  ['the last working day of the year', '2025-12-31 15:30', '2026-01-01 00:00:00.000'],
  ['New Year', '2026-01-01 09:00', null],
  ['a weekday before 07.00, which is yesterday in UTC', '2025-03-10 06:59', '2025-03-11 00:00:00.000'],
] as const)('%s', (_, when, due) => {
  expect(target(when)).toBe(due);
});

it('a weekend that was declared a working day is one', () => {
  expect(target('2025-03-08 09:00', [{ date: '2025-03-08', kind: 'working', knownFrom: 0 }])).toBe(
    '2025-03-09 00:00:00.000',
  );
});

it('is a clock like others, from the check to the end of the day', () => {
  const { get } = live(handedIn('2025-03-10 09:00'));
  expect(get('same_day')).toEqual({
    clock: 'same_day',
    rule: 'same_day',
    since: wib('2025-03-10 09:00'),
    limit: 15 * 3_600_000,
    dueAt: wib('2025-03-11 00:00'),
    metAt: null,
    stoppedAt: null,
    assumed: false,
    policy: 1,
    moves: [],
  });
});

it('is never among what is due next, only among what is due today', () => {
  const { clocks } = live(handedIn('2025-03-10 09:00'), rules());
  expect(shown(nextDue(clocks) ?? 0)).toBe('2025-03-13 09:00:00.000');
  expect(shown(sameDayDue(clocks) ?? 0)).toBe('2025-03-11 00:00:00.000');
});

it.each(['setujui', 'kembalikan'] as const)('%s meets it', (action) => {
  const met = live([...handedIn('2025-03-10 09:00'), ['2025-03-10 16:00', action]]);
  expect(met.met('same_day')).toBe('2025-03-10 16:00:00.000');
});

it('a postponement does not: the report was not decided', () => {
  const held = live([
    ...handedIn('2025-03-10 09:00'),
    ['2025-03-10 10:00', 'tunda', { until: wib('2025-03-12 10:00') }],
  ]);
  expect(held.met('same_day')).toBeNull();
});

it('a merge ends it unmet', () => {
  const merged = live([...handedIn('2025-03-10 09:00'), ['2025-03-10 10:00', 'gabung']]);
  expect(sameDayDue(merged.clocks)).toBeNull();
});

it('a second follow-up after 15.30 has none, though the first had', () => {
  const again = live([
    ...handedIn('2025-03-10 09:00'),
    ['2025-03-10 10:00', 'kembalikan'],
    ['2025-03-10 16:00', 'tindak_lanjut'],
    ['2025-03-10 16:00', 'bukti_diperiksa'],
  ]);
  expect(again.due('same_day')).toBeNull();
});

it('an evidence check that is repeated in validasi starts nothing', () => {
  const checked = live([
    ...handedIn('2025-03-10 16:00'),
    ['2025-03-11 09:00', 'bukti_diperiksa', { from: 'validasi' }],
  ]);
  expect(checked.due('same_day')).toBeNull();
});

describe('a calendar that is corrected while the report waits', () => {
  const holiday: CalendarEntry = { date: '2025-03-10', kind: 'holiday', knownFrom: wib('2025-03-10 12:00') };
  const recomputed = (when: string): Told[] => [...handedIn('2025-03-10 09:00'), [when, 'hitung_ulang']];

  it('takes the target of a day that turns out to be a holiday', () => {
    const by = rules({ days: [holiday] });
    expect(live(handedIn('2025-03-10 09:00'), by).due('same_day')).toBe('2025-03-11 00:00:00.000');
    expect(live(recomputed('2025-03-10 12:00'), by).due('same_day')).toBeNull();
  });

  it('leaves alone what was decided before the correction', () => {
    const decided = live(
      [...handedIn('2025-03-10 09:00'), ['2025-03-10 11:00', 'setujui'], ['2025-03-10 13:00', 'catat']],
      rules({ days: [holiday] }),
    );
    expect(decided.met('same_day')).toBe('2025-03-10 11:00:00.000');
  });

  it('gives the target back when that correction was the mistake', () => {
    const back: CalendarEntry = { date: '2025-03-10', kind: null, knownFrom: wib('2025-03-10 14:00') };
    const story: Told[] = [...recomputed('2025-03-10 12:00'), ['2025-03-10 14:00', 'hitung_ulang']];
    expect(live(story, rules({ days: [holiday, back] })).due('same_day')).toBe('2025-03-11 00:00:00.000');
  });

  it('gives the target of a holiday that is revoked on the day, and no longer the day after', () => {
    const by = rules({
      days: [
        { date: '2025-03-10', kind: 'cuti_bersama', knownFrom: 0 },
        { date: '2025-03-10', kind: null, knownFrom: wib('2025-03-10 12:00') },
      ],
    });
    expect(live(handedIn('2025-03-10 09:00'), by).due('same_day')).toBeNull();
    expect(live(recomputed('2025-03-10 12:00'), by).due('same_day')).toBe('2025-03-11 00:00:00.000');
    expect(live(recomputed('2025-03-11 00:00'), by).due('same_day')).toBe('2025-03-11 00:00:00.000');
    expect(live(recomputed('2025-03-11 00:00:00.001'), by).due('same_day')).toBeNull();
  });
});

describe('a report handed in before 15.30 and checked after it', () => {
  const late: Told[] = [
    ...handedIn('2025-03-10 15:00').slice(0, -1),
    ['2025-03-10 15:31', 'bukti_diperiksa'],
    ['2025-03-10 15:40', 'catat'],
  ];
  const policy = (from: string, recompute: boolean): DatedPolicy => ({
    ...FIRST_POLICY,
    version: 2,
    from: wib(from),
    recompute,
  });
  const entry = (knownFrom: string): CalendarEntry => ({
    date: '2025-03-10',
    kind: 'working',
    knownFrom: wib(knownFrom),
  });

  it('has no target: nothing that happens to it later brings one by itself', () => {
    expect(live(late).due('same_day')).toBeNull();
  });

  it.each([
    ['a calendar entry known before it was handed in', { days: [entry('2025-03-10 14:59')] }],
    ['one entered at that very instant', { days: [entry('2025-03-10 15:00')] }],
    [
      'a policy that takes running clocks along, from before',
      { policies: [policy('2025-03-10 14:00', true)] },
    ],
    ['one from that very instant', { policies: [policy('2025-03-10 15:00', true)] }],
    ['one that is still to come', { policies: [policy('2025-03-10 15:41', true)] }],
    ['one that leaves running clocks alone', { policies: [policy('2025-03-10 15:35', false)] }],
  ])('is given none by %s', (_, over) => {
    expect(live(late, rules(over)).due('same_day')).toBeNull();
  });

  it.each([
    ['an entry made since', { days: [entry('2025-03-10 15:35')] }],
    ['a policy since that takes running clocks along', { policies: [policy('2025-03-10 15:35', true)] }],
    ['one in force from this very instant', { policies: [policy('2025-03-10 15:40', true)] }],
  ])('is looked at anew for %s', (_, over) => {
    expect(live(late, rules(over)).due('same_day')).toBe('2025-03-11 00:00:00.000');
  });
});
