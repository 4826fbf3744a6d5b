/** What of the queue is listed, and views of it: filters an officer has saved under a name, per account, on this machine. */
import { useState } from 'preact/hooks';
import type { SavedView, Store } from '../../store/database.ts';
import { NO_FILTER, QueueFilter, sameFilter } from '../model/filter.ts';

export type Filtering = ReturnType<typeof useFilter>;

export function useFilter(store: Store, account: string, views: readonly View[]) {
  const preferred = views.find((view) => view.preferred) ?? null;
  const [filter, setFilter] = useState(preferred?.filter ?? NO_FILTER);
  const [openedId, setOpened] = useState(preferred?.id ?? null);
  return {
    filter,
    setFilter,
    views,
    /** The view that was opened last, though its filter may have been changed since. */
    opened: views.find((view) => view.id === openedId) ?? null,
    /** Opened, and showing just what was saved. */
    exact: views.find((view) => sameFilter(view.filter, filter)) ?? null,
    /** Null opens the whole queue. */
    open(view: Opened | null): void {
      setFilter(view?.filter ?? NO_FILTER);
      setOpened(view?.id ?? null);
    },
    /** Saves what is listed now. False where another view has that name. */
    save: (name: string) => saveView(store, account, name, filter),
    /** Saves what is listed now in place of what the view showed. */
    change: (view: View) => changeView(store, view.id, filter),
    rename: (view: View, name: string) => renameView(store, account, view.id, name),
    remove: (view: View) => removeView(store, view.id),
    prefer: (view: View | null) => preferView(store, account, view?.id ?? null),
  };
}

export interface View {
  id: number;
  name: string;
  filter: QueueFilter;
  /** The desk opens with it. At most one of an account's. */
  preferred: boolean;
}

/** What the desk can show as a view, saved or not: the filter has a name all the same. */
export type Opened = Pick<View, 'name' | 'filter'> & { id: number | null };

export const MAX_NAME = 40;

/** In the order in which they were saved; one that an older version wrote and nobody can read any more is left out. */
export async function readViews(store: Store, account: string): Promise<View[]> {
  const rows = await store.views.where('account').equals(account).sortBy('id');
  return rows.flatMap(({ id, name, preferred, filter }) => {
    const parsed = QueueFilter.safeParse(filter);
    return id !== undefined && parsed.success ? [{ id, name, preferred, filter: parsed.data }] : [];
  });
}

/** False where another view has that name. */
export async function saveView(
  store: Store,
  account: string,
  name: string,
  filter: QueueFilter,
): Promise<boolean> {
  return store.transaction('rw', store.views, async () => {
    if (await isTaken(store, account, name, null)) return false;
    await store.views.add({ account, name, filter, preferred: false } satisfies SavedView);
    return true;
  });
}

/** False where another view has that name. */
export async function renameView(store: Store, account: string, id: number, name: string): Promise<boolean> {
  return store.transaction('rw', store.views, async () => {
    if (await isTaken(store, account, name, id)) return false;
    await store.views.update(id, { name });
    return true;
  });
}

/** The view shows this from now on. */
export async function changeView(store: Store, id: number, filter: QueueFilter): Promise<void> {
  await store.views.update(id, { filter });
}

/** `id`: the view the desk opens with from now on; null for the whole queue. */
export async function preferView(store: Store, account: string, id: number | null): Promise<void> {
  await store.views
    .where('account')
    .equals(account)
    .modify((view) => {
      view.preferred = view.id === id;
    });
}

export async function removeView(store: Store, id: number): Promise<void> {
  await store.views.delete(id);
}

async function isTaken(store: Store, account: string, name: string, except: number | null): Promise<boolean> {
  const same = await store.views
    .where('account')
    .equals(account)
    .filter((view) => view.id !== except && view.name.toLowerCase() === name.toLowerCase())
    .count();
  return same > 0;
}
