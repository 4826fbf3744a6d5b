/** One report in the queue: verdict, number, time left; category and place below. */
import { t } from '../../platform/i18n.ts';
import type { StoredTicket } from '../../store/database.ts';
import { Icon, VerdictSign } from '../../ui/icon.tsx';
import { isWithOthers } from '../model/filter.ts';
import { useSurroundings } from '../state/context.ts';
import { DueTime } from '../ticket/due-time.tsx';

interface Props {
  ticket: StoredTicket;
  top: number;
  position: number;
  of: number;
  chosen: boolean;
  /** Null while none is picked. */
  picked: boolean | null;
}

export function rowId(number: string): string {
  return `row-${number}`;
}

export function QueueRow({ ticket, top, position, of, chosen, picked }: Props) {
  const { item } = ticket;
  const { now } = useSurroundings();
  const second =
    item.claim && isWithOthers(ticket, now)
      ? t('desk.queue.claimed_by', { by: item.claim.by })
      : [
          item.proposedValidator?.mine && t('desk.queue.for_you'),
          item.category,
          item.kelurahan?.name.replace(/^Kelurahan /, 'Kel. ') ?? item.unit?.name,
        ]
          .filter(Boolean)
          .join(' · ');
  return (
    <div
      id={rowId(ticket.number)}
      class="queue-row"
      role="option"
      aria-selected={chosen}
      {...(picked === null ? {} : { 'aria-checked': picked })}
      aria-posinset={position}
      aria-setsize={of}
      tabIndex={-1}
      data-number={ticket.number}
      style={{ top: `${top}px` }}
    >
      <VerdictSign verdict={item.verdict?.verdict ?? null} />
      <span class="queue-row-number">{ticket.number}</span>
      <DueTime dueAt={item.nextDueAt} />
      <span class="row-pick" aria-hidden="true">
        {picked && <Icon name="check" size={12} />}
      </span>
      <span class="queue-row-what">{second}</span>
    </div>
  );
}
