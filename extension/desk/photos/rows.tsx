/** The photos of each side, with the one that is shown and the way to another. */
import type { Photo, Report } from '#shared/contract/ticket.ts';
import { t } from '../../platform/i18n.ts';
import { IconButton } from '../../ui/button.tsx';
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

interface TurnerProps {
  side: Side;
  index: number;
  of: number;
  onShow(index: number): void;
}

const WORDS = {
  before: { previous: 'desk.photos.previous_before', next: 'desk.photos.next_before' },
  after: { previous: 'desk.photos.previous', next: 'desk.photos.next' },
} as const;

export function Turner({ side, index, of, onShow }: TurnerProps) {
  if (of < 2) return null;
  return (
    <span class="turner">
      <IconButton
        icon="previous"
        label={t(WORDS[side].previous)}
        disabled={index === 0}
        onClick={() => onShow(index - 1)}
      />
      <span class="tabular">{t('desk.photos.of', { number: index + 1, all: of })}</span>
      <IconButton
        icon="next"
        label={t(WORDS[side].next)}
        disabled={index === of - 1}
        onClick={() => onShow(index + 1)}
      />
    </span>
  );
}
