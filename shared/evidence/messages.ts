/**
 * A finding in words: what is, by how much, and what to do. Made from code and measure when it is shown, in the
 * reader's language, by service and browser alike; prose is never stored.
 */
import { decimal, distance } from '../words/number.ts';
import type { Say } from '../words/phrase.ts';
import { fullDate } from '../words/time.ts';
import { SPOILT } from './facts.ts';
import type { Finding, FindingCode } from './finding.ts';

export interface FindingWords {
  /** What is, and by how much. */
  message: string;
  /** What the officer should do about it. */
  advice: string;
}

/** What was measured. Absent measures come out as nothing, so that old findings still read. */
interface Measured {
  has(name: string): boolean;
  number(name: string): number;
  text(name: string): string;
  list(name: string): string[];
}

/** Who reads it: the office that sends the follow-up, told what to do itself, or those who judge it. */
export type FindingReader = 'office' | 'validator';

interface Hearing {
  /** How many after-photos there are; each is named by its number only where there are several. */
  photos?: number;
  reader?: FindingReader;
}

export function sayFinding(
  finding: Finding,
  say: Say,
  { photos = 1, reader = 'validator' }: Hearing = {},
): FindingWords {
  const measured = measuredOf(finding);
  const { code } = finding;
  const values = valuesOf(finding, measured, photos, say);
  const message = say({
    key:
      hasMore(code) && MORE[code](measured, finding)
        ? `findings.message_when.${code}`
        : `findings.message.${code}`,
    values,
  });
  const good = measured.list('good').join(', ');
  return {
    message: good === '' ? message : `${message} ${say({ key: 'findings.good', values: { good } })}`,
    advice: say(
      isLateCapture(finding) ? LATE[reader] : adviceKey(code, pointsElsewhere(code, measured), reader),
    ),
  };
}

/** Of the guided camera, without a network: nothing about it is to be done better. */
const LATE = { office: 'findings.advice_late_office', validator: 'findings.advice_late' } as const;

function isLateCapture({ code, measure }: Finding): boolean {
  return code === 'TIME_MISSING' && measure !== undefined && 'since' in measure;
}

function adviceKey(code: FindingCode, elsewhere: boolean, reader: FindingReader) {
  if (reader === 'office')
    return elsewhere ? 'findings.advice_correct_point_office' : (`findings.advice_office.${code}` as const);
  return elsewhere ? 'findings.advice_correct_point' : (`findings.advice.${code}` as const);
}

/** Findings with a second sentence for what is not always known of them, and when it is. */
const MORE = {
  PHOTO_PENDING: ({ has }) => has('before'),
  PHOTO_UNCOMPARED: ({ has }) => has('before'),
  LOCATION_MISMATCH: ({ has }) => has('agree'),
  LOCATION_BORDERLINE: ({ has }) => has('agree'),
  GPS_STALE: ({ has }) => has('minutes'),
  TIME_MISSING: ({ has }) => has('since'),
  TIME_INCONSISTENT: ({ has }) => has('offsetHours'),
  PHOTO_REUSED: ({ text }) => REUSED.some((by) => by === text('by')),
  BEFORE_AS_AFTER: ({ has }) => has('share'),
  PHOTO_RESUBMITTED: ({ has }) => has('share'),
  PHOTO_TWICE: ({ has }) => has('share'),
  NARRATIVE_THIN: ({ list }) => list('missing').includes('words'),
  NARRATIVE_DUPLICATE: (_, { ref }) => ref !== undefined,
} satisfies Partial<Record<FindingCode, (measured: Measured, finding: Finding) => boolean>>;

function hasMore(code: FindingCode): code is keyof typeof MORE {
  return Object.hasOwn(MORE, code);
}

/** Photos that agree with each other: the report's point may be the wrong one. */
function pointsElsewhere(code: FindingCode, { has }: Measured): boolean {
  return (code === 'LOCATION_MISMATCH' || code === 'LOCATION_BORDERLINE') && has('agree');
}

function measuredOf({ measure = {} }: Finding): Measured {
  return {
    has: (name) => measure[name] !== undefined,
    number: (name) => (typeof measure[name] === 'number' ? measure[name] : 0),
    text: (name) => String(measure[name] ?? ''),
    list: (name) => (Array.isArray(measure[name]) ? measure[name] : []),
  };
}

const LACKING = ['action', 'place', 'words'] as const;
/** `timeout` stands in verdicts of before the limit was one of work. */
const UNREADABLE = [...SPOILT, 'timeout'] as const;
const REUSED = ['pixels', 'alignment'] as const;
const TRACES = ['editor', 'thumbnail', 'screenshot', 'typed'] as const;

/** For every gap that a sentence on findings has. */
function valuesOf(
  { photo, ref }: Finding,
  { has, number, text, list }: Measured,
  photos: number,
  say: Say,
): Record<string, string | number> {
  const named =
    photo === undefined || photos < 2
      ? say('findings.photo')
      : say({ key: 'findings.photo_numbered', values: { number: photo + 1 } });
  const metres = (name: string): string => distance(number(name), say.locale);
  const dated = (name: string): string => {
    const at = Date.parse(text(name));
    return Number.isNaN(at) ? '' : fullDate(at, say.locale);
  };
  const why = UNREADABLE.find((known) => known === text('why')) ?? 'damaged';
  const traces = list('traces').map((trace) => {
    const known = TRACES.find((one) => one === trace);
    return known ? say({ key: `findings.trace.${known}`, values: { editor: text('editor') } }) : trace;
  });
  const missing = list('missing').map((lack) => {
    const known = LACKING.find((one) => one === lack);
    return known ? say(`findings.lacking.${known}`) : lack;
  });
  const share = say({ key: 'findings.share', values: { percent: Math.round(number('share') * 100) } });
  const reused = REUSED.find((known) => known === text('by'));
  const words = list('words').map((word) => `“${word}”`);
  return {
    photo: named,
    photo_inside: named.toLowerCase(),
    ref: ref ?? '',
    other_report:
      ref === undefined ? say('findings.other_report') : say({ key: 'findings.report', values: { ref } }),
    distanceM: metres('distanceM'),
    failM: metres('failM'),
    passM: metres('passM'),
    accuracyM: metres('accuracyM'),
    limitM: metres('limitM'),
    apartM: metres('apartM'),
    clock: say(has('digitizedAt') ? 'findings.clock_digitized' : 'findings.clock_gps'),
    minutes: span(number('minutes'), say),
    takenAt: dated('takenAt'),
    since: dated('since'),
    until: dated('until'),
    share,
    how: reused === undefined ? '' : say({ key: `findings.reused.${reused}`, values: { share } }),
    drift: decimal(number('driftPx'), say.locale),
    which: number('which'),
    agree: number('agree'),
    others: number('others'),
    reports: number('reports'),
    least: number('least'),
    words: words.length > 0 ? words.join(', ') : number('words'),
    mark: text('mark'),
    why: say(`findings.unreadable.${why}`),
    traces: listed(traces, say),
    missing: listed(missing, say),
  };
}

function listed(parts: readonly string[], say: Say): string {
  const last = parts.at(-1) ?? '';
  if (parts.length < 2) return last;
  return say({ key: 'findings.and', values: { first: parts.slice(0, -1).join(', '), last } });
}

const DAY_MINUTES = 24 * 60;

/** `76 menit`, `3 jam 17 menit`, `2 hari`: whole minutes; from two days on whole days, between them hours too. */
function span(minutes: number, say: Say): string {
  const days = (count: number): string => say({ key: 'findings.days', values: { count } });
  const hours = (count: number): string => say({ key: 'findings.hours', values: { count } });
  const rest = (count: number): string => say({ key: 'findings.minutes', values: { count } });
  if (minutes >= 2 * DAY_MINUTES) return days(Math.floor(minutes / DAY_MINUTES));
  if (minutes < 60) return rest(minutes);
  const whole = hours(Math.floor(minutes / 60));
  return minutes % 60 === 0 ? whole : `${whole} ${rest(minutes % 60)}`;
}
