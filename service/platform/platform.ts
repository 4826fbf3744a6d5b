/** The ground every room stands on: database, clock, log and keys, and the ways in and out. It knows no domain. */
import { type Clock, settableClock } from './clock.ts';
import type { Database } from './db/database.ts';
import { openIdempotency } from './http/idempotency.ts';
import { keyIn } from './keys.ts';
import type { Log } from './log.ts';
import { openOutbound } from './outbound/outbound.ts';
import type { ServiceConfig } from './settings.ts';

export type Platform = Awaited<ReturnType<typeof openPlatform>>;

/** `real` is what the service's clock runs by. The database is migrated already. */
export async function openPlatform(config: ServiceConfig, database: Database, log: Log, real: Clock) {
  const { db } = database;
  const clock = settableClock(config.clockStart ?? real.now(), real);
  const idempotency = openIdempotency(db, clock);
  await idempotency.freeInterrupted();
  return {
    config,
    database,
    db,
    clock,
    log,
    idempotency,
    /** Every call out to an address that somebody entered goes by this. */
    outbound: openOutbound({ trusted: config.outboundTrusted ?? [] }),
    /** The key of this name in the data folder: the same at every start. */
    keyOf: (name: string): string => keyIn(config.dataDir, name),
  };
}
