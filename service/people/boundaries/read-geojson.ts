/** Reads a GeoJSON file (RFC 7946) feature by feature: memory holds the points, never the file's text. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { JSONParser } from '@streamparser/json';
import { z } from 'zod';
import type { Piece, Ring } from './geometry.ts';

/** Sixteen bytes a point: 80 MB for all of them. Jakarta's boundaries have a few hundred thousand. */
const MAX_POINTS = 5_000_000;

/** Names under which publishers give the Kemendagri code; compared without case. */
export const CODE_PROPERTIES = [
  'code',
  'kode',
  'kode_desa',
  'kode_kel',
  'kode_kelurahan',
  'kd_desa',
  'kdepum',
];

export interface Feature {
  /** From 1, in the order of the file. */
  index: number;
  /** As written: digits and dots; null where none of the properties is there. */
  code: string | null;
  pieces: Piece[];
  /** What is wrong with it as GeoJSON; then `pieces` is empty. */
  fault: string | null;
}

/** The file as a whole cannot be used. */
export class UnreadableFile extends Error {}

const FeatureShape = z.object({
  type: z.literal('Feature'),
  properties: z.record(z.string(), z.unknown()).nullish(),
  geometry: z.discriminatedUnion('type', [
    z.object({ type: z.literal('Polygon'), coordinates: z.array(z.unknown()) }),
    z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(z.unknown())) }),
  ]),
});

/** Answers the file's SHA-256 (hex) after `take` has seen every feature. Throws {@link UnreadableFile}. */
export async function readFeatures(path: string, take: (feature: Feature) => void): Promise<string> {
  const parser = new JSONParser({ paths: ['$.type', '$.features.*'], keepStack: false });
  const hash = createHash('sha256');
  let type: unknown = null;
  let index = 0;
  let points = 0;
  parser.onValue = ({ value, stack }) => {
    if (stack.length === 1) {
      type = value;
      return;
    }
    index++;
    const feature = toFeature(value, index);
    points += feature.pieces.flat().reduce((sum, ring) => sum + ring.length / 2, 0);
    if (points > MAX_POINTS) throw new UnreadableFile(`it has more than ${MAX_POINTS} points: simplify it`);
    take(feature);
  };
  try {
    for await (const chunk of createReadStream(path)) {
      hash.update(chunk);
      parser.write(chunk);
    }
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
    throw new UnreadableFile(error instanceof Error ? error.message : String(error));
  }
  if (!parser.isEnded) throw new UnreadableFile('it ends in the middle: not the whole file');
  if (type !== 'FeatureCollection') throw new UnreadableFile('it is no GeoJSON FeatureCollection');
  return hash.digest('hex');
}

function toFeature(value: unknown, index: number): Feature {
  const parsed = FeatureShape.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return {
      index,
      code: null,
      pieces: [],
      fault: `is no Polygon or MultiPolygon feature (${issue?.path.join('.') || 'feature'}: ${issue?.message})`,
    };
  }
  const { properties, geometry } = parsed.data;
  const code = codeOf(properties ?? {});
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  try {
    if (polygons.length === 0) throw new RingError('has no polygon');
    return { index, code, pieces: polygons.map(toPiece), fault: null };
  } catch (error) {
    if (!(error instanceof RingError)) throw error;
    return { index, code, pieces: [], fault: error.message };
  }
}

function codeOf(properties: Record<string, unknown>): string | null {
  const byName = new Map(Object.entries(properties).map(([name, value]) => [name.toLowerCase(), value]));
  for (const name of CODE_PROPERTIES) {
    const value = byName.get(name);
    if (typeof value === 'string' || typeof value === 'number') return String(value).trim();
  }
  return null;
}

class RingError extends Error {}

function toPiece(polygon: readonly unknown[]): Piece {
  if (polygon.length === 0) throw new RingError('has a polygon without rings');
  return polygon.map((ring, i) => toRing(ring, i + 1));
}

/** Checks that the ring is closed, and leaves out the repeated end and points written twice in a row. */
function toRing(value: unknown, number: number): Ring {
  if (!Array.isArray(value) || value.length < 4)
    throw new RingError(`ring ${number} has fewer than four points`);
  const flat: number[] = [];
  for (const position of value) {
    const [lon, lat] = Array.isArray(position) ? position : [];
    if (!Number.isFinite(lon) || !Number.isFinite(lat)) {
      throw new RingError(`ring ${number} has a position that is not two numbers`);
    }
    if (lon !== flat.at(-2) || lat !== flat.at(-1)) flat.push(lon, lat);
  }
  const [first, last] = [value[0], value.at(-1)];
  if (first[0] !== last[0] || first[1] !== last[1]) throw new RingError(`ring ${number} is not closed`);
  if (flat.length > 2) flat.length -= 2;
  return Float64Array.from(flat);
}
