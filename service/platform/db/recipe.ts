/**
 * Statements that are written over and over. Drizzle spells a statement anew each time, which costs more than the
 * database takes to write it; here it is spelt once, and then only its values are put in.
 */
import { getTableColumns, is, Param, Placeholder, type Query, type SQL, sql } from 'drizzle-orm';
import type { BatchItem } from 'drizzle-orm/batch';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Db } from './database.ts';

/** A blank for each column of a table, under its name. */
export function blanksOf<T extends SQLiteTable>(table: T): Record<keyof T['_']['columns'], SQL> {
  const blanks = Object.entries(getTableColumns(table)).map(([name, column]) => [
    name,
    sql`${sql.param(sql.placeholder(name), column)}`,
  ]);
  return Object.fromEntries(blanks) as Record<keyof T['_']['columns'], SQL>;
}

/** For what has only a handle to read with: what `prepare` answers is made once of each. */
export function onceOf<T>(prepare: (db: Db) => T): (db: Db) => T {
  const known = new WeakMap<Db, T>();
  return (db) => {
    const prepared = known.get(db) ?? prepare(db);
    known.set(db, prepared);
    return prepared;
  };
}

type Fill<V> = (values: V) => unknown;

/** `spell` makes the statement, with a blank for each value of `V`; a value for each of them is given every time. */
export function recipe<V extends object>(spell: (db: Db) => { getQuery(): Query }) {
  let spelt: { text: string; fills: readonly Fill<V>[] } | undefined;
  return (db: Db, values: V): BatchItem<'sqlite'> => {
    if (!spelt) {
      const { sql: text, params } = spell(db).getQuery();
      spelt = { text, fills: params.map((param) => fillOf<V>(param)) };
    }
    const { text, fills } = spelt;
    return new Written(
      text,
      fills.map((fill) => fill(values)),
    );
  };
}

function fillOf<V extends object>(param: unknown): Fill<V> {
  const column = is(param, Param) ? param : null;
  const blank = column ? column.value : param;
  if (!is(blank, Placeholder)) return () => param;
  const valueIn: Fill<V> = (values) => (values as Record<string, unknown>)[blank.name] ?? null;
  if (!column) return valueIn;
  return (values) => {
    const value = valueIn(values);
    return value === null ? null : column.encoder.mapToDriverValue(value);
  };
}

/** As Drizzle's batch takes it. */
class Written implements BatchItem<'sqlite'> {
  declare readonly _: { readonly dialect: 'sqlite'; readonly result: unknown };
  readonly #query: Query & { method: 'run' };

  constructor(text: string, params: unknown[]) {
    this.#query = { sql: text, params, method: 'run' };
  }
  _prepare(): this {
    return this;
  }
  getQuery(): Query & { method: 'run' } {
    return this.#query;
  }
  mapResult(result: unknown): unknown {
    return result;
  }
}
