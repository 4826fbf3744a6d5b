/** How far decisions that were made at once have got, from what of them is still in the outbox. Pure. */
import type { OutboxEntry } from '../../store/database.ts';
import { isOnItsWay } from '../../store/effect.ts';

export interface Progress {
  id: string;
  action: OutboxEntry['body']['action'];
  /** All but those taken back or dropped. */
  size: number;
  sent: number;
  /** The service did not take them. */
  failed: number;
}

/** Those of which something is still to be sent, oldest first. A batch that is held whole has not begun. */
export function progressOf(outbox: readonly OutboxEntry[]): Progress[] {
  const batches = new Map<string, OutboxEntry[]>();
  for (const entry of outbox) {
    if (entry.batch) batches.set(entry.batch.id, [...(batches.get(entry.batch.id) ?? []), entry]);
  }
  return [...batches].flatMap(([id, entries]) => {
    const [first] = entries;
    const waiting = entries.filter(isOnItsWay);
    const size = first?.batch?.size ?? 0;
    if (!first || waiting.length === 0 || waiting.length === size) return [];
    return [
      {
        id,
        action: first.body.action,
        size,
        sent: size - entries.length,
        failed: entries.length - waiting.length,
      },
    ];
  });
}
