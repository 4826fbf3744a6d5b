/** The five reports to decide next, from the store: there without a service too. */
import { timeLeft } from '#shared/words/time.ts';
import { language, t } from '../platform/i18n.ts';
import type { Meta, Store, StoredTicket } from '../store/database.ts';
import { VerdictSign } from '../ui/icon.tsx';
import { useLive } from '../ui/use-live.ts';
import { useNow } from '../ui/use-now.ts';
import { openDeskTab } from './open-desk-tab.ts';

export function NextFive({ store, meta }: { store: Store; meta: Meta | null }) {
  const now = useNow(meta?.clockOffset ?? 0, 30_000);
  const next = useLive(
    () =>
      store.tickets
        .orderBy('[rank+nextDueAt]')
        .filter((row) => row.inQueue)
        .limit(5)
        .toArray(),
    [],
  );
  const unread = meta?.queueReadAt == null && meta?.offlineSince == null;
  return (
    <section class="next">
      <h2>{t('popup.next')}</h2>
      {next.state !== 'ready' || unread ? (
        <p class="next-none soft late">{t('popup.loading')}</p>
      ) : next.value.length === 0 ? (
        <p class="next-none">
          {t('popup.empty')} <span class="soft">{t('popup.empty_hint')}</span>
        </p>
      ) : (
        <ol>
          {next.value.map((row) => (
            <li key={row.number}>
              <Row row={row} now={now} />
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function Row({ row, now }: { row: StoredTicket; now: number }) {
  const { number, item, nextDueAt } = row;
  const left = Number.isFinite(nextDueAt) ? timeLeft(nextDueAt - now, language()) : t('popup.no_due');
  return (
    <button type="button" class="next-row" onClick={() => void openDeskTab({ number })}>
      <VerdictSign verdict={item.verdict?.verdict ?? null} />
      <span class="tabular">{number}</span>
      <span class="next-what soft">{item.category}</span>
      <span class="tabular" data-late={nextDueAt < now}>
        {left}
      </span>
    </button>
  );
}
