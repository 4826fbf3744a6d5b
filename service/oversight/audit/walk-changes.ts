/**
 * Accounts, rights, keys, rules and looks: the chain of what the service changed in them, and whether every row still is
 * what its newest entry says. By indexes alone, so that a long log of looks takes time but no memory.
 */
import type { KeyObject } from 'node:crypto';
import { asc, gt, inArray, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { BreakKind } from '#shared/contract/audit.ts';
import { type ChangeRow, vouchedChange } from '../../platform/db/change-table.ts';
import type { Db } from '../../platform/db/database.ts';
import {
  ALL,
  asItIs,
  changeHash,
  keyOf,
  rowHash,
  type VouchedTable,
  valuesOf,
} from '../../platform/db/vouched.ts';
import { user } from '../../tables/account.ts';
import { VOUCHED } from '../../tables/vouched.ts';
import type { Breaks } from './breaks.ts';
import { isSigned } from './keys.ts';

const PAGE = 1_000;

/** Before this version nothing was recorded. */
async function isThere(db: Db): Promise<boolean> {
  const [table] = await db.values(sql`select 1 from sqlite_schema where name = 'vouched_change'`);
  return table !== undefined;
}

/** Answers how many entries there are. */
export async function walkChanges(db: Db, key: KeyObject | null, breaks: Breaks): Promise<number> {
  if (!(await isThere(db))) return 0;
  let last = { n: 0, hash: '' };
  let count = 0;
  let unsigned: ChangeRow[] = [];
  const forged = async (rows: readonly ChangeRow[]): Promise<void> => {
    for (const row of rows) breaks.add({ kind: 'change_forged', what: await told(db, row) });
  };
  for (;;) {
    const page = await readPage(db, last.n);
    for (const row of page) {
      const kind = faultOf(row, last);
      if (kind === 'change_removed') breaks.add({ kind, what: `entries ${last.n + 1} to ${row.n - 1}` });
      else if (kind !== null) breaks.add({ kind, what: await told(db, row) });
      unsigned.push(row);
      if (row.signature !== null) {
        await forged(unsigned.slice(0, -signedBy(row, key) || unsigned.length));
        unsigned = [];
      }
      last = row;
    }
    count += page.length;
    if (page.length < PAGE) break;
  }
  await forged(unsigned);
  return count;
}

function faultOf(row: Found, last: { n: number; hash: string }): BreakKind | null {
  if (row.n !== last.n + 1) return 'change_removed';
  if (changeHash(last.hash, row) !== row.hash) return 'change_altered';
  return follows(row) ? null : 'record_altered';
}

/** Of how many entries, itself last, its signature tells that they are ours. */
function signedBy({ hash, signature, signs }: ChangeRow, key: KeyObject | null): number {
  return key === null || isSigned(key, { hash, signature: signature ?? '' }) ? signs : 0;
}

type Found = Awaited<ReturnType<typeof readPage>>[number];

function readPage(db: Db, after: number) {
  // Of one table Drizzle names columns alone, which would be those of `p`.
  const earlier = sql.raw(
    'from vouched_change p where p.name = vouched_change.name and p.n < vouched_change.n and p.key',
  );
  const key = sql.raw('vouched_change.key');
  return db
    .select({
      n: vouchedChange.n,
      at: vouchedChange.at,
      name: vouchedChange.name,
      key: vouchedChange.key,
      was: vouchedChange.was,
      now: vouchedChange.now,
      signs: vouchedChange.signs,
      hash: vouchedChange.hash,
      signature: vouchedChange.signature,
      before: sql<string | null>`(select p.now ${earlier} = ${key} order by p.n desc limit 1)`,
      isClosed: sql<number>`exists (select 1 ${earlier} = ${ALL})`,
    })
    .from(vouchedChange)
    .where(gt(vouchedChange.n, after))
    .orderBy(asc(vouchedChange.n))
    .limit(PAGE);
}

/** Was the row, before this change, as the change before it left it? */
function follows({ was, before, isClosed }: Found): boolean {
  return was === before || (before === null && isClosed === 0);
}

/** Every row of every table is as its newest entry says. */
export async function walkRecords(db: Db, breaks: Breaks): Promise<void> {
  if (!(await isThere(db))) return;
  for (const given of VOUCHED) {
    const columns = await db.values<[string]>(sql`select name from pragma_table_info(${given.name})`);
    const table = asItIs(
      given,
      columns.map(([name]) => name),
    );
    if (table === null) continue;
    await walkRows(db, table, breaks);
    await walkGone(db, table, breaks);
  }
}

const Row = z.tuple([z.number(), z.string(), z.string(), z.string().nullable(), z.number()]);

async function walkRows(db: Db, table: VouchedTable, breaks: Breaks): Promise<void> {
  const { name } = table;
  for (let after = 0; ; ) {
    const page = z.array(Row).parse(
      await db.values(sql`
        select rowid, ${sql.raw(keyOf(table, 't'))}, ${sql.raw(valuesOf(table, 't'))},
          (select c.now from vouched_change c where c.name = ${name} and c.key = ${sql.raw(keyOf(table, 't'))} order by c.n desc limit 1),
          exists (select 1 from vouched_change c where c.name = ${name} and c.key = ${ALL})
        from ${sql.identifier(name)} t where rowid > ${after} order by rowid limit ${PAGE}`),
    );
    for (const [rowid, key, values, now, isClosed] of page) {
      after = rowid;
      if (now === null) {
        if (isClosed === 1) breaks.add({ kind: 'record_added', what: await told(db, { name, key }) });
      } else if (rowHash(table, Number.parseInt(now, 10), values) !== now) {
        breaks.add({ kind: 'record_altered', what: await told(db, { name, key }) });
      }
    }
    if (page.length < PAGE) return;
  }
}

/** Rows that are gone although their newest entry knows them. */
async function walkGone(db: Db, table: VouchedTable, breaks: Breaks): Promise<void> {
  const { name, key: columns } = table;
  const isSame = columns.map((column, i) => `t."${column}" is json_extract(c.key, '$[${i}]')`).join(' and ');
  const gone = await db.values<[string]>(sql`
    select c.key from vouched_change c where c.name = ${name} and c.key <> ${ALL} and c.now is not null
      and not exists (select 1 from vouched_change d where d.name = c.name and d.key = c.key and d.n > c.n)
      and not exists (select 1 from ${sql.identifier(name)} t where ${sql.raw(isSame)})`);
  for (const [key] of gone) breaks.add({ kind: 'record_removed', what: await told(db, { name, key }) });
}

const Key = z.array(z.unknown());

/** `officer_grant andi, supervisor`: the table, then the row by its key, accounts by their names. */
async function told(db: Db, { name, key }: Pick<ChangeRow, 'name' | 'key'>): Promise<string> {
  const table = VOUCHED.find((one) => one.name === name);
  const parts = partsOf(key);
  if (table === undefined || parts === null) return `${name} ${key}`;
  const where = table.key.map(
    (column, i) => sql`${sql.identifier(column)} is json_extract(${key}, ${`$[${i}]`})`,
  );
  const [row] = await db.values<[unknown]>(
    sql`select ${sql.identifier(table.told)} from ${sql.identifier(name)} where ${sql.join(where, sql` and `)}`,
  );
  const said = [...parts, row?.[0]].filter((part) => part !== null && part !== undefined).map(String);
  const officers = await db
    .select({ id: user.id, username: user.username })
    .from(user)
    .where(inArray(user.id, said));
  const named = said.map((part) => officers.find(({ id }) => id === part)?.username ?? part);
  return `${name} ${[...new Set(named)].join(', ')}`;
}

function partsOf(key: string): unknown[] | null {
  try {
    return Key.parse(JSON.parse(key));
  } catch {
    return null;
  }
}
