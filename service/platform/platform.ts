/** The ground every room stands on: database, clock, log and keys, and the ways in and out. It knows no domain. */

import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Clock, settableClock } from './clock.ts';
import type { Database } from './db/database.ts';
import { openHealth } from './health.ts';
import { openIdempotency } from './http/idempotency.ts';
import type { Log } from './log.ts';
import { makeFolder } from './make-folder.ts';
import { openOutbound } from './outbound/outbound.ts';
import type { ServiceConfig } from './settings.ts';
import { openTally } from './tally.ts';

export type Platform = Awaited<ReturnType<typeof openPlatform>>;

/** `real` is what the service's clock runs by. The database is migrated already. */
export async function openPlatform(config: ServiceConfig, database: Database, log: Log, real: Clock) {
  const { db } = database;
  const clock = settableClock(config.clockStart ?? real.now(), real);
  const keyOf = (name: string): string => keyIn(config.dataDir, name);
  const idempotency = openIdempotency(db, clock, keyOf('stored-answers'));
  await idempotency.sealEarlier();
  await idempotency.freeInterrupted();
  return {
    config,
    database,
    db,
    clock,
    log,
    idempotency,
    tally: openTally(),
    health: openHealth(database, config.dataDir, join(config.dataDir, 'tuntas.db'), log),
    /** Every call out to an address that somebody entered goes by this. */
    outbound: openOutbound({ trusted: config.outboundTrusted ?? [] }),
    /** The key of this name in the data folder: the same at every start. */
    keyOf,
  };
}

/** A key of 256 bits as text, the same at every start on this data folder. */
function keyIn(dataDir: string, name: string): string {
  const folder = join(dataDir, 'keys');
  const path = join(folder, name);
  makeFolder(folder, 0o700);
  try {
    // `wx`: of two processes that start at once one writes and both read the same.
    writeFileSync(path, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return readFileSync(path, 'utf8').trim();
}
