/**
 * Random calls to every operation, page, form and to Open311, as everybody: none is a fault of ours, none hangs, each
 * answer is what the contract says, and the books are in order afterwards. Long by `npm run fuzz`.
 */
import { expect, it } from 'vitest';
import { fuzz } from '../fuzz/run.ts';

const SEED = Number(process.env.FUZZ_SEED ?? 20_261_130);
const BOUND_MS = 25_000;

it('finds nothing', async () => {
  const until = Date.now() + BOUND_MS;
  const { seed, findings, calls } = await fuzz({ seed: SEED, until, rounds: 1, lanes: 4 });
  expect({ seed, findings }).toEqual({ seed, findings: [] });
  expect(calls).toBeGreaterThan(100);
});
