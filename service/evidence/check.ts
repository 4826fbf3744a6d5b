/** The whole evidence check: photos read, compared with what is stored, judged. */
import { type Evidence, judge } from '#shared/evidence/checks/judge.ts';
import type { NearestPhoto } from '#shared/evidence/checks/reuse.ts';
import { isPending, type PhotoFacts } from '#shared/evidence/facts.ts';
import { type Finding, type VerdictWord, verdictOf } from '#shared/evidence/finding.ts';
import type { PhotoPrint } from '#shared/evidence/pixels.ts';
import type { EvidencePolicy } from '#shared/rules/evidence.ts';
import type { Db } from '../platform/db/database.ts';
import { type Comparisons, databaseComparisons, kinshipOf } from './compare.ts';
import type { PhotoOutcome, ReadPhoto } from './photo-outcome.ts';
import type { PhotoReader } from './reader.ts';

export interface CheckDeps {
  reader: PhotoReader;
  comparisons: Comparisons;
  policy: EvidencePolicy;
}

export interface CheckRequest {
  report: Evidence['report'];
  narrative: string;
  /** ms UTC */
  submittedAt: number;
  /** The report it is checked for: it and those merged with it are no reuse; its before-photos count. */
  ticket?: string | undefined;
}

export interface Checked {
  kind: 'checked';
  verdict: VerdictWord;
  findings: Finding[];
  /** The after-photos in the order handed in, and the before-photos sent along: to be stored with their rows. */
  after: ReadPhoto[];
  before: ReadPhoto[];
}

/** No finding: the call is refused with a hint (413). */
export interface TooLarge {
  kind: 'too_large';
  part: 'after' | 'before';
  /** Index among the files of that part, from 0. */
  index: number;
  width: number;
  height: number;
}

/** The check as the rest of the service calls it: reader, comparisons and policy already in hand. */
export interface EvidenceChecks {
  /** Reads and judges what was handed in; stores nothing. `signal` ends the reading. */
  check(
    request: CheckRequest & { after: readonly Uint8Array[]; before: readonly Uint8Array[] },
    signal: AbortSignal,
  ): Promise<Checked | TooLarge>;
  /** Judges a stored follow-up again from its facts, as after a corrected point. */
  judgeAgain(request: StoredRequest): Promise<Checked>;
}

/** `policy` answers the one in force now: it may change while the service runs. */
export function openChecks(db: Db, reader: PhotoReader, policy: () => EvidencePolicy): EvidenceChecks {
  const comparisons = databaseComparisons(db, () => policy().narrative);
  return {
    check: (request, signal) => checkEvidence(request, { reader, comparisons, policy: policy() }, signal),
    judgeAgain: (request) => checkStored(request, { comparisons, policy: policy() }),
  };
}

/** Reads and judges. What `signal` ends before it was read is pending, never a failure. */
export async function checkEvidence(
  request: CheckRequest & { after: readonly Uint8Array[]; before: readonly Uint8Array[] },
  deps: CheckDeps,
  signal: AbortSignal = deps.reader.patience(),
): Promise<Checked | TooLarge> {
  const read = (photos: readonly Uint8Array[]) =>
    Promise.all(photos.map((bytes) => deps.reader.read(bytes, signal)));
  const [after, before] = await Promise.all([read(request.after), read(request.before)]);
  const large = tooLarge('after', after) ?? tooLarge('before', before);
  if (large) return large;
  return judgePhotos({ ...request, after: after.filter(isRead), before: before.filter(isRead) }, deps);
}

interface StoredRequest extends CheckRequest {
  ticket: string;
  followUp: number;
  /** What was found then. */
  findings: readonly Finding[];
}

/**
 * Judges a stored follow-up again, as after a corrected point: nothing is read anew. Whoever used its photos or its
 * words later has to answer for that, not this one: it is compared with what was there when it was handed in.
 */
export async function checkStored(
  { findings, ...request }: StoredRequest,
  { comparisons, policy }: Omit<CheckDeps, 'reader'>,
): Promise<Checked> {
  const then: Comparisons = {
    ...comparisons,
    relativeOf: (print, family) => comparisons.relativeOf(print, family, request.submittedAt),
    copiesOf: async () => [],
  };
  const after = await comparisons.afterPhotos(request.ticket, request.followUp);
  const again = await judgePhotos({ ...request, after, before: [] }, { comparisons: then, policy });
  const copied = findings.filter(({ code }) => code === 'NARRATIVE_DUPLICATE');
  const all = [...again.findings, ...copied];
  return { ...again, findings: all, verdict: verdictOf(all) };
}

async function judgePhotos(
  request: CheckRequest & { after: ReadPhoto[]; before: ReadPhoto[] },
  { comparisons, policy }: Omit<CheckDeps, 'reader'>,
): Promise<Checked> {
  const { report, narrative, submittedAt, ticket, after, before } = request;
  const family = await comparisons.familyOf(ticket);
  const known = [...before, ...(ticket === undefined ? [] : await comparisons.beforePhotos(ticket))];
  const prints = known.map(({ print }) => print);
  const kin: (NearestPhoto | null)[] = [];
  for (const { facts, print } of after) {
    // An unreadable photo is asked for again, so it does not matter whose it was.
    kin.push(
      readable(facts) ? (beforeKin(print, prints) ?? (await comparisons.relativeOf(print, family))) : null,
    );
  }
  const findings = judge(
    {
      report,
      narrative,
      submittedAt,
      photos: after.map(({ facts }) => facts),
      kin,
      beforePending: known.filter(({ facts }) => isPending(facts)).length,
      beforeUncompared: known.filter(({ facts }) => !facts.pixelsRead && !isPending(facts)).length,
      copies: await comparisons.copiesOf(narrative, family),
    },
    policy,
  );
  return { kind: 'checked', verdict: verdictOf(findings), findings, after, before };
}

function beforeKin(print: PhotoPrint, before: readonly PhotoPrint[]): NearestPhoto | null {
  for (const other of before) {
    const kin = kinshipOf(print, other);
    if (kin) return { ...kin, of: 'before' };
  }
  return null;
}

function readable(facts: PhotoFacts): boolean {
  return facts.unreadable === null;
}

function isRead(outcome: PhotoOutcome): outcome is ReadPhoto {
  return outcome.kind === 'photo';
}

function tooLarge(part: TooLarge['part'], outcomes: readonly PhotoOutcome[]): TooLarge | null {
  for (const [index, outcome] of outcomes.entries()) {
    if (outcome.kind === 'too_many_pixels') {
      return { kind: 'too_large', part, index, width: outcome.width, height: outcome.height };
    }
  }
  return null;
}
