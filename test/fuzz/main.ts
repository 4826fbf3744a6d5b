/**
 * `npm run fuzz -- [--minutes=60] [--seed=N] [--lanes=4]`: random calls for so long. What it finds is printed at once
 * with the seed that repeats it; exit code 1 where it found anything.
 */
import '../jakarta.ts';
import { parseArgs } from 'node:util';
import { setup } from '../bundle.ts';
import { fuzz } from './run.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '5' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
    lanes: { type: 'string', default: '4' },
  },
});
const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
await setup();
say(`Seed ${values.seed}, ${values.minutes} minutes`);
const { calls, findings, reached, slowest, seed } = await fuzz({
  seed: Number(values.seed),
  until: Date.now() + Number(values.minutes) * 60_000,
  rounds: Number.POSITIVE_INFINITY,
  lanes: Number(values.lanes),
  told: say,
});
const never = [...reached].filter(([, { taken }]) => taken === 0).map(([what]) => what);
say(`${calls} calls of ${reached.size} kinds, the slowest ${Math.round(slowest.ms)} ms (${slowest.what}).`);
say(`Never taken: ${never.join(', ') || 'none'}.`);
say(`${findings.length} findings with seed ${seed}.`);
process.exitCode = findings.length > 0 ? 1 : 0;
