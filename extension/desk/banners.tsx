/** Lines above the work: no connection, a session that ended, decisions the service did not take. */
import { clockOrDate } from '#shared/words/time.ts';
import { t } from '../platform/i18n.ts';
import type { OutboxEntry } from '../store/database.ts';
import { Icon } from '../ui/icon.tsx';
import { useSurroundings } from './state/context.ts';
import type { DeskModel } from './state/use-desk.ts';

export function Notices({ desk, onConflicts }: { desk: DeskModel; onConflicts(): void }) {
  const { decisions } = desk;
  return (
    <div class="notices">
      <Connection desk={desk} />
      {decisions.fault && (
        <div class="notice notice-fail" role="alert">
          <Icon name="fail" />
          <p>
            {decisions.fault.number}: {t('desk.error.decision', decisions.fault.message)}
          </p>
          <button type="button" class="button" onClick={decisions.clearFault}>
            {t('common.close')}
          </button>
        </div>
      )}
      {decisions.progress.map(({ id, size, sent, failed }) => (
        <div key={id} class="notice notice-plain" role="status">
          <Icon name="sending" />
          <p>{t('desk.bulk.progress', size, sent, failed)}</p>
          <progress max={size} value={sent + failed} aria-hidden="true" />
        </div>
      ))}
      {decisions.troubles.length > 0 && <Troubles entries={decisions.troubles} onShow={onConflicts} />}
    </div>
  );
}

function Connection({ desk: { session, meta, decisions } }: { desk: DeskModel }) {
  const { locale, now } = useSurroundings();
  const waiting = decisions.waiting > 0 ? t('desk.offline.waiting', decisions.waiting) : '';
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
        {t('desk.offline.since', clockOrDate(meta.offlineSince + meta.clockOffset, now, locale))} {waiting}
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
          <strong>{t(`desk.outbox.${state}`, first.number)}</strong>{' '}
          <span class="soft">{t('desk.outbox.yours', ownWords(first))}</span>
        </p>
      ) : (
        <p>
          <strong>{t('desk.conflict.title', entries.length)}</strong>{' '}
          <span class="soft">{entries.map((entry) => entry.number).join(', ')}</span>
        </p>
      )}
      <button type="button" class="button" onClick={onShow}>
        {t('desk.conflict.show')}
      </button>
    </div>
  );
}

/** What the officer had decided, so that it need not be remembered. */
function ownWords({ body }: OutboxEntry): string {
  const what = t(`common.action.${body.action}`);
  if (body.action !== 'kembalikan') return what;
  return `${what} (${body.reasonCodes.map((code) => t(`common.return_reason.${code}`)).join(', ')})`;
}
