/** Duty as stretches of time, at their edges. */
import { describe, expect, it } from 'vitest';
import { dutyAt, LONGEST_DUTY, periodFault } from '#shared/people/roster-period.ts';
import { HOUR } from '#shared/time/zone.ts';

const AT = Date.parse('2025-03-10T16:00:00+07:00');
const hours = (from: number, until: number) => ({ from: AT + from * HOUR, until: AT + until * HOUR });

describe('one’s duty', () => {
  it('begins with its first instant and is over with its last', () => {
    const shift = [hours(0, 8)];
    expect(dutyAt(shift, AT)).toEqual({ onDuty: true, until: AT + 8 * HOUR, next: null });
    expect(dutyAt(shift, AT + 8 * HOUR - 1).onDuty).toBe(true);
    expect(dutyAt(shift, AT + 8 * HOUR)).toEqual({ onDuty: false, until: null, next: null });
    expect(dutyAt(shift, AT - 1)).toEqual({ onDuty: false, until: null, next: AT });
  });

  it('goes on over periods that meet or overlap, whatever their order, and names the one after the gap', () => {
    const plan = [hours(30, 40), hours(8, 12), hours(0, 8), hours(11, 14), hours(20, 22)];
    expect(dutyAt(plan, AT + 1)).toEqual({ onDuty: true, until: AT + 14 * HOUR, next: AT + 20 * HOUR });
  });

  it('of nobody planned is none', () => {
    expect(dutyAt([], AT)).toEqual({ onDuty: false, until: null, next: null });
  });
});

describe('a period', () => {
  const whole = { from: AT, until: AT + LONGEST_DUTY };
  it.each([
    ['may follow another at once', hours(8, 16), [hours(0, 8)], null],
    ['may not begin before the other is over', hours(7, 16), [hours(0, 8)], 'overlap'],
    ['may not lie within another', hours(2, 3), [hours(0, 8)], 'overlap'],
    ['may not hold another', hours(-1, 9), [hours(0, 8)], 'overlap'],
    ['has to end after it begins', hours(8, 8), [], 'backwards'],
    ['may last a month', whole, [], null],
    ['may not last longer', { ...whole, until: whole.until + 1 }, [], 'too-long'],
  ] as const)('%s', (_, period, others, fault) => {
    expect(periodFault(period, others)).toBe(fault);
  });
});
