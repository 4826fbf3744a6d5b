/**
 * Recomputing running clocks after a policy or the calendar has changed: a walk over the open reports in short
 * steps, each report that moves told by an event of its own. It goes on where it stopped, also after a restart.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { and, asc, desc, eq, gt, isNotNull, isNull, lte } from 'drizzle-orm';
import { recomputeClocks } from '#shared/deadline/recompute.ts';
import type { ClockRules } from '#shared/deadline/rules.ts';
import type { StoredClock } from '#shared/deadline/stored-clock.ts';
import { isUniqueViolation, runBatch } from '../platform/db/database.ts';
import { clockSweep } from '../tables/rules.ts';
import { type TicketRow, ticket } from '../tables/ticket.ts';
import type { TicketDeps } from './deps.ts';
import { append, SISTEM, type Step } from './ledger.ts';

/** Ids looked at in one step: some milliseconds of the event loop, as is writing one report. */
const WINDOW = 50;
/** Steps after which it is written down how far the walk has come: looking again at a few changes nothing. */
const NOTED_EVERY = 20;

type Needs = Pick<TicketDeps, 'db' | 'clock' | 'policy'>;

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
    for (let steps = 1; !stopped && afterId < last; steps++) {
      for (const id of await movingAfter(services, afterId)) {
        if (await recompute(services, id)) moved++;
        await nextTurn();
      }
      afterId += WINDOW;
      if (steps % NOTED_EVERY === 0) await note({ afterId, moved });
      await nextTurn();
    }
    await note(afterId < last ? { afterId, moved } : { afterId, moved, doneAt: clock.now() });

    async function note(reached: Partial<typeof sweep>): Promise<void> {
      await db.update(clockSweep).set(reached).where(eq(clockSweep.id, sweep.id));
    }
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

/** False where it did not move: whoever acted on it meanwhile has recomputed it by that very act. */
async function recompute(services: Needs, id: number): Promise<boolean> {
  const { db, clock, policy } = services;
  for (;;) {
    const now = clock.now();
    const [row] = await db.select().from(ticket).where(eq(ticket.id, id));
    if (!row || row.nextDueAt === null || !moves(row, now, policy.clocks)) return false;
    const data = { policy: policy.current().version };
    const step: Step = { action: 'hitung_ulang', actor: SISTEM, to: row.status, data };
    try {
      await runBatch(services, append(db, row, [step], now, policy.clocks).statements);
      return true;
    } catch (error) {
      // Somebody was quicker: read anew.
      if (!isUniqueViolation(error)) throw error;
    }
  }
}

/** What a person would see change. That a newer policy comes to the same is worth no event. */
function moves(row: Pick<TicketRow, 'clocks' | 'category'>, now: number, rules: ClockRules): boolean {
  const seen = (clocks: readonly StoredClock[]) =>
    clocks.map(({ clock, rule, dueAt, assumed }) => [clock, rule, dueAt, assumed]);
  return !isDeepStrictEqual(seen(recomputeClocks(row.clocks, now, rules, row.category)), seen(row.clocks));
}
