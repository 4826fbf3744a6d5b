/** The limits, read as the regulation reads: the awkward days first. */
import { describe, expect, it } from 'vitest';
import { isLate, nextDue } from '#shared/deadline/stored-clock.ts';
import { FILED, handedIn, live, shown, wib } from './days.ts';

describe('the six-hour answer', () => {
  it('is what is due first of a report that was just filed', () => {
    expect(shown(nextDue(live([FILED]).clocks) ?? 0)).toBe('2025-03-03 14:00:00.000');
  });

  it('runs through the night: a report of Friday 22.00 is to be answered by Saturday 04.00', () => {
    expect(live([['2025-03-07 22:00', 'lapor']]).due('response')).toBe('2025-03-08 04:00:00.000');
  });

  it.each([
    ['at the last millisecond', '2025-03-03 14:00:00.000', false],
    ['one millisecond after it', '2025-03-03 14:00:00.001', true],
  ] as const)('given %s', (_, when, late) => {
    const clock = live([FILED, [when, 'proses']]).get('response');
    expect(clock && isLate(clock, wib('2025-03-09 00:00'))).toBe(late);
  });

  it.each(['proses', 'koordinasi', 'disposisi', 'disposisi_unit', 'tolak', 'gabung'] as const)(
    '%s answers it',
    (action) => {
      expect(live([FILED, ['2025-03-03 10:00', action]]).met('response')).toBe('2025-03-03 10:00:00.000');
    },
  );

  it.each(['catat', 'koreksi_titik', 'tunda'] as const)('%s does not', (action) => {
    const until = wib('2025-03-04 08:00');
    expect(live([FILED, ['2025-03-03 10:00', action, { until }]]).met('response')).toBeNull();
  });

  it('starts afresh for every office that receives the report, and says that this is an estimate', () => {
    const passed = live([
      FILED,
      ['2025-03-03 13:00', 'koordinasi', { received: true }],
      ['2025-03-03 18:00', 'koordinasi', { received: true }],
    ]);
    expect(passed.due('response')).toBe('2025-03-04 00:00:00.000');
    expect(passed.get('response')).toMatchObject({ rule: 'response_passed_on', metAt: null, assumed: true });
  });

  it('for the office that received it first is stated, not estimated', () => {
    expect(live([FILED]).get('response')).toMatchObject({ rule: 'response', assumed: false });
  });

  it('waits in the tray: it runs from the moment an office has the report', () => {
    const tray = live([['2025-03-03 08:00', 'lapor', { received: false }]]);
    expect(tray.get('response')).toBeUndefined();
  });
});

describe('the completion limit', () => {
  it('is seven times 24 hours from receipt, over a year end too', () => {
    expect(live([['2024-12-29 23:59', 'lapor']]).due('completion')).toBe('2025-01-05 23:59:00.000');
  });

  it('is not reset when the report is passed on, once or twice', () => {
    const passed = live([
      FILED,
      ['2025-03-04 08:00', 'koordinasi', { received: true }],
      ['2025-03-05 08:00', 'koordinasi', { received: true }],
    ]);
    expect(passed.due('completion')).toBe('2025-03-10 08:00:00.000');
  });

  it('moves by exactly the time the validator took, at each return', () => {
    const returned = live([...handedIn('2025-03-05 08:00'), ['2025-03-06 09:30', 'kembalikan']]);
    expect(returned.due('completion')).toBe('2025-03-11 09:30:00.000');
    expect(returned.met('completion')).toBeNull();

    const twice = live([
      ...handedIn('2025-03-05 08:00'),
      ['2025-03-06 09:30', 'kembalikan'],
      ['2025-03-07 10:00', 'tindak_lanjut'],
      ['2025-03-07 10:00', 'bukti_diperiksa'],
      ['2025-03-07 10:00:00.001', 'kembalikan'],
    ]);
    expect(twice.due('completion')).toBe('2025-03-11 09:30:00.001');
    expect(twice.get('completion')?.moves.map(({ why, value }) => [why, value])).toEqual([
      ['return', 25.5 * 3_600_000],
      ['return', 1],
    ]);
  });

  it('handed in too late stays late through a return: the limit moves, the lateness with it', () => {
    const late = live([...handedIn('2025-03-11 08:00'), ['2025-03-12 08:00', 'kembalikan']]);
    expect(late.due('completion')).toBe('2025-03-11 08:00:00.000');
    const clock = late.get('completion');
    expect(clock && isLate(clock, wib('2025-03-12 08:00'))).toBe(true);
  });

  it('takes the first work ticket\u2019s estimate where it is later, and no second one', () => {
    const until = wib('2025-03-20 17:00');
    const first = live([FILED, ['2025-03-04 08:00', 'tiket', { until, firstEstimate: true }]]);
    expect(first.due('completion')).toBe('2025-03-20 17:00:00.000');
    expect(first.get('completion')).toMatchObject({ assumed: true });

    const later = wib('2025-04-20 17:00');
    const twice = live([
      FILED,
      ['2025-03-04 08:00', 'tiket', { until, firstEstimate: true }],
      ['2025-03-05 08:00', 'tiket', { until: later, firstEstimate: false }],
    ]);
    expect(twice.due('completion')).toBe('2025-03-20 17:00:00.000');
  });

  it('is never shortened by an estimate', () => {
    const until = wib('2025-03-05 17:00');
    const soon = live([FILED, ['2025-03-04 08:00', 'tiket', { until, firstEstimate: true }]]);
    expect(soon.due('completion')).toBe('2025-03-10 08:00:00.000');
    expect(soon.get('completion')?.moves).toEqual([]);
  });

  it('stays where it is when the first work ticket has no estimate', () => {
    const ticket = live([FILED, ['2025-03-04 08:00', 'tiket', { firstEstimate: true }]]);
    expect(ticket.get('completion')).toEqual(live([FILED]).get('completion'));
  });

  it('runs on from where it was when nobody knows when the returned follow-up was handed in', () => {
    const returned = live([FILED, ['2025-03-06 08:00', 'kembalikan']]);
    expect(returned.due('completion')).toBe('2025-03-10 08:00:00.000');
    expect(returned.met('completion')).toBeNull();
  });

  it('that was met stays met when the report is approved: only what still ran is stopped', () => {
    const approved = live([...handedIn('2025-03-05 08:00'), ['2025-03-06 08:00', 'setujui']]);
    expect(approved.get('completion')).toMatchObject({ metAt: wib('2025-03-05 08:00'), stoppedAt: null });
    expect(approved.get('completion')?.moves).toEqual([]);
  });

  it('that an estimate set still moves with a return', () => {
    const until = wib('2025-03-20 17:00');
    const both = live([
      FILED,
      ['2025-03-03 09:00', 'tiket', { until, firstEstimate: true }],
      ['2025-03-19 08:00', 'tindak_lanjut'],
      ['2025-03-19 08:00', 'bukti_diperiksa'],
      ['2025-03-20 08:00', 'kembalikan'],
    ]);
    expect(both.due('completion')).toBe('2025-03-21 17:00:00.000');
  });

  it('starts afresh with a reopening, as an estimate', () => {
    const again = live([
      ...handedIn('2025-03-05 08:00'),
      ['2025-03-05 10:00', 'setujui'],
      ['2025-04-01 08:00', 'buka_kembali', { from: 'selesai' }],
    ]);
    expect(again.due('completion')).toBe('2025-04-08 08:00:00.000');
    expect(again.due('response')).toBe('2025-04-01 14:00:00.000');
    expect(again.get('completion')).toMatchObject({ rule: 'completion_reopened', assumed: true });
    expect(again.get('validation')).toBeUndefined();
    expect(again.get('same_day')).toBeUndefined();
  });
});

describe('the red flag', () => {
  it('falls six times 24 hours after receipt, and is no deadline of anyone\u2019s list', () => {
    const filed = live([FILED, ['2025-03-03 09:00', 'proses']]);
    expect(filed.due('red_flag')).toBe('2025-03-09 08:00:00.000');
    expect(shown(nextDue(filed.clocks) ?? 0)).toBe('2025-03-10 08:00:00.000');
  });

  it.each(['tindak_lanjut', 'tolak', 'gabung'] as const)('%s lowers it', (action) => {
    expect(live([FILED, ['2025-03-04 08:00', action]]).met('red_flag')).toBe('2025-03-04 08:00:00.000');
  });

  it('koordinasi does not', () => {
    expect(live([FILED, ['2025-03-04 08:00', 'koordinasi', { received: true }]]).met('red_flag')).toBeNull();
  });
});

describe('the validation limit', () => {
  it('is 72 clock hours over a weekend: Friday 16.00 to Monday 16.00', () => {
    expect(live(handedIn('2025-03-07 16:00')).due('validation')).toBe('2025-03-10 16:00:00.000');
  });

  it('starts anew with every follow-up', () => {
    const again = live([
      ...handedIn('2025-03-05 08:00'),
      ['2025-03-06 08:00', 'kembalikan'],
      ['2025-03-07 08:00', 'tindak_lanjut'],
      ['2025-03-07 08:00', 'bukti_diperiksa'],
    ]);
    expect(again.due('validation')).toBe('2025-03-10 08:00:00.000');
  });

  it('is replaced by a postponement of the validator\u2019s, earlier or later, and then an estimate', () => {
    const until = wib('2025-03-06 12:00');
    const held = live([...handedIn('2025-03-05 08:00'), ['2025-03-05 09:00', 'tunda', { until }]]);
    expect(held.due('validation')).toBe('2025-03-06 12:00:00.000');
    expect(held.get('validation')).toMatchObject({ assumed: true });
    expect(live(handedIn('2025-03-05 08:00')).get('validation')).toMatchObject({ assumed: false });
  });

  it('of a follow-up that was returned is met by the return, and stays as it was whatever follows', () => {
    const until = wib('2025-03-20 12:00');
    const returned = live([...handedIn('2025-03-05 08:00'), ['2025-03-06 08:00', 'kembalikan']]);
    expect(returned.met('validation')).toBe('2025-03-06 08:00:00.000');
    const held = live([
      ...handedIn('2025-03-05 08:00'),
      ['2025-03-06 08:00', 'kembalikan'],
      ['2025-03-07 09:00', 'tunda', { until, from: 'proses' }],
    ]);
    expect(held.get('validation')).toEqual(returned.get('validation'));
  });

  it('stays where it is when a postponement names no instant', () => {
    const held = live([...handedIn('2025-03-05 08:00'), ['2025-03-05 09:00', 'tunda']]);
    expect(held.due('validation')).toBe('2025-03-08 08:00:00.000');
  });

  it('is not moved by a postponement in proses, nor is any other', () => {
    const until = wib('2025-03-20 12:00');
    const held = live([FILED, ['2025-03-04 09:00', 'tunda', { until, from: 'proses' }]]);
    expect(held.due('completion')).toBe('2025-03-10 08:00:00.000');
    expect(held.due('response')).toBe('2025-03-03 14:00:00.000');
    expect(held.get('validation')).toBeUndefined();
  });
});

describe('the monthly close', () => {
  const until = wib('2025-03-28 12:00');
  const postponed = (when: string) => live([...handedIn('2025-03-05 08:00'), [when, 'tunda', { until }]]);

  it.each([
    ['on the 6th: the 5th of the next month', '2025-03-06 10:00', '2025-04-05 00:00:00.000'],
    ['a millisecond before the close', '2025-04-04 23:59:59.999', '2025-04-05 00:00:00.000'],
    ['at the very close', '2025-04-05 00:00:00.000', '2025-04-05 00:00:00.000'],
    ['in December: over the year end', '2025-12-20 10:00', '2026-01-05 00:00:00.000'],
    ['before a 5th on a Sunday: it does not move', '2025-09-30 10:00', '2025-10-05 00:00:00.000'],
    ['before a 5th that is a holiday: nor then', '2025-08-30 10:00', '2025-09-05 00:00:00.000'],
  ] as const)('of what is postponed %s', (_, when, due) => {
    expect(postponed(when).due('monthly_close')).toBe(due);
    expect(postponed(when).get('monthly_close')).toMatchObject({ rule: 'monthly_close', assumed: true });
  });

  it('counts among what is due next', () => {
    const held = live([
      ...handedIn('2025-03-05 08:00'),
      ['2025-03-06 08:00', 'tunda', { until: wib('2025-04-05 00:00') }],
    ]);
    expect(shown(nextDue(held.clocks) ?? 0)).toBe('2025-04-05 00:00:00.000');
    expect(live(handedIn('2025-03-05 08:00')).get('monthly_close')).toBeUndefined();
  });

  it('stays where it was when the report is postponed again', () => {
    const again = live([
      ...handedIn('2025-03-05 08:00'),
      ['2025-03-06 08:00', 'tunda', { until }],
      ['2025-04-06 08:00', 'tunda', { until: wib('2025-04-20 12:00') }],
    ]);
    expect(again.due('monthly_close')).toBe('2025-04-05 00:00:00.000');
  });

  it.each(['setujui', 'tolak', 'gabung'] as const)('is met when %s ends the work', (action) => {
    const ended = live([
      ...handedIn('2025-03-05 08:00'),
      ['2025-03-06 08:00', 'tunda', { until }],
      ['2025-03-27 08:00', action],
    ]);
    expect(ended.met('monthly_close')).toBe('2025-03-27 08:00:00.000');
  });

  it('of a report in proses is not met by its follow-up, nor by its return, only by its approval', () => {
    const followed: Parameters<typeof live>[0] = [
      FILED,
      ['2025-03-06 08:00', 'tunda', { until, from: 'proses' }],
      ['2025-03-09 08:00', 'tindak_lanjut'],
    ];
    expect(live(followed).met('monthly_close')).toBeNull();
    const returned: typeof followed = [...followed, ['2025-03-10 08:00', 'kembalikan']];
    expect(live(returned).met('monthly_close')).toBeNull();
    const approved = live([
      ...returned,
      ['2025-03-11 08:00', 'tindak_lanjut'],
      ['2025-04-05 00:00', 'setujui'],
    ]);
    expect(approved.met('monthly_close')).toBe('2025-04-05 00:00:00.000');
  });

  it('that has passed stays in front of every other limit until the report is closed', () => {
    const late = live([
      FILED,
      ['2025-03-06 08:00', 'tunda', { until, from: 'proses' }],
      ['2025-04-05 09:00', 'tindak_lanjut'],
    ]);
    expect(shown(nextDue(late.clocks) ?? 0)).toBe('2025-04-05 00:00:00.000');
  });

  it('is not met by a note or by a visit to the spot', () => {
    const noted = live([
      ...handedIn('2025-03-05 08:00'),
      ['2025-03-06 08:00', 'tunda', { until }],
      ['2025-03-07 08:00', 'catat'],
      ['2025-03-07 09:00', 'hasil_lapangan'],
    ]);
    expect(noted.met('monthly_close')).toBeNull();
  });
});
