/** What of the queue is listed, and the officer's saved views of it. */
import { useState } from 'preact/hooks';
import type { Store } from '../../store/database.ts';
import { NO_FILTER, type QueueFilter, sameFilter } from '../model/filter.ts';
import { changeView, type Opened, preferView, removeView, renameView, saveView, type View } from './views.ts';

export interface Filtering {
  filter: QueueFilter;
  setFilter(filter: QueueFilter): void;
  views: readonly View[];
  /** The view that was opened last, though its filter may have been changed since. */
  opened: View | null;
  /** Opened, and showing just what was saved. */
  exact: View | null;
  /** Null opens the whole queue. */
  open(view: Opened | null): void;
  /** Saves what is listed now. False where another view has that name. */
  save(name: string): Promise<boolean>;
  /** Saves what is listed now in place of what the view showed. */
  change(view: View): Promise<void>;
  rename(view: View, name: string): Promise<boolean>;
  remove(view: View): Promise<void>;
  prefer(view: View | null): Promise<void>;
}

export function useFilter(store: Store, account: string, views: readonly View[]): Filtering {
  const preferred = views.find((view) => view.preferred) ?? null;
  const [filter, setFilter] = useState(preferred?.filter ?? NO_FILTER);
  const [openedId, setOpened] = useState(preferred?.id ?? null);
  const opened = views.find((view) => view.id === openedId) ?? null;
  const exact = views.find((view) => sameFilter(view.filter, filter)) ?? null;
  return {
    filter,
    setFilter,
    views,
    opened,
    exact,
    open(view) {
      setFilter(view?.filter ?? NO_FILTER);
      setOpened(view?.id ?? null);
    },
    save: (name) => saveView(store, account, name, filter),
    change: (view) => changeView(store, view.id, filter),
    rename: (view, name) => renameView(store, account, view.id, name),
    remove: (view) => removeView(store, view.id),
    prefer: (view) => preferView(store, account, view?.id ?? null),
  };
}
