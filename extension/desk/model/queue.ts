/**
 * The queue as the desk lists it: grouped by urgency, then what others are checking, last what is not to be decided now. Pure.
 *
 * A report one is looking at is one's own claim and would be first in the service's order. Here it keeps its
 * place by due time: a list that moves under the eyes while one reads down it is worse than an exact one.
 */
import {
  isSetAside,
  SET_ASIDE,
  URGENCIES,
  type Work,
  type WorkGroup,
  workGroupOf,
  workOf,
} from '#shared/deadline/urgency.ts';
import type { StoredTicket } from '../../store/database.ts';
import { fits, isWithOthers, type QueueFilter } from './filter.ts';

export type GroupName = WorkGroup | 'others';

export interface QueueGroup {
  name: GroupName;
  tickets: StoredTicket[];
}

export interface Queue {
  groups: QueueGroup[];
  /** Every listed report from top to bottom. */
  order: StoredTicket[];
  /** Every report that waits, whatever the filter shows. */
  waiting: StoredTicket[];
  /** Of all that wait. */
  overdue: number;
}

export interface QueueView {
  /** ms, the service's clock. */
  now: number;
  /** Numbers whose decision is on its way and takes them out of the queue. */
  leaving: ReadonlySet<string>;
  filter: QueueFilter;
}

const GROUP_NAMES: readonly GroupName[] = [...URGENCIES, 'others', ...SET_ASIDE];

export function arrangeQueue(tickets: Iterable<StoredTicket>, { now, leaving, filter }: QueueView): Queue {
  const waiting = [...tickets].filter((ticket) => ticket.inQueue && !leaving.has(ticket.number));
  const groups = new Map<GroupName, StoredTicket[]>(GROUP_NAMES.map((name) => [name, []]));
  let overdue = 0;
  const listed = fits(filter, now);
  for (const ticket of waiting) {
    const group = workGroupOf(work(ticket), now);
    if (group === 'overdue') overdue++;
    if (!listed(ticket)) continue;
    groups.get(isSetAside(group) || !isWithOthers(ticket, now) ? group : 'others')?.push(ticket);
  }
  const filled = [...groups]
    .filter(([, members]) => members.length > 0)
    .map(([name, members]) => ({ name, tickets: members.sort(inTurn) }));
  return {
    groups: filled,
    order: filled.flatMap((group) => group.tickets),
    waiting,
    overdue,
  };
}

/** Read once of each: the queue is arranged several times for every decision, and dates are slow to read. */
const read = new WeakMap<StoredTicket, Work>();

function work(ticket: StoredTicket): Work {
  const known = read.get(ticket) ?? workOf(ticket.item);
  read.set(ticket, known);
  return known;
}

/** Within a group, what is proposed to oneself comes first: that is how the work is shared. */
function inTurn(a: StoredTicket, b: StoredTicket): number {
  const [ofA, ofB] = [a, b].map(({ item }) => item.proposedValidator?.mine ?? false);
  if (ofA !== ofB) return ofA ? -1 : 1;
  if (a.nextDueAt !== b.nextDueAt) return a.nextDueAt < b.nextDueAt ? -1 : 1;
  return a.number < b.number ? -1 : 1;
}

/** Where one goes from a report that is, or was at `lastIndex`, in the list. Stays at the ends. */
export function step(
  order: readonly { number: string }[],
  from: { number: string | null; lastIndex: number },
  by: 1 | -1,
): string | null {
  if (order.length === 0) return null;
  const at = order.findIndex((ticket) => ticket.number === from.number);
  // What has left the list left its place to the next one.
  const to = at >= 0 ? at + by : by === 1 ? from.lastIndex : from.lastIndex - 1;
  return order[Math.max(0, Math.min(order.length - 1, to))]?.number ?? null;
}

/** The report that comes after a decision: the next, else the one before; null when it was the last. */
export function nextAfter(order: readonly { number: string }[], number: string): string | null {
  const at = order.findIndex((ticket) => ticket.number === number);
  return (order[at + 1] ?? order[at - 1])?.number ?? null;
}
