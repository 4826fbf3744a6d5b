/**
 * What a queue gives an officer to be told of, and what becomes of it. Each piece of news has a key that stays the same
 * however often it is looked for, so that it can be found anew after any death of the worker and is still told once. Pure.
 */
import type { Holdback, NotificationKind } from '#shared/contract/notification.ts';
import type { Report } from '#shared/contract/ticket.ts';
import type { ClockName } from '#shared/deadline/stored-clock.ts';
import type { CallerRole } from '#shared/ticket/role.ts';
import { civilDate, MINUTE } from '#shared/time/zone.ts';
import type { NotificationSettings } from '../platform/settings.ts';
import type { NotificationGroup, StoredTicket } from '../store/database.ts';
import { isOnDuty, isQuiet, type OwnRoster, todayAt } from '../store/hours.ts';
import { isWithOthers } from '../store/tickets.ts';

export interface News {
  key: string;
  number: string;
  kind: NotificationKind;
  /** ms, the service's clock: since when it is so. */
  at: number;
}

/** Whoever watches the whole queue is not told of each report in it. */
const TOLD_OF: Record<CallerRole, readonly NotificationKind[]> = {
  validator: ['arrived', 'due'],
  field_validator: ['arrived'],
  unit_admin: ['arrived', 'returned', 'due'],
  channel_admin: ['arrived', 'due'],
  supervisor: [],
  operator: [],
  api_client: [],
};

/** They begin anew whenever a report changes hands; whatever its officer then does leaves their beginning alone. */
const HANDOVER_CLOCKS: readonly ClockName[] = ['response', 'completion', 'validation'];

/** `steps`: minutes before the limit; `now`: ms, the service's clock. */
export function newsOf(
  tickets: readonly StoredTicket[],
  roles: readonly CallerRole[],
  steps: readonly number[],
  now: number,
): News[] {
  const told = new Set(roles.flatMap((role) => TOLD_OF[role]));
  return tickets
    .filter(({ item }) => !isAnothers(item))
    .flatMap((ticket) => [workOf(ticket, roles), dueOf(ticket, steps, now)])
    .filter((news): news is News => news !== null && told.has(news.kind));
}

/** Proposed to another validator: reports come to all of them, and two hundred need not be told of each. */
function isAnothers({ proposedValidator }: Report): boolean {
  return proposedValidator !== undefined && !proposedValidator.mine;
}

function workOf({ number, item }: StoredTicket, roles: readonly CallerRole[]): News {
  const at = handedOverAt(item, roles);
  const isReturned = item.status === 'tl_ditolak' && roles.includes('unit_admin');
  // One key for both: an officer who takes a returned follow-up up again has not received new work.
  return { key: `work:${number}:${at}`, number, kind: isReturned ? 'returned' : 'arrived', at };
}

function handedOverAt(item: Report, roles: readonly CallerRole[]): number {
  if (item.visit && roles.every((role) => role === 'field_validator')) return Date.parse(item.visit.askedAt);
  const begun = item.clocks.filter(({ clock }) => HANDOVER_CLOCKS.includes(clock));
  return Math.max(Date.parse(item.receivedAt), ...begun.map(({ since }) => Date.parse(since)));
}

/** The smallest step that is reached; the greater ones were passed on the way, or slept through. */
function dueOf(row: StoredTicket, steps: readonly number[], now: number): News | null {
  const { number, nextDueAt } = row;
  const left = nextDueAt - now;
  // Somebody else has it open, and sees the time left.
  if (left <= 0 || isWithOthers(row, now)) return null;
  const reached = steps.filter((step) => left <= step * MINUTE);
  if (reached.length === 0) return null;
  const step = Math.min(...reached);
  return { key: `due:${number}:${nextDueAt}:${step}`, number, kind: 'due', at: nextDueAt - step * MINUTE };
}

export interface PlanInput {
  /** Not told of before. */
  fresh: readonly News[];
  /** Held back by quiet hours earlier, and still to be done. */
  held: readonly News[];
  settings: NotificationSettings;
  duty: OwnRoster | null;
  /** Date of the last summary. */
  summarisedOn: string | null;
  /** Whether today is a working day. */
  workday: boolean;
  /** ms, the service's clock. */
  now: number;
}

export interface Plan {
  show: { news: News; group: NotificationGroup }[];
  holdBack: { news: News; why: Holdback }[];
  /** Told by what is shown beside it: a report that arrives one hour before its limit needs one notification. */
  silent: News[];
  summarisedOn: string | null;
}

/** Decides of news: shown now, in which notification, or held back, and why. */
export function planNotifications(input: PlanInput): Plan {
  const { fresh, held, settings, duty, summarisedOn, workday, now } = input;
  const arrivals = new Set(fresh.filter(({ kind }) => kind !== 'due').map(({ number }) => number));
  const isSilent = ({ kind, number }: News): boolean => kind === 'due' && arrivals.has(number);
  const silent = fresh.filter(isSilent);
  const told = fresh.filter((news) => !isSilent(news));
  const wanted = told.filter(({ kind }) => settings[kind]);
  const holdBack: Plan['holdBack'] = told
    .filter(({ kind }) => !settings[kind])
    .map((news) => ({ news, why: 'switched_off' }));

  if (isQuiet(settings.quiet, now) && !isOnDuty(duty, now)) {
    const quiet: Plan['holdBack'] = wanted.map((news) => ({ news, why: 'quiet_hours' }));
    return { show: [], holdBack: [...holdBack, ...quiet], silent, summarisedOn };
  }
  const dayBegins = todayAt(settings.summaryAt, now);
  const isDue = !workday || now >= dayBegins;
  const isFirst = summarisedOn !== civilDate(now) && isDue && workday;
  const overnight = (news: News): boolean =>
    settings.overnight && isFirst && news.kind !== 'due' && news.at < dayBegins;
  return {
    show: [
      ...(isDue ? held.map((news) => ({ news, group: releasedAs(news.kind, settings) })) : []),
      ...wanted.map((news) => ({ news, group: overnight(news) ? ('overnight' as const) : news.kind })),
    ],
    holdBack,
    silent,
    summarisedOn: isFirst ? civilDate(now) : summarisedOn,
  };
}

function releasedAs(kind: NotificationKind, { overnight }: NotificationSettings): NotificationGroup {
  return overnight ? 'overnight' : kind;
}
