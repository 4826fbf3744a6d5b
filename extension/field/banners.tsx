/** Lines above the work: no connection, a session that ended, what was not taken, and the newest decision to take back. */
import { useState } from 'preact/hooks';
import { clockOrDate } from '#shared/words/time.ts';
import { UndoButton } from '../desk/decide/bar-buttons.tsx';
import { language, t } from '../platform/i18n.ts';
import { SignIn } from '../popup/sign-in.tsx';
import type { OutboxEntry } from '../store/database.ts';
import { Button } from '../ui/button.tsx';
import { HandOverNotice } from '../ui/hand-over-notice.tsx';
import { Icon } from '../ui/icon.tsx';
import { showReport } from './route.ts';
import type { FieldModel } from './use-field.ts';

export function FieldBanners({ field }: { field: FieldModel }) {
  const { outbox } = field;
  return (
    <header class="field-banners">
      <Connection field={field} />
      {outbox.fault && <HandOverNotice fault={outbox.fault} onClose={outbox.clearFault} />}
      {outbox.troubles.map((entry) => (
        <Trouble key={entry.id} {...{ field, entry }} />
      ))}
      <UndoButton entry={outbox.undoable} onUndo={() => void field.undo()} />
    </header>
  );
}

function Connection({ field: { session, meta, now, outbox } }: { field: FieldModel }) {
  const [signingIn, setSigningIn] = useState(false);
  const waiting = outbox.waiting > 0 ? t('desk.offline.waiting', { count: outbox.waiting }) : '';
  if (session.token === null) {
    return (
      <div class="notice notice-warn">
        <Icon name="lock" />
        <p role="status">
          {!signingIn && t('desk.offline.session')} {waiting}
        </p>
        {signingIn ? (
          <SignIn waitingFor={session.actor.username} at={session.origin} />
        ) : (
          <Button look="button button-main" onClick={() => setSigningIn(true)}>
            {t('desk.offline.sign_in')}
          </Button>
        )}
      </div>
    );
  }
  if (meta?.offlineSince == null) return null;
  const since = clockOrDate(meta.offlineSince + meta.clockOffset, now, language());
  return (
    <div class="notice notice-warn" role="status">
      <Icon name="offline" />
      <p>
        {t('field.offline', { since })} {waiting}
      </p>
    </div>
  );
}

/** One that the service did not take: why, and what can be done about it. Nothing of it is dropped unasked. */
function Trouble({ field, entry }: { field: FieldModel; entry: OutboxEntry }) {
  const { outbox, tickets } = field;
  const ticket = tickets.get(entry.number);
  const { action } = entry.body;
  // On a report that has moved on it is made anew; what it no longer allows can only be dropped.
  const again = ticket?.item.actions.some((each) => each === action) === true;
  const state = entry.state === 'conflict' ? 'conflict' : 'refused';
  return (
    <div class="notice notice-fail" role="alert">
      <Icon name="fail" />
      <p>
        <strong>{t(`desk.outbox_state.${state}`, { number: entry.number })}</strong>{' '}
        {t('desk.outbox.yours', { decision: t(`common.action.${action}`) })} {entry.problem}
      </p>
      <p class="notice-ways">
        <Button onClick={() => showReport(entry.number)}>{t('desk.conflict.open')}</Button>
        {again && (
          <Button onClick={() => void outbox.decideAnew(entry, ticket.item.version)}>
            {t('desk.conflict.again', { action: t(`common.action.${action}`) })}
          </Button>
        )}
        <Button onClick={() => void outbox.dismiss(entry)}>{t('desk.outbox.discard')}</Button>
      </p>
    </div>
  );
}
