/** What comes out of reading one photo: known on both sides of the process boundary. */
import { type PhotoFacts, type Unreadable, unreadableFacts } from '#shared/evidence/facts.ts';
import type { PhotoPrint } from '#shared/evidence/pixels.ts';

export interface ReadPhoto {
  kind: 'photo';
  facts: PhotoFacts;
  print: PhotoPrint;
  /** Its turn to be compared with others did not come. */
  isUncompared?: boolean;
}

/** No finding: the call is refused with a hint. */
interface TooManyPixels {
  kind: 'too_many_pixels';
  width: number;
  height: number;
}

export type PhotoOutcome = ReadPhoto | TooManyPixels;

/** What can be said of a file without opening it. */
export type PhotoFile = Pick<PhotoFacts, 'sha256' | 'bytes' | 'format'>;

export function unreadablePhoto(file: PhotoFile, why: Unreadable): ReadPhoto {
  const print = { sha256: file.sha256, pixelHash: null, appearance: null };
  return { kind: 'photo', facts: unreadableFacts(file, why), print };
}
