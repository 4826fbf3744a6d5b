/** The photos of each side, with the one that is shown. */
import type { Photo, Report } from '#shared/contract/ticket.ts';
import { afterPhotos, beforePhotos } from '../model/photos.ts';
import type { Shot, Side } from './picture.tsx';
import type { Evidence } from './use-evidence.ts';

export interface PhotoRow {
  side: Side;
  photos: readonly Photo[];
  index: number;
  onShow(index: number): void;
  /** Null where that side has no photo. */
  shot: Shot | null;
}

export function photoRows(item: Report, evidence: Evidence): { before: PhotoRow; after: PhotoRow } {
  return {
    before: rowOf('before', beforePhotos(item), evidence.shownBefore, evidence.showBefore),
    after: rowOf('after', afterPhotos(item), evidence.shownAfter, evidence.showAfter),
  };
}

function rowOf(
  side: Side,
  photos: readonly Photo[],
  index: number,
  onShow: (index: number) => void,
): PhotoRow {
  const photo = photos[index];
  return { side, photos, index, onShow, shot: photo ? { side, photo, index, of: photos.length } : null };
}
