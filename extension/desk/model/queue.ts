/**
 * The queue as the desk lists it: grouped by urgency in due order, as the service has it; what is not to be decided now
 * comes last and folded. Who looks at what, and for whom it is, moves nothing. Pure.
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
import { isWithOthers } from '../../store/tickets.ts';
import { fits, type QueueFilter } from './filter.ts';

export type AsideName = (typeof SET_ASIDE)[number];

export interface QueueGroup {
  name: WorkGroup;
  tickets: StoredTicket[];
}

interface AsideGroup {
  name: AsideName;
  /** Of those that the filter asks for. */
  count: number;
  /** ms: the first postponement to end, or when the first visit was asked for. */
  at: number;
  isFolded: boolean;
}

export interface Queue {
  groups: QueueGroup[];
  /** Every listed report from top to bottom. */
  order: StoredTicket[];
  /** What is not to be decided now, where there is any: listed only unfolded. */
  aside: AsideGroup[];
  /** Every report that waits, whatever the filter shows. */
  waiting: StoredTicket[];
  /** Of all that wait: those in groups that are not folded. */
  listable: number;
  /** Of all that wait: to be decided now, whatever the filter shows; what the counters count as due or waiting. */
  toDecide: number;
  /** Of those. */
  overdue: number;
  /** Of those: due by the end of the day, or late. */
  today: number;
}

export interface QueueView {
  /** ms, the service's clock. */
  now: number;
  /** Numbers whose decision is on its way and takes them out of the queue. */
  leaving: ReadonlySet<string>;
  filter: QueueFilter;
  /** What is set aside and listed all the same. */
  unfolded?: ReadonlySet<AsideName>;
}

const GROUP_NAMES: readonly WorkGroup[] = [...URGENCIES, ...SET_ASIDE];

export function arrangeQueue(
  tickets: Iterable<StoredTicket>,
  { now, leaving, filter, unfolded = NONE }: QueueView,
): Queue {
  const waiting = [...tickets].filter((ticket) => ticket.inQueue && !leaving.has(ticket.number));
  const groups = new Map<WorkGroup, StoredTicket[]>(GROUP_NAMES.map((name) => [name, []]));
  const all = new Map<WorkGroup, number>();
  const listed = fits(filter, now);
  for (const ticket of waiting) {
    const group = workGroupOf(work(ticket), now);
    all.set(group, (all.get(group) ?? 0) + 1);
    if (listed(ticket)) groups.get(group)?.push(ticket);
  }
  const filled = [...groups]
    .filter(([, members]) => members.length > 0)
    .map(([name, members]) => ({ name, tickets: members.sort(inTurn) }));
  const isFolded = (name: AsideName): boolean => !unfolded.has(name) && !asksFor(filter, name);
  const shown = filled.filter(({ name }) => !isAside(name) || !isFolded(name));
  const [overdue = 0, soon = 0, today = 0, later = 0] = URGENCIES.map((name) => all.get(name) ?? 0);
  const toDecide = overdue + soon + today + later;
  const unfoldedAside = SET_ASIDE.filter((name) => !isFolded(name)).map((name) => all.get(name) ?? 0);
  return {
    groups: shown,
    order: shown.flatMap((group) => group.tickets),
    aside: filled.flatMap(({ name, tickets: of }) =>
      isAside(name)
        ? {
            name,
            count: of.length,
            at: Math.min(...of.map((each) => asideAt(each, name))),
            isFolded: isFolded(name),
          }
        : [],
    ),
    waiting,
    listable: unfoldedAside.reduce((sum, count) => sum + count, toDecide),
    toDecide,
    overdue,
    today: overdue + soon + today,
  };
}

const NONE: ReadonlySet<AsideName> = new Set();

export function isAside(name: WorkGroup): name is AsideName {
  return isSetAside(name);
}

/** Whoever searches, or filters by it, means what is set aside as well. */
function asksFor({ search, facets }: QueueFilter, name: AsideName): boolean {
  return search.trim() !== '' || (facets.due?.includes(name) ?? false);
}

/** ms: until when it is postponed, since when a visit is waited for. */
export function asideAt({ item: { heldUntil, visit, receivedAt } }: StoredTicket, name: AsideName): number {
  return Date.parse((name === 'postponed' ? heldUntil : visit?.askedAt) ?? receivedAt);
}

/** Read once of each: the queue is arranged several times for every decision, and dates are slow to read. */
const read = new WeakMap<StoredTicket, Work>();

function work(ticket: StoredTicket): Work {
  const known = read.get(ticket) ?? workOf(ticket.item);
  read.set(ticket, known);
  return known;
}

/** As the service's: by due instant; of one instant by number, so that none changes places. */
function inTurn(a: StoredTicket, b: StoredTicket): number {
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

/**
 * The report that comes after a decision: the next that nobody else looks at, then upwards from where it stood;
 * null where there is none. `now`: ms, the service's clock.
 */
export function nextAfter(order: readonly StoredTicket[], number: string, now: number): string | null {
  const at = order.findIndex((ticket) => ticket.number === number);
  const others = [...order.slice(at + 1), ...order.slice(0, Math.max(0, at)).reverse()];
  return (others.find((ticket) => !isWithOthers(ticket, now)) ?? others[0])?.number ?? null;
}
