/** Keys and a server's database belong together: a start with others' is refused before anything is written. */
import { z } from 'zod';
import type { AskRows } from '../../platform/db/table-pages.ts';
import { ConfigError } from '../../platform/settings.ts';
import { isSigned, newestOutside, publicKeyIn, type SignedCheckpoint } from './keys.ts';

const Signed = z.tuple([z.string(), z.string()]);

/** `ask`: answers what stands where is written. Throws a {@link ConfigError}. */
export async function requireKeys(ask: AskRows, keyDir: string): Promise<void> {
  const isThere = async (table: string): Promise<boolean> =>
    (await ask(`select 1 from sqlite_schema where name = '${table}'`)).length > 0;
  const first = async (table: string, sql: string): Promise<unknown[] | undefined> =>
    (await isThere(table)) ? (await ask(sql))[0] : undefined;

  // An empty server where the database was: begun anew, it would take the place of what a backup still holds.
  const outside = newestIn(keyDir);
  if (outside !== null && !(await first('checkpoint', 'select n from checkpoint limit 1')))
    throw new ConfigError(
      `${keyDir} holds the keys of a database that came to checkpoint ${outside.n}, and this one has none: put the newest backup back, or begin a new one with another folder of keys`,
    );
  // With a key of its own one process would write what all the others take for forged.
  const newest = `select hash, signature from vouched_change where signature is not null order by n desc limit 1`;
  const last = Signed.safeParse(await first('vouched_change', newest)).data;
  if (last === undefined) return;
  const [hash, signature] = last;
  const key = publicKeyIn(keyDir);
  if (key !== null && isSigned(key, { hash, signature })) return;
  throw new ConfigError(
    `KEY_DIR: ${keyDir} ${key === null ? 'does not hold the key' : 'holds another key than the one'} that this database is signed with: all its processes share one folder of keys`,
  );
}

function newestIn(keyDir: string): SignedCheckpoint | null {
  try {
    return newestOutside(keyDir);
  } catch {
    throw new ConfigError(
      `KEY_DIR: the newest checkpoint in ${keyDir} is damaged: put it back from a backup`,
    );
  }
}
