/**
 * How near a report's next due instant is, unless nobody is to decide on it now: the counts of `/queue/counters`, the
 * groups of the desk's queue and the colour of the toolbar are this one cut. Each report is in exactly one.
 */
import type { Action } from '../ticket/action.ts';
import type { Status } from '../ticket/status.ts';
import { endOfDay, HOUR } from '../time/zone.ts';
import type { ClockName } from './stored-clock.ts';

export const URGENCIES = ['overdue', 'due1h', 'dueToday', 'waiting'] as const;
export type Urgency = (typeof URGENCIES)[number];

/** Not to be decided now, so never late: put off until an instant, or until somebody has been to the spot. */
export const SET_ASIDE = ['postponed', 'atField'] as const;

export const WORK_GROUPS = [...URGENCIES, ...SET_ASIDE] as const;
export type WorkGroup = (typeof WORK_GROUPS)[number];

export interface DueTimes {
  /** ms UTC; null where nothing is due. */
  nextDueAt: number | null;
  /** Due instant of an unmet same-day target. */
  sameDayDueAt: number | null;
}

/** A due instant itself is still in time. The same-day target, even when missed, counts as today, never late. */
export function urgencyOf({ nextDueAt, sameDayDueAt }: DueTimes, now: number): Urgency {
  const left = nextDueAt === null ? Number.POSITIVE_INFINITY : nextDueAt - now;
  if (left < 0) return 'overdue';
  if (left <= HOUR) return 'due1h';
  const midnight = endOfDay(now);
  if ((nextDueAt ?? Number.POSITIVE_INFINITY) <= midnight) return 'dueToday';
  return sameDayDueAt !== null && sameDayDueAt <= midnight ? 'dueToday' : 'waiting';
}

export interface Work extends DueTimes {
  /** ms UTC; null where it is not postponed. */
  heldUntil: number | null;
  /** Somebody else was asked to visit the spot, and has not answered. */
  awaitsVisit: boolean;
}

/** A postponement ends at its instant, whenever the log gets to say so. */
export function workGroupOf(work: Work, now: number): WorkGroup {
  if (work.heldUntil !== null && work.heldUntil > now) return 'postponed';
  return work.awaitsVisit ? 'atField' : urgencyOf(work, now);
}

export function isSetAside(group: WorkGroup): boolean {
  return SET_ASIDE.some((one) => one === group);
}

/** Reads out of a report, as the API shows it to its reader, when and by whom there is something to do. */
export function workOf(ticket: {
  status: Status;
  nextDueAt: string | null;
  clocks: readonly { clock: ClockName; dueAt: string; metAt?: string | undefined }[];
  heldUntil?: string | undefined;
  visit?: { answeredAt?: string | undefined } | undefined;
  actions: readonly Action[];
}): Work {
  const { status, visit, actions } = ticket;
  const isAsked = status === 'validasi' && visit !== undefined && visit.answeredAt === undefined;
  const sameDay = ticket.clocks.find((clock) => clock.clock === 'same_day' && clock.metAt === undefined);
  return {
    nextDueAt: ticket.nextDueAt === null ? null : Date.parse(ticket.nextDueAt),
    sameDayDueAt: sameDay ? Date.parse(sameDay.dueAt) : null,
    heldUntil: ticket.heldUntil === undefined ? null : Date.parse(ticket.heldUntil),
    // For whoever may answer, the visit is the work.
    awaitsVisit: isAsked && !actions.includes('hasil_lapangan'),
  };
}
