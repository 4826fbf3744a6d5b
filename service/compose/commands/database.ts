/**
 * `npm run database -- --to=server --folder=FOLDER`: puts the database of DATA_DIR into an empty folder of a libSQL server,
 * waits until one was started on it, and compares every row. `--to=file --folder=FOLDER`: compares and takes it back, once
 * that server was stopped. DATABASE_URL and DATABASE_TOKEN name the server. No service may run meanwhile. Exit code 0 = all is
 * the same, 1 = it is not, or it could not be done.
 */
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { type MovedServer, moveToFile, moveToServer } from '../../oversight/backup/server-files.ts';
import { type Address, openHrana } from '../../platform/db/hrana.ts';
import { plain } from '../../platform/db/server-writer.ts';
import { ConfigError } from '../../platform/settings.ts';
import { databaseSettings, readConfig } from '../config.ts';
import { startFault } from '../start-fault.ts';

const USAGE = 'npm run database -- --to=server|file --folder=FOLDER, with DATABASE_URL and DATABASE_TOKEN';

/** ms. Of one question to the server; and for whoever starts or stops it. */
const ASKED_MS = 30_000;
const PATIENCE_MS = 30 * 60_000;
const LOOK_MS = 500;

const say = (line: string): boolean => process.stdout.write(`${line}\n`);

process.umask(0o077);
const { DATA_DIR } = process.env;
try {
  const { values } = parseArgs({ options: { to: { type: 'string' }, folder: { type: 'string' } } });
  const asked = z
    .object({ to: z.enum(['server', 'file']), folder: z.string().min(1) })
    .safeParse(values).data;
  const { dataDir, server: addressed } = readConfig([], databaseSettings(process.env));
  if (asked === undefined || addressed === undefined) throw new ConfigError(USAGE);
  const folder = resolve(asked.folder);
  const server = openServer(addressed, folder);
  if (asked.to === 'file') say('Reading every row of the server: nobody may write to it from now on.');
  const { tables, rows, events, differing } =
    asked.to === 'server'
      ? await moveToServer({ dataDir, folder, at: Date.now() }, server)
      : await moveToFile({ dataDir, folder }, server);
  if (differing.length > 0) {
    throw new ConfigError(`Not the same: ${differing.join(', ')}. Go on with what there was before`);
  }
  say(`All the same: ${events} events, ${rows} rows in ${tables} tables.`);
  say(
    asked.to === 'server'
      ? `From now on start the service with DATABASE_URL; the file was put aside in ${dataDir}.`
      : `From now on start the service without DATABASE_URL, on ${dataDir}.`,
  );
} catch (error) {
  process.stderr.write(
    `${startFault(error, DATA_DIR ?? 'data') ?? (error instanceof Error ? error.message : String(error))}\n`,
  );
  process.exit(1);
}

/** What is asked by nobody else meanwhile: one question a call. */
function openServer(address: Address, folder: string): MovedServer {
  const hrana = openHrana(address, ASKED_MS);

  async function ask(sql: string): Promise<unknown[][]> {
    const [outcome] = await hrana.each([plain(sql)]);
    if (outcome === undefined || 'error' in outcome) throw outcome?.error ?? new Error('no answer');
    return outcome.rows;
  }

  async function until(isUp: boolean): Promise<void> {
    say(
      `${isUp ? 'Start' : 'Stop'} the server on ${folder} now: this goes on as soon as it ${isUp ? 'answers' : 'is gone (a watchdog would bring it back: stop that one first)'}.`,
    );
    for (let waited = 0; waited < PATIENCE_MS; waited += LOOK_MS) {
      const answers = await ask('select 1').then(
        () => true,
        () => false,
      );
      if (answers === isUp) return;
      await pause(LOOK_MS);
    }
    throw new ConfigError(`The server was not ${isUp ? 'started' : 'stopped'} within half an hour`);
  }

  return { ask, untilUp: () => until(true), untilDown: () => until(false) };
}
