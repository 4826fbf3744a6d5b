/** Which report this is: number, category, place, status, and what one must know before touching it. */
import type { Ref } from 'preact';
import type { QueueItem } from '#shared/contract/ticket.ts';
import { StatusTag } from '#shared/view/marks.tsx';
import { clockTime, fullDate, shortDate } from '#shared/words/time.ts';
import { t } from '../../platform/i18n.ts';
import { Icon } from '../../ui/icon.tsx';
import { useSurroundings } from '../state/context.ts';
import { DueTime } from './clocks.tsx';

interface Props {
  item: QueueItem;
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
      {item.repeatOf && (
        <OtherReport
          label={t('desk.ticket.repeat_of', { number: item.repeatOf })}
          number={item.repeatOf}
          onChoose={onChoose}
        />
      )}
      {item.mergedInto && (
        <OtherReport
          label={t('desk.ticket.merged_into', { number: item.mergedInto })}
          number={item.mergedInto}
          onChoose={onChoose}
        />
      )}
      {item.probableDuplicate && (
        <OtherReport
          label={t('desk.ticket.probable_duplicate', { number: item.probableDuplicate })}
          number={item.probableDuplicate}
          onChoose={onChoose}
        />
      )}
      {item.visit && item.status === 'validasi' && (
        <span class="mark">
          {item.visit.answeredAt
            ? t('desk.ticket.visited', { at: shortDate(Date.parse(item.visit.answeredAt), now, locale) })
            : t('desk.ticket.visit_asked', { at: shortDate(Date.parse(item.visit.askedAt), now, locale) })}
        </span>
      )}
      {item.externalNumber && (
        <span class="mark">{t('desk.ticket.external', { number: item.externalNumber })}</span>
      )}
      {item.heldUntil && (
        <span class="mark">
          {t('desk.ticket.held_until', { until: fullDate(Date.parse(item.heldUntil), locale) })}
        </span>
      )}
      {item.proposedValidator && (
        <span class="mark">
          {item.proposedValidator.mine
            ? t('desk.ticket.proposed_to_you')
            : t('desk.ticket.proposed_to', { name: item.proposedValidator.name })}
        </span>
      )}
      {claimed && (
        <span class="mark mark-claim">
          {t('desk.ticket.claimed', { by: claim.by, until: clockTime(Date.parse(claim.until), locale) })}
        </span>
      )}
    </div>
  );
}

function OtherReport({
  label,
  number,
  onChoose,
}: {
  label: string;
  number: string;
  onChoose(number: string): void;
}) {
  return (
    <button type="button" class="mark mark-link" onClick={() => onChoose(number)}>
      {label}
    </button>
  );
}
