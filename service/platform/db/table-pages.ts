/** Every row of every table, a page at a time, in the order of their keys: of a file and of a server alike. */
import { z } from 'zod';

/** Asks a database and answers its rows, cells as text, numbers, bytes or null. */
export type AskRows = (sql: string) => Promise<unknown[][]>;

export interface TableIn {
  name: string;
  /** What orders its rows, and names each: `rowid` where it has one. */
  keys: string[];
}

/** So many rows at once: a server's answer is at most 10 MB. */
const PAGE = 200;

/** A server's own tables, which no file has. */
export const OF_SERVER = /^(?:tuntas_|libsql_|_litestream)/;

const Names = z.array(z.tuple([z.string(), z.number()]));

/** By name. Index tables of the search are among them; virtual ones are what these make of themselves. */
export async function tablesIn(ask: AskRows): Promise<TableIn[]> {
  const found = Names.parse(
    await ask(
      `select name, wr from pragma_table_list where schema = 'main' and type in ('table', 'shadow') and name not like 'sqlite_%' order by name`,
    ),
  );
  const tables: TableIn[] = [];
  for (const [name, isWithoutRowid] of found) {
    if (!OF_SERVER.test(name))
      tables.push({ name, keys: isWithoutRowid === 1 ? await keysOf(ask, name) : ['rowid'] });
  }
  return tables;
}

/** Each row begins with its keys; `columns` follow. */
export async function* pagesOf(
  ask: AskRows,
  { name, keys }: TableIn,
  columns = '*',
): AsyncGenerator<unknown[][]> {
  const order = keys.join(', ');
  let after = '';
  for (;;) {
    const page = await ask(
      `select ${order}, ${columns} from "${name}" ${after} order by ${order} limit ${PAGE}`,
    );
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    after = `where (${order}) > (${last.slice(0, keys.length).map(literal).join(', ')})`;
  }
}

async function keysOf(ask: AskRows, name: string): Promise<string[]> {
  const found = await ask(`select name from pragma_table_info('${name}') where pk > 0 order by pk`);
  return z
    .array(z.tuple([z.string()]))
    .parse(found)
    .map(([column]) => `"${column}"`);
}

/** Of a key that was read just now. */
function literal(value: unknown): string {
  if (value instanceof ArrayBuffer || value instanceof Uint8Array)
    return `x'${Buffer.from(new Uint8Array(value)).toString('hex')}'`;
  return typeof value === 'number' ? String(value) : `'${String(value).replaceAll("'", "''")}'`;
}
