/** Which status may come after which, whoever brings it about: the transition table without a reopening. */
import { RULES } from './action.ts';
import type { Status } from './status.ts';

/**
 * True when work that stood at `from` may stand at `to` later, by any number of steps. A supervisor's reopening is
 * no progress: `selesai` and `ditolak` lead nowhere. A follow-up rests in `validasi`.
 */
export function mayFollow(from: Status, to: Status): boolean {
  const reached = new Set<Status>();
  const waiting = [from];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    for (const next of stepsFrom(at)) {
      if (!reached.has(next)) waiting.push(next);
      reached.add(next);
    }
  }
  return reached.has(to);
}

function stepsFrom(status: Status): Status[] {
  if (status === 'tindak_lanjut') return ['validasi'];
  return RULES.flatMap(({ action, from, to }) =>
    action !== 'buka_kembali' && to !== 'same' && from.includes(status) ? [to] : [],
  );
}
