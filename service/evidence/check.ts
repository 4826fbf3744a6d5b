/** The whole evidence check: photos read, compared with what is stored, judged. */

import { withCapture } from '#shared/evidence/checks/capture.ts';
import { type Evidence, judge } from '#shared/evidence/checks/judge.ts';
import { isPending } from '#shared/evidence/facts.ts';
import { type Finding, type VerdictWord, verdictOf } from '#shared/evidence/finding.ts';
import type { EvidencePolicy } from '#shared/rules/evidence.ts';
import type { Db } from '../platform/db/database.ts';
import { type Comparisons, databaseComparisons } from './compare.ts';
import type { Gallery } from './gallery.ts';
import type { PhotoOutcome, ReadPhoto } from './photo-outcome.ts';
import { crowded, type PhotoReader } from './reader.ts';
import { nearestOf, type RelativesDeps } from './relatives.ts';

export interface CheckDeps extends RelativesDeps {
  reader: PhotoReader;
  policy: EvidencePolicy;
}

export interface CheckRequest {
  report: Evidence['report'];
  narrative: string;
  /** ms UTC */
  submittedAt: number;
  /** The account that hands the photos in: what it committed of them beforehand counts. */
  by?: string | undefined;
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
  /** Photos as they were read, with what this account committed of them beforehand. */
  committed(photos: readonly ReadPhoto[], by: string): Promise<ReadPhoto[]>;
  /** Judges a stored follow-up again from its facts, as after a corrected point. */
  judgeAgain(request: StoredRequest): Promise<Checked>;
}

/** `policy` answers the one in force now: it may change while the service runs. */
export function openChecks(
  db: Db,
  reader: PhotoReader,
  gallery: Gallery,
  policy: () => EvidencePolicy,
): EvidenceChecks {
  const comparisons = databaseComparisons(db, () => policy().narrative);
  const deps = (): CheckDeps => ({ reader, comparisons, gallery, policy: policy() });
  return {
    check: (request, signal) => checkEvidence(request, deps(), signal),
    committed: (photos, by) => withCommitments(photos, by, comparisons),
    judgeAgain: (request) => checkStored(request, deps()),
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
  const committed = (outcomes: readonly PhotoOutcome[]) =>
    withCommitments(outcomes.filter(isRead), request.by, deps.comparisons);
  const photos = { after: await committed(after), before: await committed(before) };
  return judgePhotos({ ...request, ...photos, followUp: null, signal }, deps);
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
  deps: CheckDeps,
): Promise<Checked> {
  const comparisons = { ...deps.comparisons, copiesOf: async () => [] };
  const after = await comparisons.afterPhotos(request.ticket, request.followUp);
  const photos = { after, before: [], until: request.submittedAt };
  const again = await judgePhotos({ ...request, ...photos }, { ...deps, comparisons });
  if (again.after.some(({ isUncompared }) => isUncompared)) throw crowded();
  const copied = findings.filter(({ code }) => code === 'NARRATIVE_DUPLICATE');
  const all = [...again.findings, ...copied];
  return { ...again, findings: all, verdict: verdictOf(all) };
}

interface PhotosToJudge extends CheckRequest {
  after: ReadPhoto[];
  before: ReadPhoto[];
  /** Null for one that is not stored yet. */
  followUp: number | null;
  /** Photos of other reports that came later (ms UTC) do not count. */
  until?: number;
  signal?: AbortSignal;
}

async function judgePhotos(request: PhotosToJudge, deps: CheckDeps): Promise<Checked> {
  const { comparisons, policy } = deps;
  const { report, narrative, submittedAt, ticket, before, followUp, until, signal } = request;
  const family = await comparisons.familyOf(ticket);
  // In the order in which the desk shows them.
  const known = [...(ticket === undefined ? [] : await comparisons.beforePhotos(ticket)), ...before];
  const returned = ticket === undefined ? [] : await comparisons.returnedPhotos(ticket, followUp);
  const nearest = await nearestOf(request.after, { before: known, family, returned, until, signal }, deps);
  const after = request.after.map((one, i) =>
    nearest[i] === 'put_off' ? { ...one, isUncompared: true } : one,
  );
  const findings = judge(
    {
      report,
      narrative,
      submittedAt,
      photos: after.map(({ facts }) => facts),
      kin: nearest,
      beforePending: known.filter(({ facts }) => isPending(facts)).length,
      beforeUncompared: known.filter(({ facts }) => !facts.pixelsRead && !isPending(facts)).length,
      copies: await comparisons.copiesOf(narrative, family),
    },
    policy,
  );
  return { kind: 'checked', verdict: verdictOf(findings), findings, after, before };
}

async function withCommitments(
  photos: readonly ReadPhoto[],
  by: string | undefined,
  comparisons: Pick<Comparisons, 'commitmentsOf'>,
): Promise<ReadPhoto[]> {
  if (by === undefined) return [...photos];
  const found = await comparisons.commitmentsOf(
    by,
    photos.map(({ facts }) => facts.sha256),
  );
  return photos.map((one) => ({ ...one, facts: withCapture(one.facts, found.get(one.facts.sha256)) }));
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
