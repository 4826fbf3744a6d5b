/** Lines above the work: no connection, a session that ended, decisions not taken, a report that has changed. */
import { clockOrDate, fullDate } from '#shared/words/time.ts';
import { language, t } from '../platform/i18n.ts';
import type { OutboxEntry, StoredTicket } from '../store/database.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { lastEvent } from './model/changed.ts';
import { useSurroundings } from './state/context.ts';
import type { DeskModel } from './state/use-desk.ts';

export function Banners({ desk, onConflicts }: { desk: DeskModel; onConflicts(): void }) {
  const { outbox } = desk;
  return (
    <div class="notices">
      <Connection desk={desk} />
      {outbox.fault && (
        <div class="notice notice-fail" role="alert">
          <Icon name="fail" />
          <p>
            {outbox.fault.number}: {t('desk.error.decision', { problem: outbox.fault.message })}
          </p>
          <Button onClick={outbox.clearFault}>{t('common.close')}</Button>
        </div>
      )}
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
  const { locale, now } = useSurroundings();
  const waiting = outbox.waiting > 0 ? t('desk.offline.waiting', { count: outbox.waiting }) : '';
  if (session.token === null) {
    return (
      <div class="notice notice-warn" role="status">
        <Icon name="lock" />
        <p>
          {t('desk.offline.session')} {waiting}
        </p>
      </div>
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
