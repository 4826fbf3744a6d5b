/** Is this photo, or this narrative, one that was handed in before? Answered from what is stored. */
import { and, asc, desc, eq, inArray, lt, lte, ne, notInArray, or, type SQL, sql } from 'drizzle-orm';
import type { NearestPhoto } from '#shared/evidence/checks/reuse.ts';
import { jaccard } from '#shared/evidence/narrative/grams.ts';
import {
  bandsOf,
  bestAlignment,
  CANDIDATE_BITS,
  COPY_SHARE,
  hammingOf,
  neighboursOf,
  type PhotoPrint,
  type View,
} from '#shared/evidence/pixels.ts';
import type { EvidencePolicy } from '#shared/rules/evidence.ts';
import type { Db } from '../platform/db/database.ts';
import { narrativeGram, narrativePrint, photo, photoView } from '../tables/evidence.ts';
import { ticket } from '../tables/ticket.ts';
import type { ReadPhoto } from './photo-outcome.ts';
import { narrativeHashes, prefixOf } from './rows.ts';

/** Ids of a report and of all that were merged with it: among them nothing is reuse. */
type Family = readonly number[];

export interface Comparisons {
  /** Empty for no number, and for one nobody knows. */
  familyOf(number: string | undefined): Promise<Family>;
  /** Photos of the report before the work. */
  beforePhotos(number: string): Promise<ReadPhoto[]>;
  /** After-photos of a follow-up as they were read, in the order handed in. */
  afterPhotos(number: string, followUp: number): Promise<ReadPhoto[]>;
  /** The nearest relative among photos of other reports that came no later than `until` (ms UTC). */
  relativeOf(print: PhotoPrint, family: Family, until?: number): Promise<NearestPhoto | null>;
  /** Numbers of other reports with the same narrative: as many as make a finding, not more. */
  copiesOf(narrative: string, family: Family): Promise<string[]>;
}

/** Candidates looked at pixel by pixel, nearest hash first: 0.1 ms each. */
const MAX_CANDIDATES = 400;

/** Narratives fetched at a time. */
const PAGE = 200;

export function kinshipOf(print: PhotoPrint, other: PhotoPrint): Pick<NearestPhoto, 'by' | 'share'> | null {
  if (print.sha256 === other.sha256) return { by: 'file' };
  if (print.pixelHash !== null && print.pixelHash === other.pixelHash) return { by: 'pixels' };
  const share = bestAlignment(print.views, other.views);
  return share !== null && share >= COPY_SHARE ? { by: 'alignment', share } : null;
}

export function databaseComparisons(db: Db, policyNow: () => EvidencePolicy['narrative']): Comparisons {
  return {
    async familyOf(number) {
      if (number === undefined) return [];
      const rows = await db.values<[number]>(sql`
        with recursive up(number) as (
          select ${number}
          union
          select t.merged_into from ticket t join up on t.number = up.number where t.merged_into is not null
        ), family(number) as (
          select number from up
          union
          select t.number from ticket t join family on t.merged_into = family.number
        )
        select t.id from ticket t join family on t.number = family.number`);
      return rows.map(([id]) => id);
    },

    beforePhotos(number) {
      return printsOf(db, and(eq(ticket.number, number), inArray(photo.kind, ['report', 'before'])));
    },

    afterPhotos(number, followUp) {
      return printsOf(
        db,
        and(eq(ticket.number, number), eq(photo.kind, 'after'), eq(photo.followUp, followUp)),
      );
    },

    async relativeOf(print, family, until = Number.MAX_SAFE_INTEGER) {
      const others = and(notInArray(photo.ticketId, [...family]), lte(photo.createdAt, until));
      return (await sameFileOrPixels(db, print, others)) ?? (await alignedCopy(db, print, others));
    },

    copiesOf: (narrative, family) => copiesOf(db, policyNow(), narrative, family),
  };
}

async function printsOf(db: Db, where: SQL | undefined): Promise<ReadPhoto[]> {
  const rows = await db
    .select({ photo, dhash: photoView.dhash, grey: photoView.grey })
    .from(photo)
    .innerJoin(ticket, eq(ticket.id, photo.ticketId))
    .leftJoin(photoView, eq(photoView.photoId, photo.id))
    .where(where)
    .orderBy(asc(photo.createdAt), asc(photo.position), asc(photoView.id));
  const found = new Map<string, ReadPhoto & { print: { views: View[] } }>();
  for (const { photo: row, dhash, grey } of rows) {
    const { sha256, pixelHash, facts } = row;
    const known = found.get(row.id);
    const one = known ?? { kind: 'photo', facts, print: { sha256, pixelHash, views: [] } };
    if (dhash !== null && grey !== null) one.print.views.push({ dhash, grey });
    if (!known) found.set(row.id, one);
  }
  return [...found.values()];
}

/** `others`: which photos are not the report's own, and count. */
async function sameFileOrPixels(
  db: Db,
  print: PhotoPrint,
  others: SQL | undefined,
): Promise<NearestPhoto | null> {
  const same = or(
    eq(photo.sha256, print.sha256),
    print.pixelHash === null ? undefined : eq(photo.pixelHash, print.pixelHash),
  );
  const [first] = await db
    .select({ number: ticket.number, sha256: photo.sha256 })
    .from(photo)
    .innerJoin(ticket, eq(ticket.id, photo.ticketId))
    .where(and(same, ne(photo.kind, 'letter'), others))
    .orderBy(desc(eq(photo.sha256, print.sha256)), asc(photo.createdAt))
    .limit(1);
  if (!first) return null;
  return { by: first.sha256 === print.sha256 ? 'file' : 'pixels', of: 'other', ref: first.number };
}

/** Views whose hash is near, nearest first. */
async function candidates(db: Db, dhash: string): Promise<number[]> {
  const bands = bandsOf(dhash);
  const columns = [photoView.band0, photoView.band1, photoView.band2, photoView.band3] as const;
  const near = new Map<number, number>();
  for (const [i, column] of columns.entries()) {
    const rows = await db
      .select({ id: photoView.id, dhash: photoView.dhash })
      .from(photoView)
      .where(inArray(column, neighboursOf(bands[i] ?? 0)));
    for (const row of rows) {
      const bits = hammingOf(dhash, row.dhash);
      if (bits <= CANDIDATE_BITS) near.set(row.id, bits);
    }
  }
  return [...near]
    .sort(([, a], [, b]) => a - b)
    .slice(0, MAX_CANDIDATES)
    .map(([id]) => id);
}

async function alignedCopy(db: Db, print: PhotoPrint, others: SQL | undefined): Promise<NearestPhoto | null> {
  let best: NearestPhoto | null = null;
  for (const view of print.views) {
    const ids = await candidates(db, view.dhash);
    for (let at = 0; at < ids.length; at += PAGE) {
      const rows = await db
        .select({ number: ticket.number, dhash: photoView.dhash, grey: photoView.grey })
        .from(photoView)
        .innerJoin(photo, eq(photo.id, photoView.photoId))
        .innerJoin(ticket, eq(ticket.id, photo.ticketId))
        .where(and(inArray(photoView.id, ids.slice(at, at + PAGE)), others));
      for (const { number, dhash, grey } of rows) {
        const share = bestAlignment([view], [{ dhash, grey }]);
        if (share !== null && share >= COPY_SHARE && share > (best?.share ?? 0)) {
          best = { by: 'alignment', of: 'other', ref: number, share };
        }
      }
    }
  }
  return best;
}

async function copiesOf(
  db: Db,
  policy: EvidencePolicy['narrative'],
  narrative: string,
  family: Family,
): Promise<string[]> {
  const grams = narrativeHashes(narrative);
  if (grams.length === 0) return [];
  const own = new Set(grams);
  const found = new Map<number, string>();
  let before = Number.MAX_SAFE_INTEGER;
  for (;;) {
    // Newest first: a text that thousands share is decided by the first page.
    const tickets = await db
      .selectDistinct({ id: narrativeGram.ticketId })
      .from(narrativeGram)
      .where(
        and(
          inArray(narrativeGram.gram, prefixOf(grams, policy.similarity)),
          lt(narrativeGram.ticketId, before),
          notInArray(narrativeGram.ticketId, [...family]),
        ),
      )
      .orderBy(desc(narrativeGram.ticketId))
      .limit(PAGE);
    const ids = tickets.map(({ id }) => id);
    const texts = await db
      .select({ id: narrativePrint.ticketId, number: ticket.number, grams: narrativePrint.grams })
      .from(narrativePrint)
      .innerJoin(ticket, eq(ticket.id, narrativePrint.ticketId))
      .where(inArray(narrativePrint.ticketId, ids))
      .orderBy(desc(narrativePrint.ticketId));
    for (const text of texts) {
      if (jaccard(own, new Set(text.grams)) >= policy.similarity) found.set(text.id, text.number);
    }
    const last = ids.at(-1);
    if (last === undefined || found.size >= policy.copies) return [...found.values()];
    before = last;
  }
}
