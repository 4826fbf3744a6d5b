/**
 * Tells whether it was the system or the admin: officer by officer when their browser was told of the report, showed
 * it and saw it opened. Asked for only when it is unfolded: few need it, and the service alone knows.
 */
import { useState } from 'preact/hooks';
import type { NotificationTrail } from '#shared/contract/notification.ts';
import { fullDate, shortDate } from '#shared/words/time.ts';
import { ask, type Failure } from '../../connection/messages.ts';
import { t } from '../../platform/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { useSurroundings } from '../state/context.ts';

type Officer = NotificationTrail['officers'][number];
type Receipt = Officer['receipts'][number];
type Asking =
  | { step: 'folded' | 'asking' }
  | { step: 'answered'; trail: NotificationTrail }
  | { step: 'failed'; failure: Failure | null };

export function Receipts({ number }: { number: string }) {
  const [state, setState] = useState<Asking>({ step: 'folded' });
  const read = async (): Promise<void> => {
    setState({ step: 'asking' });
    const answer = await ask('trail', { number }).catch(() => null);
    if (answer?.ok) setState({ step: 'answered', trail: answer.value });
    else setState({ step: 'failed', failure: answer?.error ?? null });
  };
  return (
    <details
      class="part"
      onToggle={({ currentTarget }) => {
        if (currentTarget.open && state.step === 'folded') void read();
      }}
    >
      <summary>{t('desk.told.title')}</summary>
      {state.step === 'asking' && <p class="late soft">{t('desk.history.loading')}</p>}
      {state.step === 'failed' && (
        <>
          <p role="alert">{state.failure?.message ?? t('desk.history.unavailable')}</p>
          <Button onClick={() => void read()}>{t('common.retry')}</Button>
        </>
      )}
      {state.step === 'answered' && <Trail trail={state.trail} />}
    </details>
  );
}

function Trail({ trail: { officers } }: { trail: NotificationTrail }) {
  if (officers.length === 0) return <p>{t('desk.told.nobody')}</p>;
  return (
    <ul class="history">
      {officers.map(({ username, name, receipts }) => (
        <li key={username} class="event">
          <p>
            <strong>{name}</strong> <span class="soft">{username}</span>
          </p>
          {receipts.length === 0 && <p>{t('desk.told.silent')}</p>}
          {receipts.map((receipt) => (
            <Line key={`${receipt.kind} ${receipt.sentAt}`} receipt={receipt} />
          ))}
        </li>
      ))}
    </ul>
  );
}

function Line({ receipt: { kind, sentAt, shownAt, heldBack, openedAt } }: { receipt: Receipt }) {
  const { now, locale } = useSurroundings();
  const at = (instant: string): string => shortDate(Date.parse(instant), now, locale);
  return (
    <p title={fullDate(Date.parse(sentAt), locale)}>
      {[
        t(`desk.told.kind_${kind}`, { at: at(sentAt) }),
        ...(heldBack ? [t(`desk.told.held_${heldBack}`)] : []),
        shownAt ? t('desk.told.shown', { at: at(shownAt) }) : t('desk.told.not_shown'),
        openedAt ? t('desk.told.opened', { at: at(openedAt) }) : t('desk.told.not_opened'),
      ].join(' · ')}
    </p>
  );
}
