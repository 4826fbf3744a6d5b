/**
 * `npm run backup -- --to=FOLDER [--recipient=age1…]`: database, photos and keys of a data folder as one file,
 * beside a running service too; with DATABASE_URL the database is that server's. Encrypted to the recipient (or `BACKUP_RECIPIENT`), or by `BACKUP_PASSPHRASE`.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { makeBackup, type Seal } from '../../oversight/backup/make.ts';
import { auditKeyDir, ConfigError, sourceOf } from '../../platform/settings.ts';
import { databaseSettings, readConfig } from '../config.ts';
import { photoStoreSettings } from '../photo-store-config.ts';
import { startFault } from '../start-fault.ts';
import { openStop } from './stopping.ts';

process.umask(0o077);
const stop = openStop();
const { DATA_DIR, BACKUP_DIR, BACKUP_RECIPIENT, BACKUP_PASSPHRASE } = process.env;
try {
  const { values } = parseArgs({ options: { to: { type: 'string' }, recipient: { type: 'string' } } });
  const config = readConfig([], {
    ...databaseSettings(process.env),
    BACKUP_DIR,
    BACKUP_RECIPIENT,
    ...photoStoreSettings(process.env),
  });
  const to = values.to ?? config.backup?.dir;
  // Not where one happens to stand: that may be a folder of sources, or one that others read.
  if (to === undefined) throw new ConfigError('Where to? npm run backup -- --to=FOLDER, or set BACKUP_DIR');
  const task = {
    source: sourceOf(config),
    dataDir: config.dataDir,
    keyDir: auditKeyDir(config),
    photoStore: config.photoStore,
    to: resolve(to),
    at: Date.now(),
    seal: sealOf(values.recipient ?? config.backup?.recipient),
  };
  const path = await makeBackup(task, stop.signal);
  process.stdout.write(`${path}\n`);
  if (task.seal === undefined) {
    process.stderr.write(
      'It is not encrypted and holds keys and what citizens wrote: keep it as such, or name --recipient=age1…\n',
    );
  }
} catch (error) {
  const why = startFault(error, DATA_DIR ?? 'data') ?? String(error);
  process.stderr.write(
    `${stop.code() === null ? why : 'Stopped: no backup was made, and nothing of it is left'}\n`,
  );
  process.exit(stop.code() ?? 1);
}

function sealOf(recipient: string | undefined): Seal | undefined {
  if (recipient !== undefined) return { recipient };
  return BACKUP_PASSPHRASE === undefined ? undefined : { passphrase: BACKUP_PASSPHRASE };
}
