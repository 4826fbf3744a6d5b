/** What holds of the clocks of every report whatever happens to it, and when. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { advanceClocks, type Happening } from '#shared/deadline/clocks.ts';
import { nextMonthlyClose } from '#shared/deadline/monthly-close.ts';
import { isLate, isRunning, nextDue, type StoredClock } from '#shared/deadline/stored-clock.ts';
import { EVENT_ACTIONS } from '#shared/ticket/action.ts';
import { STATUSES } from '#shared/ticket/status.ts';
import { DAY, zoneOffset } from '#shared/time/zone.ts';
import { rules } from '../deadline/days.ts';

const RULES = rules();
const START = Date.parse('2024-01-01T00:00:00+07:00');
const instant = fc.integer({ min: START, max: START + 3 * 365 * DAY });

/** In the order of their instants, begun by a filing, as a log has them. */
const lives: fc.Arbitrary<Happening[]> = fc
  .tuple(
    instant,
    fc.array(
      fc.record({
        action: fc.constantFrom(
          ...EVENT_ACTIONS.filter((action) => action !== 'lapor' && action !== 'impor'),
        ),
        after: fc.integer({ min: 0, max: 10 * DAY }),
        from: fc.constantFrom(...STATUSES),
        received: fc.boolean(),
        until: fc.integer({ min: 1, max: 30 * DAY }),
        firstEstimate: fc.boolean(),
      }),
      { maxLength: 25 },
    ),
  )
  .map(([filedAt, later]) => {
    let at = filedAt;
    const first: Happening = { action: 'lapor', at, from: null, category: 'Jalan', received: true };
    return [
      first,
      ...later.map(({ after, until, ...what }) => {
        const followUpAt = at;
        at += after;
        return { ...what, at, category: 'Jalan', until: at + until, followUpAt };
      }),
    ];
  });

const after = (life: readonly Happening[]): StoredClock[] =>
  life.reduce<StoredClock[]>((clocks, what) => advanceClocks(clocks, what, RULES), []);

it('each clock is there once, and is met or stopped neither before it began nor after now', () => {
  fc.assert(
    fc.property(lives, (life) => {
      const clocks = after(life);
      const now = life.at(-1)?.at ?? 0;
      expect(new Set(clocks.map(({ clock }) => clock)).size).toBe(clocks.length);
      for (const { since, dueAt, metAt, stoppedAt } of clocks) {
        expect(Number.isSafeInteger(dueAt)).toBe(true);
        for (const end of [metAt, stoppedAt]) {
          if (end !== null) expect([end >= since, end <= now]).toEqual([true, true]);
        }
      }
    }),
  );
});

it('what is next due is a clock that runs, and none is due before it', () => {
  fc.assert(
    fc.property(lives, (life) => {
      const clocks = after(life);
      const due = nextDue(clocks);
      const running = clocks.filter(isRunning).map(({ dueAt }) => dueAt);
      if (due !== null) expect(running).toContain(due);
    }),
  );
});

it('a clock is late from the instant after it is due, and never becomes punctual again by waiting', () => {
  fc.assert(
    fc.property(lives, fc.integer({ min: 0, max: 100 * DAY }), (life, wait) => {
      for (const clock of after(life).filter(isRunning)) {
        expect([isLate(clock, clock.dueAt), isLate(clock, clock.dueAt + 1)]).toEqual([false, true]);
        if (isLate(clock, clock.dueAt + wait)) expect(isLate(clock, clock.dueAt + wait + 1)).toBe(true);
      }
    }),
  );
});

it('the same life tells the same clocks, whoever folds it and in how many parts', () => {
  fc.assert(
    fc.property(lives, fc.nat(), (life, cut) => {
      const at = cut % life.length;
      const halfway: StoredClock[] = structuredClone(after(life.slice(0, at)));
      const whole = life.slice(at).reduce((clocks, what) => advanceClocks(clocks, what, RULES), halfway);
      expect(whole).toEqual(after(life));
    }),
  );
});

it('the monthly close is a 5th, 00:00, within 31 days and not before now', () => {
  fc.assert(
    fc.property(instant, (at) => {
      const close = nextMonthlyClose(at);
      const local = new Date(close + zoneOffset()).toISOString();
      expect(local).toMatch(/-05T00:00:00\.000Z$/);
      expect([close >= at, close - at <= 31 * DAY]).toEqual([true, true]);
      expect(nextMonthlyClose(close)).toBe(close);
    }),
  );
});
