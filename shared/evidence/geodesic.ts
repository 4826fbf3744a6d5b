/** Distance on WGS 84. The great circle would be off by up to 0.55 m in 100 here: too much for a verdict. */
import geographiclib from 'geographiclib-geodesic';
import type { Coordinates } from './facts.ts';

/** Metres along the ellipsoid. NaN in, NaN out: callers check that positions are finite. */
export function distanceM(a: Coordinates, b: Coordinates): number {
  return geographiclib.Geodesic.WGS84.Inverse(a.lat, a.lon, b.lat, b.lon).s12 ?? Number.NaN;
}

/** Degrees clockwise from north in which `b` lies, seen from `a`: 0 to 360. */
export function bearingDeg(a: Coordinates, b: Coordinates): number {
  const azimuth = geographiclib.Geodesic.WGS84.Inverse(a.lat, a.lon, b.lat, b.lon).azi1 ?? Number.NaN;
  return (azimuth + 360) % 360;
}
