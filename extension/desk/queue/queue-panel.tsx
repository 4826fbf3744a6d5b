/** The left column: how much waits, the search and the filter, the list or what to say when it is empty. */
import type { Ref } from 'preact';
import { useMemo, useRef, useState } from 'preact/hooks';
import { HOME_PATH } from '#shared/contract/session.ts';
import { clockOrDate } from '#shared/words/time.ts';
import { t } from '../../platform/i18n.ts';
import { Button, Key } from '../../ui/button.tsx';
import { useFrameLater } from '../../ui/hooks.ts';
import { Icon } from '../../ui/icon.tsx';
import { FOR_ME, isFiltering, NO_FILTER, type QueueFilter, sameFilter } from '../model/filter.ts';
import { keyLabel } from '../model/keys.ts';
import type { AsideName, Queue } from '../model/queue.ts';
import { outside, SearchResults, useSearch } from '../search/search-results.tsx';
import { useSurroundings } from '../state/context.ts';
import { useKeyMap } from '../state/keyboard.ts';
import type { DeskModel } from '../state/use-desk.ts';
import { FilterChips, FilterPanel } from './filter-panel.tsx';
import { DayLine, DayList, useOwnDay } from './own-day.tsx';
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
  const { queue, filtering, chosen } = desk;
  const { filter, setFilter } = filtering;
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

  const day = useOwnDay(desk);
  const [dayOpen, setDayOpen] = useState(false);
  const list = useList(desk, onChoose);

  return (
    <nav class="queue" aria-label={t('desk.queue.title')}>
      <Head desk={desk} />
      <DayLine
        day={day}
        left={queue.today}
        open={dayOpen}
        onPress={() => {
          if (filterOpen) closeFilter();
          setDayOpen(!dayOpen);
        }}
      />
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
      ) : dayOpen ? (
        <DayList day={day} chosen={chosen} onChoose={onChoose} onClose={() => setDayOpen(false)} />
      ) : queue.order.length > 0 ? (
        list
      ) : (
        <EmptyQueue desk={desk} />
      )}
      {!filterOpen && <Aside aside={queue.aside} onFold={desk.fold} />}
      {!filterOpen && <SearchResults search={search} listed={listed} chosen={chosen} onChoose={onChoose} />}
    </nav>
  );
}

/**
 * The longest part of the page: drawn anew for what it shows, not for all else that changes on the desk; where another
 * report was gone to, after that.
 */
function useList({ queue, chosen, picking, move }: DeskModel, onChoose: Props['onChoose']) {
  const surroundings = useSurroundings();
  const now = useMemo(() => ({ queue, chosen, picking }), [queue, chosen, picking]);
  const late = useFrameLater(now);
  const list = late.chosen === chosen ? now : late;
  return useMemo(
    () => (
      <QueueList
        groups={list.queue.groups}
        order={list.queue.order}
        chosen={list.chosen}
        picking={list.picking}
        onChoose={onChoose}
        onMove={move}
      />
    ),
    [list, onChoose, move, surroundings],
  );
}

/** What is listed, how much of it there is, and the way to the service's pages. */
function Head({ desk: { queue, filtering, session } }: Pick<Props, 'desk'>) {
  const { filter, exact } = filtering;
  return (
    <header class="queue-head">
      <h2>{exact?.name ?? t(sameFilter(filter, FOR_ME) ? 'desk.views.for_me' : 'desk.queue.title')}</h2>
      <span class="soft">
        {isFiltering(filter)
          ? t('desk.queue.shown', { shown: queue.order.length, all: queue.listable })
          : countWords(queue)}
      </span>
      <a
        class="icon-button"
        href={session.origin + HOME_PATH}
        target="_blank"
        rel="noopener"
        aria-label={t('desk.queue.home')}
        title={t('desk.queue.home')}
      >
        <Icon name="home" />
      </a>
    </header>
  );
}

/** How many are to be decided, and how many of them are late, where any is. */
export function countWords({ toDecide, overdue }: DeskModel['queue']): string {
  if (overdue === 0) return t('desk.queue.count_in_time', { count: toDecide });
  return t('desk.queue.count', { count: toDecide, overdue });
}

/** Why nothing is listed: nothing waits, or nothing that waits is asked for. */
function EmptyQueue({ desk: { queue, filtering } }: Pick<Props, 'desk'>) {
  const { filter, setFilter } = filtering;
  return (
    <div class="queue-empty">
      {queue.waiting.length === 0 ? (
        <p class="queue-none">{t('desk.queue.empty')}</p>
      ) : !isFiltering(filter) ? (
        <p>{t('desk.queue.nothing_now')}</p>
      ) : (
        <>
          <p>
            {filter.search.trim()
              ? t('desk.queue.no_match', { text: filter.search })
              : t('desk.queue.no_fit')}{' '}
            {t('desk.queue.hidden', { count: queue.listable })}
          </p>
          <Button onClick={() => setFilter(NO_FILTER)}>{t('desk.queue.show_all')}</Button>
        </>
      )}
    </div>
  );
}

/** What is not to be decided now, folded below the list: how many, and until or since when. */
function Aside({ aside, onFold }: { aside: Queue['aside']; onFold(name: AsideName): void }) {
  const { now, locale } = useSurroundings();
  if (aside.length === 0) return null;
  return (
    <div class="queue-aside">
      {aside.map(({ name, count, at, isFolded }) => (
        <button key={name} type="button" aria-expanded={!isFolded} onClick={() => onFold(name)}>
          <Icon name={isFolded ? 'next' : 'down'} />
          <span>{t(`common.work_group.${name}`)}</span>
          <span class="soft">
            {name === 'postponed'
              ? t('desk.queue.until', { at: clockOrDate(at, now, locale) })
              : t('desk.queue.since', { at: clockOrDate(at, now, locale) })}
          </span>
          <span class="count">{count}</span>
        </button>
      ))}
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
