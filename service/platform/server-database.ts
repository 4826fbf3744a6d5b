/**
 * A libSQL server that is to hold the database: looked at before anything is written to it, and refused in one line where
 * it cannot be used or holds what does not fit, as a data folder is.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { judged, LEDGER, MARKS, type Ours } from './data-folder.ts';
import { DatabaseError, NoAnswer, NotLetIn } from './db/hrana.ts';
import { openServer, type Server, type ServerDatabase } from './db/remote.ts';
import { SERVER_TABLES } from './db/server-tables.ts';
import { OF_SERVER } from './db/table-pages.ts';
import { auditKeyDir, type Config, ConfigError } from './settings.ts';

/** The oldest that was tried: what it calls itself begins with this. */
const OLDEST = [0, 24] as const;

const ANOTHER = 'give it an empty database';
const NAME = 'DATABASE_URL: what it leads to';

const REFUSED = {
  demo: { real: 'holds a real database, which no demo touches: start it with --demo=off' },
  real: { demo: `holds a demo, whose password everyone knows: for real use ${ANOTHER}` },
  loading: `holds a demo that was not loaded to its end: ${ANOTHER}`,
  open: `holds accounts that the demo's password opens: ${ANOTHER}`,
} as const;

const Texts = z.array(z.tuple([z.string()]));

interface Admitted extends Pick<Config, 'dataDir' | 'keys' | 'auditKeys'> {
  /** `either`: for what may be done to a demo and to a real one alike; an empty one becomes real. */
  demo: Config['demo'] | 'either';
}

/** Throws a {@link ConfigError}. The schema is not yet brought up to date. */
export async function admitServer(server: Server, config: Admitted, ours: Ours): Promise<ServerDatabase> {
  const { demo } = config;
  const database = openServer(server);
  try {
    await requireSqld(database);
    const found = await lookAt(database);
    const state = judged(found, ours.migrations, { file: NAME, another: ANOTHER });
    const refused = await reasonAgainst(state, demo, database, ours);
    if (refused !== null) throw new ConfigError(`${NAME} ${refused}`);
    await ours.requireKeys(database.look, auditKeyDir(config));
    await database.begin();
    const becomes = demo === 'off' || demo === 'either' ? MARKS.real : MARKS.loading;
    if (state === 'none' || (demo === 'off' && state !== 'real')) await database.mark(becomes);
    return database;
  } catch (error) {
    database.close();
    throw inWords(error, server);
  }
}

/** Photos in a data folder are seen by its own process alone. To be asked before the schema is brought up to date. */
export async function requireNoOther({ look }: Pick<ServerDatabase, 'look'>): Promise<void> {
  const there = await look(`select 1 from sqlite_schema where name = 'service_process'`);
  const first = new Map<string, number>();
  for (;;) {
    const others = there.length === 0 ? [] : Others.parse(await look(LIVING));
    if (others.length === 0) return;
    // One that was killed is not known to be dead before its time; one that lives says so anew.
    if (others.some(([id, until]) => until > (first.get(id) ?? until))) break;
    for (const [id, until] of others) first.set(id, first.get(id) ?? until);
    await pause(LOOK_AGAIN_MS);
  }
  throw new ConfigError(
    'PHOTO_STORE is not set, and another process serves from this database: of several all need the same PHOTO_STORE, or each finds its own photos only',
  );
}

const LOOK_AGAIN_MS = 200;
const Others = z.array(z.tuple([z.string(), z.number()]));
const LIVING = `select id, until from service_process where until > cast(unixepoch('subsec') * 1000 as integer)`;

async function requireSqld(database: ServerDatabase): Promise<void> {
  for (const version of await database.versions()) {
    const [, major, minor] = /^sqld (\d+)\.(\d+)\./.exec(version) ?? [];
    const isKnown = Number(major) > OLDEST[0] || (Number(major) === OLDEST[0] && Number(minor) >= OLDEST[1]);
    if (!isKnown)
      throw new ConfigError(
        `DATABASE_URL: what answers there is no sqld from ${OLDEST.join('.')} on (${version.slice(0, 60) || 'it does not say what it is'})`,
      );
  }
}

async function lookAt(database: ServerDatabase) {
  const read = async (sql: string): Promise<string[]> => Texts.parse(await database.look(sql)).flat();
  const all = await read(`select name from sqlite_schema where type = 'table'`);
  // Ours beside the data, and the watchdog's, which may have written before any service.
  const tables = all.filter((name) => !OF_SERVER.test(name));
  const isBegun = SERVER_TABLES.every((name) => all.includes(name));
  const applied = tables.includes(LEDGER) ? await read(`select hash from ${LEDGER} order by created_at`) : [];
  const [[own] = []] = isBegun ? [] : await database.look('select application_id from pragma_application_id');
  return { id: isBegun ? await database.marked() : own, tables, applied };
}

async function reasonAgainst(
  state: ReturnType<typeof judged>,
  demo: Admitted['demo'],
  database: ServerDatabase,
  { anyOpensToEveryone }: Ours,
): Promise<string | null> {
  if (state === 'loading') return REFUSED.loading;
  if (demo === 'either') return null;
  if (demo !== 'off') return state === 'real' ? REFUSED.demo.real : null;
  if (state === 'demo') return REFUSED.real.demo;
  if (state !== 'unmarked') return null;
  const stored = `select password from account where provider_id = 'credential' and password is not null`;
  const hashes = Texts.parse(await database.look(stored)).flat();
  return anyOpensToEveryone(hashes) ? REFUSED.open : null;
}

/** What an operator can do something about; others as they are. */
function inWords(error: unknown, { url, readUrl }: Server): unknown {
  if (error instanceof NotLetIn)
    return new ConfigError(
      `DATABASE_URL: ${error.message}: set DATABASE_TOKEN to one that may read and write`,
    );
  const where = readUrl === undefined ? url : `${url} or ${readUrl}`;
  if (error instanceof NoAnswer)
    return new ConfigError(`DATABASE_URL: no database can be reached at ${where}: ${error.message}`);
  if (error instanceof DatabaseError)
    return new ConfigError(`DATABASE_URL: the database at ${where} cannot be used: ${error.message}`);
  if (error instanceof z.ZodError || error instanceof SyntaxError)
    return new ConfigError(`DATABASE_URL: what answers at ${where} does not speak as a libSQL server does`);
  return error;
}
