/**
 * Photos that were put off are read from their originals until they are, and what was judged without them is judged
 * again. It goes on in the background: a long line keeps no other job waiting.
 */
import { isDeepStrictEqual } from 'node:util';
import { and, asc, eq, inArray, isNull, lte } from 'drizzle-orm';
import { withCapture } from '#shared/evidence/checks/capture.ts';
import { isSpoilt } from '#shared/evidence/facts.ts';
import { isMerged } from '#shared/ticket/status.ts';
import { MINUTE } from '#shared/time/zone.ts';
import { type ReadPhoto, unreadablePhoto } from '../../evidence/photo-outcome.ts';
import { readAgainRows } from '../../evidence/rows.ts';
import { isUniqueViolation, runBatch } from '../../platform/db/database.ts';
import type { Log } from '../../platform/log.ts';
import { photo, photoReading } from '../../tables/evidence.ts';
import type { TicketRow } from '../../tables/ticket.ts';
import type { TicketDeps } from '../deps.ts';
import { judgedAgain } from '../judge-again.ts';
import { append, factsHash, SISTEM, type Step } from '../ledger.ts';

type Needs = Pick<TicketDeps, 'db' | 'clock' | 'policy' | 'evidence' | 'reads' | 'reader' | 'photos'>;

export interface Readings {
  /** Begins with what is due; answers at once. */
  run(): Promise<void>;
  /** Resolves once nothing that was due is left, or it was stopped. */
  settled(): Promise<void>;
  /** Puts off what is being read. */
  stop(): void;
}

/** What was put off once more, and what failed, is tried again after that. */
const AGAIN_MS = MINUTE;

export function openReadings(services: Needs, log: Log): Readings {
  const stopping = new AbortController();
  let running: Promise<void> | null = null;

  async function walk(): Promise<void> {
    while (!stopping.signal.aborted) {
      const due = await nextDue(services);
      if (due.length === 0) return;
      await readDue(due, services, stopping.signal);
    }
  }

  return {
    async run() {
      running ??= walk()
        .catch((error: unknown) => {
          log.error({ error: error instanceof Error ? error.name : 'unknown' }, 'photos were not read');
        })
        .finally(() => {
          running = null;
        });
    },
    async settled() {
      await running;
    },
    stop() {
      stopping.abort();
    },
  };
}

type Due = Pick<typeof photo.$inferSelect, 'id' | 'ticketId' | 'kind' | 'sha256' | 'facts' | 'factsSalt'> & {
  why: (typeof photoReading.$inferSelect)['why'];
};

/** Those of one report, whose verdict waits for all of them; what is pending before what is only renewed. */
async function nextDue({ db, clock }: Needs): Promise<Due[]> {
  const now = clock.now();
  const due = () =>
    db
      .select({
        id: photo.id,
        ticketId: photo.ticketId,
        kind: photo.kind,
        sha256: photo.sha256,
        facts: photo.facts,
        factsSalt: photo.factsSalt,
        why: photoReading.why,
      })
      .from(photoReading)
      .innerJoin(photo, eq(photo.id, photoReading.photoId));
  const [first] = await due()
    .where(lte(photoReading.dueAt, now))
    .orderBy(asc(photoReading.why), asc(photoReading.dueAt))
    .limit(1);
  if (first === undefined) return [];
  const together = await due().where(and(eq(photo.ticketId, first.ticketId), lte(photoReading.dueAt, now)));
  // Before anything may fail: whatever comes of it, the others' turn comes first.
  await db
    .update(photoReading)
    .set({ dueAt: now + AGAIN_MS })
    .where(inArray(photoReading.photoId, idsOf(together)));
  return together;
}

async function readDue(due: readonly Due[], services: Needs, signal: AbortSignal): Promise<void> {
  const { db } = services;
  const done: Due[] = [];
  const photoFacts: Record<string, string> = {};
  for (const one of due) {
    const read = await readOriginal(one, services, signal);
    if (read?.facts.unreadable === 'pending') continue;
    done.push(one);
    if (read === null) continue;
    const facts = isWaitedFor(one) ? withCapture(read.facts, one.facts.captured) : null;
    // A photo that was readable before stays comparable as it was.
    if (facts === null && isSpoilt(read.facts)) continue;
    await runBatch(services, readAgainRows(db, one, { facts, print: read.print }));
    // The event that came with it holds a hash of what it was taken for then.
    if (facts !== null && one.factsSalt !== null) photoFacts[one.id] = factsHash(one.factsSalt, facts);
  }
  if (done.length > 0) await judge(done, photoFacts, services);
}

/** Null where it was erased, or its original is gone and nothing was wrong with it. */
async function readOriginal(
  { id, sha256, facts }: Due,
  { db, reader, photos }: Needs,
  signal: AbortSignal,
): Promise<ReadPhoto | null> {
  const [there] = await db
    .select({ id: photo.id })
    .from(photo)
    .where(and(eq(photo.id, id), isNull(photo.erasedAt)));
  if (there === undefined) return null;
  const bytes = await photos.original(sha256);
  if (bytes === null) return facts.unreadable === null ? null : unreadablePhoto(facts, 'damaged');
  const outcome = await reader.read(bytes, signal);
  // Too late to refuse the call: the office is told to send it smaller.
  return outcome.kind === 'photo' ? outcome : unreadablePhoto(facts, 'too_heavy');
}

/** With the verdict, in the same batch, they leave the line: a crash in between has them read once more. */
async function judge(
  done: readonly Due[],
  photoFacts: Record<string, string>,
  services: Needs,
): Promise<void> {
  const { db, clock, policy, reads } = services;
  const [first] = done;
  const leave = db.delete(photoReading).where(inArray(photoReading.photoId, idsOf(done)));
  for (;;) {
    const row = done.some(isWaitedFor) && first !== undefined ? await reads.byId(first.ticketId) : null;
    const now = clock.now();
    const step = row && (await stepAfter(row, photoFacts, now, services));
    const written = row && step ? append(db, row, [step], now, policy.clocks).statements : [];
    try {
      await runBatch(services, [leave, ...written]);
      return;
    } catch (error) {
      // Somebody was quicker: judge what they left.
      if (!isUniqueViolation(error)) throw error;
    }
  }
}

/** What goes on record: the verdict where it is another one now, and what the photos are. Null where it is neither. */
async function stepAfter(
  row: TicketRow,
  photoFacts: Record<string, string>,
  now: number,
  services: Needs,
): Promise<Step | null> {
  const judged = isOpenToJudgement(row) ? await judgedAgain(row, row.status, now, services) : null;
  const isSame = isDeepStrictEqual(judged?.patch?.verdict?.findings, row.verdict?.findings);
  const changed = judged === null || isSame ? null : judged;
  if (Object.keys(photoFacts).length === 0) return changed;
  const step = changed ?? { action: 'bukti_diperiksa', actor: SISTEM, to: row.status };
  return { ...step, data: { ...step.data, photoFacts } };
}

/** Nobody has seen its pixels yet. */
function isWaitedFor({ why, facts }: Due): boolean {
  return why === 'pending' || !facts.pixelsRead;
}

/** Waits for a validator, or was decided on while a photo was pending: then it goes on record what that photo was. */
function isOpenToJudgement(row: TicketRow): boolean {
  if (isMerged(row)) return false;
  return (
    row.status === 'validasi' || (row.verdict?.findings ?? []).some(({ code }) => code === 'PHOTO_PENDING')
  );
}

function idsOf(photos: readonly Due[]): string[] {
  return photos.map(({ id }) => id);
}
