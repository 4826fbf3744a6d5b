/**
 * Whose turn it is: of the validators on duty the one who was given a report the longest time ago. The turns
 * stand in the database, so a rotation goes on after a restart; one is taken in the same batch as the report that
 * it gives away, so a write that fails takes nobody's turn.
 */
import { and, asc, desc, eq, gt, isNull, lte, sql } from 'drizzle-orm';
import type { BatchItem } from 'drizzle-orm/batch';
import type { Clock } from '../../platform/clock.ts';
import type { Db } from '../../platform/db/database.ts';
import { officerGrant, user } from '../../tables/account.ts';
import { dutyPeriod, dutyTurn } from '../../tables/duty.ts';
import { rosterName } from './roster.ts';

export interface Turn {
  /** Account id. */
  officer: string;
  /** To be written in the batch that proposes the report. */
  taken: BatchItem<'sqlite'>;
}

export type Turns = ReturnType<typeof openTurns>;

export function openTurns(db: Db, clock: Clock) {
  let before: Promise<unknown> = Promise.resolve();
  /** Given away, and not written yet. */
  const underWay = new Set<{ n: number; officer: string }>();
  const lastTurn = sql`(select max(${dutyTurn.n}) from ${dutyTurn} where ${dutyTurn.officer} = ${user.id})`;
  const now = sql.placeholder('now');
  const inTurn = db
    .select({ id: user.id })
    .from(dutyPeriod)
    .innerJoin(user, eq(user.id, dutyPeriod.officer))
    .where(
      and(
        eq(dutyPeriod.roster, rosterName(null)),
        lte(dutyPeriod.from, now),
        gt(dutyPeriod.until, now),
        isNull(user.disabledAt),
        sql`exists (select 1 from ${officerGrant}
          where ${officerGrant.officer} = ${user.id} and ${officerGrant.role} = 'validator')`,
      ),
    )
    .orderBy(asc(sql`coalesce(${lastTurn}, 0)`), asc(user.username))
    .prepare();
  const newest = db.select({ n: dutyTurn.n }).from(dutyTurn).orderBy(desc(dutyTurn.n)).limit(1).prepare();

  const onDuty = async (): Promise<string[]> => (await inTurn.all({ now: clock.now() })).map(({ id }) => id);

  async function next(): Promise<{ n: number; officer: string } | null> {
    const lately = new Map([...underWay].map(({ n, officer }) => [officer, n]));
    const [officer] = (await onDuty()).toSorted((a, b) => (lately.get(a) ?? 0) - (lately.get(b) ?? 0));
    if (officer === undefined) return null;
    const last = await newest.get();
    const turn = { n: Math.max(last?.n ?? 0, ...lately.values()) + 1, officer };
    underWay.add(turn);
    return turn;
  }

  return {
    /** Accounts of the validators on duty now, the one whose turn it is first. */
    onDuty,
    /**
     * Runs `write` with the next turn, null where nobody is on duty. Turns are read one after another, so nobody's is read
     * twice; they are written as they come, at the same moment where they come together.
     */
    async take<T>(write: (turn: Turn | null) => Promise<T>): Promise<T> {
      const reading = before.then(next);
      before = reading.catch(() => {});
      const turn = await reading;
      if (turn === null) return write(null);
      const { n, officer } = turn;
      try {
        // Its number is the key: of two processes that read the same one the second writes nothing and tries again.
        return await write({ officer, taken: db.insert(dutyTurn).values({ n, officer }) });
      } finally {
        underWay.delete(turn);
      }
    },
  };
}
