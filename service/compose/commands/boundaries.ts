/**
 * `npm run boundaries -- FILE [--source=WHO] [--dated=YYYY-MM-DD]`: checks a GeoJSON file of the city's kelurahan and
 * puts it into the database of DATA_DIR. Nothing is loaded when anything is wrong; a running service needs no restart.
 */

import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { CityFacts } from '#shared/city/facts.ts';
import { here, workFor } from '#shared/city/here.ts';
import type { CityPack } from '#shared/city/pack.ts';
import { toTimestamp } from '#shared/time/zone.ts';
import { openVouching } from '../../oversight/audit/vouching.ts';
import { boundaryChecker } from '../../people/boundaries/check.ts';
import { readFeatures, UnreadableFile } from '../../people/boundaries/read-geojson.ts';
import { replaceBoundaries } from '../../people/boundaries/store.ts';
import { loadUnitDirectory } from '../../people/units/directory.ts';
import { seedUnits } from '../../people/units/seed.ts';
import { openDataFolder, stateOf } from '../../platform/data-folder.ts';
import { openDatabase } from '../../platform/db/embedded.ts';
import type { Server } from '../../platform/db/remote.ts';
import { admitServer } from '../../platform/server-database.ts';
import { auditKeyDir, ConfigError } from '../../platform/settings.ts';
import { MIGRATIONS } from '../../tables/migrations.ts';
import { cityOf, requireCity, stampCity } from '../city.ts';
import { databaseSettings, readConfig } from '../config.ts';
import { OURS } from '../service.ts';

const MAX_FAULTS_SAID = 50;
const USAGE = 'npm run boundaries -- FILE [--source=WHO] [--dated=YYYY-MM-DD]';

export interface LoadRequest {
  city: CityPack;
  file: string;
  dataDir: string;
  /** Where the database lies instead of in the data folder. */
  server?: Server | undefined;
  /** Default: in the data folder. */
  keyDir?: string | undefined;
  /** Default: the file's name. */
  source?: string | undefined;
  /** Default: the day of the load. */
  dated?: string | undefined;
  /** ms UTC */
  now: number;
}

/** What to tell the operator, line by line; `ok` is false when nothing was loaded. */
export async function loadBoundaries(request: LoadRequest): Promise<{ ok: boolean; lines: string[] }> {
  const { dataDir, city, server, keyDir = auditKeyDir({ dataDir }) } = request;
  const where = { dataDir, ...(server === undefined ? {} : { server }) };
  requireCity({ ...where, city }, await cityOf(where));
  workFor(CityFacts.parse(city));
  // Ahead of the first start it is for real. A running service has the folder, and took its database for one of ours.
  const state = server === undefined ? stateOf(dataDir, MIGRATIONS) : null;
  if (state === 'none' || state === 'orphaned')
    (await openDataFolder({ dataDir, demo: 'off' }, OURS)).release();
  const database =
    server === undefined
      ? openDatabase(join(dataDir, 'tuntas.db'))
      : await admitServer(server, { dataDir, demo: 'either', auditKeys: keyDir }, OURS);
  try {
    const vouching = await openVouching({ database, keyDir, now: () => request.now });
    await database.migrate(MIGRATIONS);
    await vouching.migrated();
    await stampCity(database.db, here(), request.now);
    await seedUnits(database.db, city);
    const kelurahan = (await loadUnitDirectory(database.db)).ofKind('kelurahan');
    const checker = boundaryChecker(kelurahan, city);
    const sha256 = await readFeatures(request.file, checker.take);
    const { faults, areas } = checker.finish();
    if (faults.length > 0) {
      const more = faults.length - MAX_FAULTS_SAID;
      return {
        ok: false,
        lines: [
          ...faults.slice(0, MAX_FAULTS_SAID),
          ...(more > 0 ? [`and ${more} more`] : []),
          'Nothing was loaded.',
        ],
      };
    }
    const source = request.source ?? basename(request.file);
    const dated = request.dated ?? toTimestamp(request.now).slice(0, 10);
    await replaceBoundaries(database.db, areas, { source, dated, sha256, at: request.now });
    const missing = kelurahan.length - areas.length;
    return {
      ok: true,
      lines: [
        `Loaded ${areas.length} kelurahan (${source}, ${dated}).`,
        ...(missing > 0
          ? [`${missing} kelurahan are not in the file: points there go to the channel admin's tray.`]
          : []),
      ],
    };
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    return { ok: false, lines: [`The file cannot be read: ${error.message}.`, 'Nothing was loaded.'] };
  } finally {
    database.close();
  }
}

const Options = z.object({ source: z.string().min(1).optional(), dated: z.iso.date().optional() });

async function main(): Promise<void> {
  // Ahead of a first start it makes the database: nobody else's to read.
  process.umask(0o077);
  const say = (line: string): boolean => process.stdout.write(`${line}\n`);
  let request: LoadRequest;
  try {
    const { values, positionals } = parseArgs({
      options: { source: { type: 'string' }, dated: { type: 'string' } },
      allowPositionals: true,
    });
    const [file] = z.tuple([z.string().min(1)]).parse(positionals);
    const config = readConfig([], { ...databaseSettings(process.env), CITY: process.env.CITY });
    request = {
      city: config.city,
      ...Options.parse(values),
      file: resolve(file),
      dataDir: config.dataDir,
      server: config.server,
      keyDir: auditKeyDir(config),
      now: Date.now(),
    };
  } catch (error) {
    say(error instanceof ConfigError ? error.message : USAGE);
    process.exitCode = 2;
    return;
  }
  try {
    const { ok, lines } = await loadBoundaries(request);
    lines.forEach(say);
    if (ok) return;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    say(error.message);
  }
  process.exitCode = 1;
}

if (process.argv[1] !== undefined && import.meta.url.endsWith(process.argv[1].replaceAll('\\', '/')))
  await main();
