/** The counts as they are now: the service's, or counted here once time has overtaken what it said. */
import type { Counters } from '#shared/contract/queue.ts';
import { workGroupOf, workOf } from '#shared/deadline/urgency.ts';
import type { Meta, OutboxEntry, Store, StoredTicket } from '../store/database.ts';
import { withDecisions } from '../store/effect.ts';

/** `waiting`: decisions on their way; `now`: ms, this machine's clock. Null before the service has counted once. */
export async function currentCounters(
  db: Store,
  waiting: readonly OutboxEntry[],
  now: number,
): Promise<Counters | null> {
  const meta = await db.meta.get('sync');
  if (!meta?.counters) return null;
  if (!isOvertaken(meta, now)) return withDecisions(meta.counters, waiting);
  // Less what those decisions take out: the store knows of it at once.
  const queued = await db.tickets.filter((row) => row.inQueue).toArray();
  return { ...countQueue(queued, now + meta.clockOffset), nextChangeAt: meta.counters.nextChangeAt };
}

function isOvertaken({ counters, offlineSince, clockOffset }: Meta, now: number): boolean {
  if (offlineSince === null || counters?.nextChangeAt == null) return false;
  return now + clockOffset >= Date.parse(counters.nextChangeAt);
}

function countQueue(queued: readonly StoredTicket[], now: number): Omit<Counters, 'nextChangeAt'> {
  const counted = { overdue: 0, due1h: 0, dueToday: 0, waiting: 0, postponed: 0, atField: 0, returned: 0 };
  for (const { item } of queued) {
    counted[workGroupOf(workOf(item), now)]++;
    if (item.status === 'tl_ditolak') counted.returned++;
  }
  return counted;
}
