/**
 * Lines of an import become events, a few lines in a batch. The counts of the job are written in the same batch, so
 * that after a crash they still say what was done.
 */

import { setImmediate as nextTurn } from 'node:timers/promises';
import { eq, sql } from 'drizzle-orm';
import type { BatchItem } from 'drizzle-orm/batch';
import type { Fault } from '#shared/exchange/row.ts';
import { walkAgainFrom } from '../../oversight/privacy/retention.ts';
import { isUniqueViolation, runBatch } from '../../platform/db/database.ts';
import { type ImportJobRow, importJob, importRefusal, importRefusalGroup } from '../../tables/import.ts';
import { decide } from './decide.ts';
import { readKnown } from './known.ts';
import type { ReadLine } from './messages.ts';
import { place } from './place.ts';
import { openGroups, type RefusedAlike } from './refusals.ts';
import { add, goOn, type ImportWriteDeps } from './steps.ts';
import { waitFor } from './unknown-names.ts';

export type Counts = Pick<ImportJobRow, 'read' | 'added' | 'moved' | 'corrected' | 'unchanged' | 'refused'>;

/** Lines told one by one, and by value; more are counted. Whoever has as many mends the file and not each line. */
const REJECTIONS_KEPT = 10_000;

/** Others file and decide meanwhile; each lost try means that somebody's write succeeded. */
const TRIES = 20;

/** `mayGoBack`: its file is newer than all before, so what went back there was reopened. */
export type Importing = ImportJobRow & { mayGoBack: boolean };

/** ms of deciding after which others have their turn. */
const TURN_MS = 8;

/**
 * Writes these lines and answers the job's counts after them, and for how long (ms) writing held the event loop. A
 * number may come once among them.
 */
export async function writeLines(
  services: ImportWriteDeps,
  job: Importing,
  counts: Counts,
  lines: readonly ReadLine[],
): Promise<Counts & { heldMs: number }> {
  for (let tries = 1; ; tries++) {
    const planned = await plan(services, job, counts.refused, lines);
    const after = {
      read: counts.read + lines.length,
      added: counts.added + planned.added,
      moved: counts.moved + planned.moved,
      corrected: counts.corrected + planned.corrected,
      unchanged: counts.unchanged + planned.unchanged,
      refused: counts.refused + planned.refused,
    };
    await nextTurn();
    const start = performance.now();
    try {
      await runBatch(services, [
        ...planned.statements,
        services.db
          .update(importJob)
          // Null is refused by the column: another process goes on with it, or somebody cancelled it there.
          .set({ ...after, read: sql`case when ${importJob.holder} is ${job.holder} then ${after.read} end` })
          .where(eq(importJob.id, job.id)),
      ]);
      return { ...after, heldMs: performance.now() - start };
    } catch (error) {
      if (!isUniqueViolation(error) || tries >= TRIES) throw error;
    }
  }
}

const COUNTED = { add: 'added', move: 'moved', correct: 'corrected' } as const;

interface Planned extends Omit<Counts, 'read'> {
  statements: BatchItem<'sqlite'>[];
  /** ms UTC; the oldest end that another system tells of. */
  oldestEnd: number;
}

async function plan(
  services: ImportWriteDeps,
  job: Importing,
  refusedBefore: number,
  lines: readonly ReadLine[],
): Promise<Planned> {
  const known = await readKnown(
    services.db,
    lines.flatMap(({ report }) => report?.number ?? []),
  );
  const planned: Planned = {
    statements: [],
    oldestEnd: Number.POSITIVE_INFINITY,
    added: 0,
    moved: 0,
    corrected: 0,
    unchanged: 0,
    refused: 0,
  };
  const groups = openGroups();
  const refuse = (line: number, faults: readonly Fault[]): void => {
    planned.refused++;
    const isToldByLine = refusedBefore + planned.refused <= REJECTIONS_KEPT;
    for (const { value, ...bare } of faults)
      groups.add(line, isToldByLine && value !== undefined ? { ...bare, value } : bare);
    if (!isToldByLine) return;
    for (const { column, reason } of faults) {
      const row = { jobId: job.id, line, column, reason };
      planned.statements.push(services.db.insert(importRefusal).values(row));
    }
  };
  let turn = performance.now();
  for (const { line, report, faults } of lines) {
    if (performance.now() - turn > TURN_MS) {
      await nextTurn();
      turn = performance.now();
    }
    if (!report) {
      refuse(line, faults ?? []);
      continue;
    }
    const placed = place(report, job, services);
    if ('faults' in placed) {
      refuse(line, placed.faults);
      continue;
    }
    const one = known.get(report.number);
    const fate = decide(placed, one, job);
    if (fate.kind === 'refuse') refuse(line, fate.faults);
    else if (fate.kind === 'unchanged') planned.unchanged++;
    else {
      const isNew = fate.kind === 'add' || !one;
      const written = isNew ? add(services, job, placed) : goOn(services, job, placed, one, fate);
      planned.statements.push(...(await written), ...waitFor(services, report.number, placed.unknown));
      planned[COUNTED[fate.kind]]++;
      planned.oldestEnd = Math.min(planned.oldestEnd, report.closedAt ?? planned.oldestEnd);
    }
  }
  for (const group of groups.all()) planned.statements.push(countRefused(services, job.id, group));
  if (Number.isFinite(planned.oldestEnd))
    planned.statements.push(walkAgainFrom(services.db, planned.oldestEnd));
  return planned;
}

function countRefused({ db }: ImportWriteDeps, jobId: string, group: RefusedAlike): BatchItem<'sqlite'> {
  const { jobId: job, reason, column, value, lines } = importRefusalGroup;
  return db
    .insert(importRefusalGroup)
    .values({ jobId, ...group })
    .onConflictDoUpdate({
      target: [job, reason, column, value],
      set: { lines: sql`${lines} + ${group.lines}` },
    });
}
