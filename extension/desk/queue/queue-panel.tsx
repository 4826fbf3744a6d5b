/** The left column: how much waits, the search, the list or what to say when it is empty. */
import type { Ref } from 'preact';
import { clockTime } from '#shared/words/time.ts';
import { t } from '../../i18n.ts';
import { useSurroundings } from '../context.ts';
import { FoundReports, outside } from '../found/found-reports.tsx';
import { useFound } from '../found/use-found.ts';
import { Icon } from '../icon.tsx';
import { Key } from '../key.tsx';
import type { DeskModel } from '../use-desk.ts';
import { QueueList } from './queue-list.tsx';

interface Props {
  desk: DeskModel;
  searchBox: Ref<HTMLInputElement>;
  onChoose(number: string): void;
}

export function QueuePanel({ desk, searchBox, onChoose }: Props) {
  const { queue, search, setSearch, chosen, move } = desk;
  const found = useFound(search);
  const listed = new Set(queue.order.map(({ number }) => number));

  const onKeyDown = (event: KeyboardEvent & { currentTarget: HTMLInputElement }): void => {
    if (event.key === 'Escape') {
      setSearch('');
      event.currentTarget.blur();
    } else if (event.key === 'Enter') {
      const elsewhere = found.state === 'ready' ? outside(found.reports, listed) : [];
      const first = queue.order[0] ?? elsewhere[0];
      if (first) onChoose(first.number);
      event.currentTarget.blur();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <nav class="queue" aria-label={t('desk.queue.title')}>
      <header class="queue-head">
        <h2>{t('desk.queue.title')}</h2>
        <span class="soft">{t('desk.queue.count', queue.total, queue.overdue)}</span>
      </header>
      <label class="search">
        <Icon name="search" />
        <input
          ref={searchBox}
          type="search"
          value={search}
          placeholder={t('desk.queue.search')}
          aria-label={t('desk.queue.search')}
          onInput={(event) => setSearch(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <Key>/</Key>
      </label>
      {queue.order.length > 0 ? (
        <QueueList
          groups={queue.groups}
          order={queue.order}
          chosen={chosen}
          onChoose={onChoose}
          onMove={move}
        />
      ) : (
        <p class="queue-empty">{search ? t('desk.queue.no_match', search) : <EmptyWords desk={desk} />}</p>
      )}
      <FoundReports found={found} listed={listed} chosen={chosen} onChoose={onChoose} />
    </nav>
  );
}

export function EmptyWords({ desk }: { desk: DeskModel }) {
  const { locale } = useSurroundings();
  const next = desk.meta?.counters?.nextChangeAt;
  return (
    <>{next ? t('desk.queue.empty_next', clockTime(Date.parse(next), locale)) : t('desk.queue.empty')}</>
  );
}
