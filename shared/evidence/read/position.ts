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
  // exifr gives the wrong sign for lower-case references.
  const side = textOf(reference)?.charAt(0).toUpperCase();
  const written = textOf(value);
  if (written !== null) return signedText(written, side, positive, negative);
  const parts = numbersOf(value);
  if (parts === null || parts.length === 0 || (side !== positive && side !== negative)) return null;
  const sum = degreesOf(parts);
  return sum === null || side === positive ? sum : -sum;
}

/** Null for what is no angle. NaN > limit is false, so finiteness comes first. */
function degreesOf([degrees = Number.NaN, minutes = 0, seconds = 0]: readonly number[]): number | null {
  const sum = degrees + minutes / 60 + seconds / 3600;
  return Number.isFinite(sum) && degrees >= 0 && minutes >= 0 && seconds >= 0 ? sum : null;
}

/**
 * Some programs write the angle as text: `6 deg 15' 38.52" S`, `6°15.642'`, `-6.2607`, `6/1 15/1 3852/100`. Its
 * side stands in the text, as a letter or a sign, or in the reference; where two of them differ it is none.
 */
function signedText(
  text: string,
  reference: string | undefined,
  positive: string,
  negative: string,
): number | null {
  // EXIF's text is ASCII: a degree sign arrives as whatever two bytes look like.
  const bare = text
    .slice(0, 60)
    .replaceAll(/[^\x20-\x7e]/g, ' ')
    .toUpperCase()
    .replace('DEG', ' ');
  if (/[^NSEW\d\s.,:;/'"+-]/.test(bare)) return null;
  const sign = /^\s*[NSEW]?\s*([+-])/.exec(bare)?.[1];
  const sides = [...(bare.match(/[NSEW]/g) ?? []), reference].filter((side) => side !== undefined);
  if (sign !== undefined) sides.push(sign === '-' ? negative : positive);
  const [side] = sides;
  if ((side !== positive && side !== negative) || sides.some((other) => other !== side)) return null;
  const parts = (bare.match(/\d+(?:\.\d+)?(?:\/\d+)?/g) ?? []).map((part) => {
    const [over = Number.NaN, under = 1] = part.split('/').map(Number);
    return over / under;
  });
  // A comma may be a decimal one: what it leaves would be no minutes.
  if (parts.length > 3 || parts.slice(1).some((part) => part >= 60)) return null;
  const sum = degreesOf(parts);
  return sum === null || side === positive ? sum : -sum;
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
