/** What a database holds, table by table, as hashes: two that agree hold the same rows, wherever they lie. */
import { createHash } from 'node:crypto';
import { type AskRows, pagesOf, type TableIn, tablesIn } from '../../platform/db/table-pages.ts';

export interface TableDigest {
  rows: number;
  /** hex, of its rows in the order of their keys. */
  sha256: string;
}

/** By name. */
export async function digestTables(ask: AskRows): Promise<Map<string, TableDigest>> {
  const digests = new Map<string, TableDigest>();
  for (const table of await tablesIn(ask)) digests.set(table.name, await digestOf(ask, table));
  return digests;
}

async function digestOf(ask: AskRows, table: TableIn): Promise<TableDigest> {
  const hash = createHash('sha256');
  let rows = 0;
  for await (const page of pagesOf(ask, table)) {
    for (const row of page) hash.update(`${JSON.stringify(row.slice(table.keys.length).map(spelt))}\n`);
    rows += page.length;
  }
  return { rows, sha256: hash.digest('hex') };
}

function spelt(cell: unknown): unknown {
  if (cell instanceof ArrayBuffer) return { hex: Buffer.from(cell).toString('hex') };
  return cell instanceof Uint8Array ? { hex: Buffer.from(cell).toString('hex') } : cell;
}

/** Names of tables in which the two differ. */
export function differingTables(
  one: ReadonlyMap<string, TableDigest>,
  other: ReadonlyMap<string, TableDigest>,
): string[] {
  const names = [...new Set([...one.keys(), ...other.keys()])];
  return names.filter((name) => one.get(name)?.sha256 !== other.get(name)?.sha256);
}
