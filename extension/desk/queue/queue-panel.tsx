/** The left column: how much waits, the search and the filter, the list or what to say when it is empty. */
import type { Ref } from 'preact';
import { useMemo, useRef } from 'preact/hooks';
import { t } from '../../platform/i18n.ts';
import { Button, Key } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { FOR_ME, isFiltering, NO_FILTER, type QueueFilter, sameFilter } from '../model/filter.ts';
import { keyLabel } from '../model/keys.ts';
import { outside, SearchResults, useSearch } from '../search/search-results.tsx';
import { useSurroundings } from '../state/context.ts';
import { useKeyMap } from '../state/keyboard.ts';
import type { DeskModel } from '../state/use-desk.ts';
import { FilterChips, FilterPanel } from './filter-panel.tsx';
import { QueueList } from './queue-list.tsx';

interface Props {
  desk: DeskModel;
  searchBox: Ref<HTMLInputElement>;
  /** The filter stands in place of the list. */
  filterOpen: boolean;
  onFilterOpen(open: boolean): void;
  onChoose(number: string): void;
}

export function QueuePanel({ desk, searchBox, filterOpen, onFilterOpen, onChoose }: Props) {
  const { queue, filtering, chosen, move, picking } = desk;
  const { filter, setFilter, exact } = filtering;
  const filterButton = useRef<HTMLButtonElement>(null);
  const keys = useKeyMap();
  const search = useSearch(filter.search);
  const listed = new Set(queue.order.map(({ number }) => number));

  const onKeyDown = (event: KeyboardEvent & { currentTarget: HTMLInputElement }): void => {
    if (event.key === 'Escape') {
      setFilter({ ...filter, search: '' });
      event.currentTarget.blur();
    } else if (event.key === 'Enter') {
      const elsewhere = search.state === 'ready' ? outside(search.reports, listed) : [];
      const first = queue.order[0] ?? elsewhere[0];
      if (first) onChoose(first.number);
      event.currentTarget.blur();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const closeFilter = (): void => {
    onFilterOpen(false);
    filterButton.current?.focus();
  };
  const doneFiltering = (): void => {
    closeFilter();
    desk.showListed();
  };

  const surroundings = useSurroundings();
  // The longest part of the page: drawn anew for what it shows, not for all else that changes on the desk.
  const list = useMemo(
    () => (
      <QueueList
        groups={queue.groups}
        order={queue.order}
        chosen={chosen}
        picking={picking}
        onChoose={onChoose}
        onMove={move}
      />
    ),
    [queue, chosen, picking, onChoose, move, surroundings],
  );

  return (
    <nav class="queue" aria-label={t('desk.queue.title')}>
      <header class="queue-head">
        <h2>{exact?.name ?? t(sameFilter(filter, FOR_ME) ? 'desk.views.for_me' : 'desk.queue.title')}</h2>
        <span class="soft">
          {isFiltering(filter)
            ? t('desk.queue.shown', { shown: queue.order.length, all: queue.waiting.length })
            : countWords(queue)}
        </span>
      </header>
      <div class="queue-tools">
        <label class="search">
          <Icon name="search" />
          <input
            ref={searchBox}
            type="search"
            value={filter.search}
            placeholder={t('desk.queue.search')}
            aria-label={t('desk.queue.search_label')}
            onInput={(event) => setFilter({ ...filter, search: event.currentTarget.value })}
            onKeyDown={onKeyDown}
          />
          {keys.search !== null && <Key>{keyLabel(keys.search)}</Key>}
        </label>
        <FilterButton
          filter={filter}
          button={filterButton}
          open={filterOpen}
          onPress={() => (filterOpen ? doneFiltering() : onFilterOpen(true))}
        />
      </div>
      {!filterOpen && <FilterChips filter={filter} onFilter={setFilter} />}
      {filterOpen ? (
        <FilterPanel
          desk={desk}
          onClose={doneFiltering}
          onView={(view) => {
            closeFilter();
            desk.openView(view);
          }}
        />
      ) : queue.order.length > 0 ? (
        list
      ) : (
        <EmptyQueue desk={desk} />
      )}
      {!filterOpen && <SearchResults search={search} listed={listed} chosen={chosen} onChoose={onChoose} />}
    </nav>
  );
}

/** How many wait, and how many of them are late, where any is. */
export function countWords({ waiting, overdue }: DeskModel['queue']): string {
  if (overdue === 0) return t('desk.queue.count_in_time', { count: waiting.length });
  return t('desk.queue.count', { count: waiting.length, overdue });
}

/** Why nothing is listed: nothing waits, or nothing that waits is asked for. */
function EmptyQueue({ desk: { queue, filtering } }: Pick<Props, 'desk'>) {
  const { filter, setFilter } = filtering;
  return (
    <div class="queue-empty">
      {queue.waiting.length === 0 ? (
        <p class="queue-none">{t('desk.queue.empty')}</p>
      ) : (
        <>
          <p>
            {filter.search.trim()
              ? t('desk.queue.no_match', { text: filter.search })
              : t('desk.queue.no_fit')}{' '}
            {t('desk.queue.hidden', { count: queue.waiting.length })}
          </p>
          <Button onClick={() => setFilter(NO_FILTER)}>{t('desk.queue.show_all')}</Button>
        </>
      )}
    </div>
  );
}

interface FilterButtonProps {
  filter: QueueFilter;
  button: Ref<HTMLButtonElement>;
  open: boolean;
  onPress(): void;
}

function FilterButton({ filter, button, open, onPress }: FilterButtonProps) {
  const key = useKeyMap().filter;
  const facets = Object.values(filter.facets).flat().length;
  return (
    <button
      ref={button}
      type="button"
      class="button filter-button"
      aria-expanded={open}
      aria-label={t('desk.filter.open', { count: facets })}
      {...(key === null ? {} : { 'aria-keyshortcuts': key })}
      onClick={onPress}
    >
      <Icon name="filter" />
      {facets > 0 ? <span class="count">{facets}</span> : key !== null && <Key>{keyLabel(key)}</Key>}
    </button>
  );
}
