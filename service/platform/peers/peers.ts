/**
 * The processes that share one database. Work that one does for all is its own until it is given back or its process is
 * dead, and passes to another then. A process that was only slow finds its number overtaken in the very batch that would
 * settle something: nothing is settled twice.
 *
 * Where the database lies in the process, as by default, it is alone: the lock of the data folder says so, and none of
 * this costs it anything.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { notExists, type SQL, sql } from 'drizzle-orm';
import { openLeases } from './leases.ts';
import { type LifeNeeds, openLife } from './life.ts';
import { ALL_REVISIONS, openRevisions, type Revisions } from './revisions.ts';

/** So often somebody asks whose turn it is. */
const ASK_AGAIN_MS = 200;

export type Peers = Awaited<ReturnType<typeof openPeers>>;

/** The schema is there already. To be opened before anything is read into memory. */
export async function openPeers(needs: LifeNeeds) {
  const { db, log, isAlone } = needs;
  const life = await openLife(needs);
  const leases = openLeases(db, life);
  const [row] = await db.values<[string]>(sql`select ${ALL_REVISIONS}`);
  const revisions: Revisions = openRevisions(db, row?.[0] ?? '{}', log);
  const { id, beat, onLeft, close } = life;
  const { take } = leases;

  return {
    ...{ isAlone, revisions, id, beat, onLeft, take, close },
    /** SQL: is the process of this column gone? */
    isGone: (holder: SQL): SQL => notExists(life.rowOf(holder)),
    /** Waits for its turn, and gives it back afterwards. */
    async inTurn<T>(name: string, work: () => Promise<T>): Promise<T> {
      while ((await take(name)) === null) {
        leases.askAgain(name);
        await pause(ASK_AGAIN_MS);
      }
      try {
        return await work();
      } finally {
        await leases.giveBack(name);
      }
    },
  };
}
