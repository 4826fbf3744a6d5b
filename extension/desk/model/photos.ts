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

/** A name that says where a downloaded original belongs. */
export function downloadName(number: string, photo: Photo, index: number): string {
  const ending = photo.facts?.format ?? 'bin';
  return `${number}-${photo.kind}-${index + 1}.${ending === 'jpeg' ? 'jpg' : ending}`;
}
