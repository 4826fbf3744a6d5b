/** A clock explained in plain words: from when it runs, by which rule, what moved it, and whether it is an estimate. */
import type { Say } from '../words/phrase.ts';
import { duration, fullDate } from '../words/time.ts';
import { isLate, type StoredClock } from './stored-clock.ts';

export function explainClock(clock: StoredClock, say: Say): string {
  const date = (at: number): string => fullDate(at, say.locale);
  const length = (ms: number): string => duration(ms, say.locale);
  const due = date(clock.dueAt);
  return [
    say({
      key: `clocks.rule.${clock.rule}`,
      values: { limit: length(clock.limit), since: date(clock.since), due },
    }),
    ...clock.moves.map(({ why, at, value, to }) =>
      say({ key: `clocks.move.${why}`, values: { at: date(at), value: length(value), to: date(to) } }),
    ),
    ending(),
    ...(clock.assumed ? [say('clocks.assumed')] : []),
  ].join(' ');

  function ending(): string {
    if (clock.metAt !== null) {
      const at = date(clock.metAt);
      return isLate(clock, clock.metAt)
        ? say({ key: 'clocks.met_late', values: { at, due } })
        : say({ key: 'clocks.met', values: { at } });
    }
    if (clock.stoppedAt !== null)
      return say({ key: 'clocks.stopped', values: { at: date(clock.stoppedAt) } });
    return say({ key: 'clocks.due', values: { due } });
  }
}
