/** Lines above the work: no connection, a session that ended, decisions not taken, a report that has changed. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { clockOrDate, fullDate } from '#shared/words/time.ts';
import { ask } from '../connection/messages.ts';
import { language, t } from '../platform/i18n.ts';
import { SignIn } from '../popup/sign-in.tsx';
import '../popup/sign-in.css';
import type { OutboxEntry, StoredSession, StoredTicket } from '../store/database.ts';
import { Button } from '../ui/button.tsx';
import { HandOverNotice } from '../ui/hand-over-notice.tsx';
import { Icon } from '../ui/icon.tsx';
import { lastEvent } from './model/changed.ts';
import { useSurroundings } from './state/context.ts';
import type { DeskModel } from './state/use-desk.ts';

export function Banners({ desk, onConflicts }: { desk: DeskModel; onConflicts(): void }) {
  const { outbox } = desk;
  return (
    <div class="notices">
      <Connection desk={desk} />
      {outbox.fault && <HandOverNotice fault={outbox.fault} onClose={outbox.clearFault} />}
      {outbox.progress.map(({ id, size, sent, failed }) => (
        <div key={id} class="notice notice-plain" role="status">
          <Icon name="sending" />
          <p>{t('desk.bulk.progress', { all: size, sent, failed })}</p>
          <progress max={size} value={sent + failed} aria-hidden="true" />
        </div>
      ))}
      {outbox.troubles.length > 0 && <Troubles entries={outbox.troubles} onShow={onConflicts} />}
    </div>
  );
}

function Connection({ desk: { session, meta, outbox } }: { desk: DeskModel }) {
  const { locale, now, framed } = useSurroundings();
  const [signingIn, setSigningIn] = useState(false);
  const waiting = outbox.waiting > 0 ? t('desk.offline.waiting', { count: outbox.waiting }) : '';
  if (session.token === null) {
    return (
      <>
        <div class="notice notice-warn" role="status">
          <Icon name="lock" />
          <p>
            {t('desk.offline.session')} {waiting}
          </p>
          {/* Inside a page no password is asked for: that page could look like us as well. */}
          <Button
            look="button button-main"
            onClick={() => (framed ? void ask('openDesk', {}) : setSigningIn(true))}
          >
            {t(framed ? 'desk.offline.sign_in_tab' : 'desk.offline.sign_in')}
          </Button>
        </div>
        {signingIn && <SignInDialog session={session} onClose={() => setSigningIn(false)} />}
      </>
    );
  }
  if (meta?.offlineSince == null) return null;
  return (
    <div class="notice notice-warn" role="status">
      <Icon name="offline" />
      <p>
        {t('desk.offline.since', { since: clockOrDate(meta.offlineSince + meta.clockOffset, now, locale) })}{' '}
        {waiting}
      </p>
    </div>
  );
}

/** Right where one works: the copy, what was written and what waits to be sent stay for the same account. */
function SignInDialog({ session, onClose }: { session: StoredSession; onClose(): void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="help sign-in-again" aria-label={t('desk.offline.sign_in')} onClose={onClose}>
      <h2>{t('desk.offline.sign_in')}</h2>
      <SignIn waitingFor={session.actor.username} at={session.origin} />
      <form method="dialog">
        <button type="submit" class="button">
          {t('common.cancel')}
        </button>
      </form>
    </dialog>
  );
}

/** One line however many they are: the work below must not be pushed away. The rest stands side by side on request. */
function Troubles({ entries, onShow }: { entries: readonly OutboxEntry[]; onShow(): void }) {
  const [first] = entries;
  if (!first) return null;
  const state = first.state === 'conflict' ? 'conflict' : 'refused';
  return (
    <div class="notice notice-fail" role="alert">
      <Icon name="fail" />
      {entries.length === 1 ? (
        <p>
          <strong>{t(`desk.outbox_state.${state}`, { number: first.number })}</strong>{' '}
          <span class="soft">{t('desk.outbox.yours', { decision: ownWords(first) })}</span>
        </p>
      ) : (
        <p>
          <strong>{t('desk.conflict.title', { count: entries.length })}</strong>{' '}
          <span class="soft">{entries.map((entry) => entry.number).join(', ')}</span>
        </p>
      )}
      <Button onClick={onShow}>{t('desk.conflict.show')}</Button>
    </div>
  );
}

/** What the officer had decided, so that it need not be remembered. */
function ownWords({ body }: OutboxEntry): string {
  const what = t(`common.action.${body.action}`);
  if (body.action !== 'kembalikan') return what;
  return `${what} (${body.reasonCodes.map((code) => t(`common.return_reason.${code}`)).join(', ')})`;
}

/** The report that is shown has a newer version, which must be looked at before one decides. */
export function ChangedBanner({ newer, onShow }: { newer: StoredTicket; onShow(): void }) {
  const event = lastEvent(newer);
  return (
    <div class="notice notice-warn" role="alert">
      <Icon name="warn" />
      <p>
        {event
          ? t('desk.ticket.changed_by', {
              what: t(`common.event.${event.action}`),
              at: fullDate(Date.parse(event.at), language()),
            })
          : t('desk.ticket.changed')}
      </p>
      <Button onClick={onShow}>{t('desk.ticket.changed_load')}</Button>
    </div>
  );
}
