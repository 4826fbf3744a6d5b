/** One decision that the service did not take: mine beside what happened, and what can be done about it. */
import type { ActionBody } from '#shared/contract/action.ts';
import { fullDate, shortDate } from '#shared/words/time.ts';
import type { Failure } from '../../connection/messages.ts';
import { t } from '../../platform/i18n.ts';
import type { OutboxEntry, StoredTicket } from '../../store/database.ts';
import { Button } from '../../ui/button.tsx';
import { happenedSince, outlookOf } from '../model/changed.ts';
import { useSurroundings } from '../state/context.ts';
import type { DeskModel } from '../state/use-desk.ts';
import { EventList } from '../ticket/history.tsx';

interface Props {
  entry: OutboxEntry;
  ticket: StoredTicket | undefined;
  /** Why the report could not be read anew; undefined while it is being read. */
  failure: Failure | null | undefined;
  desk: DeskModel;
  /** Whether a press may decide: see `useSeen`. */
  mayDecide: boolean;
  onChoose(number: string): void;
}

export function ConflictCard({ entry, ticket, failure, desk, mayDecide, onChoose }: Props) {
  const { outbox, announce } = desk;
  const outlook = outlookOf(entry, ticket);
  const title = `conflict-${entry.id}`;
  const again = async (): Promise<void> => {
    if (!ticket) return;
    await outbox.decideAnew(entry, ticket.item.version);
    announce(t('desk.conflict.decided_anew', { number: entry.number }));
  };
  const discard = async (): Promise<void> => {
    await outbox.dismiss(entry);
    announce(t('desk.outbox.discarded', { number: entry.number }));
  };
  return (
    <article class="conflict" aria-labelledby={title}>
      <h3 id={title}>
        {entry.number}
        {ticket && (
          <span class="soft">
            {' '}
            · {ticket.item.category} · {t(`common.status.${ticket.item.status}`)}
          </span>
        )}
      </h3>
      <div class="conflict-sides">
        <div>
          <h4>{t('desk.conflict.mine')}</h4>
          <Mine entry={entry} offset={desk.meta?.clockOffset ?? 0} />
        </div>
        <div>
          <h4>{t('desk.conflict.theirs')}</h4>
          <Theirs entry={entry} ticket={ticket} failure={failure} onChoose={onChoose} />
        </div>
      </div>
      <footer class="conflict-end">
        {outlook === 'reason_needed' && <p>{t('desk.conflict.reason_needed')}</p>}
        {outlook === 'closed' && ticket && (
          <p>{t('desk.conflict.closed', { status: t(`common.status.${ticket.item.status}`) })}</p>
        )}
        <Button onClick={() => void discard()}>{t('desk.outbox.discard')}</Button>
        <Button onClick={() => onChoose(entry.number)}>{t('desk.conflict.open')}</Button>
        {outlook === 'again' && (
          <Button look="button button-main" disabled={!mayDecide} onClick={() => void again()}>
            {t('desk.conflict.again', { action: t(`common.action.${entry.body.action}`) })}
          </Button>
        )}
      </footer>
    </article>
  );
}

function Mine({ entry: { body, madeAt }, offset }: { entry: OutboxEntry; offset: number }) {
  const { now, locale } = useSurroundings();
  const at = madeAt + offset;
  return (
    <div class="event">
      <p>
        <strong>{t(`common.action.${body.action}`)}</strong>
      </p>
      <p class="soft">
        <time dateTime={new Date(at).toISOString()} title={fullDate(at, locale)}>
          {shortDate(at, now, locale)}
        </time>
      </p>
      {reasonsOf(body).length > 0 && <p>{reasonsOf(body).join(', ')}</p>}
      {'until' in body && (
        <p>{t('desk.conflict.until', { until: fullDate(Date.parse(body.until), locale) })}</p>
      )}
      {textsOf(body).map((text) => (
        <p key={text} class="prose event-text">
          {text}
        </p>
      ))}
    </div>
  );
}

function reasonsOf(body: ActionBody): string[] {
  if (body.action === 'kembalikan') return body.reasonCodes.map((code) => t(`common.return_reason.${code}`));
  return body.action === 'tolak' ? [t(`common.refusal_reason.${body.reasonCode}`)] : [];
}

/** What was written with it, so that it need not be written again. */
function textsOf(body: ActionBody): string[] {
  const texts = [
    'reason' in body ? body.reason : undefined,
    'note' in body ? body.note : undefined,
    'narrative' in body ? body.narrative : undefined,
  ];
  return texts.flatMap((text) => (text?.trim() ? [text] : []));
}

function Theirs({
  entry,
  ticket,
  failure,
  onChoose,
}: Pick<Props, 'entry' | 'ticket' | 'failure' | 'onChoose'>) {
  const events = happenedSince(entry, ticket);
  if (events && events.length > 0) return <EventList events={events} onChoose={onChoose} />;
  if (failure === undefined) return <p class="soft">{t('desk.history.loading')}</p>;
  if (failure?.word === 'not-found') return <p>{t('desk.conflict.gone')}</p>;
  if (failure) return <p class="soft">{t('desk.history.unavailable')}</p>;
  // Refused, though nothing happened to the report: the service said why.
  return <p>{entry.problem}</p>;
}
