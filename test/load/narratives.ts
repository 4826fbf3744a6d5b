/** What the narrative's word rules are worth, on the sentences written for them: one half was read while they were made. */
import { HALVES, scoreOf } from '../fixtures/narratives.ts';

export async function benchNarratives(): Promise<void> {
  process.stdout.write(
    'narratives: honest ones with a finding · bad ones without · found for another reason\n',
  );
  for (const half of HALVES) {
    const { honest, accused, bad, passed, misnamed } = scoreOf(half);
    const counts = [share(accused.length, honest), share(passed.length, bad), share(misnamed.length, bad)];
    process.stdout.write(`  ${half.padEnd(6)} ${counts.join(' · ')}\n`);
  }
}

function share(part: number, whole: number): string {
  return `${((part / whole) * 100).toFixed(1)} % (${part} of ${whole})`;
}
