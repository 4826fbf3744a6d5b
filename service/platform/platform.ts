/** The ground every room stands on: database, clock, log and keys, and the ways in and out. It knows no domain. */
import { type Clock, type SettableClock, settableClock } from './clock.ts';
import type { Database, Db } from './db/database.ts';
import { type Idempotency, openIdempotency } from './http/idempotency.ts';
import { keyIn } from './keys.ts';
import type { Log } from './log.ts';
import { type Outbound, openOutbound } from './outbound/outbound.ts';
import type { ServiceConfig } from './settings.ts';

export interface Platform {
  config: ServiceConfig;
  database: Database;
  db: Db;
  clock: SettableClock;
  log: Log;
  idempotency: Idempotency;
  /** Every call out to an address that somebody entered goes by this. */
  outbound: Outbound;
  /** The key of this name in the data folder: the same at every start. */
  keyOf(name: string): string;
}

/** `real` is what the service's clock runs by. The database is migrated already. */
export async function openPlatform(
  config: ServiceConfig,
  database: Database,
  log: Log,
  real: Clock,
): Promise<Platform> {
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
    outbound: openOutbound({ trusted: config.outboundTrusted ?? [] }),
    keyOf: (name) => keyIn(config.dataDir, name),
  };
}
