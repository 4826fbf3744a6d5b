/** Where the demo's reports lie: official kelurahan codes, and points near the middle of their kecamatan. */
import middles from './middles.json' with { type: 'json' };
import type { Random } from './random.ts';

export interface Place {
  /** Official code of the kelurahan, e.g. 31.74.03.1002. */
  kelurahan: string;
  name: string;
  lat: number;
  lon: number;
}

/** Rough middles of the kecamatan, WGS 84; islands by kelurahan. Only the demo uses them: no boundary is implied. */
const MIDDLES: Record<string, { lat: number; lon: number }> = middles;

/** Half the width in which reports scatter, degrees: about 650 m on the mainland, 90 m on an island. */
const SPREAD = { mainland: 0.006, island: 0.0008 };

/** The two offices that a demo account works for. */
export const BANGKA = '31.74.03.1002';
export const BINA_MARGA = 'dinas-bina-marga';

/** Throws for a code outside Jakarta. */
export function placeIn(kelurahan: { code: string; name: string }, random: Random): Place {
  const middle = MIDDLES[kelurahan.code] ?? MIDDLES[kelurahan.code.slice(0, 8)];
  if (!middle) throw new RangeError(`${kelurahan.code} is not in Jakarta`);
  const reach = kelurahan.code.startsWith('31.01') ? SPREAD.island : SPREAD.mainland;
  return {
    kelurahan: kelurahan.code,
    name: kelurahan.name,
    lat: round(middle.lat + random.between(-reach, reach)),
    lon: round(middle.lon + random.between(-reach, reach)),
  };
}

/** `metres` away from a point, in a direction given in degrees from north. Good to a metre at these latitudes. */
export function away(
  from: { lat: number; lon: number },
  metres: number,
  bearing: number,
): { lat: number; lon: number } {
  const angle = (bearing * Math.PI) / 180;
  return {
    lat: from.lat + (metres * Math.cos(angle)) / 110_574,
    lon: from.lon + (metres * Math.sin(angle)) / (111_320 * Math.cos((from.lat * Math.PI) / 180)),
  };
}

function round(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6;
}
