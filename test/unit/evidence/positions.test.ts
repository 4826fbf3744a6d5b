/** What the location check promises, on errors as cities give them; `npm run bench -- evidence` has the figures. */
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../service/demo/random.ts';
import { fixesAt } from '../../fixtures/position-errors.ts';
import { TRIALS, tryPositions } from '../../fixtures/position-trials.ts';

describe('invented fixes', () => {
  it('miss as cities make phones miss', () => {
    const random = createRandom('errors');
    const misses = Array.from({ length: 20_000 }, () => fixesAt([0], random))
      .flat()
      .map(({ error }) => Math.hypot(...error))
      .sort((a, b) => a - b);
    const quantile = (share: number): number => misses[Math.floor(share * misses.length)] ?? 0;
    expect(quantile(0.5)).toBeCloseTo(8, 0);
    expect(quantile(0.95)).toBeLessThan(41);
    expect(quantile(0.95)).toBeGreaterThan(37);
    expect(misses.filter((miss) => miss >= 150).length / misses.length).toBeCloseTo(0.02, 2);
  });

  it('share their error with those of the same moment', () => {
    const random = createRandom('moments');
    const alike = (apartMs: number): number => {
      const pairs = Array.from({ length: 2_000 }, () => fixesAt([0, apartMs], random));
      return pairs.filter(([a, b]) => a?.error[0] === b?.error[0]).length / pairs.length;
    };
    expect(alike(1_000)).toBeGreaterThan(0.9);
    expect(alike(600_000)).toBeLessThan(0.01);
  });
});

describe('the location check', () => {
  // A share of so few rounds is off by this much, in per cent, one time in twenty.
  const noise = (share: number, rounds: number): number => 196 * Math.sqrt((share * (1 - share)) / rounds);

  it.each(TRIALS)(
    'accuses few of the honest and finds the others: $name, accuracy stated: $states',
    (trial) => {
      const rounds = 3_000 / trial.photos;
      const { fail, flagged } = tryPositions(trial, rounds);
      if (trial.offM === 0) {
        const goal = trial.photos === 3 && trial.apartMs > 60_000 ? 0.003 : 0.022;
        // Photos of one moment are one witness, and no better than one.
        const slack = trial.apartMs === 5_000 ? 0.5 : 0;
        expect(fail).toBeLessThanOrEqual(100 * goal + slack + noise(goal, rounds));
      } else {
        expect(fail).toBeGreaterThanOrEqual(97 - noise(0.03, rounds));
        expect(flagged).toBeGreaterThanOrEqual(99.5 - noise(0.005, rounds));
      }
    },
  );
});
