/**
 * How much is due at an instant, counted report by report from the script's own rows. Written apart from the
 * service: no index, no cache, only the rule of the counters.
 */
import type { Counters } from '#shared/contract/queue.ts';
import type { Officer } from './jakarta.ts';
import { BANGKA, BINA_MARGA, type Desk, type Story, SUDIN } from './story.ts';
import { instant, wib } from './when.ts';

export interface Probe {
  at: string;
  who: Officer;
}

const HOUR = 3_600_000;

const DESKS: Record<Officer, readonly Desk[]> = {
  lurah: [BANGKA],
  dinas: [BINA_MARGA, SUDIN],
  sudin: [SUDIN],
  kanal: ['baki'],
  validator: ['validator'],
  supervisor: [BANGKA, BINA_MARGA, SUDIN, 'baki', 'validator'],
  lapangan: [],
};

type Counted = Omit<Counters, 'nextChangeAt'>;

export function countedAt(
  { at, who }: Probe,
  reports: readonly { story: Pick<Story, 'course' | 'aside'>; filedAt: number }[],
): Counted {
  const now = wib(at);
  const midnight = wib(`${at.slice(0, 5)} 00:00`) + 24 * HOUR;
  const counted: Counted = {
    overdue: 0,
    due1h: 0,
    dueToday: 0,
    waiting: 0,
    postponed: 0,
    atField: 0,
    returned: 0,
  };
  for (const { story, filedAt } of reports) {
    const row = story.course.findLast(([when]) => instant(when, filedAt) <= now);
    if (!row) continue;
    const [, , status, desk, nextDue, today] = row;
    if (nextDue === null || !DESKS[who].includes(desk)) continue;
    const due = instant(nextDue, filedAt);
    const isToday = due <= midnight || (today !== undefined && instant(today, filedAt) <= midnight);
    const { aside } = story;
    const isAside = aside && instant(aside.from, filedAt) <= now && now < instant(aside.until, filedAt);
    if (isAside) counted[aside.as]++;
    else if (due < now) counted.overdue++;
    else if (due <= now + HOUR) counted.due1h++;
    else if (isToday) counted.dueToday++;
    else counted.waiting++;
    if (status === 'tl_ditolak') counted.returned++;
  }
  return counted;
}

export function isDone(ticket: { status: string; mergedInto?: string | undefined }): boolean {
  return ticket.status === 'selesai' || ticket.status === 'ditolak' || ticket.mergedInto !== undefined;
}
