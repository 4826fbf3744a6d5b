/** Deciding several reports at once: which can be, what they have in common, how they are picked, how far it has got. Pure. */
import { advisedReturns } from '#shared/evidence/advised-return.ts';
import type { OutboxEntry, StoredTicket } from '../../store/database.ts';
import { isOnItsWay } from '../../store/effect.ts';

export const BULK_ACTIONS = ['setujui', 'kembalikan', 'tunda'] as const;
export type BulkAction = (typeof BULK_ACTIONS)[number];

/** Why a report is left out, in the order in which it is said. */
const LEFT_OUT = ['changed', 'fail', 'warn', 'unchecked', 'pending', 'not_allowed'] as const;
type LeftOut = (typeof LEFT_OUT)[number];

export interface Sorted {
  fit: StoredTicket[];
  leftOut: { why: LeftOut; count: number }[];
}

/**
 * Nobody approves unseen what the check has found anything in: only `pass` is approved with others. Nothing is decided
 * on a version that came after the picking.
 */
export function sortOut(
  tickets: readonly StoredTicket[],
  action: BulkAction,
  isPending: (number: string) => boolean,
  isChanged: (ticket: StoredTicket) => boolean,
): Sorted {
  const why = (ticket: StoredTicket): LeftOut | null => {
    if (!ticket.item.actions.includes(action)) return 'not_allowed';
    if (isPending(ticket.number)) return 'pending';
    if (isChanged(ticket)) return 'changed';
    if (action !== 'setujui') return null;
    const verdict = ticket.item.verdict?.verdict ?? 'unchecked';
    return verdict === 'pass' ? null : verdict;
  };
  const reasons = tickets.map(why);
  return {
    fit: tickets.filter((_, index) => reasons[index] === null),
    leftOut: LEFT_OUT.map((each) => ({ why: each, count: reasons.filter((w) => w === each).length })).filter(
      ({ count }) => count > 0,
    ),
  };
}

/**
 * The reports as one, for forms that ask about one: of the findings those whose return is advised for each of them,
 * the category where it is the same. Null for none.
 */
export function inCommon(tickets: readonly StoredTicket[]): StoredTicket | null {
  const [first, ...others] = tickets;
  if (!first) return null;
  const advised = tickets.map(({ item }) => advisedReturns(item.verdict?.reasons ?? []));
  const reasons = (first.item.verdict?.reasons ?? []).filter((finding) => {
    const [reason] = advisedReturns([finding]);
    return reason !== undefined && advised.every((each) => each.includes(reason));
  });
  const sameCategory = others.every(({ item }) => item.category === first.item.category);
  return {
    ...first,
    item: {
      ...first.item,
      category: sameCategory ? first.item.category : '',
      verdict: first.item.verdict && { ...first.item.verdict, reasons },
    },
  };
}

/** A set of reports that are picked one after another, by a key that extends. */
export interface Picking {
  picked: ReadonlySet<string>;
  /** Where the extending began, and what was picked before it. */
  anchor: { number: string; before: ReadonlySet<string> } | null;
}

export const NOTHING_PICKED: Picking = { picked: new Set(), anchor: null };

export function togglePicked({ picked }: Picking, number: string): Picking {
  const next = new Set(picked);
  if (!next.delete(number)) next.add(number);
  return { picked: next, anchor: { number, before: next } };
}

/** Drops what has left the list: it would come back unseen, and be decided with the others. */
export function dropPicked(picking: Picking, gone: ReadonlySet<string>): Picking {
  const staying = (numbers: ReadonlySet<string>) =>
    new Set([...numbers].filter((number) => !gone.has(number)));
  const { picked, anchor } = picking;
  if (![...picked].some((number) => gone.has(number))) return picking;
  return { picked: staying(picked), anchor: anchor && { ...anchor, before: staying(anchor.before) } };
}

/** Picks everything between where the extending began (or `from`) and `to`, both included. */
export function extendPicked(
  picking: Picking,
  order: readonly { number: string }[],
  from: string,
  to: string,
): Picking {
  const anchor = picking.anchor ?? { number: from, before: picking.picked };
  const numbers = order.map(({ number }) => number);
  const [a, b] = [numbers.indexOf(anchor.number), numbers.indexOf(to)];
  if (a < 0 || b < 0) return { ...picking, anchor: null };
  const between = numbers.slice(Math.min(a, b), Math.max(a, b) + 1);
  return { picked: new Set([...anchor.before, ...between]), anchor };
}

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
