/** Everything that happened to the report, newest first. */
import type { TicketEvent } from '#shared/contract/ticket.ts';
import { fullDate, shortDate } from '#shared/words/time.ts';
import { t } from '../../i18n.ts';
import type { ReplicaTicket } from '../../replica/database.ts';
import { useSurroundings } from '../context.ts';

interface Props {
  ticket: ReplicaTicket;
  /** True once the service has answered or failed to. */
  answered: boolean;
}

export function History({ ticket: { item }, answered }: Props) {
  if (!('events' in item)) {
    return <p class="soft">{t(answered ? 'desk.history.unavailable' : 'desk.history.loading')}</p>;
  }
  return (
    <ol class="history">
      {[...item.events].reverse().map((event) => (
        <HistoryRow key={event.version} event={event} />
      ))}
    </ol>
  );
}

function HistoryRow({ event }: { event: TicketEvent }) {
  const { now, locale } = useSurroundings();
  const at = Date.parse(event.at);
  const who = [t(`common.role.${event.actor.role}`), event.actor.name, event.actor.unit?.name];
  const reasons = [
    ...(event.reasonCodes ?? []).map((code) => t(`common.return_reason.${code}`)),
    ...(event.reasonCode ? [t(`common.refusal_reason.${event.reasonCode}`)] : []),
  ];
  return (
    <li class="event">
      <p>
        <strong>{t(`common.event.${event.action}`)}</strong>
        {event.unit && ` ${t('desk.history.to_unit', event.unit.name)}`}
        {event.verdict && `: ${t(`common.verdict.${event.verdict}`)}`}
        {event.number && ` (${event.number})`}
      </p>
      <p class="soft">
        <time dateTime={event.at} title={fullDate(at, locale)}>
          {shortDate(at, now, locale)}
        </time>
        {` · ${who.filter(Boolean).join(' · ')}`}
        {event.madeAt && ` · ${t('desk.history.made_at', shortDate(Date.parse(event.madeAt), now, locale))}`}
      </p>
      {reasons.length > 0 && <p>{reasons.join(', ')}</p>}
      {[event.reason, event.note, event.narrative].filter(Boolean).map((text) => (
        <p key={text} class="prose event-text">
          {text}
        </p>
      ))}
    </li>
  );
}
