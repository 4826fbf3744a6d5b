/**
 * How many reports stand where, and when they are due. Each line is one group; hours are from now, negative ones
 * have passed. Enough of each to fill a desk: overdue, within the hour, today, later.
 */
import type { Status } from '#shared/ticket/status.ts';
import type { Kind } from './follow-ups.ts';
import type { Subject } from './photo/shot.ts';

export interface Outline {
  ends: Status;
  /** Hours from now: the due instant that counts in this status; for closed reports the closing itself. */
  dueIn: number;
  /** `bangka` and `dinas` have a demo account. Absent: any kelurahan. */
  at?: 'bangka' | 'dinas' | 'sudin';
  subject?: Subject;
  /** The last follow-up. */
  kind?: Kind;
  /** An earlier follow-up, which was returned. */
  returnedAs?: Kind;
  /** Filed without a point and without a kelurahan. */
  tray?: boolean;
  key?: string;
  /** Report whose after-photo is handed in again. */
  foreign?: string;
  mergeInto?: string;
}

type Rest = Omit<Outline, 'ends' | 'dueIn'>;

function group(ends: Status, hours: readonly number[], rest: Rest = {}): Outline[] {
  return hours.map((dueIn) => ({ ends, dueIn, ...rest }));
}

/** `count` instants evenly between two. */
function spread(from: number, to: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => from + ((to - from) * (i + 0.5)) / count);
}

function each(ends: Status, kinds: readonly Kind[], hours: readonly number[], rest: Rest = {}): Outline[] {
  return kinds.map((kind, i) => ({ ends, kind, dueIn: hours[i % hours.length] ?? 1, ...rest }));
}

const RETURNED: readonly Kind[] = [
  'far',
  'silent',
  'no_photo',
  'template',
  'old',
  'broken',
  'next_street',
  'painted',
  'waiting',
  'before_again',
  'far_and_empty',
  'future',
];

const CLOSED: Outline[] = [
  { ends: 'selesai', dueIn: -30 * 24, key: 'known', subject: 'pothole', kind: 'good' },
  { ends: 'selesai', dueIn: -28 * 24, key: 'known-rubbish', subject: 'rubbish', kind: 'good' },
  ...each('selesai', ['copied_early', 'copied_early', 'copied_early'], [-14 * 24, -12 * 24, -11 * 24], {
    subject: 'rubbish',
  }),
  ...group('selesai', spread(-33 * 24, -2, 34), { kind: 'good' }),
  ...each('selesai', RETURNED.slice(0, 8), spread(-18 * 24, -20, 8)).map(
    ({ kind, ...rest }): Outline => ({ ...rest, kind: 'good', ...(kind ? { returnedAs: kind } : {}) }),
  ),
  ...each('selesai', ['borderline', 'no_gps', 'stale', 'far'], spread(-9 * 24, -30, 4)),
  ...group('selesai', spread(-10 * 24, -12, 3), { at: 'bangka', kind: 'good' }),
  ...group('selesai', spread(-12 * 24, -16, 3), { at: 'dinas', kind: 'good', subject: 'pothole' }),
  ...group('ditolak', spread(-20 * 24, -8, 12)),
];

/** What waits for a validator: every finding at least once, among honest work. */
const FOR_VALIDATION: Outline[] = [
  { ends: 'validasi', dueIn: -6, kind: 'far', subject: 'pothole' },
  { ends: 'validasi', dueIn: -3.2, kind: 'good', subject: 'rubbish' },
  { ends: 'validasi', dueIn: -1.1, kind: 'before_brighter', subject: 'drain' },
  { ends: 'validasi', dueIn: 0.2, kind: 'good', subject: 'tree' },
  { ends: 'validasi', dueIn: 0.45, kind: 'stripped', subject: 'parking' },
  { ends: 'validasi', dueIn: 0.7, kind: 'borderline', subject: 'pavement' },
  { ends: 'validasi', dueIn: 0.9, kind: 'good', subject: 'marking' },
  { ends: 'validasi', dueIn: 26, kind: 'reused', foreign: 'known', subject: 'pothole' },
  { ends: 'validasi', dueIn: 3.4, kind: 'similar', foreign: 'known-rubbish', subject: 'rubbish' },
  { ends: 'validasi', dueIn: 5.1, kind: 'copied', subject: 'rubbish' },
  ...each(
    'validasi',
    [
      'next_street',
      'swapped',
      'no_gps',
      'null_island',
      'imprecise',
      'conflict',
      'stale',
      'wrong_zone',
      'old',
      'future',
      'before_again',
      'painted',
      'edited',
      'no_photo',
      'broken',
      'silent',
      'template',
      'thin',
      'waiting',
      'far_and_empty',
      'one_far',
    ],
    spread(1.3, 62, 21),
  ),
  ...group('validasi', spread(1.6, 68, 15), { kind: 'good' }),
  ...group('validasi', spread(4, 60, 4), { kind: 'good_two' }),
  ...each('validasi', ['good', 'far', 'good', 'thin'], [2.2, 9, 22, 47], { at: 'bangka' }),
  ...each('validasi', ['good', 'edited', 'good'], [7, 31, 55], { at: 'dinas', subject: 'pothole' }),
  { ends: 'validasi', dueIn: 63, kind: 'passed_on' },
];

const WITH_OFFICES: Outline[] = [
  ...group('menunggu', [...spread(-9, -0.4, 6), ...spread(0.1, 0.9, 3), ...spread(1.1, 5.9, 14)]),
  ...group('menunggu', [-2.3, 0.6, 3.1, 5.2], { at: 'bangka' }),
  ...group('menunggu', [-1.4, 0.8, 2.5, 4.6, 5.5], { tray: true }),
  ...group('koordinasi', [...spread(-5, -0.5, 2), 0.4, ...spread(1.2, 5.6, 5)]),
  ...group('koordinasi', [-0.8, 2.9], { at: 'bangka' }),
  ...group('koordinasi', [-1.6, 0.5, 3.3, 5], { at: 'dinas', subject: 'pothole' }),
  ...group('disposisi', [-0.7, 1.9, 4.2]),
  ...group('disposisi', [1.5], { at: 'bangka' }),
  ...group('disposisi', [-2.1, 0.7, 3.8], { at: 'sudin', subject: 'pothole' }),
  ...group('proses', [...spread(-70, -3, 5), 0.5, ...spread(1.5, 9, 4), ...spread(14, 150, 18)]),
  ...group('proses', [-20, 0.8, 6, 60], { at: 'bangka' }),
  ...group('proses', [-11, 2, 40, 100], { at: 'dinas', subject: 'pothole' }),
  { ends: 'proses', dueIn: 70, key: 'twin', subject: 'tree' },
  { ends: 'proses', dueIn: 66, subject: 'tree', mergeInto: 'twin' },
  ...each('tl_ditolak', RETURNED, [-14, 0.6, 5, 20, 44, 70, 90]).map(
    ({ kind, ...rest }): Outline => ({ ...rest, ...(kind ? { returnedAs: kind } : {}) }),
  ),
  ...group('tl_ditolak', [-4, 30], { at: 'bangka', returnedAs: 'far' }),
  ...group('tl_ditolak', [8, 52], { at: 'dinas', subject: 'pothole', returnedAs: 'no_photo' }),
  ...group('tindak_lanjut', [40, 60]),
];

/** Closed ones first: what was handed in before can be handed in again. */
export const OUTLINES: readonly Outline[] = [...CLOSED, ...FOR_VALIDATION, ...WITH_OFFICES];
