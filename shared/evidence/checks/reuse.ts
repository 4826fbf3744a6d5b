/** Names a photo that shows something else: the comparing is the service's work. */
import { type Finding, finding } from '../finding.ts';

/** The nearest relative that a photo was found to have. */
export interface NearestPhoto {
  /** The same bytes, the same pixels under other metadata, or a copy that agrees pixel by pixel. */
  by: 'file' | 'pixels' | 'alignment';
  /** A photo of this report before the work, or one of another report. */
  of: 'before' | 'other';
  /** Number of the other report. */
  ref?: string;
  /** Share of textured blocks that agree, for `alignment`. */
  share?: number;
}

export function judgeReuse(nearest: NearestPhoto | null): Finding[] {
  if (nearest === null) return [];
  const measure = {
    by: nearest.by,
    ...(nearest.share === undefined ? {} : { share: Math.round(nearest.share * 100) / 100 }),
  };
  if (nearest.of === 'before') return [finding('BEFORE_AS_AFTER', measure)];
  return [finding(nearest.by === 'alignment' ? 'PHOTO_SIMILAR' : 'PHOTO_REUSED', measure, nearest.ref)];
}
