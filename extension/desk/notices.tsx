/** Lines above the work: no connection, a session that ended, decisions the service did not take. */
import { clockOrDate } from '#shared/words/time.ts';
import { t } from '../i18n.ts';
import type { OutboxEntry } from '../replica/database.ts';
import { useSurroundings } from './context.ts';
import { Icon } from './icon.tsx';
import type { DeskModel } from './use-desk.ts';

export function Notices({ desk }: { desk: DeskModel }) {
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
      {decisions.troubles.map((entry) => (
        <Trouble key={entry.id} entry={entry} desk={desk} />
      ))}
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

function Trouble({ entry, desk }: { entry: OutboxEntry; desk: DeskModel }) {
  const state = entry.state === 'conflict' ? 'conflict' : 'refused';
  const discard = async (): Promise<void> => {
    await desk.decisions.dismiss(entry);
    desk.announce(t('desk.outbox.discarded', entry.number));
  };
  const reload = async (): Promise<void> => {
    desk.choose(entry.number);
    desk.opening.again();
    await desk.decisions.dismiss(entry);
  };
  return (
    <div class="notice notice-fail" role="alert">
      <Icon name="fail" />
      <p>
        <strong>{t(`desk.outbox.${state}`, entry.number)}</strong> {entry.problem}{' '}
        <span class="soft">{t('desk.outbox.yours', ownWords(entry))}</span>
      </p>
      <button type="button" class="button" onClick={() => void reload()}>
        {t('desk.outbox.reload')}
      </button>
      <button type="button" class="button" onClick={() => void discard()}>
        {t('desk.outbox.discard')}
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
