/**
 * `npm run let-in -- USERNAME [--anyway]`: for the last operator, who lost password or second factor. Takes the second
 * factor away and prints a one-time password, on a data folder on which no service runs.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openVouching } from '../../oversight/audit/vouching.ts';
import { rescueOperator } from '../../people/accounts/rescue.ts';
import { systemClock } from '../../platform/clock.ts';
import { openDataFolder, stateOf } from '../../platform/data-folder.ts';
import { openDatabase } from '../../platform/db/embedded.ts';
import { admitServer } from '../../platform/server-database.ts';
import { auditKeyDir, ConfigError } from '../../platform/settings.ts';
import { MIGRATIONS } from '../../tables/migrations.ts';
import { databaseSettings, readConfig } from '../config.ts';
import { OURS } from '../service.ts';
import { startFault } from '../start-fault.ts';

process.umask(0o077);
try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { anyway: { type: 'boolean', default: false } },
  });
  const [username] = positionals;
  if (username === undefined) throw new ConfigError('npm run let-in -- USERNAME [--anyway]');
  const config = readConfig([], databaseSettings(process.env));
  const { dataDir, server } = config;
  // Where it is to be put back none is made in its place.
  if (server === undefined && ['none', 'orphaned', 'log'].includes(stateOf(dataDir, MIGRATIONS)))
    throw new ConfigError(`${dataDir} holds no database`);
  const folder = await openDataFolder({ ...config, demo: 'off' }, OURS);
  const database =
    server === undefined
      ? openDatabase(join(dataDir, 'tuntas.db'))
      : await admitServer(server, { ...config, demo: 'off' }, OURS);
  try {
    const keyDir = auditKeyDir(config);
    const vouching = await openVouching({ database, keyDir, now: systemClock.now });
    await database.migrate(MIGRATIONS);
    await vouching.migrated();
    const task = { username, anyway: values.anyway };
    const password = await rescueOperator({ db: database.db, clock: systemClock }, task);
    process.stdout.write(
      `Sign in as "${username}" at /masuk with the one-time password ${password}: it has to be changed first, and a second factor set up anew.\n`,
    );
  } finally {
    database.close();
    folder.release();
  }
} catch (error) {
  process.stderr.write(
    `${startFault(error, process.env.DATA_DIR ?? 'data', process.env.DATABASE_URL !== undefined) ?? String(error)}\n`,
  );
  process.exit(1);
}
