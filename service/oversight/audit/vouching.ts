/** What of the database, beside the log, is vouched for; and by which key. Begins with the first start that serves. */
import { setImmediate } from 'node:timers/promises';
import { desc, isNotNull, sql } from 'drizzle-orm';
import { vouchedChange } from '../../platform/db/change-table.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Head } from '../../platform/db/vouched.ts';
import { ConfigError } from '../../platform/settings.ts';
import { checkpoint } from '../../tables/audit.ts';
import { VOUCHED } from '../../tables/vouched.ts';
import { type CheckpointKey, isSigned, newestOutside, openCheckpointKey, publicKeyIn } from './keys.ts';

export interface VouchingOf {
  database: Pick<Database, 'db' | 'vouch'>;
  /** Where the key lies that signs. */
  keyDir: string;
  /** Other processes may write to it. */
  isShared: boolean;
  now(): number;
}

export type Vouch = Awaited<ReturnType<typeof openVouching>>;

/** To be opened before anything is written, migrations too. Refuses keys of another database with a {@link ConfigError}. */
export async function openVouching({ database, keyDir, isShared, now }: VouchingOf) {
  await requireItsHistory(database, keyDir);
  if (isShared) await requireItsKey(database, keyDir);
  let key: CheckpointKey | null = null;
  const sign = (hash: string): string => {
    key ??= openCheckpointKey(keyDir);
    return key.sign(hash);
  };
  const voucher = database.vouch({ tables: VOUCHED, sign, now });
  let isOn = await hasBegun(database);
  if (isOn) await voucher.install();

  return {
    /** Once the schema is this version's: new columns are vouched for as well. */
    async migrated() {
      if (isOn) await voucher.install();
    },
    /** Takes over what is there, where that was not done yet; in steps, between which others have their turn. */
    async begin() {
      if (!isOn) await voucher.install();
      isOn = true;
      while (!(await voucher.begin())) await setImmediate();
    },
    /** Null where nothing is vouched for yet. */
    head: async (): Promise<Head | null> => (isOn ? await voucher.head() : null),
  };
}

type Read = Pick<Database, 'db'>;

async function hasBegun({ db }: Read): Promise<boolean> {
  return (
    (await isThere(db, 'vouched_change')) &&
    (await db.select({ n: vouchedChange.n }).from(vouchedChange).limit(1)).length > 0
  );
}

/** An empty server where the database was: begun anew, it would take the place of what a backup still holds. */
async function requireItsHistory({ db }: Read, keyDir: string): Promise<void> {
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
async function requireItsKey({ db }: Read, keyDir: string): Promise<void> {
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

async function isThere(db: Read['db'], table: string): Promise<boolean> {
  return (await db.values(sql`select 1 from sqlite_schema where name = ${table}`)).length > 0;
}
