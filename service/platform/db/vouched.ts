/**
 * Vouching for tables whose rows say what people may do and by which rules: whatever this connection writes to them is
 * noted by triggers that only it has, and chained and signed in the same transaction. What another connection writes
 * leaves no such note, so that it is told apart, whoever can write to the file: the key lies outside it.
 */
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { z } from 'zod';
import type { ChangeRow } from './change-table.ts';

export interface VouchedTable {
  name: string;
  key: readonly string[];
  /**
   * The columns vouched for, the newest form last; one that was used is never changed. A new column is a new form: rows
   * are told in it once they are written again.
   */
  forms: readonly (readonly string[])[];
  /** Column that tells people which row it is. */
  told: string;
}

export interface Vouching {
  tables: readonly VouchedTable[];
  /** base64url signature over a hex hash. */
  sign(hash: string): string;
  /** ms UTC */
  now(): number;
}

/** The newest entry: where the next one is chained to. */
export type Head = Pick<ChangeRow, 'n' | 'hash'>;

/** The database as this room may use it: every statement by itself, inside whatever transaction is open. */
export interface Statements {
  exec(sql: string): void;
  run(sql: string, params: readonly unknown[]): void;
  rows(sql: string, params?: readonly unknown[]): unknown[][];
}

/** Rows taken over in one transaction: some 10 ms. */
export const PAGE = 200;
/** Key of the entry that closes the beginning of a table: from there on a row without entries was slipped in. */
export const ALL = '*';

export const INSERT_CHANGE = `insert into vouched_change (n, at, name, key, was, now, signs, hash, signature)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?)`;

const Text = z.string();
const Touched = z.tuple([z.string(), z.string(), z.string().nullable()]);
const Top = z.tuple([z.number(), z.string()]);

export type Entry = Pick<ChangeRow, 'name' | 'key' | 'was' | 'now'>;

/** A row that was touched: its values in the newest form before and now, and the form its newest entry tells it in. */
export interface TouchedRow {
  key: string;
  was: string | null;
  now: string | null;
  form: number | null;
}

export type Voucher = ReturnType<typeof openVoucher>;

export function openVoucher({ exec, run, rows }: Statements, { tables, sign, now }: Vouching) {
  const used = new Map<string, VouchedTable>();
  /** Rows up to this one are taken over. */
  const begun = new Map<string, number>();
  let known: Head | null = null;
  let pending: Head | null = null;

  exec(
    'create temp table if not exists touched (name text not null, key text not null, was text, primary key (name, key)) without rowid',
  );

  /** The newest form whose columns are all there: a migration may be yet to come. */
  function install(): void {
    for (const table of tables) {
      const there = rows(`select name from pragma_table_info('${table.name}')`).map(([name]) => name);
      const known = asItIs(table, there);
      if (known === null) continue;
      used.set(table.name, known);
      for (const trigger of triggersOf(known)) exec(trigger);
    }
  }

  /** Where the chain stands. What this process wrote counts although it was cut off since. */
  function head(): Head {
    const [top] = rows('select n, hash from vouched_change order by n desc limit 1');
    const [n, hash] = top === undefined ? [0, ''] : Top.parse(top);
    if (known === null || known.n === 0) return { n, hash };
    const [kept] = rows('select hash from vouched_change where n = ?', [known.n]);
    return kept?.[0] === known.hash ? { n, hash } : known;
  }

  function add(entries: readonly Entry[]): void {
    const { inserts, last } = chainTo(head(), entries, now(), sign);
    for (const values of inserts) run(INSERT_CHANGE, values);
    // Only once it is committed; a batch that fails leaves it where it was.
    pending = last;
  }

  return {
    install,
    head,
    /** Chains what was touched in this transaction; to be called before it is committed. */
    seal(): void {
      const touched = z.array(Touched).parse(rows('select name, key, was from temp.touched'));
      if (touched.length === 0) return;
      exec('delete from temp.touched');
      const entries = touched.flatMap(([name, key, was]): Entry[] => {
        const table = used.get(name);
        if (table === undefined) return [];
        const [row] = rows(
          `select ${valuesOf(table)} from "${name}" where ${table.key.map((column, i) => `"${column}" is json_extract(?, '$[${i}]')`).join(' and ')}`,
          table.key.map(() => key),
        );
        const values = row === undefined ? null : Text.parse(row[0]);
        const form = was === null ? null : formBefore(rows, name, key);
        return entriesOf(table, { key, was, now: values, form });
      });
      if (entries.length > 0) add(entries);
    },
    /** The transaction is on disk, or it is not. */
    settled(isCommitted: boolean): void {
      if (isCommitted && pending !== null) known = pending;
      // Where a page of the beginning was not kept either, all pages are gone through once more.
      if (!isCommitted) begun.clear();
      pending = null;
    },
    /**
     * Takes over what is there when vouching begins, a page at a time, each in a transaction of the caller's. True once
     * nothing is left.
     */
    begin(): boolean {
      for (const table of used.values()) {
        const { name } = table;
        const [done] = rows('select 1 from vouched_change where name = ? and key = ?', [name, ALL]);
        if (done !== undefined) continue;
        const { found, entries } = pageOf(table, rows, begun.get(name) ?? 0);
        const isDone = found.length < PAGE;
        const all = isDone ? [...entries, { name, key: ALL, was: null, now: null }] : entries;
        if (all.length > 0) add(all);
        begun.set(name, found.at(-1)?.[0] ?? 0);
        return false;
      }
      return true;
    },
  };
}

/** What one row gives to be noted: nothing where it is as it was. */
export function entriesOf(table: VouchedTable, { key, was, now, form }: TouchedRow): Entry[] {
  const newest = table.forms.length;
  const before = was === null ? null : rowHash(table, form ?? newest, was);
  const after = now === null ? null : rowHash(table, newest, now);
  return before === after ? [] : [{ name: table.name, key, was: before, now: after }];
}

/** The values of {@link INSERT_CHANGE} for each entry, chained to `head`; the last one is signed. `at`: ms UTC. */
export function chainTo(head: Head, entries: readonly Entry[], at: number, sign: Vouching['sign']) {
  let last = head;
  const inserts = entries.map((entry, i) => {
    const isLast = i === entries.length - 1;
    const plain = { n: last.n + 1, at, ...entry, signs: isLast ? entries.length : 0 };
    const hash = changeHash(last.hash, plain);
    last = { n: plain.n, hash };
    const { n, name, key, was, now, signs } = plain;
    return [n, at, name, key, was, now, signs, hash, isLast ? sign(hash) : null];
  });
  return { inserts, last };
}

/** In which form its newest entry tells of a row. */
function formBefore(rows: Statements['rows'], name: string, key: string): number | null {
  const newest = 'select now from vouched_change where name = ? and key = ? order by n desc limit 1';
  const [before] = rows(newest, [name, key]);
  return formOf(before?.[0]);
}

/** Of what an entry says of a row: form and hash. */
export function formOf(said: unknown): number | null {
  return typeof said === 'string' ? Number.parseInt(said, 10) : null;
}

/** Rows behind this one as they are found: those that were changed since, or taken over before a restart, are left. */
function pageOf(table: VouchedTable, rows: Statements['rows'], after: number) {
  const { name, forms } = table;
  const page = rows(
    `select rowid, ${keyOf(table)}, ${valuesOf(table)} from "${name}" where rowid > ? order by rowid limit ${PAGE}`,
    [after],
  );
  const found = z.array(z.tuple([z.number(), Text, Text])).parse(page);
  const entries = found.flatMap(([, key, values]): Entry[] => {
    const hash = rowHash(table, forms.length, values);
    const isKnown = rows('select 1 from vouched_change where name = ? and key = ? limit 1', [name, key]);
    return isKnown.length > 0 ? [] : [{ name, key, was: hash, now: hash }];
  });
  return { found, entries };
}

/** Form and hash of a row, given its values in the newest form as a JSON array. */
export function rowHash({ forms }: VouchedTable, form: number, values: string): string {
  const newest = forms.at(-1) ?? [];
  const said = z.array(z.unknown()).parse(JSON.parse(values));
  const row = (forms[form - 1] ?? []).map((column) => [column, said[newest.indexOf(column)] ?? null]);
  return `${form}:${sha256(canonicalize(Object.fromEntries(row)) ?? '')}`;
}

/** hex SHA-256(hash of the entry before ‖ canonical JSON of this one). */
export function changeHash(previous: string, of: Omit<ChangeRow, 'hash' | 'signature'>): string {
  const { n, at, name, key, was, now, signs } = of;
  return sha256(`${previous}${canonicalize({ n, at, name, key, was, now, signs })}`);
}

/** With the forms whose columns are all there; null where not even the first one's are. */
export function asItIs(table: VouchedTable, columns: readonly unknown[]): VouchedTable | null {
  const last = table.forms.findLastIndex((form) => form.every((column) => columns.includes(column)));
  return last < 0 ? null : { ...table, forms: table.forms.slice(0, last + 1) };
}

/** SQL: the values of a row in the newest form, and its key. */
export function valuesOf({ forms }: VouchedTable, of = ''): string {
  return jsonOf(forms.at(-1) ?? [], of);
}

export function keyOf({ key }: VouchedTable, of = ''): string {
  return jsonOf(key, of);
}

function jsonOf(columns: readonly string[], of: string): string {
  return `json_array(${columns.map((column) => `${of === '' ? '' : `${of}.`}"${column}"`).join(', ')})`;
}

function triggersOf(table: VouchedTable): string[] {
  return notesOf(table, 'touched').flatMap(({ trigger, when, notes }) => [
    // One that a server kept in the database itself, where this file was one's.
    `drop trigger if exists main.${trigger}`,
    `drop trigger if exists temp.${trigger}`,
    `create temp trigger ${trigger} after ${when} on main."${table.name}" begin ${notes} end`,
  ]);
}

/** Of each row only how it was first: whatever a transaction does to it, before and after are told. */
export function notesOf(table: VouchedTable, into: string) {
  const { name } = table;
  const note = (key: string, was: string): string =>
    `insert into ${into} select '${name}', ${key}, ${was} where not exists (select 1 from ${into} where name = '${name}' and key = ${key});`;
  const before = note(keyOf(table, 'old'), valuesOf(table, 'old'));
  const after = note(keyOf(table, 'new'), 'null');
  const changes = [
    ['insert', after],
    ['update', `${before} ${after}`],
    ['delete', before],
  ] as const;
  return changes.map(([when, notes]) => ({ trigger: `vouched_${name}_${when}`, when, notes }));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
