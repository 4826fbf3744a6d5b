/**
 * Whether the service can do its work. It finds out by itself, now and then; whoever asks is told what was found last
 * and sets nothing off.
 */
import type { ChildProcess } from 'node:child_process';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Phrase } from '#shared/words/phrase.ts';
import { type Database, type DatabaseFault, databaseFault } from './db/database.ts';
import type { Log } from './log.ts';
import { startChild } from './processes/child.ts';

export interface Ailment {
  says: Phrase;
  /** Nothing can be acknowledged meanwhile: calls had better go elsewhere. */
  isGrave: boolean;
}

/** Looks at one thing and answers what is wrong with it. */
export interface Check {
  name: string;
  find(): Promise<Ailment | null>;
}

const EVERY_MS = 10_000;
/** A look that takes longer is one that found nobody: of a server that hangs it would be told half a minute late. */
const LIMIT_MS = 8_000;
/** Free bytes below which one call's photos may not fit any more; and below which it is time to make room. */
const NO_ROOM = 64 * 2 ** 20;
const LITTLE_ROOM = 2 ** 30;

interface HealthNeeds {
  database: Pick<Database, 'probe'>;
  /** Holds everything but, perhaps, the database. */
  dataDir: string;
  /** The database lies on a server, not in the folder. */
  isOnServer: boolean;
  log: Log;
}

export function openHealth({ database, dataDir, isOnServer, log }: HealthNeeds) {
  const faultSaid = (fault: DatabaseFault): Ailment => ({
    says: (isOnServer ? OF_SERVER : OF_FILE)[fault],
    isGrave: true,
  });
  let checks: readonly Check[] = [];
  let found: readonly Ailment[] = [];
  let probing: Promise<void> | null = null;
  let timer: NodeJS.Timeout | undefined;
  let inspecting: ChildProcess | null = null;
  let isDamaged = false;

  const own: readonly Check[] = [
    {
      name: 'database',
      async find() {
        if (isDamaged) return faultSaid('damaged');
        await inTime(database.probe());
        return null;
      },
    },
    { name: 'disk', find: () => roomIn(dataDir) },
  ];

  async function probe(): Promise<void> {
    const before = saidBy(found);
    const answers = await Promise.all(
      [...own, ...checks].map(async ({ name, find }) => {
        try {
          return await find();
        } catch (error) {
          log.warn({ check: name, error: error instanceof Error ? error.name : 'unknown' }, 'check failed');
          const fault = databaseFault(error);
          if (fault === null && name !== 'database') return { says: OF_FILE.unreachable, isGrave: true };
          return faultSaid(fault ?? 'unreachable');
        }
      }),
    );
    found = answers
      .filter((ailment) => ailment !== null)
      // The same cause is found in several ways: a disk that is full, and a database that cannot be written.
      .filter(({ says }, i, all) => all.findIndex((other) => keyOf(other.says) === keyOf(says)) === i)
      .sort((a, b) => Number(b.isGrave) - Number(a.isGrave));
    const now = saidBy(found);
    if (now === before) return;
    if (now === '') log.warn('healthy again');
    else log.error({ causes: now }, 'not healthy');
  }

  const again = (): Promise<void> => {
    probing ??= probe().finally(() => {
      probing = null;
    });
    return probing;
  };

  return {
    /** The gravest first; empty where all is well. */
    ailments: () => found,
    /** The same by the words' keys, for whoever counts them. */
    causes: () => found.map(({ says, isGrave }) => ({ cause: keyOf(says).split('.').at(-1) ?? '', isGrave })),
    /** Looks once, and from then on by itself, at these things too. */
    async start(more: readonly Check[]) {
      checks = more;
      timer ??= setInterval(() => void again(), EVERY_MS).unref();
      await again();
    },
    /** A call met this error; answers what of it is the database's or the disk's fault. */
    met(error: unknown): Phrase | null {
      const fault = databaseFault(error);
      if (fault === null) return null;
      if (fault === 'damaged') isDamaged = true;
      void again();
      return faultSaid(fault).says;
    },
    /** Reads every page of the database in a process of its own, which leaves this one to its calls. */
    inspect() {
      inspecting = startChild('inspect-process', { task: { file: join(dataDir, 'tuntas.db') } });
      // Without it nothing is known of the pages, as before.
      inspecting.on('error', () => {});
      inspecting.on('message', (damage) => {
        isDamaged = true;
        log.error({ damage }, 'the database is damaged: stop the service and put a backup back');
        void again();
      });
    },
    async stop() {
      clearInterval(timer);
      inspecting?.kill('SIGKILL');
      await probing;
    },
  };
}

const OF_FILE = {
  locked: 'problems.cause.locked',
  full: 'problems.cause.full',
  read_only: 'problems.cause.read_only',
  unreachable: 'problems.cause.unreachable',
  damaged: 'problems.cause.damaged',
} as const satisfies Record<DatabaseFault, Phrase>;

const OF_SERVER = {
  locked: 'problems.cause.server_locked',
  full: 'problems.cause.server_full',
  read_only: 'problems.cause.server_read_only',
  unreachable: 'problems.cause.server_unreachable',
  damaged: 'problems.cause.server_damaged',
} as const satisfies Record<DatabaseFault, Phrase>;

async function inTime<T>(look: Promise<T>): Promise<T> {
  const ending = new AbortController();
  const late = pause(LIMIT_MS, undefined, { ref: false, signal: ending.signal }).then(() => {
    throw new Error('no answer in time');
  });
  try {
    return await Promise.race([look, late]);
  } finally {
    late.catch(() => {});
    ending.abort();
  }
}

async function roomIn(folder: string): Promise<Ailment | null> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  if (free < NO_ROOM) return { says: OF_FILE.full, isGrave: true };
  if (free >= LITTLE_ROOM) return null;
  const megabytes = Math.floor(free / 2 ** 20);
  return { says: { key: 'problems.cause.nearly_full', values: { megabytes } }, isGrave: false };
}

function saidBy(ailments: readonly Ailment[]): string {
  return ailments.map(({ says }) => keyOf(says)).join(' ');
}

function keyOf(says: Phrase): string {
  if (typeof says === 'string') return says;
  return 'key' in says ? says.key : says.text;
}
