/**
 * What a notification says: number, category and due time, and counts. It is shown on locked screens too: no names,
 * no places, nothing that anybody wrote.
 */
import { clockOrDate, timeLeft } from '#shared/words/time.ts';
import { language, t } from '../platform/i18n.ts';
import type { NotificationGroup, StoredTicket } from '../store/database.ts';
import type { News } from './news.ts';

export interface NotificationWords {
  title: string;
  message: string;
}

export interface Line {
  news: Pick<News, 'kind' | 'number'>;
  ticket: StoredTicket | undefined;
}

/** `lines`: most urgent first, at least one; `now`: ms, the service's clock. */
export function notificationWords(
  group: NotificationGroup,
  lines: readonly Line[],
  now: number,
): NotificationWords {
  const [first] = lines;
  const one = first ? oneReport(first, now) : '';
  if (group === 'overnight') {
    return {
      title: t('notifications.title.overnight', { count: lines.length }),
      message: `${split(lines)}. ${t('notifications.most_urgent', { report: one })}`,
    };
  }
  if (lines.length > 1) {
    return {
      title: t(`notifications.title.${group}`, { count: lines.length }),
      message: t('notifications.most_urgent', { report: one }),
    };
  }
  const left = first?.ticket ? first.ticket.nextDueAt - now : Number.NaN;
  const isNear = group === 'due' && Number.isFinite(left);
  return {
    title: isNear
      ? t('notifications.due_one', { left: timeLeft(left, language()) })
      : t(`notifications.title.${group}`, { count: 1 }),
    message: one,
  };
}

function oneReport({ news, ticket }: Line, now: number): string {
  if (!ticket) return news.number;
  const parts = [news.number, ticket.item.category];
  if (Number.isFinite(ticket.nextDueAt)) {
    parts.push(t('notifications.due_at', { at: clockOrDate(ticket.nextDueAt, now, language()) }));
  }
  return parts.join(' · ');
}

function split(lines: readonly Line[]): string {
  const count = (kind: News['kind']): number => lines.filter(({ news }) => news.kind === kind).length;
  const kinds = (['arrived', 'returned', 'due'] as const).filter((kind) => count(kind) > 0);
  return kinds.map((kind) => t(`notifications.part_${kind}`, { count: count(kind) })).join(', ');
}
