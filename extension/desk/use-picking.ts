/** Which reports of the list are picked to be decided at once. What is no longer listed is no longer picked. */
import { useMemo, useState } from 'preact/hooks';
import type { ReplicaTicket } from '../replica/database.ts';
import { extendPicked, NOTHING_PICKED, type Picking as Picked, togglePicked } from './model/bulk.ts';

export interface Picking {
  /** In the order of the list. */
  tickets: readonly ReplicaTicket[];
  has(number: string): boolean;
  toggle(number: string): void;
  /** Picks what lies between the two, or goes on from where the last extending began. */
  extend(from: string, to: string): void;
  pick(numbers: readonly string[]): void;
  /** Everything that is listed. */
  all(): void;
  clear(): void;
}

export function usePicking(order: readonly ReplicaTicket[]): Picking {
  const [picking, setPicking] = useState<Picked>(NOTHING_PICKED);
  const tickets = useMemo(
    () => (picking.picked.size === 0 ? [] : order.filter(({ number }) => picking.picked.has(number))),
    [order, picking],
  );
  const pick = (numbers: readonly string[]): void => setPicking({ picked: new Set(numbers), anchor: null });
  return {
    tickets,
    has: (number) => picking.picked.has(number),
    toggle: (number) => setPicking((before) => togglePicked(before, number)),
    extend: (from, to) => setPicking((before) => extendPicked(before, order, from, to)),
    pick,
    all: () => pick(order.map(({ number }) => number)),
    clear: () => setPicking(NOTHING_PICKED),
  };
}
