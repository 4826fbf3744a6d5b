/**
 * The kinds of follow-up a validator meets, honest and otherwise: which photos were handed in, what their
 * metadata say, what was written, and what the check has to find. The kinds are those of the evidence cases.
 */

import type { FindingCode } from '#shared/evidence/finding.ts';
import { DAY, HOUR, toTimestamp, zoneSuffix } from '#shared/time/zone.ts';
import type { Shot } from './photo/shot.ts';
import type { PhotoMeta } from './photo/stamp.ts';
import { away } from './places.ts';
import type { Random } from './random.ts';
import words from './scripts.json' with { type: 'json' };

const MINUTE = 60_000;

/** A photo as handed in. `resaved`: smaller, brighter and encoded again. `cut`: broken off on the way. */
export interface PlannedPhoto {
  shot: Shot;
  finish: 'plain' | 'resaved' | 'cut';
  /** Null: everything stripped, as after a messenger. */
  meta: PhotoMeta | null;
  /** Taken by the guided camera of the field page, which committed it at that instant (ms UTC). */
  captured?: { lat: number; lon: number; accuracyM: number; at: number };
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
  writesOffset: boolean;
  errorM: number | null;
}

const PHONES: readonly [Phone, ...Phone[]] = [
  { make: 'samsung', model: 'SM-A546E', software: 'A546EXXU7BXA2', writesOffset: false, errorM: null },
  { make: 'Xiaomi', model: '23021RAA2Y', software: 'topaz-user 13', writesOffset: true, errorM: null },
  {
    make: 'OPPO',
    model: 'CPH2579',
    software: 'MediaTek Camera Application',
    writesOffset: false,
    errorM: null,
  },
  { make: 'vivo', model: 'V2247', software: 'PD2253F_EX_A_13.1', writesOffset: true, errorM: null },
  { make: 'Google', model: 'Pixel 8', software: 'HDR+ 1.0.570503588zd', writesOffset: true, errorM: null },
];
const IPHONE: Phone = {
  make: 'Apple',
  model: 'iPhone 13',
  software: '17.3.1',
  writesOffset: true,
  errorM: 5,
};
const [SAMSUNG] = PHONES;

/** What an honest phone writes at a spot and an instant (ms UTC). */
export function phoneMeta(phone: Phone, at: number, spot: { lat: number; lon: number } | null): PhotoMeta {
  return {
    make: phone.make,
    model: phone.model,
    software: phone.software,
    cameraTime: cameraTime(at),
    offset: phone.writesOffset ? zoneSuffix() : null,
    gps: spot === null ? null : { ...spot, fixAt: new Date(at - 5_000), errorM: phone.errorM },
    xmp: null,
  };
}

export function anyPhone(random: Random): Phone {
  return random.chance(0.2) ? IPHONE : random.pick(PHONES);
}

/** `2025:03:10 10:20:00` */
function cameraTime(at: number): string {
  return toTimestamp(at).slice(0, 19).replace('T', ' ').replaceAll('-', ':');
}

type Photographer = (situation: Situation) => PlannedPhoto;

interface Recipe {
  finds: FindingCode[];
  /** An honest one where none are named. */
  photos?: readonly Photographer[];
  /** The full and honest one where none is named. */
  narrative?(situation: Situation): string;
}

function honest(situation: Situation, take = 0): PlannedPhoto {
  const { random, point, handedInAt } = situation;
  const spot = away(point, random.between(3, 22), random.between(0, 360));
  const at = handedInAt - random.between(12, 55) * MINUTE;
  return { shot: situation.after(take), finish: 'plain', meta: phoneMeta(anyPhone(random), at, spot) };
}

/** An honest photo with one thing about it changed. */
function withMeta(
  change: (meta: PhotoMeta, situation: Situation, at: number) => PhotoMeta,
  phone = SAMSUNG,
): Photographer {
  return (situation) => {
    const at = situation.handedInAt - 75 * MINUTE;
    const meta = phoneMeta(phone, at, away(situation.point, 9, 40));
    return { ...honest(situation), meta: change(meta, situation, at) };
  };
}

/** A position that somebody wrote into it. */
function fixedAt(
  spot: (situation: Situation) => { lat: number; lon: number },
  {
    phone = SAMSUNG,
    errorM = null,
    ageMs = 0,
  }: { phone?: Phone; errorM?: number | null; ageMs?: number } = {},
): Photographer {
  return withMeta((meta, situation, at) => {
    const gps = { ...spot(situation), fixAt: new Date(at - ageMs), errorM };
    return { ...meta, gps };
  }, phone);
}

function moved(metres: number, bearing: number): Photographer {
  return fixedAt(({ point }) => away(point, metres, bearing));
}

function retimed(shift: (situation: Situation) => number) {
  return withMeta((_meta, situation) => phoneMeta(SAMSUNG, shift(situation), away(situation.point, 9, 40)));
}

/** One of several photos, taken so many minutes before they were handed in. */
function walked(minutes: number, metres: number, bearing: number, take: number): Photographer {
  return (situation) => {
    const spot = away(situation.point, metres, bearing);
    const meta = phoneMeta(SAMSUNG, situation.handedInAt - minutes * MINUTE, spot);
    return { shot: situation.after(take), finish: 'plain', meta };
  };
}

function sameAs(shot: (situation: Situation) => Shot, finish: PlannedPhoto['finish']): Photographer {
  return (situation) => ({ ...honest(situation), shot: shot(situation), finish });
}

function foreignOr(situation: Situation): Shot {
  if (!situation.foreign) throw new RangeError('no other photo to use again');
  return situation.foreign;
}

const AI_MARK =
  'Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"';

/** How many photos further on the takes of a second follow-up begin. */
export const LATER_TAKES = 10;

const RECIPES = {
  good: { finds: [] },
  /** By the guided camera at the spot: its file tells nothing, the commitment does. */
  guided: {
    finds: ['CAPTURED_IN_PLACE'],
    photos: [
      (situation) => {
        const at = situation.handedInAt - 20 * MINUTE;
        const captured = { ...away(situation.point, 6, 110), accuracyM: 8, at };
        return { ...honest(situation), meta: null, captured };
      },
    ],
  },
  good_two: { finds: [], photos: [honest, (situation) => honest(situation, 1)] },
  far: { finds: ['LOCATION_MISMATCH'], photos: [moved(1_200, 60)] },
  next_street: { finds: ['LOCATION_MISMATCH'], photos: [moved(310, 200)] },
  one_far: {
    finds: ['LOCATION_MISMATCH'],
    photos: [honest, (situation) => ({ ...moved(640, 120)(situation), shot: situation.after(1) })],
  },
  /** A phone that lost its bearings once among three photos. */
  outlier: {
    finds: ['LOCATION_OUTLIER'],
    photos: [walked(60, 9, 40, 0), walked(50, 480, 250, 1), walked(40, 14, 190, 2)],
  },
  borderline: { finds: ['LOCATION_BORDERLINE'], photos: [moved(80, 300)] },
  swapped: {
    finds: ['LOCATION_TRANSPOSED'],
    photos: [fixedAt(({ point }) => ({ lat: -point.lon, lon: -point.lat }))],
  },
  stripped: {
    finds: ['GPS_MISSING', 'TIME_MISSING'],
    photos: [(situation) => ({ ...honest(situation), meta: null })],
  },
  no_gps: { finds: ['GPS_MISSING'], photos: [withMeta((meta) => ({ ...meta, gps: null }))] },
  null_island: {
    finds: ['GPS_INVALID'],
    photos: [withMeta((meta) => ({ ...meta, gps: { lat: 0, lon: 0, fixAt: null, errorM: null } }))],
  },
  imprecise: {
    finds: ['GPS_IMPRECISE'],
    photos: [fixedAt(({ point }) => away(point, 800, 140), { phone: IPHONE, errorM: 2_000 })],
  },
  conflict: {
    finds: ['GPS_CONFLICT'],
    photos: [withMeta((meta, { point }) => ({ ...meta, xmp: xmpPosition(away(point, 5_000, 20)) }))],
  },
  stale: {
    finds: ['GPS_STALE'],
    photos: [fixedAt(({ point }) => away(point, 9, 40), { ageMs: 197 * MINUTE })],
  },
  wrong_zone: {
    finds: ['TIME_INCONSISTENT'],
    photos: [withMeta((meta, _situation, at) => ({ ...meta, cameraTime: cameraTime(at + HOUR) }))],
  },
  old: { finds: ['TIME_BEFORE_REPORT'], photos: [retimed(({ reportedAt }) => reportedAt - 4 * DAY)] },
  future: { finds: ['TIME_IN_FUTURE'], photos: [retimed(({ handedInAt }) => handedInAt + 2 * DAY)] },
  reused: { finds: ['PHOTO_REUSED'], photos: [sameAs(foreignOr, 'plain')] },
  similar: { finds: ['PHOTO_SIMILAR'], photos: [sameAs(foreignOr, 'resaved')] },
  /** What was returned for where it was taken: the same picture, now with a position that fits. */
  returned_again: {
    finds: ['PHOTO_RESUBMITTED'],
    photos: [sameAs(({ after }) => after(-LATER_TAKES), 'plain')],
  },
  twice: { finds: ['PHOTO_TWICE'], photos: [honest, honest] },
  before_again: { finds: ['BEFORE_AS_AFTER'], photos: [sameAs(({ before }) => before, 'plain')] },
  before_brighter: { finds: ['BEFORE_AS_AFTER'], photos: [sameAs(({ before }) => before, 'resaved')] },
  painted: { finds: ['AI_DECLARED'], photos: [withMeta((meta) => ({ ...meta, xmp: AI_MARK }))] },
  edited: { finds: ['EDIT_TRACES'], photos: [withMeta((meta) => ({ ...meta, software: 'Snapseed 2.21' }))] },
  no_photo: { finds: ['PHOTO_MISSING'], photos: [] },
  broken: { finds: ['PHOTO_UNREADABLE'], photos: [(situation) => ({ ...honest(situation), finish: 'cut' })] },
  silent: { finds: ['NARRATIVE_MISSING'], narrative: () => '' },
  template: { finds: ['NARRATIVE_BOILERPLATE'], narrative: () => 'Sudah ditindaklanjuti, terima kasih.' },
  thin: { finds: ['NARRATIVE_THIN'], narrative: () => 'Sudah dibersihkan bersama warga.' },
  waiting: {
    finds: ['NARRATIVE_NOT_DONE'],
    narrative: ({ narrative }) =>
      `Pekerjaan perbaikan belum dapat dilaksanakan, menunggu material. ${placeOnly(narrative)}`,
  },
  passed_on: {
    finds: ['NARRATIVE_PASSED_ON'],
    narrative: ({ narrative }) =>
      `Bukan kewenangan kami, sudah diteruskan ke suku dinas. ${placeOnly(narrative)}`,
  },
  copied: { finds: ['NARRATIVE_DUPLICATE'], narrative: () => words.copiedNarrative },
  /** Word for word what others wrote as well, while they are still fewer than three. */
  copied_early: { finds: [], narrative: () => words.copiedNarrative },
  far_and_empty: {
    finds: ['LOCATION_MISMATCH', 'NARRATIVE_BOILERPLATE'],
    photos: [moved(2_400, 15)],
    narrative: () => 'Telah selesai dikerjakan. Terima kasih.',
  },
} satisfies Record<string, Recipe>;

export type Kind = keyof typeof RECIPES;
export const KIND_NAMES = Object.keys(RECIPES) as Kind[];

export function followUpOf(kind: Kind, situation: Situation): FollowUp {
  const { finds, photos = [honest], narrative }: Recipe = RECIPES[kind];
  return {
    photos: photos.map((take) => take(situation)),
    narrative: narrative?.(situation) ?? situation.narrative,
    finds,
  };
}

/** The street named in a narrative, as a place without a deed. */
function placeOnly(narrative: string): string {
  return `Alamat ${/Jalan [^,;.:]+? RT \d+ RW \d+/.exec(narrative)?.[0] ?? 'Jalan'}.`;
}

function xmpPosition({ lat, lon }: { lat: number; lon: number }): string {
  return `exif:GPSLatitude="${xmpAngle(lat, 'N', 'S')}" exif:GPSLongitude="${xmpAngle(lon, 'E', 'W')}"`;
}

/** XMP writes `6,15.642S`: degrees, decimal minutes, hemisphere. */
function xmpAngle(value: number, positive: string, negative: string): string {
  const size = Math.abs(value);
  const degrees = Math.floor(size);
  return `${degrees},${((size - degrees) * 60).toFixed(4)}${value < 0 ? negative : positive}`;
}
