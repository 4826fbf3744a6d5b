/** Positions as phones write them, and how far each may be trusted. */
import type { EvidencePolicy } from '../../rules/evidence.ts';
import type { Coordinates, MetadataFacts, Position } from '../facts.ts';
import { codedTextOf, type Exif, numberOf, numbersOf, TAG, textOf } from './exif.ts';

type Found = Pick<MetadataFacts, 'gps' | 'position' | 'impossible' | 'fixVoid' | 'positionTyped'>;

export function readPosition(exif: Exif, policy: EvidencePolicy['location']): Found {
  const { gps } = exif;
  const method = codedTextOf(gps[TAG.gps.method])?.toUpperCase() ?? '';
  const found: Found = {
    gps: 'missing',
    position: null,
    impossible: null,
    fixVoid: textOf(gps[TAG.gps.status])?.toUpperCase() === 'V',
    positionTyped: method === 'MANUAL',
  };
  const [latitude, longitude] = [gps[TAG.gps.latitude], gps[TAG.gps.longitude]];
  if (latitude === undefined && longitude === undefined) return found;
  // A missing reference is never guessed: the wrong hemisphere lies 1,392 km from here.
  const lat = signed(latitude, gps[TAG.gps.latitudeRef], 'N', 'S');
  const lon = signed(longitude, gps[TAG.gps.longitudeRef], 'E', 'W');
  if (lat === null || lon === null || (lat === 0 && lon === 0)) return { ...found, gps: 'invalid' };
  const position: Position = { lat, lon, ...accuracy(exif, method, policy) };
  // Up to 180 either may be the other one; beyond, exchanging them mends nothing.
  if (Math.abs(lat) > 180 || Math.abs(lon) > 180) return { ...found, gps: 'invalid' };
  if (Math.abs(lat) > 90) return { ...found, gps: 'out_of_range', impossible: position };
  return { ...found, gps: 'usable', position };
}

/** Degrees, minutes, seconds and a reference; null when any of it is unusable. */
function signed(value: unknown, reference: unknown, positive: string, negative: string): number | null {
  const parts = numbersOf(value);
  // exifr gives the wrong sign for lower-case references.
  const side = textOf(reference)?.charAt(0).toUpperCase();
  if (parts === null || parts.length === 0 || (side !== positive && side !== negative)) return null;
  const [degrees = Number.NaN, minutes = 0, seconds = 0] = parts;
  const sum = degrees + minutes / 60 + seconds / 3600;
  // NaN > limit is false, so finiteness comes first.
  if (!Number.isFinite(sum) || degrees < 0 || minutes < 0 || seconds < 0) return null;
  return side === negative ? -sum : sum;
}

function accuracy(
  exif: Exif,
  method: string,
  policy: EvidencePolicy['location'],
): Pick<Position, 'accuracyM' | 'accuracyFrom'> {
  const stated = numberOf(exif.gps[TAG.gps.errorM]);
  // 0 means unknown, not perfect.
  if (stated !== null && stated > 0) {
    return { accuracyM: Math.max(policy.leastR68M, stated), accuracyFrom: 'stated' };
  }
  if (method === 'CELLID') return { accuracyM: policy.cellR68M, accuracyFrom: 'cell' };
  const dop = numberOf(exif.gps[TAG.gps.dop]);
  const fromDop = dop === null ? 0 : policy.dopM * dop;
  if (fromDop > policy.photoR68M) return { accuracyM: fromDop, accuracyFrom: 'dop' };
  return { accuracyM: policy.photoR68M, accuracyFrom: 'assumed' };
}

/** XMP writes `6,18.3S`, `6,18,18S` or plain degrees. Null for anything else, and for 0,0. */
export function readXmpPosition(lat: string | null, lon: string | null): Coordinates | null {
  const position = { lat: xmpDegrees(lat, 'NS'), lon: xmpDegrees(lon, 'EW') };
  const { lat: y, lon: x } = position;
  if (y === null || x === null || (y === 0 && x === 0)) return null;
  return Math.abs(y) <= 90 && Math.abs(x) <= 180 ? { lat: y, lon: x } : null;
}

function xmpDegrees(text: string | null, sides: 'NS' | 'EW'): number | null {
  const parts = /^([+-]?\d+(?:\.\d+)?)(?:,(\d+(?:\.\d+)?))?(?:,(\d+(?:\.\d+)?))?\s*([NSEW])?$/i.exec(
    text?.trim() ?? '',
  );
  if (!parts) return null;
  const [, degrees, minutes = '0', seconds = '0', side = sides.charAt(0)] = parts;
  const at = sides.indexOf(side.toUpperCase());
  if (at < 0) return null;
  const sum = Number(degrees) + Number(minutes) / 60 + Number(seconds) / 3600;
  return at === 1 ? -sum : sum;
}
