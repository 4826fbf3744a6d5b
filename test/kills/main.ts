/**
 * `npm run kills -- [--times=100] [--seed=N]`: SIGKILL under load so many times. Prints what was done and what is not as it was
 * answered; exit code 1 where anything is not.
 */
import '../jakarta.ts';
import { parseArgs } from 'node:util';
import { setup } from '../bundle.ts';
import { surviveKills } from './run.ts';

const { values } = parseArgs({
  options: {
    times: { type: 'string', default: '100' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
  },
});
const told = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
await setup();
told(`Seed ${values.seed}`);
const { faults, ...done } = await surviveKills({
  times: Number(values.times),
  seed: Number(values.seed),
  told,
});
told(
  Object.entries(done)
    .map(([what, count]) => `${count} ${what}`)
    .join(', '),
);
told(faults.length === 0 ? 'Nothing that was answered is lost, nothing came twice.' : faults.join('\n'));
process.exitCode = faults.length === 0 ? 0 : 1;
