/** What one photo or narrative adds to the database, as statements for the one batch of its action. */
import { hash } from 'node:crypto';
import { eq, type SQL, sql } from 'drizzle-orm';
import type { BatchItem } from 'drizzle-orm/batch';
import type { PhotoKind } from '#shared/contract/ticket.ts';
import { isPending, type PhotoFacts } from '#shared/evidence/facts.ts';
import { gramsOf } from '#shared/evidence/narrative/grams.ts';
import type { PhotoPrint } from '#shared/evidence/pixels.ts';
import { EVIDENCE_POLICY } from '#shared/rules/evidence.ts';
import type { Db } from '../platform/db/database.ts';
import { blanksOf, recipe } from '../platform/db/recipe.ts';
import {
  narrativePrint,
  photo,
  photoAppearance,
  photoReading,
  photoTrait,
  photoView,
} from '../tables/evidence.ts';

export interface NewPhoto {
  id: string;
  /** A subquery where the ticket is inserted in the same batch. */
  ticketId: number | SQL;
  kind: PhotoKind;
  followUp: number | null;
  /** Order within its kind and follow-up, from 0: findings name photos by it. */
  position: number;
  facts: PhotoFacts;
  /** Absent: no event holds a hash of its facts. */
  factsSalt?: string | undefined;
  print: PhotoPrint;
  /** It waits to be compared with others. */
  isUncompared?: boolean | undefined;
  /** ms UTC */
  createdAt: number;
}

type Statement = BatchItem<'sqlite'>;

export function photoRows(db: Db, { facts, print, isUncompared = false, ...row }: NewPhoto): Statement[] {
  return [
    db.insert(photo).values({ ...row, facts, sha256: print.sha256, pixelHash: print.pixelHash }),
    ...appearanceRows(db, row, print),
    ...(isPending(facts) || isUncompared
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
    ...forgetAppearance(db, row.id),
    ...appearanceRows(db, row, print),
  ];
}

function appearanceRows(
  db: Db,
  { id, kind }: Pick<NewPhoto, 'id' | 'kind'>,
  { appearance }: PhotoPrint,
): Statement[] {
  // Letters are scans of the same form: they are kept, never compared.
  if (kind === 'letter' || appearance === null || appearance.traits.length === 0) return [];
  return [
    db.insert(photoAppearance).values({ photoId: id, traits: appearance.traits }),
    insertTraits(db, { photoId: id, traits: JSON.stringify(appearance.traits) }),
  ];
}

/** Rows that are many: put together by the database from one list. */
const insertTraits = recipe<{ photoId: string; traits: string }>((db) =>
  db.run(sql`insert into photo_trait (trait, appearance_id)
    select value, (select id from photo_appearance where photo_id = ${sql.placeholder('photoId')})
    from json_each(${sql.placeholder('traits')})`),
);
const insertGrams = recipe<{ ticketId: number; followUp: number; prefix: string }>((db) =>
  db.run(sql`insert into narrative_gram (gram, ticket_id, follow_up)
    select value, ${sql.placeholder('ticketId')}, ${sql.placeholder('followUp')}
    from json_each(${sql.placeholder('prefix')})`),
);
const insertPrint = recipe<typeof narrativePrint.$inferSelect>((db) =>
  db.insert(narrativePrint).values(blanksOf(narrativePrint)).prepare(),
);

/** What a photo is found by is forgotten, of the program before this one too. */
export function forgetAppearance(db: Db, photoId: string): Statement[] {
  const { id, traits } = photoAppearance;
  return [
    db.run(sql`delete from ${photoTrait} where (trait, appearance_id) in (
      select value, ${id} from ${photoAppearance}, json_each(${traits}) where ${photoAppearance.photoId} = ${photoId})`),
    db.delete(photoAppearance).where(eq(photoAppearance.photoId, photoId)),
    db.delete(photoView).where(eq(photoView.photoId, photoId)),
  ];
}

export function narrativeRows(
  db: Db,
  { ticketId, followUp, narrative }: { ticketId: number; followUp: number; narrative: string },
): Statement[] {
  const grams = narrativeHashes(narrative);
  if (grams.length === 0) return [];
  const prefix = prefixOf(grams, EVIDENCE_POLICY.narrative.similarity);
  return [
    insertPrint(db, { ticketId, followUp, grams }),
    insertGrams(db, { ticketId, followUp, prefix: JSON.stringify(prefix) }),
  ];
}

/** A narrative as the hashes of its word 3-grams: 48 bits, ascending: their order is fixed, which the prefix filter needs. Empty below three words. */
export function narrativeHashes(narrative: string): number[] {
  const hashes = new Set<number>();
  for (const gram of gramsOf(narrative)) {
    hashes.add(hash('sha256', gram, 'buffer').readUIntBE(0, 6));
  }
  return [...hashes].sort((a, b) => a - b);
}

/** Two sets with a Jaccard index of at least `similarity` share a member of these. */
export function prefixOf(hashes: readonly number[], similarity: number): number[] {
  // 0.8 · 5 is not quite 4 in binary; without the margin the prefix would come out one too short.
  const needed = Math.ceil(similarity * hashes.length - 1e-9);
  return hashes.slice(0, hashes.length - needed + 1);
}
