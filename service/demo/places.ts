/** Where the demo's reports lie: official kelurahan codes, and points near the middle of their kecamatan. */
import type { Random } from './random.ts';

export interface Place {
  /** Official code of the kelurahan, e.g. 31.74.03.1002. */
  kelurahan: string;
  name: string;
  lat: number;
  lon: number;
}

/** Rough middles of the kecamatan, WGS 84; islands by kelurahan. Only the demo uses them: no boundary is implied. */
const MIDDLES: Record<string, readonly [lat: number, lon: number]> = {
  '31.01.01.1001': [-5.7453, 106.6135],
  '31.01.01.1002': [-5.6541, 106.5702],
  '31.01.01.1003': [-5.6529, 106.5776],
  '31.01.02.1001': [-5.9774, 106.7065],
  '31.01.02.1002': [-5.7986, 106.4962],
  '31.01.02.1003': [-5.8571, 106.6137],
  '31.71.01': [-6.17, 106.815],
  '31.71.02': [-6.1556, 106.8345],
  '31.71.03': [-6.1627, 106.856],
  '31.71.04': [-6.183, 106.844],
  '31.71.05': [-6.18, 106.869],
  '31.71.06': [-6.196, 106.835],
  '31.71.07': [-6.205, 106.812],
  '31.71.08': [-6.184, 106.857],
  '31.72.01': [-6.125, 106.79],
  '31.72.02': [-6.133, 106.872],
  '31.72.03': [-6.121, 106.908],
  '31.72.04': [-6.129, 106.945],
  '31.72.05': [-6.133, 106.839],
  '31.72.06': [-6.16, 106.905],
  '31.73.01': [-6.148, 106.735],
  '31.73.02': [-6.164, 106.788],
  '31.73.03': [-6.146, 106.82],
  '31.73.04': [-6.147, 106.803],
  '31.73.05': [-6.192, 106.77],
  '31.73.06': [-6.14, 106.704],
  '31.73.07': [-6.19, 106.796],
  '31.73.08': [-6.19, 106.742],
  '31.74.01': [-6.23, 106.849],
  '31.74.02': [-6.219, 106.829],
  '31.74.03': [-6.248, 106.821],
  '31.74.03.1002': [-6.2607, 106.8135],
  '31.74.04': [-6.292, 106.835],
  '31.74.05': [-6.248, 106.777],
  '31.74.06': [-6.292, 106.796],
  '31.74.07': [-6.243, 106.801],
  '31.74.08': [-6.252, 106.847],
  '31.74.09': [-6.334, 106.824],
  '31.74.10': [-6.256, 106.759],
  '31.75.01': [-6.205, 106.863],
  '31.75.02': [-6.192, 106.889],
  '31.75.03': [-6.228, 106.879],
  '31.75.04': [-6.275, 106.868],
  '31.75.05': [-6.326, 106.859],
  '31.75.06': [-6.185, 106.942],
  '31.75.07': [-6.233, 106.92],
  '31.75.08': [-6.268, 106.891],
  '31.75.09': [-6.327, 106.88],
  '31.75.10': [-6.318, 106.901],
};

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
    lat: round(middle[0] + random.between(-reach, reach)),
    lon: round(middle[1] + random.between(-reach, reach)),
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
