/** EXIF written tag by tag and read as any photo's. */
import exifr from 'exifr';
import type { MetadataFacts } from '#shared/evidence/facts.ts';
import { metadataFacts } from '#shared/evidence/read/metadata.ts';
import { EVIDENCE_POLICY } from '#shared/rules/evidence.ts';
import { type Directory, type Rational, tiffOf } from '../../fixtures/tiff.ts';

export type Parts = Parameters<typeof tiffOf>[0];

/** The facts that come of these tags, through the library that reads them in service and browser. */
export async function read(parts: Parts, xmp?: string): Promise<MetadataFacts> {
  const blocks = {
    tiff: tiffOf(parts),
    xmp: xmp === undefined ? null : new TextEncoder().encode(xmp),
    iptc: null,
    claims: null,
    texts: [],
    deflated: [],
  };
  const { facts } = await metadataFacts(
    blocks,
    (tiff, options) => exifr.parse(tiff, options),
    EVIDENCE_POLICY,
  );
  return facts;
}

export const degrees = (d: number, m: number, s: number): Rational[] => [
  [d, 1],
  [m, 1],
  [Math.round(s * 1000), 1000],
];
/** The spot in Kemang that photos of these tests are of. */
export const LAT = degrees(6, 15, 38.52);
export const LON = degrees(106, 48, 48.6);
export const gps = (changes: Directory): Directory => ({ 1: 'S', 2: LAT, 3: 'E', 4: LON, ...changes });
