/**
 * `npm run photos -- --to=store|disk`: copies every photo that the database names from the data folder into PHOTO_STORE,
 * or back, and compares every hash. Takes nothing away; beside a running service too. Exit code 0 = all are there,
 * 1 = some are whole in neither place, or it could not be done.
 */
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { copyPhotos } from '../../evidence/move-photos.ts';
import { storeAt } from '../../evidence/store-at.ts';
import { readerOf } from '../../platform/db/source.ts';
import { ConfigError, keyDir, sourceOf } from '../../platform/settings.ts';
import { databaseSettings, readConfig } from '../config.ts';
import { photoStoreSettings } from '../photo-store-config.ts';
import { startFault } from '../start-fault.ts';
import { openStop } from './stopping.ts';

const USAGE = 'npm run photos -- --to=store, or --to=disk';
/** Names of lost photos that are said. */
const SAID = 20;

process.umask(0o077);
const stop = openStop();
const { DATA_DIR } = process.env;
try {
  const { values } = parseArgs({ options: { to: { type: 'string' } } });
  const to = z.enum(['store', 'disk']).safeParse(values.to).data;
  if (to === undefined) throw new ConfigError(USAGE);
  const config = readConfig([], { ...databaseSettings(process.env), ...photoStoreSettings(process.env) });
  const { dataDir, photoStore } = config;
  if (photoStore === undefined) throw new ConfigError('Which store? Set PHOTO_STORE');
  const where = { dataDir, keyDir: keyDir(config) };
  const [elsewhere, disk] = [storeAt({ ...where, photoStore }), storeAt(where)];
  // A copy that is not sealed by this key would count as altered wherever it is read.
  if (!disk.hasKey)
    throw new ConfigError(
      `${where.keyDir} holds no key that seals copies: name the folder with DATA_DIR or KEY_DIR`,
    );
  const ways = {
    store: { from: disk.store, to: elsewhere.store },
    disk: { from: elsewhere.store, to: disk.store },
  };
  const reader = readerOf(sourceOf(config));
  try {
    const { photos, copied, lost } = await copyPhotos(reader.db, ways[to], stop.signal);
    process.stdout.write(
      `${photos} photos: ${copied} copied, ${photos - copied - lost.length} were there, all compared.\n`,
    );
    if (lost.length > 0) {
      process.stdout.write(
        `${lost.length} are whole in neither place; put them back from a backup: ${lost.slice(0, SAID).join(', ')}\n`,
      );
      process.exitCode = 1;
    }
  } finally {
    reader.close();
  }
} catch (error) {
  const why =
    startFault(error, DATA_DIR ?? 'data') ?? (error instanceof Error ? error.message : String(error));
  process.stderr.write(
    `${stop.code() === null ? why : 'Stopped: what was copied stays, and the next run goes on'}\n`,
  );
  process.exit(stop.code() ?? 1);
}
