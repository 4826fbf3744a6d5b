/** What of the database, beside the log, is vouched for; and by which key. Begins with the first start that serves. */
import { setImmediate } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { vouchedChange } from '../../platform/db/change-table.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Head } from '../../platform/db/vouched.ts';
import { VOUCHED } from '../../tables/vouched.ts';
import { type CheckpointKey, openCheckpointKey } from './keys.ts';

export interface VouchingOf {
  database: Pick<Database, 'db' | 'vouch'>;
  /** Where the key lies that signs. */
  keyDir: string;
  now(): number;
}

export type Vouch = Awaited<ReturnType<typeof openVouching>>;

/** To be opened before anything is written, migrations too. */
export async function openVouching({ database, keyDir, now }: VouchingOf) {
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

async function hasBegun({ db }: Pick<Database, 'db'>): Promise<boolean> {
  const [table] = await db.values(sql`select 1 from sqlite_schema where name = 'vouched_change'`);
  return (
    table !== undefined && (await db.select({ n: vouchedChange.n }).from(vouchedChange).limit(1)).length > 0
  );
}
