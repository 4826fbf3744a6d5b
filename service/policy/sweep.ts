/**
 * Recomputing running clocks after a policy or the calendar has changed: a walk over the open reports in short
 * steps, each report that moves told by an event of its own. It goes on where it stopped, also after a restart.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, lte } from 'drizzle-orm';
import { recomputeClocks } from '#shared/deadline/recompute.ts';
import type { ClockRules } from '#shared/deadline/rules.ts';
import type { StoredClock } from '#shared/deadline/stored-clock.ts';
import { isUniqueViolation } from '../db/database.ts';
import { clockSweep } from '../db/schema/policy.ts';
import { type TicketRow, ticket } from '../db/schema/ticket.ts';
import type { Services } from '../services.ts';
import { runBatch } from '../tickets/act.ts';
import { append, SISTEM } from '../tickets/ledger.ts';

/** Reports looked at in one step, and reports written in one batch: some milliseconds of the event loop each. */
const WINDOW = 200;
const WRITTEN = 2;

type Needs = Pick<Services, 'db' | 'clock' | 'policy'>;

export interface Sweeps {
  /** Does what is due. */
  run(): Promise<void>;
  /** Ends after the step under way. */
  stop(): void;
}

export function openSweeps(services: Needs): Sweeps {
  const { db, clock } = services;
  let stopped = false;

  async function walk(sweep: typeof clockSweep.$inferSelect): Promise<void> {
    let { afterId, moved } = sweep;
    const last = await newestId(services);
    while (!stopped && afterId < last) {
      const moving = await movingAfter(services, afterId);
      for (let i = 0; i < moving.length; i += WRITTEN) {
        moved += await recompute(services, moving.slice(i, i + WRITTEN));
        await nextTurn();
      }
      afterId += WINDOW;
      await db.update(clockSweep).set({ afterId, moved }).where(eq(clockSweep.id, sweep.id));
      await nextTurn();
    }
    if (afterId < last) return;
    await db.update(clockSweep).set({ doneAt: clock.now() }).where(eq(clockSweep.id, sweep.id));
  }

  return {
    async run() {
      const due = await db
        .select()
        .from(clockSweep)
        .where(and(isNull(clockSweep.doneAt), lte(clockSweep.dueAt, clock.now())))
        .orderBy(asc(clockSweep.dueAt), asc(clockSweep.id));
      for (const sweep of due) await walk(sweep);
    },
    stop() {
      stopped = true;
    },
  };
}

/** The reports of one window of ids whose clocks the rules of now would change. */
async function movingAfter({ db, clock, policy }: Needs, id: number): Promise<number[]> {
  // By id and bounded: a condition alone would look through all that was ever closed in one go.
  const rows = await db
    .select({ id: ticket.id, clocks: ticket.clocks, category: ticket.category })
    .from(ticket)
    .where(and(gt(ticket.id, id), lte(ticket.id, id + WINDOW), isNotNull(ticket.nextDueAt)));
  const now = clock.now();
  return rows.filter((row) => moves(row, now, policy.clocks)).map((row) => row.id);
}

async function newestId({ db }: Pick<Needs, 'db'>): Promise<number> {
  const [row] = await db.select({ id: ticket.id }).from(ticket).orderBy(desc(ticket.id)).limit(1);
  return row?.id ?? 0;
}

/** Answers how many moved. A report that somebody acted on meanwhile has been recomputed by that very act. */
async function recompute(services: Needs, ids: readonly number[]): Promise<number> {
  const { db, clock, policy } = services;
  const now = clock.now();
  const rows = await db
    .select()
    .from(ticket)
    .where(inArray(ticket.id, [...ids]));
  const moving = rows.filter((row) => row.nextDueAt !== null && moves(row, now, policy.clocks));
  const data = { policy: policy.current().version };
  const written = moving.flatMap(
    (row) =>
      append(db, row, [{ action: 'hitung_ulang', actor: SISTEM, to: row.status, data }], now, policy.clocks)
        .statements,
  );
  try {
    await runBatch(services, written);
    return moving.length;
  } catch (error) {
    // Somebody was quicker with one of them: each by itself, and read anew.
    if (!isUniqueViolation(error)) throw error;
    let moved = 0;
    for (const id of ids) moved += await recompute(services, [id]);
    return moved;
  }
}

/** What a person would see change. That a newer policy comes to the same is worth no event. */
function moves(row: Pick<TicketRow, 'clocks' | 'category'>, now: number, rules: ClockRules): boolean {
  const seen = (clocks: readonly StoredClock[]) =>
    clocks.map(({ clock, rule, dueAt, assumed }) => [clock, rule, dueAt, assumed]);
  return !isDeepStrictEqual(seen(recomputeClocks(row.clocks, now, rules, row.category)), seen(row.clocks));
}
