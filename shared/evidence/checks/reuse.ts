/** Names a photo that was handed in before, or shows the place as only a camera left standing can: comparing is the service's work. */
import { type Finding, finding, type Measure } from '../finding.ts';

/** The nearest relative that a photo was found to have. */
export interface NearestPhoto {
  /**
   * The same bytes, the same pixels under other metadata, a copy whose unchanged parts agree down to coding noise, or
   * the same standpoint.
   */
  by: 'file' | 'pixels' | 'alignment' | 'view';
  /** A photo of this report before the work, one that was returned, one of the same follow-up, or one of another report. */
  of: 'before' | 'returned' | 'twin' | 'other';
  /** Number of the other report. */
  ref?: string;
  /** Id of the photo itself, where it is stored. */
  id?: string;
  /** Place, from 1, of the other photo of the follow-up (`twin`), or of the one from before that it was laid over. */
  which?: number;
  /** Share of what can be compared that agrees, for `alignment` and `view`. */
  share?: number;
  /** Cut, turned, mirrored or framed, which no messenger does by itself. */
  reshaped?: boolean;
  /** px of a picture 512 px wide: what is left of shifts once one is laid over the other. */
  driftPx?: number;
  /** Both were committed as they were taken, the later guided by the earlier: that they are alike is what guiding is for. */
  guided?: boolean;
}

/** `standing`: the category's photos come from a camera left standing, where one view is like the other. */
export function judgeReuse(nearest: NearestPhoto | null, standing: boolean): Finding[] {
  if (nearest === null) return [];
  const { by, of, ref, id } = nearest;
  const stored = id === undefined ? {} : { otherPhoto: id };
  const measure = measureOf(nearest);
  const isSeen = by === 'alignment' || by === 'view';
  if (nearest.guided === true && of === 'before' && isSeen) return [];
  if (isSeen && standing && of !== 'other')
    return of === 'twin' ? [] : [{ ...finding('SAME_VIEW', measure), ...stored }];
  if (of === 'before') return [finding(by === 'view' ? 'SAME_VIEW' : 'BEFORE_AS_AFTER', measure)];
  if (of === 'returned') return [{ ...finding('PHOTO_RESUBMITTED', measure), ...stored }];
  if (of === 'twin') return [finding('PHOTO_TWICE', measure)];
  const isByHand = !isSeen || (by === 'alignment' && nearest.reshaped === true && !standing);
  return [{ ...finding(isByHand ? 'PHOTO_REUSED' : 'PHOTO_SIMILAR', measure, ref), ...stored }];
}

/** Alike down to coding noise: no finding between guided photos, and no reason to trust either. */
export function isCopyOfOwn(nearest: NearestPhoto | null): boolean {
  return nearest?.guided === true && nearest.of === 'before' && nearest.by === 'alignment';
}

function measureOf({ by, share, driftPx, which }: NearestPhoto): Measure {
  return {
    by,
    ...(which === undefined ? {} : { which }),
    ...(share === undefined ? {} : { share: Math.round(share * 100) / 100 }),
    ...(by !== 'view' || driftPx === undefined ? {} : { driftPx: Math.round(driftPx * 100) / 100 }),
  };
}
