/**
 * `npm run restore -- FILE [--identity=FILE] [--older]`: puts a backup back into a data folder on which no service
 * runs. What lies there is moved aside; where it has come further than the backup, only with `--older`.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type RestoreTask, restoreBackup } from '../../oversight/backup/restore.ts';
import { replacedIn } from '../../platform/restoring.ts';
import { auditKeyDir, ConfigError } from '../../platform/settings.ts';
import { readConfig } from '../config.ts';
import { photoStoreSettings } from '../photo-store-config.ts';
import { startFault } from '../start-fault.ts';
import { openStop } from './stopping.ts';

process.umask(0o077);
const stop = openStop();
const { DATA_DIR, KEY_DIR, AUDIT_KEY_DIR, BACKUP_PASSPHRASE } = process.env;
try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { identity: { type: 'string' }, older: { type: 'boolean', default: false } },
  });
  const [file] = positionals;
  if (file === undefined) throw new ConfigError('npm run restore -- FILE [--identity=FILE] [--older]');
  const config = readConfig([], { DATA_DIR, KEY_DIR, AUDIT_KEY_DIR, ...photoStoreSettings(process.env) });
  const { manifest, aside } = await restoreBackup({
    file,
    dataDir: config.dataDir,
    keyDir: auditKeyDir(config),
    photoStore: config.photoStore,
    key: keyIn(values.identity),
    older: values.older,
    at: Date.now(),
    stop: stop.signal,
  });
  process.stdout.write(
    `Put back as of ${new Date(manifest.at).toISOString()}: events up to ${manifest.seq}, ${manifest.files} files.\n`,
  );
  if (aside !== null) process.stdout.write(`What was there lies in ${aside}.\n`);
  const others = replacedIn(config.dataDir);
  if (others.length > 0)
    process.stdout.write(
      `Nothing removes what was replaced; when you need it no longer, do: ${others.join(', ')}\n`,
    );
} catch (error) {
  const why = startFault(error, DATA_DIR ?? 'data') ?? String(error);
  process.stderr.write(`${stop.code() === null ? why : 'Stopped: nothing was changed'}\n`);
  process.exit(stop.code() ?? 1);
}

/** age's own files of identities: comments, and a key a line. */
function keyIn(path: string | undefined): RestoreTask['key'] {
  if (path === undefined)
    return BACKUP_PASSPHRASE === undefined ? undefined : { passphrase: BACKUP_PASSPHRASE };
  const identity = readText(path)
    .split('\n')
    .find((line) => line.startsWith('AGE-SECRET-KEY-'));
  if (identity === undefined) throw new ConfigError(`${path} holds no age identity`);
  return { identity: identity.trim() };
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new ConfigError(`${path} cannot be read: --identity names the file with age's secret key`);
  }
}
