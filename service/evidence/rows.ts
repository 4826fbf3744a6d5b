/** What one photo or narrative adds to the database, as statements for the one batch of its action. */
import { createHash } from 'node:crypto';
import { eq, type SQL } from 'drizzle-orm';
import type { BatchItem } from 'drizzle-orm/batch';
import type { PhotoKind } from '#shared/contract/ticket.ts';
import { isPending, type PhotoFacts } from '#shared/evidence/facts.ts';
import { gramsOf } from '#shared/evidence/narrative/grams.ts';
import { bandsOf, type PhotoPrint } from '#shared/evidence/pixels.ts';
import { EVIDENCE_POLICY } from '#shared/rules/evidence.ts';
import type { Db } from '../platform/db/database.ts';
import { narrativeGram, narrativePrint, photo, photoReading, photoView } from '../tables/evidence.ts';

export interface NewPhoto {
  id: string;
  /** A subquery where the ticket is inserted in the same batch. */
  ticketId: number | SQL;
  kind: PhotoKind;
  followUp: number | null;
  /** Order within its kind and follow-up, from 0: findings name photos by it. */
  position: number;
  facts: PhotoFacts;
  print: PhotoPrint;
  /** ms UTC */
  createdAt: number;
}

type Statement = BatchItem<'sqlite'>;

export function photoRows(db: Db, { facts, print, ...row }: NewPhoto): Statement[] {
  return [
    db.insert(photo).values({ ...row, facts, sha256: print.sha256, pixelHash: print.pixelHash }),
    ...viewRows(db, row, print),
    ...(isPending(facts)
      ? [db.insert(photoReading).values({ photoId: row.id, why: 'pending', dueAt: row.createdAt })]
      : []),
  ];
}

/** What a photo was found to be once it was read after all. `facts` null: only what it is compared by is new. */
export function readAgainRows(
  db: Db,
  row: Pick<NewPhoto, 'id' | 'kind'>,
  { print, facts }: { print: PhotoPrint; facts: PhotoFacts | null },
): Statement[] {
  const known = facts === null ? {} : { facts };
  return [
    db
      .update(photo)
      .set({ ...known, pixelHash: print.pixelHash })
      .where(eq(photo.id, row.id)),
    db.delete(photoView).where(eq(photoView.photoId, row.id)),
    ...viewRows(db, row, print),
  ];
}

function viewRows(db: Db, { id, kind }: Pick<NewPhoto, 'id' | 'kind'>, { views }: PhotoPrint): Statement[] {
  // Letters are scans of the same form: they are kept, never compared.
  if (kind === 'letter' || views.length === 0) return [];
  return [
    db.insert(photoView).values(
      views.map(({ dhash, grey }) => {
        const [band0, band1, band2, band3] = bandsOf(dhash);
        return { photoId: id, dhash, band0, band1, band2, band3, grey: Buffer.from(grey) };
      }),
    ),
  ];
}

export function narrativeRows(
  db: Db,
  { ticketId, followUp, narrative }: { ticketId: number | SQL; followUp: number; narrative: string },
): Statement[] {
  const grams = narrativeHashes(narrative);
  if (grams.length === 0) return [];
  const prefix = prefixOf(grams, EVIDENCE_POLICY.narrative.similarity);
  return [
    db.insert(narrativePrint).values({ ticketId, followUp, grams }),
    db.insert(narrativeGram).values(prefix.map((gram) => ({ gram, ticketId, followUp }))),
  ];
}

/** A narrative as the hashes of its word 3-grams: 48 bits, ascending: their order is fixed, which the prefix filter needs. Empty below three words. */
export function narrativeHashes(narrative: string): number[] {
  const hashes = new Set<number>();
  for (const gram of gramsOf(narrative)) {
    hashes.add(createHash('sha256').update(gram).digest().readUIntBE(0, 6));
  }
  return [...hashes].sort((a, b) => a - b);
}

/** Two sets with a Jaccard index of at least `similarity` share a member of these. */
export function prefixOf(hashes: readonly number[], similarity: number): number[] {
  // 0.8 · 5 is not quite 4 in binary; without the margin the prefix would come out one too short.
  const needed = Math.ceil(similarity * hashes.length - 1e-9);
  return hashes.slice(0, hashes.length - needed + 1);
}
