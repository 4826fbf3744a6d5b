/**
 * The kinds of follow-up a validator meets, honest and otherwise: which photos were handed in, what their
 * metadata say, what was written, and what the check has to find. The kinds are those of the evidence cases.
 */

import type { FindingCode } from '#shared/evidence/finding.ts';
import { toWibString } from '#shared/time/wib.ts';
import { COPIED_NARRATIVE } from './cast.ts';
import type { Shot } from './photo/shot.ts';
import type { PhotoMeta } from './photo/stamp.ts';
import { away } from './places.ts';
import type { Random } from './random.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A photo as handed in. `resaved`: smaller, brighter and encoded again. `cut`: broken off on the way. */
export interface PlannedPhoto {
  shot: Shot;
  finish: 'plain' | 'resaved' | 'cut';
  /** Null: everything stripped, as after a messenger. */
  meta: PhotoMeta | null;
}

export interface FollowUp {
  photos: PlannedPhoto[];
  narrative: string;
  finds: FindingCode[];
}

export interface Situation {
  point: { lat: number; lon: number };
  /** ms UTC */
  reportedAt: number;
  handedInAt: number;
  /** The complaint's own photo. */
  before: Shot;
  /** An honest photo of the mended place; each take differs. */
  after(take: number): Shot;
  /** An after-photo that closed another report. */
  foreign: Shot | null;
  /** A full and honest narrative for this place. */
  narrative: string;
  random: Random;
}

interface Phone {
  make: string;
  model: string;
  software: string;
  offset: string | null;
  errorM: number | null;
}

const PHONES: readonly [Phone, ...Phone[]] = [
  { make: 'samsung', model: 'SM-A546E', software: 'A546EXXU7BXA2', offset: null, errorM: null },
  { make: 'Xiaomi', model: '23021RAA2Y', software: 'topaz-user 13', offset: '+07:00', errorM: null },
  { make: 'OPPO', model: 'CPH2579', software: 'MediaTek Camera Application', offset: null, errorM: null },
  { make: 'vivo', model: 'V2247', software: 'PD2253F_EX_A_13.1', offset: '+07:00', errorM: null },
  { make: 'Google', model: 'Pixel 8', software: 'HDR+ 1.0.570503588zd', offset: '+07:00', errorM: null },
];
const IPHONE: Phone = { make: 'Apple', model: 'iPhone 13', software: '17.3.1', offset: '+07:00', errorM: 5 };
const [SAMSUNG] = PHONES;

/** What an honest phone writes at a spot and an instant (ms UTC). */
export function phoneMeta(phone: Phone, at: number, spot: { lat: number; lon: number } | null): PhotoMeta {
  return {
    make: phone.make,
    model: phone.model,
    software: phone.software,
    cameraTime: cameraTime(at),
    offset: phone.offset,
    gps: spot === null ? null : { ...spot, fixAt: new Date(at - 5_000), errorM: phone.errorM },
    xmp: null,
  };
}

export function anyPhone(random: Random): Phone {
  return random.chance(0.2) ? IPHONE : random.pick(PHONES);
}

/** `2025:03:10 10:20:00`, WIB. */
function cameraTime(at: number): string {
  return toWibString(at).slice(0, 19).replace('T', ' ').replaceAll('-', ':');
}

type Maker = (situation: Situation) => FollowUp;

function honest(situation: Situation, take = 0): PlannedPhoto {
  const { random, point, handedInAt } = situation;
  const spot = away(point, random.between(3, 22), random.between(0, 360));
  const at = handedInAt - random.between(12, 55) * MINUTE;
  return { shot: situation.after(take), finish: 'plain', meta: phoneMeta(anyPhone(random), at, spot) };
}

/** An honest photo with one thing about it changed. */
function withMeta(change: (meta: PhotoMeta, situation: Situation, at: number) => PhotoMeta, phone = SAMSUNG) {
  return (situation: Situation): PlannedPhoto => {
    const at = situation.handedInAt - 75 * MINUTE;
    const meta = phoneMeta(phone, at, away(situation.point, 9, 40));
    return { ...honest(situation), meta: change(meta, situation, at) };
  };
}

function oneBad(finds: FindingCode[], photo: (situation: Situation) => PlannedPhoto): Maker {
  return (situation) => ({ photos: [photo(situation)], narrative: situation.narrative, finds });
}

function badWords(finds: FindingCode[], narrative: (situation: Situation) => string): Maker {
  return (situation) => ({ photos: [honest(situation)], narrative: narrative(situation), finds });
}

function moved(metres: number, bearing: number) {
  return withMeta((meta, { point }, at) => ({
    ...meta,
    gps: { ...away(point, metres, bearing), fixAt: new Date(at), errorM: null },
  }));
}

function retimed(shift: (situation: Situation) => number) {
  return withMeta((_meta, situation) => phoneMeta(SAMSUNG, shift(situation), away(situation.point, 9, 40)));
}

function sameAs(shot: (situation: Situation) => Shot, finish: PlannedPhoto['finish']) {
  return (situation: Situation): PlannedPhoto => ({ ...honest(situation), shot: shot(situation), finish });
}

function foreignOr(situation: Situation): Shot {
  if (!situation.foreign) throw new RangeError('no other photo to use again');
  return situation.foreign;
}

const AI_MARK =
  'Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"';

export const KINDS = {
  good: (situation) => ({ photos: [honest(situation)], narrative: situation.narrative, finds: [] }),
  good_two: (situation) => ({
    photos: [honest(situation), honest(situation, 1)],
    narrative: situation.narrative,
    finds: [],
  }),
  far: oneBad(['LOCATION_MISMATCH'], moved(1_200, 60)),
  next_street: oneBad(['LOCATION_MISMATCH'], moved(310, 200)),
  one_far: (situation) => ({
    photos: [honest(situation), { ...moved(640, 120)(situation), shot: situation.after(1) }],
    narrative: situation.narrative,
    finds: ['LOCATION_MISMATCH'],
  }),
  borderline: oneBad(['LOCATION_BORDERLINE'], moved(80, 300)),
  swapped: oneBad(
    ['LOCATION_TRANSPOSED'],
    withMeta((meta, { point }, at) => ({
      ...meta,
      gps: { lat: -point.lon, lon: -point.lat, fixAt: new Date(at), errorM: null },
    })),
  ),
  stripped: oneBad(['GPS_MISSING', 'TIME_MISSING'], (situation) => ({ ...honest(situation), meta: null })),
  no_gps: oneBad(
    ['GPS_MISSING'],
    withMeta((meta) => ({ ...meta, gps: null })),
  ),
  null_island: oneBad(
    ['GPS_INVALID'],
    withMeta((meta) => ({ ...meta, gps: { lat: 0, lon: 0, fixAt: null, errorM: null } })),
  ),
  imprecise: oneBad(
    ['GPS_IMPRECISE'],
    withMeta(
      (meta, { point }, at) => ({
        ...meta,
        gps: { ...away(point, 800, 140), fixAt: new Date(at), errorM: 2_000 },
      }),
      IPHONE,
    ),
  ),
  conflict: oneBad(
    ['GPS_CONFLICT'],
    withMeta((meta, { point }) => {
      const other = away(point, 5_000, 20);
      return {
        ...meta,
        xmp: `exif:GPSLatitude="${xmpAngle(other.lat, 'N', 'S')}" exif:GPSLongitude="${xmpAngle(other.lon, 'E', 'W')}"`,
      };
    }),
  ),
  stale: oneBad(
    ['GPS_STALE'],
    withMeta((meta, { point }, at) => ({
      ...meta,
      gps: { ...away(point, 9, 40), fixAt: new Date(at - 197 * MINUTE), errorM: null },
    })),
  ),
  wrong_zone: oneBad(
    ['TIME_INCONSISTENT'],
    withMeta((meta, _situation, at) => ({ ...meta, cameraTime: cameraTime(at + HOUR) })),
  ),
  old: oneBad(
    ['TIME_BEFORE_REPORT'],
    retimed(({ reportedAt }) => reportedAt - 4 * DAY),
  ),
  future: oneBad(
    ['TIME_IN_FUTURE'],
    retimed(({ handedInAt }) => handedInAt + 2 * DAY),
  ),
  reused: oneBad(['PHOTO_REUSED'], sameAs(foreignOr, 'plain')),
  similar: oneBad(['PHOTO_SIMILAR'], sameAs(foreignOr, 'resaved')),
  before_again: oneBad(
    ['BEFORE_AS_AFTER'],
    sameAs(({ before }) => before, 'plain'),
  ),
  before_brighter: oneBad(
    ['BEFORE_AS_AFTER'],
    sameAs(({ before }) => before, 'resaved'),
  ),
  painted: oneBad(
    ['AI_DECLARED'],
    withMeta((meta) => ({ ...meta, xmp: AI_MARK })),
  ),
  edited: oneBad(
    ['EDIT_TRACES'],
    withMeta((meta) => ({ ...meta, software: 'Snapseed 2.21' })),
  ),
  no_photo: (situation) => ({ photos: [], narrative: situation.narrative, finds: ['PHOTO_MISSING'] }),
  broken: oneBad(['PHOTO_UNREADABLE'], (situation) => ({ ...honest(situation), finish: 'cut' })),
  silent: badWords(['NARRATIVE_MISSING'], () => ''),
  template: badWords(['NARRATIVE_BOILERPLATE'], () => 'Sudah ditindaklanjuti, terima kasih.'),
  thin: badWords(['NARRATIVE_THIN'], () => 'Sudah dibersihkan bersama warga.'),
  waiting: badWords(
    ['NARRATIVE_NOT_DONE'],
    ({ narrative }) =>
      `Pekerjaan perbaikan belum dapat dilaksanakan, menunggu material. ${placeOnly(narrative)}`,
  ),
  passed_on: badWords(
    ['NARRATIVE_PASSED_ON'],
    ({ narrative }) => `Bukan kewenangan kami, sudah diteruskan ke suku dinas. ${placeOnly(narrative)}`,
  ),
  copied: badWords(['NARRATIVE_DUPLICATE'], () => COPIED_NARRATIVE),
  /** Word for word what others wrote as well, while they are still fewer than three. */
  copied_early: badWords([], () => COPIED_NARRATIVE),
  far_and_empty: (situation) => ({
    photos: [moved(2_400, 15)(situation)],
    narrative: 'Telah selesai dikerjakan. Terima kasih.',
    finds: ['LOCATION_MISMATCH', 'NARRATIVE_BOILERPLATE'],
  }),
} satisfies Record<string, Maker>;

export type Kind = keyof typeof KINDS;

/** The street named in a narrative, as a place without a deed. */
function placeOnly(narrative: string): string {
  return `Alamat ${/Jalan [^,;.:]+? RT \d+ RW \d+/.exec(narrative)?.[0] ?? 'Jalan'}.`;
}

/** XMP writes `6,15.642S`: degrees, decimal minutes, hemisphere. */
function xmpAngle(value: number, positive: string, negative: string): string {
  const size = Math.abs(value);
  const degrees = Math.floor(size);
  return `${degrees},${((size - degrees) * 60).toFixed(4)}${value < 0 ? negative : positive}`;
}
