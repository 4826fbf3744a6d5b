/**
 * Vouching on a libSQL server. What a batch touches is found by rehearsing it; the entries are chained and signed here and
 * written with the batch, which is kept only if it touched just that and nobody else added to the chain meanwhile. The
 * triggers lie in the database and note everybody's writes, but only what this process's own batch touched is signed.
 */
import { z } from 'zod';
import { isUniqueViolation } from './database.ts';
import { DatabaseError, type Rows, type Statement } from './hrana.ts';
import { CLEAR_TOUCHED, TOUCHED, unlessSame } from './server-tables.ts';
import { type Batch, type Broken, plain, type ServerWriter } from './server-writer.ts';
import {
  ALL,
  asItIs,
  chainTo,
  type Entry,
  entriesOf,
  formOf,
  type Head,
  INSERT_CHANGE,
  keyOf,
  notesOf,
  PAGE,
  type VouchedTable,
  type Vouching,
  valuesOf,
} from './vouched.ts';

/** Times that somebody else may come first before it is given up. */
const TRIES = 50;

const TOP = plain('select n, hash from vouched_change order by n desc limit 1');
const newestOf = (name: string, key: string): string =>
  `(select now from vouched_change where name = ${name} and key = ${key} order by n desc limit 1)`;

const Touched = z.array(
  z.tuple([z.string(), z.string(), z.string().nullable(), z.string().nullable(), z.string().nullable()]),
);
const Page = z.array(z.tuple([z.number(), z.string(), z.string(), z.number()]));

/** At the write address: one moment of it. */
type Together = (statements: readonly Statement[]) => Promise<Rows[]>;

export type ServerVoucher = ReturnType<typeof openServerVoucher>;

export function openServerVoucher(writer: ServerWriter, together: Together, { tables, sign, now }: Vouching) {
  const used = new Map<string, VouchedTable>();
  const begun = new Map<string, number>();
  let known: Head | null = null;

  /** Where the chain stands, by {@link TOP} and what is kept of ours: that counts although it was cut off since. */
  const heads = (): Statement[] => [
    TOP,
    { sql: 'select hash from vouched_change where n = ?', args: [known?.n ?? 0] },
  ];
  function headOf(top: Rows | undefined, kept: Rows | undefined): Head {
    const [n, hash] = top?.[0] ?? [0, ''];
    const found = { n: Number(n), hash: String(hash) };
    return known === null || known.n === 0 || kept?.[0]?.[0] === known.hash ? found : known;
  }

  async function install(): Promise<void> {
    for (const table of await installTriggers(writer, together, tables)) used.set(table.name, table);
  }

  async function head(): Promise<Head> {
    const [top, kept] = await together(heads());
    return headOf(top, kept);
  }

  /** To be called in turn, for a batch that touches something vouched. */
  async function write(batch: Batch, until: number): Promise<{ rows: Rows[] | null } | { broken: Broken }> {
    const look = lookAt([...used.values()]);
    const asked = [plain(CLEAR_TOUCHED), ...batch.statements];
    for (let i = 0; i < TRIES; i++) {
      const played = await writer.rehearse([...asked, plain(look), ...heads()]);
      if ('broken' in played) return played;
      const [text, top, kept] = played.rows.slice(asked.length);
      const touched = String(text?.[0]?.[0]);
      const entries = Touched.parse(JSON.parse(touched)).flatMap(
        ([name, key, was, values, before]): Entry[] => {
          const table = used.get(name);
          const form = was === null ? null : formOf(before);
          return table === undefined ? [] : entriesOf(table, { key, was, now: values, form });
        },
      );
      const { inserts, last } = chainTo(headOf(top, kept), entries, now(), sign);
      const added = inserts.map((values): Statement => ({ sql: INSERT_CHANGE, args: values }));
      const checks = [...(batch.checks ?? []), { sql: unlessSame(look), args: [touched] }];
      const closing = [...checks, ...added, plain(CLEAR_TOUCHED)];
      const answer = await writer.write({ ...batch, statements: asked, checks: closing }, until);
      if (!('broken' in answer)) {
        if (entries.length > 0) known = last;
        return { rows: answer.rows?.slice(1) ?? null };
      }
      const { check } = answer.broken;
      if (check === null || check < (batch.checks?.length ?? 0)) return answer;
    }
    throw new DatabaseError('SQLITE_BUSY', 'Others kept adding to the chain of what is vouched for');
  }

  async function begin(): Promise<boolean> {
    for (const table of used.values()) {
      const { name } = table;
      const after = begun.get(name) ?? 0;
      const [done, page, top, kept] = await together([
        { sql: 'select 1 from vouched_change where name = ? and key = ?', args: [name, ALL] },
        { sql: pageOf(table), args: [after] },
        ...heads(),
      ]);
      if (done?.length !== 0) continue;
      const found = Page.parse(page);
      const entries = found.flatMap(([, key, values, isKnown]): Entry[] => {
        const [entry] = entriesOf(table, { key, was: null, now: values, form: null });
        return isKnown === 1 || entry === undefined ? [] : [{ ...entry, was: entry.now }];
      });
      const isDone = found.length < PAGE;
      const all = isDone ? [...entries, { name, key: ALL, was: null, now: null }] : entries;
      const { inserts, last } = chainTo(headOf(top, kept), all, now(), sign);
      const statements = inserts.map((values): Statement => ({ sql: INSERT_CHANGE, args: values }));
      const answer = await writer.inTurn((until) => writer.write({ statements }, until));
      // Somebody added to the chain meanwhile: the page is looked at anew.
      if ('broken' in answer && isUniqueViolation(answer.broken.error)) return false;
      if ('broken' in answer) throw answer.broken.error;
      known = last;
      begun.set(name, found.at(-1)?.[0] ?? 0);
      return false;
    }
    return true;
  }

  return { install, head, write, begin };
}

/** The tables that are there, each with the triggers that note what is written to it. */
async function installTriggers(
  writer: ServerWriter,
  together: Together,
  tables: readonly VouchedTable[],
): Promise<VouchedTable[]> {
  const used: VouchedTable[] = [];
  const [columns, triggers] = await together([
    { sql: columnsOf(tables), args: [] },
    plain(
      `select name, sql from sqlite_schema where type = 'trigger' and name like 'vouched\\_%' escape '\\'`,
    ),
  ]);
  const there = new Map((triggers ?? []).map(([name, sql]) => [String(name), String(sql)]));
  const missing: Statement[] = [];
  for (const table of tables) {
    const mine = (columns ?? []).filter(([name]) => name === table.name).map(([, column]) => column);
    const asThere = asItIs(table, mine);
    if (asThere === null) continue;
    used.push(asThere);
    for (const { trigger, when, notes } of notesOf(asThere, TOUCHED)) {
      const sql = `CREATE TRIGGER ${trigger} after ${when} on "${table.name}" begin ${notes} end`;
      if (there.get(trigger) === sql) continue;
      missing.push(plain(`drop trigger if exists ${trigger}`), plain(sql));
    }
  }
  if (missing.length === 0) return used;
  const answer = await writer.inTurn((until) => writer.write({ statements: missing }, until));
  if ('broken' in answer) throw answer.broken.error;
  return used;
}

function columnsOf(tables: readonly VouchedTable[]): string {
  return tables
    .map(({ name }) => `select '${name}', name from pragma_table_info('${name}')`)
    .join(' union all ');
}

/** One text: of every row that was touched its table, key, values before and now, and what its newest entry says. */
function lookAt(tables: readonly VouchedTable[]): string {
  const each = tables.map((table) => {
    const { name, key } = table;
    const isIt = key.map((column, i) => `r."${column}" is json_extract(t.key, '$[${i}]')`).join(' and ');
    // Joined with nothing they are texts: of JSON in JSON the server would make one.
    const values = `(select ${valuesOf(table, 'r')} || '' from "${name}" r where ${isIt})`;
    return `select t.name as name, t.key as key, t.was as was, ${values} as now, ${newestOf('t.name', 't.key')} as form from ${TOUCHED} t where t.name = '${name}'`;
  });
  return `select json_group_array(json_array(name, key || '', was || '', now, form)) from (select * from (${each.join(' union all ')}) order by name, key)`;
}

function pageOf(table: VouchedTable): string {
  const { name } = table;
  return `select at, key, value, exists (select 1 from vouched_change c where c.name = '${name}' and c.key = page.key)
    from (select rowid as at, ${keyOf(table)} || '' as key, ${valuesOf(table)} || '' as value from "${name}" where rowid > ? order by rowid limit ${PAGE}) page`;
}
