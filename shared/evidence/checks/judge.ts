/** Facts and narrative in, findings out: the whole check as one pure function. */
import { type EvidencePolicy, hasStandingCamera, standoffOf } from '../../rules/evidence.ts';
import { isPending, type PhotoFacts } from '../facts.ts';
import { type Finding, finding } from '../finding.ts';
import { judgeCapture } from './capture.ts';
import { judgeEdits } from './edits.ts';
import { judgeLocation, type ReportPoint } from './location.ts';
import { judgeCopies, judgeNarrative } from './narrative.ts';
import { isCopyOfOwn, judgeReuse, type NearestPhoto } from './reuse.ts';
import { judgeTime } from './time.ts';
import { weighTogether } from './together.ts';

/**
 * The version of all rules under `checks/` and of the lists they look into. Raised whenever the same evidence may come
 * out otherwise: what then waits for a validator is judged anew.
 */
export const RULES_VERSION = 4;

export interface Evidence {
  report: {
    /** Null for a report that came with an address alone. */
    point: ReportPoint | null;
    /** ms UTC */
    reportedAt: number;
    category?: string | undefined;
  };
  narrative: string;
  /** ms UTC */
  submittedAt: number;
  /** The after-photos in the order handed in. */
  photos: readonly PhotoFacts[];
  /** For each of them its nearest relative, or that comparing was put off; absent where nobody compares, as in a browser. */
  kin?: readonly (NearestPhoto | null | 'put_off')[];
  /** Before-photos that wait to be read: nothing could be compared with them yet. */
  beforePending?: number;
  /** Before-photos whose pixels nobody could read, with which nothing can be compared. */
  beforeUncompared?: number;
  /** Numbers of other reports with the same narrative. */
  copies?: readonly string[];
}

export function judge(evidence: Evidence, policy: EvidencePolicy): Finding[] {
  const { photos, kin, copies = [], beforePending = 0, beforeUncompared = 0 } = evidence;
  const ofPhotos =
    photos.length === 0
      ? [finding('PHOTO_MISSING')]
      : naming(
          weighTogether(
            photos.map((facts, i) => judgePhoto(facts, kin?.[i] ?? null, evidence, policy)),
            photos,
            standoffOf(policy, evidence.report.category),
            policy.location,
          ),
        );
  return [
    ...ofPhotos,
    ...trusted(ofPhotos, evidence, policy),
    ...(beforePending > 0 ? [finding('PHOTO_PENDING', { before: beforePending })] : []),
    ...(beforeUncompared > 0 ? [finding('PHOTO_UNCOMPARED', { before: beforeUncompared })] : []),
    ...judgeNarrative(evidence.narrative, policy.narrative),
    ...judgeCopies(copies, policy.narrative),
  ];
}

function judgePhoto(
  facts: PhotoFacts,
  kin: NearestPhoto | null | 'put_off',
  { report, submittedAt, kin: compared }: Evidence,
  policy: EvidencePolicy,
): Finding[] {
  // A fine header can stand before a broken image: nothing it says counts then.
  if (isPending(facts)) return [finding('PHOTO_PENDING')];
  if (facts.unreadable !== null) return [finding('PHOTO_UNREADABLE', { why: facts.unreadable })];
  const location = judgeLocation(facts, report.point, standoffOf(policy, report.category), policy);
  return [
    ...(location ? [location] : []),
    ...judgeTime(facts, { reportedAt: report.reportedAt, submittedAt }, policy.time),
    ...(kin === 'put_off'
      ? [finding('PHOTO_PENDING')]
      : judgeReuse(kin, hasStandingCamera(policy, report.category))),
    ...(compared && !facts.pixelsRead ? [finding('PHOTO_UNCOMPARED')] : []),
    ...judgeEdits(facts, policy.edits),
  ];
}

/** The mark of trust, for a photo of which nothing else is said: on a copy it would vouch for the copying. */
function trusted(
  found: readonly Finding[],
  { photos, kin, report }: Evidence,
  policy: EvidencePolicy,
): Finding[] {
  const standoffM = standoffOf(policy, report.category);
  return photos.flatMap((facts, photo) => {
    const kept = kin?.[photo] ?? null;
    const isDoubted = kept === 'put_off' || isCopyOfOwn(kept) || found.some((one) => one.photo === photo);
    const mark = isDoubted ? null : judgeCapture(facts, report.point, standoffM, policy);
    return mark === null ? [] : [{ ...mark, photo }];
  });
}

/** Each finding names its photo; where another photo is without fault, it says which (from 1). */
function naming(byPhoto: readonly Finding[][]): Finding[] {
  const good = byPhoto.flatMap((found, i) => (found.length === 0 ? [String(i + 1)] : []));
  return byPhoto.flatMap((found, photo) =>
    found.map((each) => ({
      ...each,
      photo,
      ...(good.length > 0 ? { measure: { ...each.measure, good } } : {}),
    })),
  );
}
