/** A clock as the API shows it: its times, and in the reader's language from when, by which rule and what moved it. */
import type { TicketClock } from '#shared/contract/ticket.ts';
import { explainClock } from '#shared/deadline/explain-clock.ts';
import { isLate, type StoredClock } from '#shared/deadline/stored-clock.ts';
import { toTimestamp } from '#shared/time/zone.ts';
import { speaker } from '#shared/words/speak.ts';
import type { Language } from '../platform/http/language.ts';

export function sayClock(clock: StoredClock, now: number, language: Language): TicketClock {
  return {
    clock: clock.clock,
    since: toTimestamp(clock.since),
    dueAt: toTimestamp(clock.dueAt),
    ...(clock.metAt === null ? {} : { metAt: toTimestamp(clock.metAt) }),
    late: isLate(clock, now),
    assumed: clock.assumed,
    rule: clock.rule,
    explanation: explainClock(clock, speaker(language)),
    moves: clock.moves.map(({ why, at, from, to }) => ({
      why,
      at: toTimestamp(at),
      from: toTimestamp(from),
      to: toTimestamp(to),
    })),
  };
}
