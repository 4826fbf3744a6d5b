import { beforeEach, expect, it } from 'vitest';
import { NO_FILTER, toggleValue } from '../../../extension/desk/model/filter.ts';
import {
  changeView,
  preferView,
  readViews,
  removeView,
  renameView,
  saveView,
} from '../../../extension/desk/state/filtering.ts';
import { Store } from '../../../extension/store/database.ts';

const LATE = toggleValue(NO_FILTER, 'due', 'overdue');
const ROADS = toggleValue(NO_FILTER, 'category', 'Jalan');

let store: Store;
beforeEach(() => {
  store = new Store(`views-${crypto.randomUUID()}`);
});
const names = async (account = 'v1') => (await readViews(store, account)).map((view) => view.name);
const idOf = async (name: string) =>
  (await readViews(store, 'v1')).find((view) => view.name === name)?.id ?? Number.NaN;

it('keeps views in the order in which they were saved, each account its own', async () => {
  await saveView(store, 'v1', 'Terlambat', LATE);
  await saveView(store, 'v1', 'Jalan', ROADS);
  await saveView(store, 'v2', 'Punya orang lain', ROADS);
  expect(await names()).toEqual(['Terlambat', 'Jalan']);
  expect(await names('v2')).toEqual(['Punya orang lain']);
});

it('refuses a name that another view of the account has, in any case, and keeps that view', async () => {
  await saveView(store, 'v1', 'Terlambat', LATE);
  await saveView(store, 'v1', 'Jalan', ROADS);
  expect(await saveView(store, 'v1', 'TERLAMBAT', ROADS)).toBe(false);
  expect(await renameView(store, 'v1', await idOf('Jalan'), 'terlambat')).toBe(false);
  expect(await readViews(store, 'v1')).toMatchObject([{ filter: LATE }, { name: 'Jalan' }]);
  expect(await renameView(store, 'v1', await idOf('Jalan'), 'JALAN')).toBe(true);
});

it('opens the desk with one view at most', async () => {
  await saveView(store, 'v1', 'Terlambat', LATE);
  await saveView(store, 'v1', 'Jalan', ROADS);
  await preferView(store, 'v1', await idOf('Terlambat'));
  await preferView(store, 'v1', await idOf('Jalan'));
  const preferred = async () => (await readViews(store, 'v1')).filter((view) => view.preferred);
  expect(await preferred()).toMatchObject([{ name: 'Jalan' }]);
  await preferView(store, 'v1', null);
  expect(await preferred()).toEqual([]);
});

it('shows what it was changed to, and nothing once it is removed', async () => {
  await saveView(store, 'v1', 'Terlambat', LATE);
  await changeView(store, await idOf('Terlambat'), ROADS);
  expect(await readViews(store, 'v1')).toMatchObject([{ name: 'Terlambat', filter: ROADS }]);
  await removeView(store, await idOf('Terlambat'));
  expect(await names()).toEqual([]);
});

it('leaves out a view that it cannot read, rather than filter by half of it', async () => {
  await saveView(store, 'v1', 'Terlambat', LATE);
  await store.views.add({ account: 'v1', name: 'Rusak', filter: { facets: 7 }, preferred: true });
  expect(await names()).toEqual(['Terlambat']);
});
