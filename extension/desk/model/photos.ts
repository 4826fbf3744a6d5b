/** Which photos of a report stand on which side. Pure. */
import type { Photo, Report } from '#shared/contract/ticket.ts';

type WithPhotos = Pick<Report, 'photos'>;

/** The photos of the newest follow-up, in the order handed in: findings name them by this index. */
export function afterPhotos({ photos }: WithPhotos): Photo[] {
  const after = photos.filter((photo) => photo.kind === 'after');
  const newest = Math.max(...after.map((photo) => photo.followUp ?? 0));
  return after.filter((photo) => (photo.followUp ?? 0) === newest);
}

/** What the citizen sent with the report, then what the officer handed in as "before". */
export function beforePhotos({ photos }: WithPhotos): Photo[] {
  return [
    ...photos.filter((photo) => photo.kind === 'report'),
    ...photos.filter((photo) => photo.kind === 'before'),
  ];
}

/** Of neither side: what was photographed at a visit, newest last, then letters. */
export function furtherPhotos({ photos }: WithPhotos): Photo[] {
  return [
    ...photos.filter((photo) => photo.kind === 'field'),
    ...photos.filter((photo) => photo.kind === 'letter'),
  ];
}

/** Width by height; broader or taller ones are shown with a margin, or one panorama would leave the other photo no room. */
const TALLEST = 9 / 20;
const BROADEST = 21 / 9;
/** Of a photo that nobody could measure: most phones hold theirs this way up. */
const UNMEASURED = 3 / 4;
/** Of a side without a photo: as much as its words need. */
const EMPTY = 3 / 5;

/** The shape of the box a photo is shown in, as width by height: its own, known before its pixels are. */
export function shapeOf(photo: Photo | undefined): number {
  if (!photo) return EMPTY;
  const { width, height } = photo.facts ?? {};
  if (!width || !height) return UNMEASURED;
  return Math.max(TALLEST, Math.min(BROADEST, width / height));
}

/** Beside each other no broader than this, two photos leave room for what was found beside them. */
const TALL_PAIR = 1.6;

/**
 * How the report's photos fill the room: `tall` with the findings beside them, `broad` with the findings below. The same
 * whichever of them is shown.
 */
export function layoutOf(item: WithPhotos): 'tall' | 'broad' {
  const [before, after] = [beforePhotos(item), afterPhotos(item)];
  const broadest = (photos: readonly Photo[]): number => Math.max(...photos.map(shapeOf));
  const sides = [before, after].filter((photos) => photos.length > 0).map(broadest);
  return sides.reduce((sum, shape) => sum + shape, 0) <= TALL_PAIR ? 'tall' : 'broad';
}

/** The narrowest that photos of these sides can be beside each other, as width by height: no pair is higher. */
export function narrowestOf(sides: readonly (readonly Photo[])[]): number {
  return sides.reduce(
    (sum, photos) => sum + Math.min(...(photos.length > 0 ? photos : [undefined]).map(shapeOf)),
    0,
  );
}

/** A name that says where a downloaded original belongs. */
export function downloadName(number: string, photo: Photo, index: number): string {
  const ending = photo.facts?.format ?? 'bin';
  return `${number}-${photo.kind}-${index + 1}.${ending === 'jpeg' ? 'jpg' : ending}`;
}
