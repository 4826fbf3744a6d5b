/** Which report this is: number, category, place, status, and what one must know before touching it. */
import type { Ref } from 'preact';
import type { Report } from '#shared/contract/ticket.ts';
import { StatusTag } from '#shared/view/marks.tsx';
import type { Locale } from '#shared/words/locale.ts';
import { clockTime, fullDate, shortDate } from '#shared/words/time.ts';
import { t } from '../../platform/i18n.ts';
import { Icon } from '../../ui/icon.tsx';
import { useSurroundings } from '../state/context.ts';
import { DueTime } from './clocks.tsx';

interface Props {
  item: Report;
  heading: Ref<HTMLHeadingElement>;
  onChoose(number: string): void;
}

export function TicketHeader({ item, heading, onChoose }: Props) {
  const place = item.kelurahan?.name ?? item.unit?.name ?? t('desk.ticket.unit_none');
  const status = item.mergedInto === undefined ? item.status : 'merged';
  return (
    <header class="ticket-head">
      <div class="ticket-title">
        <h1 ref={heading} tabIndex={-1}>
          <span class="ticket-number">{item.number}</span>
          <span class="ticket-category">{item.category}</span>
          <span class="ticket-place">{place}</span>
        </h1>
        <span class="ticket-state">
          <StatusTag status={status} label={t(`common.status.${status}`)} />
          <DueTime dueAt={item.nextDueAt} />
        </span>
      </div>
      <Marks item={item} onChoose={onChoose} />
    </header>
  );
}

/** What sets this report apart from an ordinary one; nothing where it is one. */
function Marks({ item, onChoose }: Pick<Props, 'item' | 'onChoose'>) {
  const { locale, now } = useSurroundings();
  const { claim } = item;
  const claimed = claim && !claim.mine && Date.parse(claim.until) > now;
  return (
    <div class="marks">
      <span class="mark">
        {t('desk.ticket.reported', { at: shortDate(Date.parse(item.reportedAt), now, locale) })}{' '}
        {t('desk.ticket.via', { channel: t(`common.channel.${item.channel}`) })}
      </span>
      {item.private && (
        <span class="mark mark-private">
          <Icon name="lock" size={14} /> {t('common.private')}
        </span>
      )}
      {otherReports(item).map(({ number, words }) => (
        <button key={words} type="button" class="mark mark-link" onClick={() => onChoose(number)}>
          {words}
        </button>
      ))}
      {plainMarks(item, now, locale).map((words) => (
        <span key={words} class="mark">
          {words}
        </span>
      ))}
      {claimed && (
        <span class="mark mark-claim">
          {t('desk.ticket.claimed', { by: claim.by, until: clockTime(Date.parse(claim.until), locale) })}
        </span>
      )}
    </div>
  );
}

/** What it has to do with; each can be opened. */
function otherReports({ repeatOf, mergedInto, probableDuplicate: same }: Report) {
  return [
    ...(repeatOf ? [{ number: repeatOf, words: t('desk.ticket.repeat_of', { number: repeatOf }) }] : []),
    ...(mergedInto
      ? [{ number: mergedInto, words: t('desk.ticket.merged_into', { number: mergedInto }) }]
      : []),
    ...(same ? [{ number: same, words: t('desk.ticket.probable_duplicate', { number: same }) }] : []),
  ];
}

function plainMarks(item: Report, now: number, locale: Locale): string[] {
  const { visit, externalNumber, heldUntil, proposedValidator } = item;
  const at = (instant: string): string => shortDate(Date.parse(instant), now, locale);
  const asked = item.status === 'validasi' ? visit : undefined;
  return [
    asked && !asked.answeredAt && t('desk.ticket.visit_asked', { at: at(asked.askedAt) }),
    asked?.answeredAt && t('desk.ticket.visited', { at: at(asked.answeredAt) }),
    externalNumber && t('desk.ticket.external', { number: externalNumber }),
    heldUntil && t('desk.ticket.held_until', { until: fullDate(Date.parse(heldUntil), locale) }),
    proposedValidator &&
      (proposedValidator.mine
        ? t('desk.ticket.proposed_to_you')
        : t('desk.ticket.proposed_to', { name: proposedValidator.name })),
  ].filter((words) => typeof words === 'string');
}
