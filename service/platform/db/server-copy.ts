/**
 * A database on a server as a file, beside services that go on writing: everything is read in one transaction, row by
 * row, search index and keys as they are. What a server has of its own stays there.
 */
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { makeDatabaseFile, type NewFile } from './embedded.ts';
import { READ_MARK } from './server-tables.ts';
import { type AskRows, OF_SERVER, pagesOf, type TableIn, tablesIn } from './table-pages.ts';

const Schema = z.array(z.tuple([z.enum(['table', 'index', 'view', 'trigger']), z.string(), z.string()]));
const Columns = z.array(z.tuple([z.string()]));

/** Triggers that note what is vouched for are the server's alone; a file has them while it is open. */
const isOwn = (type: string, name: string): boolean =>
  OF_SERVER.test(name) || (type === 'trigger' && name.startsWith('vouched_'));

const VIRTUAL = /^create virtual table /i;

/** `ask` answers of one moment throughout. The file at `path` must not be there; it is made whole, or it is not to be used. */
export async function copyToFile(ask: AskRows, path: string): Promise<void> {
  const tables = await tablesIn(ask);
  const schema = Schema.parse(
    await ask(
      `select type, name, sql from sqlite_schema where sql is not null and name not like 'sqlite\\_%' escape '\\' order by rowid`,
    ),
  ).filter(([type, name]) => !isOwn(type, name));
  const [[mark] = []] = await ask(READ_MARK);
  await makeDatabaseFile(path, async (file) => {
    file.exec(`PRAGMA application_id=${z.number().int().parse(mark)}`);
    // A virtual table makes its own tables, which stand in the list as well: before it, in a database that was moved.
    const made = schema.flatMap(([type, , text]) => (type === 'table' ? text : []));
    for (const text of made.filter((text) => VIRTUAL.test(text))) file.exec(text);
    for (const text of made.filter((text) => !VIRTUAL.test(text)))
      file.exec(text.replace(/^create table (?!if not exists)/i, 'CREATE TABLE IF NOT EXISTS '));
    for (const table of tables) await fill(file, ask, table);
    await fillSequences(file, ask);
    for (const [, , text] of schema.filter(([type]) => type !== 'table')) file.exec(text);
  });
}

async function fill(file: NewFile, ask: AskRows, table: TableIn): Promise<void> {
  const { name, keys } = table;
  // Computed ones compute themselves.
  const found = Columns.parse(await ask(`select name from pragma_table_xinfo('${name}') where hidden = 0`));
  const columns = found.map(([column]) => `"${column}"`);
  // What its making has put there.
  file.exec(`DELETE FROM "${name}"`);
  const hasRowid = keys[0] === 'rowid';
  const into = [...(hasRowid ? keys : []), ...columns];
  const put = file.prepare(
    `INSERT INTO "${name}" (${into.join(', ')}) VALUES (${into.map(() => '?').join(', ')})`,
  );
  for await (const page of pagesOf(ask, table, columns.join(', ')))
    for (const row of page) put(hasRowid ? row : row.slice(keys.length));
}

/** How far numbers were given out that are never given again. */
async function fillSequences(file: NewFile, ask: AskRows): Promise<void> {
  const [there] = await ask(`select 1 from sqlite_schema where name = 'sqlite_sequence'`);
  if (there === undefined) return;
  file.exec('DELETE FROM sqlite_sequence');
  const put = file.prepare('INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)');
  for (const row of await ask('select name, seq from sqlite_sequence')) put(row);
}

/** For {@link copyToFile}, of a reader's database. */
export const askOf =
  (db: { values(query: ReturnType<typeof sql.raw>): Promise<unknown[][]> }): AskRows =>
  (text) =>
    db.values(sql.raw(text));
