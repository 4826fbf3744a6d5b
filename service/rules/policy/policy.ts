/** The policy in force: read from the database once, kept at hand, set by a supervisor without a release. */
import { asc, desc, eq } from 'drizzle-orm';
import type { SetPolicy } from '#shared/contract/policy.ts';
import type { Calendar } from '#shared/deadline/calendar.ts';
import type { DatedPolicy } from '#shared/deadline/rules.ts';
import { CLOCK_POLICY } from '#shared/rules/clocks.ts';
import { EVIDENCE_POLICY, evidencePolicyOf, thresholdsOf } from '#shared/rules/evidence.ts';
import { PERFORMANCE_POLICY } from '#shared/rules/performance.ts';
import { RETENTION_POLICY } from '#shared/rules/retention.ts';
import { toTimestamp } from '#shared/time/zone.ts';
import type { People } from '../../people/people.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Db } from '../../platform/db/database.ts';
import type { Jobs } from '../../platform/jobs.ts';
import type { Platform } from '../../platform/platform.ts';
import { clockSweep, type PolicyRow, policy } from '../../tables/rules.ts';
import type { Categories } from '../categories/register.ts';

export type PolicyDeps = Pick<Platform, 'config' | 'clock'> &
  Pick<People, 'accounts'> & { policy: Policies; categories: Categories; jobs: Pick<Jobs, 'runDue'> };

/** A policy as it is stored: times in ms UTC. */
export type StoredPolicy = PolicyRow;

export type Policies = Awaited<ReturnType<typeof openPolicies>>;

export async function openPolicies(db: Db, clock: Clock, calendar: Calendar) {
  await seed(db);
  let rows = await read(db);
  let dated = toDated(rows);
  const reload = async (): Promise<void> => {
    rows = await read(db);
    dated = toDated(rows);
  };
  const inForce = (at: number): PolicyRow => rows.findLast((row) => row.effectiveFrom <= at) ?? firstOf(rows);
  const current = (): PolicyRow => inForce(clock.now());
  return {
    /** Always as they are now: kept, never copied. */
    clocks: {
      get policies() {
        return dated;
      },
      calendar,
    },

    /** The evidence thresholds in force now. */
    evidence() {
      const { evidence, effectiveFrom } = current();
      return evidencePolicyOf(evidence, toTimestamp(effectiveFrom));
    },

    /** The policy in force now. */
    current,
    /** The one in force at an instant, ms UTC. */
    at: inForce,
    /** Every policy there was and will be, newest first. */
    history: () => rows.toReversed(),
    /** The version set last, whenever it holds. */
    newest: () => Math.max(...rows.map(({ version }) => version)),
    /**
     * Stores a policy from an instant that has not passed. Answers it as stored. With `before`, the version it was
     * written on, it fails on the unique version where that is no longer the newest.
     */
    async set(what: SetPolicy, from: number, by: string, before?: number) {
      const add = db.insert(policy).values({
        ...(before === undefined ? {} : { version: before + 1 }),
        effectiveFrom: from,
        recompute: what.recompute,
        clocks: what.clocks,
        evidence: what.evidence,
        retention: what.retention ?? inForce(from).retention,
        performance: what.performance ?? inForce(from).performance,
        reason: what.reason,
        setAt: clock.now(),
        setBy: by,
      });
      if (what.recompute) await db.batch([add, sweepFrom(db, 'policy', from)]);
      else await add;
      await reload();
      const [stored] = await db.select().from(policy).orderBy(desc(policy.version)).limit(1);
      return stored ?? current();
    },

    /** Reads again what another process may have set. */
    reload,
  };
}

/** Every running clock is to be looked at again, not before `dueAt` (ms UTC). */
export function sweepFrom(db: Db, cause: 'policy' | 'calendar', dueAt: number) {
  return db.insert(clockSweep).values({ cause, dueAt, afterId: 0, moved: 0, doneAt: null });
}

function read(db: Db): Promise<PolicyRow[]> {
  return db.select().from(policy).orderBy(asc(policy.effectiveFrom), asc(policy.version));
}

function firstOf(rows: readonly PolicyRow[]): PolicyRow {
  const [first] = rows;
  if (!first) throw new Error('The database holds no policy');
  return first;
}

function toDated(rows: readonly PolicyRow[]): [DatedPolicy, ...DatedPolicy[]] {
  const date = (row: PolicyRow): DatedPolicy => ({
    version: row.version,
    from: row.effectiveFrom,
    recompute: row.recompute,
    clocks: row.clocks,
  });
  return [date(firstOf(rows)), ...rows.slice(1).map(date)];
}

async function seed(db: Db): Promise<void> {
  const [any] = await db.select({ version: policy.version }).from(policy).where(eq(policy.version, 1));
  if (any) return;
  await db.insert(policy).values({
    version: 1,
    // The first regulation it cites; every report a channel can still bring is younger.
    effectiveFrom: Date.parse(EVIDENCE_POLICY.from),
    recompute: false,
    clocks: CLOCK_POLICY,
    evidence: thresholdsOf(EVIDENCE_POLICY),
    retention: RETENTION_POLICY,
    performance: PERFORMANCE_POLICY,
    reason: 'Ketentuan awal Tuntas; yang ditandai perkiraan belum ada sumbernya.',
    setAt: Date.parse(EVIDENCE_POLICY.from),
    setBy: null,
  });
}
