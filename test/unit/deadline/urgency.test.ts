import { describe, expect, it } from 'vitest';
import { urgencyOf, workGroupOf, workOf } from '#shared/deadline/urgency.ts';

/** Monday, 10 March 2025, 22.30 WIB. */
const now = Date.parse('2025-03-10T22:30:00+07:00');
const at = (text: string): number => Date.parse(`2025-03-${text}:00.000+07:00`);
const urgency = (nextDueAt: number | null, sameDayDueAt: number | null = null) =>
  urgencyOf({ nextDueAt, sameDayDueAt }, now);

it.each([
  ['one ms late', now - 1, 'overdue'],
  ['at this very instant', now, 'due1h'],
  ['in exactly one hour', at('10T23:30'), 'due1h'],
  ['a moment later than that', at('10T23:30') + 1, 'dueToday'],
  ['at the end of the WIB day', at('11T00:00'), 'dueToday'],
  ['one ms into the next WIB day', at('11T00:00') + 1, 'waiting'],
  ['never', null, 'waiting'],
] as const)('what is due %s is %s', (_, dueAt, word) => {
  expect(urgency(dueAt)).toBe(word);
});

it('an hour counts before the day, also across midnight', () => {
  expect(urgencyOf({ nextDueAt: at('11T00:20'), sameDayDueAt: null }, at('10T23:50'))).toBe('due1h');
});

it('a same-day target makes it today, and never late even when missed', () => {
  expect(urgency(at('13T09:00'), at('11T00:00'))).toBe('dueToday');
  expect(urgency(at('13T09:00'), at('08T00:00'))).toBe('dueToday');
});

it('a same-day target of a later day is not today\u2019s', () => {
  expect(urgency(at('13T09:00'), at('11T00:00') + 1)).toBe('waiting');
  expect(urgency(null, at('12T00:00'))).toBe('waiting');
});

it('a same-day target does not hide what is late already', () => {
  expect(urgency(now - 1, at('11T00:00'))).toBe('overdue');
});

const REPORT: Parameters<typeof workOf>[0] = {
  status: 'validasi',
  nextDueAt: null,
  clocks: [],
  actions: ['setujui'],
};

it('the due times of a report are read off it, other clocks left aside', () => {
  const nextDueAt = '2025-03-10T23:00:00.000+07:00';
  const clocks = [{ clock: 'validation', dueAt: nextDueAt } as const];
  const now = { heldUntil: null, awaitsVisit: false, sameDayDueAt: null };
  expect(workOf({ ...REPORT, nextDueAt, clocks })).toEqual({ ...now, nextDueAt: at('10T23:00') });
  expect(workOf(REPORT)).toEqual({ ...now, nextDueAt: null });
});

it('a same-day target that was met counts no more', () => {
  const clock = { clock: 'same_day', dueAt: '2025-03-11T00:00:00+07:00' } as const;
  const dueTimes = (metAt?: string) =>
    workOf({ ...REPORT, clocks: [metAt === undefined ? clock : { ...clock, metAt }] });
  expect(dueTimes().sameDayDueAt).toBe(at('11T00:00'));
  expect(dueTimes('2025-03-10T12:00:00+07:00').sameDayDueAt).toBeNull();
});

describe('what nobody is to decide now', () => {
  const late = { ...REPORT, nextDueAt: '2025-03-10T09:00:00+07:00' };
  const group = (changes: object, when = at('10T10:00')) =>
    workGroupOf(workOf({ ...late, ...changes }), when);

  it('is postponed until its instant and no longer, however late its limit', () => {
    const heldUntil = '2025-03-10T12:00:00+07:00';
    expect(group({ heldUntil }, at('10T12:00') - 1)).toBe('postponed');
    expect(group({ heldUntil }, at('10T12:00'))).toBe('overdue');
  });

  it('waits for a visit until that is answered, or the report has left validation', () => {
    const visit = { askedAt: '2025-03-10T08:00:00+07:00' };
    expect(group({ visit })).toBe('atField');
    expect(group({ visit: { ...visit, answeredAt: '2025-03-10T09:30:00+07:00' } })).toBe('overdue');
    expect(group({ visit, status: 'tl_ditolak' })).toBe('overdue');
  });

  it('is the work of whoever is to make that visit', () => {
    const visit = { askedAt: '2025-03-10T08:00:00+07:00' };
    expect(group({ visit, actions: ['hasil_lapangan', 'catat'] })).toBe('overdue');
  });

  it('is postponed rather than at the field where it is both', () => {
    expect(
      group({ visit: { askedAt: '2025-03-10T08:00:00+07:00' }, heldUntil: '2025-03-10T12:00:00+07:00' }),
    ).toBe('postponed');
  });
});
