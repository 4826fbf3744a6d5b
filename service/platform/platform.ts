/** The ground every room stands on: database, clock, log and keys, and the ways in and out. It knows no domain. */

import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { type Clock, settableClock } from './clock.ts';
import type { Database } from './db/database.ts';
import { madeOnce } from './durable.ts';
import { openHealth } from './health.ts';
import { openIdempotency } from './http/idempotency.ts';
import type { Log } from './log.ts';
import { makeFolder } from './make-folder.ts';
import { openOutbound } from './outbound/outbound.ts';
import { openPeers } from './peers/peers.ts';
import { keyDir, type ServiceConfig } from './settings.ts';
import { openTally } from './tally.ts';

export type Platform = Awaited<ReturnType<typeof openPlatform>>;

export interface Ground {
  database: Database;
  log: Log;
  /** What the service's clock runs by. */
  real: Clock;
  /** Does no other process serve from this database? */
  isAlone: boolean;
}

/** The database is migrated already. */
export async function openPlatform(config: ServiceConfig, { database, log, real, isAlone }: Ground) {
  const { db } = database;
  const clock = settableClock(config.clockStart ?? real.now(), real);
  const keyOf = (name: string): string => keyIn(keyDir(config), name);
  const peers = await openPeers({ db, log, isAlone });
  const idempotency = openIdempotency({ db, clock, secret: keyOf('stored-answers'), peers });
  await idempotency.sealEarlier();
  await idempotency.freeInterrupted();
  const freeing = (error: unknown): void =>
    log.error({ error: error instanceof Error ? error.name : 'unknown' }, 'interrupted calls were not freed');
  peers.onLeft(() => void idempotency.freeInterrupted().catch(freeing));
  return {
    config,
    database,
    db,
    clock,
    log,
    idempotency,
    /** The other processes on this database, and what this one does for all of them. */
    peers,
    tally: openTally(),
    health: openHealth({
      ...{ database, log },
      dataDir: config.dataDir,
      isOnServer: config.server !== undefined,
    }),
    /** Every call out to an address that somebody entered goes by this. */
    outbound: openOutbound({ trusted: config.outboundTrusted ?? [] }),
    /** The key of this name among the service's: the same at every start. */
    keyOf,
  };
}

/** A key of 256 bits as text, the same at every start with this folder. */
function keyIn(folder: string, name: string): string {
  const path = join(folder, name);
  makeFolder(folder, 0o700);
  const isWhole = (text: string) => Buffer.from(text, 'base64url').length === 32;
  return madeOnce(path, () => randomBytes(32).toString('base64url'), isWhole).trim();
}
