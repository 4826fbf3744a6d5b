/**
 * Erasing what a reporter handed in: texts with their salts, their photos' bytes and positions, what was derived
 * from them to find things by. The officers' work and the log stay; the log tells that something was erased.
 */

import { and, asc, eq, gt, inArray, isNull, notInArray } from 'drizzle-orm';
import type { BatchItem } from 'drizzle-orm/batch';
import type { Erasure } from '#shared/contract/privacy.ts';
import { NO_METADATA, type PhotoFacts } from '#shared/evidence/facts.ts';
import type { Kept } from '#shared/rules/retention.ts';
import type { EventAction } from '#shared/ticket/action.ts';
import { StoreAway } from '../../evidence/object-store.ts';
import { IN_HAND } from '../../evidence/photo-holds.ts';
import { forgetAppearance } from '../../evidence/rows.ts';
import { type Database, type Db, isUniqueViolation, runBatch } from '../../platform/db/database.ts';
import { idempotentCall } from '../../platform/http/call-table.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import { loosePhoto, photo } from '../../tables/evidence.ts';
import { photoRemoval } from '../../tables/privacy.ts';
import { event, type TextKind, type TicketRow, ticketText } from '../../tables/ticket.ts';
import type { TicketDeps } from '../../tickets/deps.ts';
import { append, type Step, type StepActor } from '../../tickets/ledger.ts';
import { unsearchable } from '../../tickets/new-report.ts';

export interface PrivacyDeps
  extends Pick<TicketDeps, 'db' | 'clock' | 'policy' | 'reads' | 'photos' | 'secrets'> {
  erasedPages: ErasedPages;
}

export interface ErasureRequest {
  number: string;
  by: StepActor;
  what: readonly Kept[];
  reason?: string;
}

/** An erasure that loses a race against a decision is tried on the newer version. */
const TRIES = 500;

const TEXTS: Record<Kept, readonly TextKind[]> = {
  identity: ['reporter'],
  photos: [],
  texts: ['description', 'told_description', 'address', 'told_address', 'point', 'comment'],
};

type Found = Awaited<ReturnType<typeof findOf>>;

/** Idempotent: what is gone already is not erased again and leaves no second event. Throws 404. */
export async function erase(request: ErasureRequest, services: PrivacyDeps): Promise<Erasure> {
  const { number } = request;
  for (let tries = 1; ; tries++) {
    const [row] = await services.reads.byNumbers([number]);
    if (!row) throw new HttpProblem('not-found');
    const found = await findOf(row, request.what, services);
    const isThere = found.texts.length + found.photos.length > 0;
    try {
      if (isThere) {
        await runBatch(services, statementsOf(request, row, found, services));
      }
    } catch (error) {
      if (!isUniqueViolation(error) || tries >= TRIES) throw error;
      continue;
    }
    await removeErasedFiles(services);
    if (isThere) await services.erasedPages.forget();
    return { number, texts: found.texts.length, photos: found.photos.length };
  }
}

/** Filed here, or told by the system it was filed with. */
const BRINGS_TEXTS: readonly EventAction[] = ['lapor', 'impor'];

/** Only what the reporter themselves gave: with the report, and with a rating. */
async function findOf(row: TicketRow, what: readonly Kept[], { db }: PrivacyDeps) {
  const kinds = what.flatMap((kept) => TEXTS[kept]);
  const [events, kept, photos] = await db.batch([
    db.select().from(event).where(eq(event.ticketId, row.id)).orderBy(event.version),
    db.select({ id: ticketText.id }).from(ticketText).where(eq(ticketText.ticketId, row.id)),
    db
      .select()
      .from(photo)
      .where(and(eq(photo.ticketId, row.id), eq(photo.kind, 'report'), isNull(photo.erasedAt))),
  ]);
  const there = new Set(kept.map(({ id }) => id));
  const texts = events
    .filter(({ action, actorRole }) => BRINGS_TEXTS.includes(action) || actorRole === 'reporter')
    .flatMap(({ data }) => Object.entries(data.texts ?? {}))
    .map(([kind, { id }]) => ({ id, kind: kind as TextKind }))
    .filter(({ id, kind }) => kinds.includes(kind) && there.has(id));
  const shown = events.findLast(({ data }) => data.texts?.point)?.data.texts?.point?.id;
  return {
    texts,
    photos: what.includes('photos') ? photos : [],
    /** True when the point that the row shows is among them. */
    hasPoint: texts.some(({ id }) => id === shown),
  };
}

function statementsOf(
  { by, what, reason }: ErasureRequest,
  row: TicketRow,
  { texts, photos, hasPoint }: Found,
  { db, clock, policy }: PrivacyDeps,
): BatchItem<'sqlite'>[] {
  const now = clock.now();
  const step: Step = {
    action: 'hapus_data',
    actor: by,
    to: row.status,
    data: { erased: { texts: texts.map(({ id }) => id), photos: photos.map(({ id }) => id) } },
    ...(reason === undefined ? {} : { texts: { reason } }),
    patch: {
      ...(hasPoint ? { lat: null, lon: null, accuracyM: null } : {}),
      ...(texts.some(({ kind }) => kind === 'description') ? { headline: '' } : {}),
      ...(what.includes('identity') ? { reporterKey: null } : {}),
    },
  };
  const ids = texts.map(({ id }) => id);
  return [
    ...append(db, row, [step], now, policy.clocks).statements,
    // Its words are found by the newest alone.
    ...texts
      .filter(({ kind }) => kind === 'description')
      .slice(-1)
      .map(({ id }) => unsearchable(db, id)),
    ...(ids.length === 0 ? [] : [db.delete(ticketText).where(inArray(ticketText.id, ids))]),
    ...photos.flatMap((one) => [
      db
        .update(photo)
        .set({ erasedAt: now, facts: withoutPlace(one.facts), factsSalt: null })
        .where(eq(photo.id, one.id)),
      ...forgetAppearance(db, one.id),
      db.insert(photoRemoval).values({ sha256: one.sha256 }).onConflictDoNothing(),
    ]),
    // Answers kept for repeated calls hold the texts as well; without one the report as it is now is answered.
    db.update(idempotentCall).set({ body: null }).where(eq(idempotentCall.ticketId, row.id)),
  ];
}

/** What says nothing of where, when and with what it was taken. */
function withoutPlace({
  sha256,
  bytes,
  format,
  width,
  height,
  unreadable,
  pixelsRead,
}: PhotoFacts): PhotoFacts {
  const file = { sha256, bytes, format, width, height, pixelsRead };
  // What is gone waits for nobody to read it.
  const why = unreadable === 'pending' ? null : unreadable;
  return { ...NO_METADATA, ...file, unreadable: why, thumbnailDifference: null };
}

const FILES = 100;

/**
 * Also a job: what a crash left on disk, and what was being filed again at that moment, is looked at in the next
 * round. A photo that another report shows stays.
 */
export async function removeErasedFiles({ db, photos }: Pick<PrivacyDeps, 'db' | 'photos'>): Promise<void> {
  let after = '';
  for (;;) {
    const waiting = await db
      .select()
      .from(photoRemoval)
      .where(gt(photoRemoval.sha256, after))
      .orderBy(asc(photoRemoval.sha256))
      .limit(FILES);
    for (const { sha256 } of waiting) {
      const settled = await photos
        .remove(sha256, () => isNeeded(db, sha256))
        .catch((error: unknown) => {
          // The database has forgotten already; what a store that is away still holds goes once it is back.
          if (error instanceof StoreAway) return null;
          throw error;
        });
      if (settled === null) return;
      if (settled) await db.delete(photoRemoval).where(eq(photoRemoval.sha256, sha256));
      after = sha256;
    }
    if (waiting.length < FILES) return;
  }
}

/** A report shows it, or it waits for one. */
async function isNeeded(db: Db, sha256: string): Promise<boolean> {
  const shown = and(eq(photo.sha256, sha256), isNull(photo.erasedAt));
  const found = await Promise.all([
    db.select({ id: photo.id }).from(photo).where(shown).limit(1),
    db
      .select({ id: loosePhoto.id })
      .from(loosePhoto)
      .where(and(eq(loosePhoto.sha256, sha256), notInArray(loosePhoto.uploader, [...IN_HAND])))
      .limit(1),
  ]);
  return found.some(([one]) => one !== undefined);
}

/**
 * Pages as they were before an erasure stand in the write-ahead log until it begins anew. While an export still reads
 * them it cannot; then nobody waits for that, and it is tried again.
 */
type ErasedPages = ReturnType<typeof openErasedPages>;

export function openErasedPages(database: Pick<Database, 'forgetPages'>) {
  let isWaiting = false;

  async function forget(): Promise<void> {
    isWaiting = true;
    isWaiting = !(await database.forgetPages());
  }

  return {
    /** Begins the log anew, now or as soon as nobody reads the old one. */
    forget,
    /** A job: once more, where somebody was still reading. */
    async again() {
      if (isWaiting) await forget();
    },
  };
}
