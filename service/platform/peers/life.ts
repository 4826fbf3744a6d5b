/**
 * A process says every few seconds that it lives, and sees who else does. Where the database lies in the process it is
 * alone, and lives for ever without a word.
 */
import { randomUUID } from 'node:crypto';
import { and, eq, gt, lte, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../db/database.ts';
import type { Log } from '../log.ts';
import { serviceProcess } from './tables.ts';

/** So often a process says that it lives; taken for dead after {@link LIVES_MS}, which others notice within one more. */
export const BEAT_MS = 3_000;
export const LIVES_MS = 10_000;
const FOREVER = Number.MAX_SAFE_INTEGER;

export interface LifeNeeds {
  db: Db;
  log: Log;
  isAlone: boolean;
  time?: LifeTime;
}

interface LifeTime {
  /** ms UTC, one and the same for all: what the database says, as machines differ. */
  now(): SQL<number> | number;
  /** ms, of this process alone, never set back. */
  steady(): number;
}

const TIME: LifeTime = {
  now: () => sql<number>`cast(unixepoch('subsec') * 1000 as integer)`,
  steady: () => performance.now(),
};

export type Life = Awaited<ReturnType<typeof openLife>>;

export async function openLife({ db, log, isAlone, time = TIME }: LifeNeeds) {
  const beating: (() => void)[] = [];
  const leaving: (() => void)[] = [];
  let id = '';
  let livesUntil = 0;
  let others = new Set<string>();

  const lives = (who: SQL | string) => and(eq(serviceProcess.id, who), gt(serviceProcess.until, time.now()));
  const isDead = () => lte(serviceProcess.until, time.now());
  const until = () => (isAlone ? FOREVER : sql`${time.now()} + ${LIVES_MS}`);

  async function enter(): Promise<void> {
    id = randomUUID();
    const since = time.steady();
    await db.batch([
      // Alone on the database: whoever stands there died.
      db.delete(serviceProcess).where(isAlone ? undefined : isDead()),
      db.insert(serviceProcess).values({ id, until: until() }),
    ]);
    livesUntil = isAlone ? FOREVER : since + LIVES_MS;
  }

  async function beat(): Promise<void> {
    const since = time.steady();
    const [mine, rows] = await db.batch([
      db.update(serviceProcess).set({ until: until() }).where(lives(id)).returning({ id: serviceProcess.id }),
      db.select({ id: serviceProcess.id, isDead: isDead() }).from(serviceProcess),
    ]);
    for (const heard of beating) heard();
    const isAnew = mine.length === 0;
    if (!isAnew) livesUntil = isAlone ? FOREVER : since + LIVES_MS;
    else {
      log.warn({}, 'this process was taken for dead, because it did not answer for long: it begins anew');
      await enter();
    }
    const now = new Set(rows.flatMap((row) => (row.isDead || row.id === id ? [] : [row.id])));
    const hasLost = [...others].some((other) => !now.has(other)) || rows.some((row) => row.isDead);
    others = now;
    if (hasLost) await db.delete(serviceProcess).where(isDead());
    if (hasLost || isAnew) for (const heard of leaving) heard();
  }

  function beatSoon(): void {
    void beat().catch((error: unknown) => {
      log.error(
        { error: error instanceof Error ? error.name : 'unknown' },
        'not told that this process lives',
      );
    });
  }

  await enter();
  const timer = isAlone ? undefined : setInterval(beatSoon, BEAT_MS).unref();

  return {
    /** Names this process among the living; another one after it was taken for dead. */
    id: (): string => id,
    /** By its own clock: false before anybody else may take it for dead. */
    isAlive: (): boolean => time.steady() < livesUntil,
    /** SQL: a row where that process lives, none where it does not. */
    rowOf: (who: SQL | string) => db.select({ one: sql`1` }).from(serviceProcess).where(lives(who)),
    /** Says that this process lives, and looks who else does. */
    beat,
    beatSoon,
    onBeat: (heard: () => void): void => void beating.push(heard),
    /** Calls `heard` after another process has ended or died: what it did is to be done by somebody else. */
    onLeft: (heard: () => void): void => void leaving.push(heard),
    async close(): Promise<void> {
      clearInterval(timer);
      livesUntil = 0;
      await db.delete(serviceProcess).where(eq(serviceProcess.id, id));
    },
  };
}
