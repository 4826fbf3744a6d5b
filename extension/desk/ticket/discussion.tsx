/** What officers say about the report among themselves, oldest first: notes, and what a visit was to find out and found. */
import type { TicketEvent } from '#shared/contract/ticket.ts';
import { fullDate, shortDate } from '#shared/words/time.ts';
import { t } from '../../platform/i18n.ts';
import type { StoredTicket } from '../../store/database.ts';
import { Button, Key } from '../../ui/button.tsx';
import { keyLabel } from '../model/keys.ts';
import { useSurroundings } from '../state/context.ts';
import { useKeyMap } from '../state/keyboard.ts';
import { whoActed } from './history.tsx';

const DISCUSSION: readonly TicketEvent['action'][] = ['catat', 'cek_lapangan', 'hasil_lapangan'];

interface Props {
  ticket: StoredTicket;
  onNote: (() => void) | undefined;
}

export function Discussion({ ticket: { item }, onNote }: Props) {
  const key = useKeyMap().catat;
  const notes = 'events' in item ? item.events.filter(({ action }) => DISCUSSION.includes(action)) : [];
  if (notes.length === 0 && !onNote) return null;
  return (
    <section class="part" aria-labelledby="discussion-title">
      <h2 id="discussion-title">{t('desk.discussion.title')}</h2>
      {notes.length > 0 && (
        <ol class="discussion">
          {notes.map((event) => (
            <Note key={event.version} event={event} />
          ))}
        </ol>
      )}
      {onNote && (
        <Button onClick={onNote}>
          {key !== null && <Key>{keyLabel(key)}</Key>}
          {t('desk.discussion.write')}
        </Button>
      )}
    </section>
  );
}

function Note({ event }: { event: TicketEvent }) {
  const { now, locale } = useSurroundings();
  const at = Date.parse(event.at);
  const finding = event.finding && t(`common.field_finding.${event.finding}`);
  const asked = event.asksSupervisor ? t('desk.discussion.asks_supervisor') : null;
  const what = event.action === 'catat' ? asked : t(`common.event.${event.action}`);
  return (
    <li class="note">
      <p class="soft">
        {whoActed(event)} ·{' '}
        <time dateTime={event.at} title={fullDate(at, locale)}>
          {shortDate(at, now, locale)}
        </time>
      </p>
      {what && <p>{[what, finding].filter(Boolean).join(': ')}</p>}
      {event.note && <p class="prose">{event.note}</p>}
    </li>
  );
}
