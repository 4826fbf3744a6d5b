/** Where reports are asked for on a map, in the order of GeoJSON (RFC 7946): longitude first. Degrees are WGS 84. */
import { z } from 'zod';
import { Point } from './primitives.ts';

const MOST_NEAR_M = 50_000;

/** Longitude, then latitude. A pair in the other order is seldom two degrees of this country: say what is wrong. */
function isPosition(lon: number, lat: number): boolean {
  return Point.safeParse({ lat, lon }).success;
}

function numbersOf(text: string): number[] {
  return text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
}

/** `?bbox=west,south,east,north`. */
export const Box = z
  .string()
  .max(200)
  .transform((text, context) => {
    const [west = Number.NaN, south = Number.NaN, east = Number.NaN, north = Number.NaN, ...more] =
      numbersOf(text);
    const isBox = more.length === 0 && isPosition(west, south) && isPosition(east, north);
    if (isBox && west <= east && south <= north) return { west, south, east, north };
    context.addIssue({
      code: 'custom',
      message: 'must be west,south,east,north in degrees, longitude first, such as 106.81,-6.20,106.84,-6.17',
    });
    return z.NEVER;
  })
  .meta({
    description: 'west,south,east,north in degrees: longitude first',
    example: '106.81,-6.20,106.84,-6.17',
  });
export type Box = z.output<typeof Box>;

/** `?near=lon,lat,metres`. */
export const Near = z
  .string()
  .max(200)
  .transform((text, context) => {
    const [lon = Number.NaN, lat = Number.NaN, radiusM = Number.NaN, ...more] = numbersOf(text);
    const isNear = more.length === 0 && isPosition(lon, lat) && radiusM > 0 && radiusM <= MOST_NEAR_M;
    if (isNear) return { lon, lat, radiusM };
    context.addIssue({
      code: 'custom',
      message: `must be longitude,latitude,metres (longitude first, at most ${MOST_NEAR_M} m), such as 106.8227,-6.1934,300`,
    });
    return z.NEVER;
  })
  .meta({
    description: `longitude,latitude,metres: at most ${MOST_NEAR_M} m`,
    example: '106.8227,-6.1934,300',
  });
export type Near = z.output<typeof Near>;
