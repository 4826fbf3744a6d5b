/** Which photos belong beside one another, because a finding says that they are alike. Pure. */
import type { Reason } from '#shared/contract/evidence.ts';
import type { Photo, Report } from '#shared/contract/ticket.ts';
import type { FindingCode } from '#shared/evidence/finding.ts';
import { afterPhotos, beforePhotos } from './photos.ts';

/** The other photo: of this report, or of one that is still to be asked for. */
type Other =
  | { of: 'own'; photos: readonly Photo[]; first: number }
  /** `photo`: its id; absent of findings made before that was kept. */
  | { of: 'report'; number: string; photo?: string }
  /** Of a report that this officer may not know. */
  | { of: 'withheld' };

export interface Pairing {
  reason: Reason;
  /** The after-photo that the finding speaks of, and its index. */
  photo: Photo;
  index: number;
  other: Other;
}

/** Where the other photo of a finding lies: before the work, in a follow-up that was returned, in this one, elsewhere. */
const OTHERS: Partial<Record<FindingCode, 'before' | 'returned' | 'twin' | 'report'>> = {
  SAME_VIEW: 'before',
  BEFORE_AS_AFTER: 'before',
  PHOTO_RESUBMITTED: 'returned',
  PHOTO_TWICE: 'twin',
  PHOTO_REUSED: 'report',
  PHOTO_SIMILAR: 'report',
};

type Item = Pick<Report, 'photos' | 'verdict'>;

export function pairingOf(item: Item, reason: Reason): Pairing | null {
  const where = OTHERS[reason.code];
  const index = reason.photo;
  const photo = index === undefined ? undefined : afterPhotos(item)[index];
  if (where === undefined || index === undefined || !photo) return null;
  return {
    reason,
    photo,
    index,
    other: where === 'report' ? elsewhere(reason) : ownOther(item, reason, where),
  };
}

/** The gravest first, then as the check found them. */
export function pairingsOf(item: Item): Pairing[] {
  const found = (item.verdict?.reasons ?? []).flatMap((reason) => pairingOf(item, reason) ?? []);
  return found.sort((a, b) => Number(b.reason.severity === 'fail') - Number(a.reason.severity === 'fail'));
}

function elsewhere({ ref, otherPhoto }: Reason): Other {
  if (ref === undefined) return { of: 'withheld' };
  return { of: 'report', number: ref, ...(otherPhoto === undefined ? {} : { photo: otherPhoto }) };
}

function ownOther(item: Item, { otherPhoto, measure }: Reason, where: 'before' | 'returned' | 'twin'): Other {
  const photos = { before: beforePhotos, returned: returnedPhotos, twin: afterPhotos }[where](item);
  const named = photos.findIndex(({ id }) => id === otherPhoto);
  const which = typeof measure?.which === 'number' ? measure.which - 1 : 0;
  return { of: 'own', photos, first: named >= 0 ? named : Math.min(which, Math.max(0, photos.length - 1)) };
}

/** After-photos of earlier follow-ups, the newest first. */
function returnedPhotos({ photos }: Pick<Report, 'photos'>): Photo[] {
  const newest = new Set(afterPhotos({ photos }));
  return photos
    .filter((photo) => photo.kind === 'after' && !newest.has(photo))
    .sort((a, b) => (b.followUp ?? 0) - (a.followUp ?? 0));
}

/**
 * Of another report the photos that may be meant: the one that is named alone, where it is still there; where none is
 * named all, those that prove some work first.
 */
export function candidatesOf({ photos }: Pick<Report, 'photos'>, named: string | undefined): Photo[] {
  if (named !== undefined) return photos.filter(({ id }) => id === named);
  const rank = ({ kind }: Photo): number => ['after', 'report', 'before', 'field'].indexOf(kind);
  return photos.filter((photo) => rank(photo) >= 0).sort((a, b) => rank(a) - rank(b));
}
