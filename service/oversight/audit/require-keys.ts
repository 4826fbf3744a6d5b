/** Keys and database belong together: a start with others' is refused before anything is written. */
import { desc, isNotNull, sql } from 'drizzle-orm';
import { vouchedChange } from '../../platform/db/change-table.ts';
import type { Database } from '../../platform/db/database.ts';
import { ConfigError } from '../../platform/settings.ts';
import { checkpoint } from '../../tables/audit.ts';
import { isSigned, newestOutside, publicKeyIn } from './keys.ts';

type Read = Pick<Database, 'db'>;

/** An empty server where the database was: begun anew, it would take the place of what a backup still holds. */
export async function requireItsHistory({ db }: Read, keyDir: string): Promise<void> {
  const outside = newestOutside(keyDir);
  if (outside === null) return;
  const has = (await isThere(db, 'checkpoint'))
    ? await db.select({ n: checkpoint.n }).from(checkpoint).limit(1)
    : [];
  if (has.length > 0) return;
  throw new ConfigError(
    `${keyDir} holds the keys of a database that came to checkpoint ${outside.n}, and this one has none: put the newest backup back, or begin a new one with another folder of keys`,
  );
}

/** With a key of its own one process would write what all the others take for forged. */
export async function requireItsKey({ db }: Read, keyDir: string): Promise<void> {
  if (!(await isThere(db, 'vouched_change'))) return;
  const [last] = await db
    .select({ hash: vouchedChange.hash, signature: vouchedChange.signature })
    .from(vouchedChange)
    .where(isNotNull(vouchedChange.signature))
    .orderBy(desc(vouchedChange.n))
    .limit(1);
  if (last === undefined) return;
  const key = publicKeyIn(keyDir);
  if (key !== null && isSigned(key, { ...last, signature: last.signature ?? '' })) return;
  throw new ConfigError(
    `KEY_DIR: ${keyDir} ${key === null ? 'does not hold the key' : 'holds another key than the one'} that this database is signed with: all its processes share one folder of keys`,
  );
}

/** Before the schema is brought up to date any table may be missing. */
export async function isThere(db: Read['db'], table: string): Promise<boolean> {
  return (await db.values(sql`select 1 from sqlite_schema where name = ${table}`)).length > 0;
}
