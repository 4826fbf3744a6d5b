/**
 * Who is bringing a photo in, and who is taking one away, where several processes share a store: it stands in the
 * database, as rows among the photos that wait. Each side writes its own row before it looks for the other's, so that of
 * two who meet at least one sees it: whoever brings in waits, whoever takes away gives up. What a killed process left
 * runs out, and its file goes as that of any photo that nobody named in time.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { and, eq, gt } from 'drizzle-orm';
import { MINUTE } from '#shared/time/zone.ts';
import type { Clock } from '../platform/clock.ts';
import type { Db } from '../platform/db/database.ts';
import { HttpProblem } from '../platform/http/problem.ts';
import { loosePhoto } from '../tables/evidence.ts';

export interface PhotoHolds {
  /** Answers once nobody takes this photo away; until the hold is let go nobody does. Throws `unavailable`. */
  hold(sha256: string): Promise<PhotoHold>;
  /** Runs `work` while nobody brings the photo in; false, and nothing is run, where somebody may. */
  unlessHeld(sha256: string, work: () => Promise<void>): Promise<boolean>;
}

export interface PhotoHold {
  /** Never throws: what stays runs out. */
  letGo(): Promise<void>;
}

/** In the place of an uploader: no account and no key has such a name, so nobody's quota counts it. */
const COMING = 'tuntas:coming';
const GOING = 'tuntas:going';
/** Whose rows are no photo that somebody sent ahead. */
export const IN_HAND: readonly string[] = [COMING, GOING];

/** ms. Longer than a call has, and than the store is waited for. */
const HELD_MS = 5 * MINUTE;
/** Three objects, each waited for 12 s at most. */
const GOING_MS = MINUTE;
/** Whoever brings a photo in is told to come again after that. */
const WAIT_MS = 6_000;
const LOOK_MS = 100;

export function openPhotoHolds(db: Db, clock: Pick<Clock, 'now'>): PhotoHolds {
  const rowsOf = (sha256: string, uploader: string) =>
    db
      .select({ id: loosePhoto.id })
      .from(loosePhoto)
      .where(
        and(
          eq(loosePhoto.sha256, sha256),
          eq(loosePhoto.uploader, uploader),
          gt(loosePhoto.expiresAt, clock.now()),
        ),
      );
  const written = (id: string, sha256: string, uploader: string, forMs: number) =>
    db.insert(loosePhoto).values({ id, uploader, sha256, bytes: 0, expiresAt: clock.now() + forMs });
  const gone = (id: string) => db.delete(loosePhoto).where(eq(loosePhoto.id, id));

  return {
    async hold(sha256) {
      const id = randomUUID();
      const letGo = async (): Promise<void> => {
        await gone(id).catch(() => {});
      };
      let [, going] = await db.batch([written(id, sha256, COMING, HELD_MS), rowsOf(sha256, GOING)]);
      for (let waited = 0; going.length > 0; waited += LOOK_MS) {
        if (waited >= WAIT_MS) {
          await letGo();
          throw new HttpProblem('unavailable', { retryAfter: 10 });
        }
        await pause(LOOK_MS);
        going = await rowsOf(sha256, GOING);
      }
      return { letGo };
    },

    async unlessHeld(sha256, work) {
      const id = randomUUID();
      try {
        const [, coming, going] = await db.batch([
          written(id, sha256, GOING, GOING_MS),
          rowsOf(sha256, COMING),
          rowsOf(sha256, GOING),
        ]);
        if (coming.length > 0 || going.length > 1) return false;
        await work();
        return true;
      } finally {
        await gone(id).catch(() => {});
      }
    },
  };
}
