/** Decides what becomes of news: shown now, in which notification, or held back, and why. Pure. */
import type { Holdback, NotificationKind } from '#shared/contract/notification.ts';
import { wibDate } from '#shared/time/wib.ts';
import type { NotificationSettings } from '../platform/settings.ts';
import type { NotificationGroup } from '../store/database.ts';
import { isOnDuty, isQuiet, type OwnRoster, todayAt } from '../store/hours.ts';
import type { News } from './news.ts';

export interface PlanInput {
  /** Not told of before. */
  fresh: readonly News[];
  /** Held back by quiet hours earlier, and still to be done. */
  held: readonly News[];
  settings: NotificationSettings;
  duty: OwnRoster | null;
  /** WIB date of the last summary. */
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
  const isFirst = summarisedOn !== wibDate(now) && isDue && workday;
  const overnight = (news: News): boolean =>
    settings.overnight && isFirst && news.kind !== 'due' && news.at < dayBegins;
  return {
    show: [
      ...(isDue ? held.map((news) => ({ news, group: releasedAs(news.kind, settings) })) : []),
      ...wanted.map((news) => ({ news, group: overnight(news) ? ('overnight' as const) : news.kind })),
    ],
    holdBack,
    silent,
    summarisedOn: isFirst ? wibDate(now) : summarisedOn,
  };
}

function releasedAs(kind: NotificationKind, { overnight }: NotificationSettings): NotificationGroup {
  return overnight ? 'overnight' : kind;
}
