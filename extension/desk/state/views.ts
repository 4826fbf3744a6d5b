/** Views: filters an officer has saved under a name, per account, on this machine only. */
import type { Replica, SavedView } from '../../store/database.ts';
import { QueueFilter } from '../model/filter.ts';

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
export async function readViews(replica: Replica, account: string): Promise<View[]> {
  const rows = await replica.views.where('account').equals(account).sortBy('id');
  return rows.flatMap(({ id, name, preferred, filter }) => {
    const parsed = QueueFilter.safeParse(filter);
    return id !== undefined && parsed.success ? [{ id, name, preferred, filter: parsed.data }] : [];
  });
}

/** False where another view has that name. */
export async function saveView(
  replica: Replica,
  account: string,
  name: string,
  filter: QueueFilter,
): Promise<boolean> {
  return replica.transaction('rw', replica.views, async () => {
    if (await isTaken(replica, account, name, null)) return false;
    await replica.views.add({ account, name, filter, preferred: false } satisfies SavedView);
    return true;
  });
}

/** False where another view has that name. */
export async function renameView(
  replica: Replica,
  account: string,
  id: number,
  name: string,
): Promise<boolean> {
  return replica.transaction('rw', replica.views, async () => {
    if (await isTaken(replica, account, name, id)) return false;
    await replica.views.update(id, { name });
    return true;
  });
}

/** The view shows this from now on. */
export async function changeView(replica: Replica, id: number, filter: QueueFilter): Promise<void> {
  await replica.views.update(id, { filter });
}

/** `id`: the view the desk opens with from now on; null for the whole queue. */
export async function preferView(replica: Replica, account: string, id: number | null): Promise<void> {
  await replica.views
    .where('account')
    .equals(account)
    .modify((view) => {
      view.preferred = view.id === id;
    });
}

export async function removeView(replica: Replica, id: number): Promise<void> {
  await replica.views.delete(id);
}

async function isTaken(
  replica: Replica,
  account: string,
  name: string,
  except: number | null,
): Promise<boolean> {
  const same = await replica.views
    .where('account')
    .equals(account)
    .filter((view) => view.id !== except && view.name.toLowerCase() === name.toLowerCase())
    .count();
  return same > 0;
}
