/** How often the location check accuses the honest and finds photos from elsewhere, on invented errors. */
import { TRIALS, tryPositions } from '../fixtures/position-trials.ts';

const ROUNDS = 100_000;

export async function benchPositions(): Promise<void> {
  process.stdout.write(`\nPositions, ${ROUNDS.toLocaleString('en')} follow-ups each, per cent\n`);
  for (const trial of TRIALS) {
    const { fail, flagged } = tryPositions(trial, ROUNDS);
    const name = `${trial.name}, accuracy ${trial.states ? 'stated' : 'not stated'}`;
    process.stdout.write(
      `  ${name.padEnd(60)} fail ${fail.toFixed(2)}  fail or warn ${flagged.toFixed(2)}\n`,
    );
  }
}
