/** The other reports that one is told to have to do with: repeated, perhaps the same, or shown by a finding. Pure. */
import type { QueueItem } from '#shared/contract/ticket.ts';

type Relation = 'repeat' | 'duplicate' | 'merged' | 'finding';

export interface Related {
  number: string;
  how: Relation;
}

type Relatable = Pick<QueueItem, 'number' | 'repeatOf' | 'probableDuplicate' | 'mergedInto' | 'verdict'>;

/** Each once, by what says most about it. */
export function relatedReports(item: Relatable): Related[] {
  const named: [how: Relation, number: string | undefined][] = [
    ['merged', item.mergedInto],
    ['duplicate', item.probableDuplicate],
    ['repeat', item.repeatOf],
    ...(item.verdict?.reasons ?? []).map(({ ref }): [Relation, string | undefined] => ['finding', ref]),
  ];
  const related = new Map<string, Related>();
  for (const [how, number] of named) {
    if (number !== undefined && number !== item.number && !related.has(number))
      related.set(number, { number, how });
  }
  return [...related.values()];
}
