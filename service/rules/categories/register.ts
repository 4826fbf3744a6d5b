/** The categories as a supervisor keeps them: a few dozen rows that every report and every page needs at hand. */
import type { CityPack } from '#shared/city/pack.ts';
import { nameKey } from '#shared/names/fold.ts';
import { type Category, categoryCode, categoryNames } from '#shared/ticket/category.ts';
import type { Option } from '../../pages/form.ts';
import type { Db } from '../../platform/db/database.ts';
import { type HttpProblem, invalid } from '../../platform/http/problem.ts';
import { type CategoryRow, category } from '../../tables/rules.ts';

export type Categories = Awaited<ReturnType<typeof loadCategories>>;

export async function loadCategories(db: Db) {
  const read = async () => indexOf(await db.select().from(category).orderBy(category.name));
  let index = await read();
  const find = (name: string): CategoryRow | undefined => index.names.find(name);
  const near = (name: string): CategoryRow[] => index.names.near(name);
  return {
    all: (): readonly CategoryRow[] => index.rows,
    get: (code: string): CategoryRow | undefined => index.byCode.get(code),
    /** However the name is written. */
    find,
    /** Up to three that resemble an unknown name, best first. */
    near,
    /** Throws 422 with near names. */
    require(name: string): CategoryRow {
      const found = find(name);
      if (!found)
        throw unknown(
          near(name)
            .map((row) => row.name)
            .join(', '),
        );
      return found;
    },
    /** What another category is called already. */
    whoseName: (name: string): CategoryRow | undefined => index.byName.get(nameKey(name)),
    /** Reads them anew, after one was changed or another process may have. */
    async reload(): Promise<void> {
      index = await read();
    },
  };
}

function indexOf(rows: readonly CategoryRow[]) {
  const called = rows.flatMap((row) =>
    [row.name, ...row.aliases].map((name) => [nameKey(name), row] as const),
  );
  return {
    rows,
    names: categoryNames(rows),
    byCode: new Map(rows.map((row) => [row.code, row])),
    byName: new Map(called),
  };
}

function unknown(near: string): HttpProblem {
  return invalid(
    'category',
    'unknown',
    near === ''
      ? 'rules.refused.unknown_category'
      : { key: 'rules.refused.unknown_category_near', values: { near } },
  );
}

/** To choose from, by name; those no longer in use too, for what was kept under them. */
export function categoryOptions({ all }: Pick<Categories, 'all'>): Option[] {
  return all().map(({ name }) => ({ value: name, label: { text: name } }));
}

/** Does it take reports on this day (YYYY-MM-DD)? */
export function takesReports({ validFrom, validUntil }: CategoryRow, day: string): boolean {
  return (validFrom === null || validFrom <= day) && (validUntil === null || day < validUntil);
}

/** Adds those that came with this version; what is there stays as the supervisor has it. `at`: ms UTC. */
export async function seedCategories(db: Db, at: number, { categories }: CityPack): Promise<void> {
  const { whoseName } = await loadCategories(db);
  const rows = categories
    .filter(({ name }) => whoseName(name) === undefined)
    .map((shipped) => rowOf(shipped, at));
  if (rows.length > 0) await db.insert(category).values(rows);
}

function rowOf({ name, aliases, office }: Category, setAt: number): CategoryRow {
  const code = categoryCode(name);
  return { code, name, aliases: [...aliases], office, validFrom: null, validUntil: null, setBy: null, setAt };
}
