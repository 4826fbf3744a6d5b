/** A policy that changes while reports are under way. */
import { describe, expect, it } from 'vitest';
import type { DatedPolicy } from '#shared/deadline/rules.ts';
import { CLOCK_POLICY, type ClockPolicy } from '#shared/rules/clocks.ts';
import { FILED, FIRST_POLICY, handedIn, live, rules, shown, type Told, wib } from './days.ts';

const hours = (n: number) => ({ hours: n, assumed: false, source: 'Keputusan rapat' });

function newPolicy(from: string, clocks: Partial<ClockPolicy>, recompute = false, version = 2): DatedPolicy {
  return { version, from: wib(from), recompute, clocks: { ...CLOCK_POLICY, ...clocks } };
}

const shorter = (recompute: boolean) =>
  rules({ policies: [newPolicy('2025-03-04 00:00', { completion: hours(72) }, recompute)] });

it('a clock keeps the policy in force when it started', () => {
  const report = live([FILED, ['2025-03-04 08:00', 'proses']], shorter(false));
  expect(report.due('completion')).toBe('2025-03-10 08:00:00.000');
  expect(report.get('completion')).toMatchObject({ policy: 1, moves: [] });
});

it('a clock that starts at the very instant of a new policy runs by it', () => {
  const report = live([['2025-03-04 00:00', 'lapor']], shorter(false));
  expect(report.due('completion')).toBe('2025-03-07 00:00:00.000');
  const before = live([['2025-03-03 23:59:59.999', 'lapor']], shorter(false));
  expect(before.due('completion')).toBe('2025-03-10 23:59:59.999');
});

it('of one report each clock follows its own: completion the old, validation the new', () => {
  const by = rules({ policies: [newPolicy('2025-03-04 00:00', { validation: hours(24) })] });
  const report = live(handedIn('2025-03-05 08:00'), by);
  expect(report.due('validation')).toBe('2025-03-06 08:00:00.000');
  expect(report.get('completion')).toMatchObject({ policy: 1 });
});

describe('with recompute', () => {
  it('running clocks are put under it, from their own start, and say so', () => {
    const report = live([FILED, ['2025-03-04 08:00', 'hitung_ulang']], shorter(true));
    expect(report.due('completion')).toBe('2025-03-06 08:00:00.000');
    const [move] = report.get('completion')?.moves ?? [];
    expect(move).toMatchObject({ why: 'policy', value: 2, from: wib('2025-03-10 08:00') });
    expect(report.get('completion')).toMatchObject({ assumed: false, policy: 2 });
  });

  it('a limit that stays as it was is told of by no move', () => {
    const by = rules({ policies: [newPolicy('2025-03-04 00:00', { validation: hours(24) }, true)] });
    const report = live([FILED, ['2025-03-04 08:00', 'hitung_ulang']], by);
    expect(report.get('completion')).toMatchObject({ policy: 2, moves: [] });
  });

  it('what is assumed of the new limit, or moved the clock by our own rule, makes it an estimate', () => {
    const stated = { completion: hours(72) };
    const assumed = { completion: { ...hours(72), assumed: true } };
    const returned: Told[] = [...handedIn('2025-03-03 10:00'), ['2025-03-03 22:00', 'kembalikan']];
    const isEstimate = (limits: Partial<ClockPolicy>, story: Told[]) =>
      live(
        [...story, ['2025-03-04 08:00', 'hitung_ulang'], ['2025-03-06 08:00', 'hitung_ulang']],
        rules({
          policies: [
            newPolicy('2025-03-04 00:00', limits, true, 2),
            newPolicy('2025-03-06 00:00', limits, true, 3),
          ],
        }),
      ).get('completion')?.assumed;
    expect([isEstimate(stated, [FILED]), isEstimate(assumed, [FILED])]).toEqual([false, true]);
    expect([isEstimate(stated, returned), isEstimate(assumed, returned)]).toEqual([true, true]);
  });

  it('the monthly close stays on the 5th, under the new policy', () => {
    const until = wib('2025-03-28 12:00');
    const held: Told[] = [FILED, ['2025-03-03 10:00', 'tunda', { until, from: 'proses' }]];
    const report = live([...held, ['2025-03-04 08:00', 'hitung_ulang']], shorter(true));
    expect(report.get('monthly_close')).toMatchObject({
      policy: 2,
      dueAt: wib('2025-03-05 00:00'),
      limit: wib('2025-03-05 00:00') - wib('2025-03-03 10:00'),
      moves: [],
    });
  });

  it('what moved a clock before moves it still', () => {
    const story = [...handedIn('2025-03-03 10:00'), ['2025-03-03 22:00', 'kembalikan']] as Parameters<
      typeof live
    >[0];
    const report = live([...story, ['2025-03-04 08:00', 'hitung_ulang']], shorter(true));
    // 72 hours from receipt and the twelve that the validator took.
    expect(report.due('completion')).toBe('2025-03-06 20:00:00.000');
  });

  it('a met clock stays met by the rule of its time', () => {
    const report = live([...handedIn('2025-03-03 20:00'), ['2025-03-05 08:00', 'catat']], shorter(true));
    expect(report.get('completion')).toMatchObject({ policy: 1, metAt: wib('2025-03-03 20:00') });
    expect(report.due('completion')).toBe('2025-03-10 08:00:00.000');
  });

  it('one that runs again after a return is put under it then', () => {
    const report = live([...handedIn('2025-03-03 20:00'), ['2025-03-05 20:00', 'kembalikan']], shorter(true));
    expect(report.due('completion')).toBe('2025-03-08 08:00:00.000');
  });

  it('whoever acts before the recomputation has come round is judged by the new rule all the same', () => {
    const report = live([FILED, ['2025-03-07 08:00', 'tindak_lanjut']], shorter(true));
    expect(report.due('completion')).toBe('2025-03-06 08:00:00.000');
  });

  it('twice comes to the same as once, late to the same as at once', () => {
    const by = rules({
      policies: [
        newPolicy('2025-03-04 00:00', { completion: hours(72) }, true, 2),
        newPolicy('2025-03-05 00:00', { completion: hours(120) }, true, 3),
      ],
    });
    const late = live([FILED, ['2025-03-06 00:00', 'hitung_ulang']], by);
    const often = live(
      [
        FILED,
        ['2025-03-04 00:00', 'hitung_ulang'],
        ['2025-03-05 00:00', 'hitung_ulang'],
        ['2025-03-06 00:00', 'hitung_ulang'],
      ],
      by,
    );
    expect(late.clocks).toEqual(often.clocks);
    expect(shown(late.get('completion')?.dueAt ?? 0)).toBe('2025-03-08 08:00:00.000');
  });

  it('the same-day target stays at the end of its day, under the new policy', () => {
    const by = rules({ policies: [newPolicy('2025-03-10 12:00', { validation: hours(24) }, true)] });
    const report = live([...handedIn('2025-03-10 09:00'), ['2025-03-10 12:00', 'hitung_ulang']], by);
    expect(report.get('same_day')).toMatchObject({ policy: 2, dueAt: wib('2025-03-11 00:00'), moves: [] });
    expect(report.due('validation')).toBe('2025-03-11 09:00:00.000');
  });

  it('a later cut-off gives the target to what waits, while its day lasts', () => {
    const sameDay = { ...CLOCK_POLICY.sameDay, until: '16:30' };
    const by = rules({ policies: [newPolicy('2025-03-10 16:10', { sameDay }, true)] });
    expect(live(handedIn('2025-03-10 16:00'), by).due('same_day')).toBeNull();
    const after = live([...handedIn('2025-03-10 16:00'), ['2025-03-10 16:10', 'hitung_ulang']], by);
    expect(after.due('same_day')).toBe('2025-03-11 00:00:00.000');
  });
});

describe('a limit of the category\u2019s own', () => {
  const by = rules({
    policies: [newPolicy('2025-01-01', { completionByCategory: { 'lampu pju': hours(24) } })],
  });

  it('counts for that category however it is written, and for no other', () => {
    expect(live([FILED], by, ' Lampu  PJU ').due('completion')).toBe('2025-03-04 08:00:00.000');
    expect(live([FILED], by, 'Jalan').due('completion')).toBe('2025-03-10 08:00:00.000');
    expect(live([FILED], by, 'Lampu PJU').get('completion')).toMatchObject({ rule: 'completion_category' });
  });

  it('is taken up or dropped by a later policy that takes running clocks along', () => {
    const own = { completionByCategory: { jalan: hours(24) } };
    const changed = (first: Partial<ClockPolicy>, then: Partial<ClockPolicy>) =>
      live(
        [FILED, ['2025-03-04 08:00', 'hitung_ulang']],
        rules({
          policies: [newPolicy('2025-01-01', first, false, 2), newPolicy('2025-03-04 00:00', then, true, 3)],
        }),
      ).get('completion');
    expect(changed(own, {})).toMatchObject({ rule: 'completion', dueAt: wib('2025-03-10 08:00') });
    expect(changed({}, own)).toMatchObject({ rule: 'completion_category', dueAt: wib('2025-03-04 08:00') });
  });

  it('counts after a reopening too, always as an estimate', () => {
    const reopened = live(
      [FILED, ['2025-03-03 10:00', 'tolak'], ['2025-04-01 08:00', 'buka_kembali']],
      by,
      'Lampu PJU',
    );
    expect(reopened.get('completion')).toMatchObject({
      rule: 'completion_reopened',
      dueAt: wib('2025-04-02 08:00'),
      assumed: true,
    });
  });
});

it('before the first policy there was none other than the first', () => {
  expect(live([['2017-06-01 08:00', 'lapor']]).get('completion')).toMatchObject({
    policy: FIRST_POLICY.version,
  });
});
