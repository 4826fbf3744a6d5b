/** Which reports of the list are picked to be decided at once. What is no longer listed is no longer picked. */
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { StoredTicket } from '../../store/database.ts';
import {
  dropPicked,
  extendPicked,
  NOTHING_PICKED,
  type Picking as Picked,
  togglePicked,
} from '../model/bulk.ts';

export interface Picking {
  /** In the order of the list. */
  tickets: readonly StoredTicket[];
  has(number: string): boolean;
  /** True where the report is not as it was when it was picked. */
  isChanged(ticket: StoredTicket): boolean;
  toggle(number: string): void;
  /** Picks what lies between the two, or goes on from where the last extending began. */
  extend(from: string, to: string): void;
  /** Picks again what was picked before, on the versions it was decided on where these are known. */
  pick(seen: readonly { number: string; version?: number | undefined }[]): void;
  /** Everything that is listed. */
  all(): void;
  clear(): void;
}

export function usePicking(order: readonly StoredTicket[]): Picking {
  const [picking, setPicking] = useState<Picked>(NOTHING_PICKED);
  // The version each report had when it was picked: no other was before its officer's eyes.
  const versions = useRef(new Map<string, number>());
  useDropping(order, setPicking);
  const tickets = useMemo(
    () => (picking.picked.size === 0 ? [] : order.filter(({ number }) => picking.picked.has(number))),
    [order, picking],
  );
  return useMemo(() => {
    const pick = (numbers: readonly string[]): void => setPicking({ picked: new Set(numbers), anchor: null });
    const pickAgain: Picking['pick'] = (seen) => {
      for (const { number, version } of seen)
        if (version !== undefined) versions.current.set(number, version);
      pick(seen.map(({ number }) => number));
    };
    const see = (): void => {
      for (const { number, item } of order)
        if (!picking.picked.has(number)) versions.current.set(number, item.version);
    };
    return {
      tickets,
      has: (number) => picking.picked.has(number),
      isChanged: ({ number, item }) => (versions.current.get(number) ?? item.version) !== item.version,
      toggle: (number) => {
        see();
        setPicking((before) => togglePicked(before, number));
      },
      extend: (from, to) => {
        see();
        setPicking((before) => extendPicked(before, order, from, to));
      },
      pick: pickAgain,
      all: () => {
        see();
        pick(order.map(({ number }) => number));
      },
      clear: () => setPicking(NOTHING_PICKED),
    };
  }, [order, picking, tickets]);
}

/** Only what was listed and is no more: what an undoing brings back is picked before it is listed again. */
function useDropping(
  order: readonly StoredTicket[],
  setPicking: (change: (before: Picked) => Picked) => void,
): void {
  const listed = useRef(order);
  useLayoutEffect(() => {
    const now = new Set(order.map(({ number }) => number));
    const gone = new Set(listed.current.map(({ number }) => number).filter((number) => !now.has(number)));
    listed.current = order;
    if (gone.size > 0) setPicking((before) => dropPicked(before, gone));
  }, [order]);
}
