/**
 * Makes many reports of few, by copying rows in SQL: minutes instead of the hours that filing would take. A copy has a
 * number, a place in time and ids of its own, and what it is found by (hashes of photos, traits, words, 3-grams)
 * differs from the others'. What is not true of copies: their hash chains, the instants inside their clocks, and the
 * files of their photos, which are not there.
 */
import Libsql from 'libsql';
import { DAY } from '#shared/time/zone.ts';
import { FILED } from './base.ts';

/** Open reports, of whatever size: a city's work in hand does not grow with the years that are kept. */
const OPEN = 4_000;
/** Only so many reports have photos and narratives that later ones are compared with: it is `bench -- evidence` that measures these. */
const COMPARED = 50_000;
/** Reports a day. Jakarta has 500; so many, for ten millions to lie within what two digits of a year can say. */
const A_DAY = 1_000;
/** Copied in one transaction. */
const CHUNK = 20_000;
/** How every id of a text or photo of the base begins; a copy's begins with its own number. */
const MARK = 'aaaaaaaa';

type Handle = InstanceType<typeof Libsql>;

/** Until there are so many reports in the database at `path`. The service must not run. */
export function growTo(path: string, reports: number): void {
  const handle = new Libsql(path);
  try {
    for (const pragma of ['synchronous=OFF', 'foreign_keys=OFF', 'cache_size=-400000', 'temp_store=MEMORY']) {
      handle.exec(`PRAGMA ${pragma}`);
    }
    prepare(handle);
    const base = one(handle, 'select count(*) from bench_base');
    const made = one(handle, 'select count(*) from ticket') - base;
    for (let n = made; n < reports - base; n += CHUNK) copy(handle, n, Math.min(n + CHUNK, reports - base));
    handle.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } finally {
    handle.close();
  }
}

function one(handle: Handle, sql: string): number {
  const statement = handle.prepare(sql);
  statement.raw(true);
  const [value] = statement.get([]) as unknown as [number];
  return value;
}

/** Once: marks the base's ids, and remembers which reports it is and which places there are. */
function prepare(handle: Handle): void {
  if (one(handle, "select count(*) from sqlite_master where name = 'bench_base'") > 0) return;
  const ids = `with id(id, ticket_id) as (select id, ticket_id from ticket_text union all select id, ticket_id from photo)`;
  const rows = handle.prepare(`${ids} select id, ticket_id from id`);
  rows.raw(true);
  const rename = handle.prepare('update event set data = replace(data, ?, ?) where ticket_id = ?');
  for (const [id, ticket] of rows.all([]) as unknown as [string, number][]) {
    rename.run([id, marked(id), ticket]);
  }
  const own = (column: string) => `${column} = '${MARK}' || substr(${column}, ${MARK.length + 1})`;
  handle.exec(`
    update ticket_text set ${own('id')};
    update photo set ${own('id')};
    update photo_appearance set ${own('photo_id')};
    create table bench_base as select row_number() over (partition by desk is null order by id) - 1 as nth,
      id, desk is not null as open from ticket;
    create table bench_place as select row_number() over (order by code) - 1 as nth, code from unit where kind = 'kelurahan';
    create table bench_copy (n integer primary key, base integer, id integer, number text, shift integer, place text);`);
}

function marked(id: string): string {
  return MARK + id.slice(MARK.length);
}

/** Copies number `from` up to, without, `to`. */
function copy(handle: Handle, from: number, to: number): void {
  const count = (open: 0 | 1) => one(handle, `select count(*) from bench_base where open = ${open}`);
  const first = one(handle, 'select max(id) from ticket') + 1 - from;
  const places = one(handle, 'select count(*) from bench_place');
  handle.exec('BEGIN IMMEDIATE');
  handle.exec(`
    delete from bench_copy;
    with recursive n(n) as (select ${from} union all select n + 1 from n where n + 1 < ${to}),
      dated as (select n, n < ${OPEN} as open, ${FILED} - ${DAY} * (1 + n / ${A_DAY}) as at from n)
    insert into bench_copy select n, base.id, ${first} + n,
      'JK' || substr(strftime('%Y%m%d', at / 1000, 'unixepoch', '+7 hours'), 3) || printf('%04d', n % ${A_DAY} + 1),
      case dated.open when 1 then -60000 * (n % 100) else at - ${FILED} end, place.code
    from dated
    join bench_base base on base.open = dated.open
      and base.nth = n % (case dated.open when 1 then ${count(1)} else ${count(0)} end)
    join bench_place place on place.nth = n % ${places};
    ${statements(handle)}`);
  handle.exec('COMMIT');
}

/** What a column of a copy is made of, where it is not the base's own; `t` is the row copied, `c` the copy. */
type Own = Record<string, string>;

const later = (...columns: string[]): Own =>
  Object.fromEntries(columns.map((column) => [column, `t."${column}" + c.shift`]));
const marker = `printf('%08x', c.n)`;
const id = (column: string): string => `replace(t."${column}", '${MARK}', ${marker})`;
const hash = (column: string): string => `${marker} || substr(t."${column}", 9)`;
/** Other numbers in the same range, as far apart from those of other copies as chance would have them. */
const scattered = (value: string, bits: number): string => `((${value} + c.n * 2654435761) % ${2 ** bits})`;
const scatteredList = (column: string, bits: number): string =>
  `(select json_group_array(v) from (select ${scattered('value', bits)} as v from json_each(t."${column}") order by v))`;

function statements(handle: Handle): string {
  const all = (table: string, own: Own, only = 'true'): string => {
    const names = handle.prepare(`select name from pragma_table_info('${table}')`);
    names.raw(true);
    const columns = (names.all([]) as unknown as [string][])
      .map(([name]) => name)
      .filter((name) => own[name] !== '');
    const values = columns.map((name) => own[name] ?? `t."${name}"`);
    const ofTicket = table === 'ticket' ? 't.id' : 't.ticket_id';
    return `insert into ${table} (${columns.map((name) => `"${name}"`).join()}) select ${values.join()}
      from bench_copy c cross join ${table} t on ${ofTicket} = c.base where ${only} order by c.n;`;
  };
  const ticketId = 'c.id';
  const compared = `c.n < ${COMPARED}`;
  return [
    all('ticket', {
      id: 'c.id',
      number: 'c.number',
      unit: `iif(t.desk is null, c.place, t.unit)`,
      kelurahan: 'c.place',
      lat: 't.lat + (c.n % 1000) / 10000.0',
      lon: 't.lon + (c.n / 1000 % 1000) / 10000.0',
      ...later('reported_at', 'received_at', 'closed_at', 'stepped_at'),
      next_due_at: 't.next_due_at + c.shift',
      tracking_salt: hash('tracking_salt'),
    }),
    all('event', { seq: '', ticket_id: ticketId, data: id('data'), ...later('at') }),
    all('ticket_text', {
      id: id('id'),
      ticket_id: ticketId,
      body: `t.body || iif(t.kind in ('description', 'narrative'), ' Patokan rumah ' || c.n || '.', '')`,
      ...later('at'),
    }),
    `insert into ticket_search (rowid, description) select ticket_id, body from bench_copy c
      cross join ticket_text on ticket_id = c.id and kind = 'description' order by c.n;`,
    all('ticket_held', { ticket_id: ticketId }),
    all('photo', {
      id: id('id'),
      ticket_id: ticketId,
      sha256: hash('sha256'),
      pixel_hash: hash('pixel_hash'),
      ...later('created_at'),
    }),
    `insert into photo_appearance (photo_id, traits)
      select replace(t.photo_id, '${MARK}', ${marker}), ${scatteredList('traits', 24)} from bench_copy c
      cross join photo p on p.ticket_id = c.base cross join photo_appearance t on t.photo_id = p.id where ${compared};`,
    `insert or ignore into photo_trait (trait, appearance_id) select value, t.id from bench_copy c
      cross join photo p on p.ticket_id = c.id cross join photo_appearance t on t.photo_id = p.id, json_each(t.traits)
      where ${compared} order by value;`,
    all('narrative_print', { ticket_id: ticketId, grams: scatteredList('grams', 48) }, compared),
    all('narrative_gram', { ticket_id: ticketId, gram: scattered('t.gram', 48) }, compared),
  ].join('\n');
}
