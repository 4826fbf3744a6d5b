/** Is this photo, or this narrative, one that was handed in before? Answered from what is stored. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { and, asc, desc, eq, inArray, lte, ne, notInArray, or, type SQL, sql } from 'drizzle-orm';
import type { NearestPhoto } from '#shared/evidence/checks/reuse.ts';
import type { Captured } from '#shared/evidence/facts.ts';
import { jaccard } from '#shared/evidence/narrative/grams.ts';
import { LEAST_TRAITS } from '#shared/evidence/pictures/appearance.ts';
import type { PhotoPrint } from '#shared/evidence/pixels.ts';
import type { EvidencePolicy } from '#shared/rules/evidence.ts';
import type { ReturnReason } from '#shared/ticket/reason.ts';
import type { Db } from '../platform/db/database.ts';
import { narrativePrint, photo, photoAppearance, photoTrait } from '../tables/evidence.ts';
import { event, ticket } from '../tables/ticket.ts';
import { commitmentsOf } from './captures/captures.ts';
import type { ReadPhoto } from './photo-outcome.ts';
import { narrativeHashes, prefixOf } from './rows.ts';

/** Ids of a report and of all that were merged with it: among them nothing is reuse. */
export type Family = readonly number[];

/** What a stored photo is known by. */
export type StoredPhoto = Pick<typeof photo.$inferSelect, 'id' | 'sha256' | 'pixelHash'>;

/** A stored photo that shares traits with another; `number` of its report, null for the report's own. */
interface Candidate {
  id: string;
  sha256: string;
  number: string | null;
}

export interface Comparisons {
  /** Empty for no number, and for one nobody knows. */
  familyOf(number: string | undefined): Promise<Family>;
  /** Photos of the report before the work. */
  beforePhotos(number: string): Promise<ReadPhoto[]>;
  /** After-photos of a follow-up as they were read, in the order handed in. */
  afterPhotos(number: string, followUp: number): Promise<ReadPhoto[]>;
  /** After-photos that were returned, for what they show, in follow-ups before this one; in any where null. */
  returnedPhotos(number: string, followUp: number | null): Promise<StoredPhoto[]>;
  /** The same file or pixels among photos of other reports that came no later than `until` (ms UTC). */
  sameElsewhere(print: PhotoPrint, family: Family, until?: number): Promise<NearestPhoto | null>;
  /** Photos of other reports, and of `own` (ids), that share traits with what is sought; the nearest first. */
  candidates(
    sought: readonly number[],
    among: { own: readonly string[]; family: Family; until?: number | undefined },
  ): Promise<Candidate[]>;
  /** Numbers of other reports with the same narrative: as many as make a finding, not more. */
  copiesOf(narrative: string, family: Family): Promise<string[]>;
  /** What this account committed of files beforehand, by their SHA-256. */
  commitmentsOf(account: string, hashes: readonly string[]): Promise<ReadonlyMap<string, Captured>>;
}

/** Candidates laid over one another, those with most traits in common first. */
const MOST_CANDIDATES = 3;

/** One with less than this share of the traits that the first has in common is not what is looked for. */
const OF_THE_FIRST = 0.4;

/** Rows looked at for them: many photos of one place share a few traits. */
const MOST_SHARING = 60;

/** Traits asked for in one statement: each holds the event loop for a few ms at most. */
const TRAITS_AT_ONCE = 40;

/** Narratives fetched at first: enough for a text that many share. Then so many at a time. */
const [FIRST_PAGE, PAGE] = [20, 200];

const NUMBER = sql.placeholder('number');

export function databaseComparisons(db: Db, policyNow: () => EvidencePolicy['narrative']): Comparisons {
  const family = db
    .select({ id: sql<number>`id` })
    .from(
      sql`(with recursive up(number) as (
          select ${NUMBER}
          union
          select t.merged_into from ticket t join up on t.number = up.number where t.merged_into is not null
        ), family(number) as (
          select number from up
          union
          select t.number from ticket t join family on t.merged_into = family.number
        )
        select t.id from ticket t join family on t.number = family.number)`,
    )
    .prepare();
  const before = preparePrints(db, inArray(photo.kind, ['report', 'before']));
  const followedUp = eq(photo.followUp, sql.placeholder('followUp'));
  const after = preparePrints(db, and(eq(photo.kind, 'after'), followedUp));
  const returned = openReturned(db);
  const copies = openCopies(db);
  return {
    async familyOf(number) {
      return number === undefined ? [] : (await family.all({ number })).map(({ id }) => id);
    },
    beforePhotos: (number) => before({ number }),
    afterPhotos: (number, followUp) => after({ number, followUp }),
    returnedPhotos: returned,
    sameElsewhere: (print, family, until) => sameElsewhere(db, print, family, until),
    candidates: (sought, among) => candidates(db, sought, among),
    copiesOf: (narrative, family) => copies(policyNow(), narrative, family),
    commitmentsOf: (account, hashes) => commitmentsOf(db, account, hashes),
  };
}

function preparePrints(db: Db, which: SQL | undefined) {
  const prints = db
    .select({ sha256: photo.sha256, pixelHash: photo.pixelHash, facts: photo.facts })
    .from(photo)
    .innerJoin(ticket, eq(ticket.id, photo.ticketId))
    .where(and(eq(ticket.number, NUMBER), which))
    .orderBy(asc(photo.createdAt), asc(photo.position))
    .prepare();
  return async (of: { number: string; followUp?: number }): Promise<ReadPhoto[]> =>
    (await prints.all(of)).map(({ facts, ...hashes }) => ({
      kind: 'photo',
      facts,
      print: { ...hashes, appearance: null },
    }));
}

/** Returns for the narrative alone, or to whom it belongs, say nothing against the photos. */
const NOT_FOR_PHOTOS: readonly ReturnReason[] = [
  'narasi_tidak_ada',
  'narasi_tidak_memadai',
  'salah_disposisi',
];

function openReturned(db: Db): Comparisons['returnedPhotos'] {
  const stepsOf = db
    .select({ action: event.action, data: event.data })
    .from(event)
    .innerJoin(ticket, eq(ticket.id, event.ticketId))
    .where(and(eq(ticket.number, NUMBER), inArray(event.action, ['tindak_lanjut', 'kembalikan'])))
    .orderBy(asc(event.version))
    .prepare();
  return async (number, followUp) => {
    const returned: number[] = [];
    let current = 0;
    for (const { action, data } of await stepsOf.all({ number })) {
      if (action === 'tindak_lanjut') current = data.followUp ?? current + 1;
      else if (data.reasonCodes?.some((code) => !NOT_FOR_PHOTOS.includes(code))) returned.push(current);
    }
    const earlier = returned.filter((one) => followUp === null || one < followUp);
    if (earlier.length === 0) return [];
    return db
      .select({ id: photo.id, sha256: photo.sha256, pixelHash: photo.pixelHash })
      .from(photo)
      .innerJoin(ticket, eq(ticket.id, photo.ticketId))
      .where(and(eq(ticket.number, number), eq(photo.kind, 'after'), inArray(photo.followUp, earlier)));
  };
}

async function sameElsewhere(
  db: Db,
  print: PhotoPrint,
  family: Family,
  until = Number.MAX_SAFE_INTEGER,
): Promise<NearestPhoto | null> {
  const same = or(
    eq(photo.sha256, print.sha256),
    print.pixelHash === null ? undefined : eq(photo.pixelHash, print.pixelHash),
  );
  const others = and(notInArray(photo.ticketId, [...family]), lte(photo.createdAt, until));
  const [first] = await db
    .select({ id: photo.id, number: ticket.number, sha256: photo.sha256 })
    .from(photo)
    .innerJoin(ticket, eq(ticket.id, photo.ticketId))
    .where(and(same, ne(photo.kind, 'letter'), others))
    .orderBy(desc(eq(photo.sha256, print.sha256)), asc(photo.createdAt))
    .limit(1);
  if (!first) return null;
  return {
    by: first.sha256 === print.sha256 ? 'file' : 'pixels',
    of: 'other',
    ref: first.number,
    id: first.id,
  };
}

async function candidates(
  db: Db,
  sought: readonly number[],
  { own, family, until = Number.MAX_SAFE_INTEGER }: Parameters<Comparisons['candidates']>[1],
): Promise<Candidate[]> {
  const shared = new Map<number, number>();
  for (let at = 0; at < sought.length; at += TRAITS_AT_ONCE) {
    const some = JSON.stringify(sought.slice(at, at + TRAITS_AT_ONCE));
    const rows = await db.values<[appearance: number, traits: number]>(sql`
      select ${photoTrait.appearanceId}, count(*) from ${photoTrait}
      where ${photoTrait.trait} in (select value from json_each(${some})) group by ${photoTrait.appearanceId}`);
    for (const [appearance, traits] of rows) shared.set(appearance, (shared.get(appearance) ?? 0) + traits);
    // The more is stored, the longer each takes: others' calls come in between.
    await nextTurn();
  }
  const appearances = [...shared]
    .filter(([, traits]) => traits >= LEAST_TRAITS)
    .sort(([, a], [, b]) => b - a)
    .slice(0, MOST_SHARING)
    .map(([appearance]) => appearance);
  const rows = await db
    .select({
      appearance: photoAppearance.id,
      id: photo.id,
      sha256: photo.sha256,
      ticketId: photo.ticketId,
      number: ticket.number,
      createdAt: photo.createdAt,
    })
    .from(photoAppearance)
    .innerJoin(photo, eq(photo.id, photoAppearance.photoId))
    .innerJoin(ticket, eq(ticket.id, photo.ticketId))
    .where(inArray(photoAppearance.id, appearances));
  const found = rows
    .filter(({ id, ticketId, createdAt }) =>
      family.includes(ticketId) ? own.includes(id) : createdAt <= until,
    )
    .sort((a, b) => appearances.indexOf(a.appearance) - appearances.indexOf(b.appearance))
    .slice(0, MOST_CANDIDATES);
  const traits = ({ appearance }: { appearance: number }): number => shared.get(appearance) ?? 0;
  return found
    .filter((one, _, [first = one]) => traits(one) >= OF_THE_FIRST * traits(first))
    .map(({ id, sha256, ticketId, number }) => ({
      id,
      sha256,
      number: family.includes(ticketId) ? null : number,
    }));
}

function openCopies(db: Db) {
  const listed = (name: string) => sql`(select value from json_each(${sql.placeholder(name)}))`;
  /** Newest first: a text that thousands share is decided by the first page. */
  const sharing = db
    .select({ id: narrativePrint.ticketId, number: ticket.number, grams: narrativePrint.grams })
    .from(narrativePrint)
    .innerJoin(ticket, eq(ticket.id, narrativePrint.ticketId))
    .where(
      sql`${narrativePrint.ticketId} in (select distinct ticket_id from narrative_gram
        where gram in ${listed('prefix')} and ticket_id < ${sql.placeholder('before')}
          and ticket_id not in ${listed('family')}
        order by ticket_id desc limit ${sql.placeholder('most')})`,
    )
    .orderBy(desc(narrativePrint.ticketId))
    .prepare();

  return async (
    policy: EvidencePolicy['narrative'],
    narrative: string,
    family: Family,
  ): Promise<string[]> => {
    const grams = narrativeHashes(narrative);
    if (grams.length === 0) return [];
    const own = new Set(grams);
    const found = new Map<number, string>();
    const among = {
      prefix: JSON.stringify(prefixOf(grams, policy.similarity)),
      family: JSON.stringify(family),
    };
    let before = Number.MAX_SAFE_INTEGER;
    for (let most = FIRST_PAGE; ; most = PAGE) {
      const texts = await sharing.all({ ...among, before, most });
      for (const text of texts) {
        if (jaccard(own, new Set(text.grams)) >= policy.similarity) found.set(text.id, text.number);
      }
      const last = texts.at(-1)?.id;
      if (last === undefined || found.size >= policy.copies) return [...found.values()];
      before = last;
    }
  };
}
