/**
 * The figures of a period, as a table: each says of a report whether it belongs to it. The number on a page and the
 * list of reports behind it come from the same row, so they cannot differ.
 *
 * A period's figures are as of one instant: nothing that happened later counts. A report is judged with the office it
 * lay with then; an answer, and a decision on a follow-up, count for the office they concerned. A merged report counts
 * with the one it was merged into, so not by itself.
 */
import { isLate, isRunning, type Outcome } from '../deadline/stored-clock.ts';
import type { Channel } from '../ticket/channel.ts';
import type { ReturnReason } from '../ticket/reason.ts';
import { isMerged, isOpen } from '../ticket/status.ts';
import type { Answer, Course, ValidatorDecision } from './course.ts';

/** Instants in ms UTC, both included. */
export interface Question {
  from: number;
  /** Last instant of the period that counts: its end, or before that as of when it is asked. */
  asOf: number;
  /** Offices whose work it is about; null = everybody's, the tray's too. */
  units: ReadonlySet<string> | null;
  category?: string | undefined;
  channel?: Channel | undefined;
}

type Asks = (course: Course, question: Question) => boolean;
/** Milliseconds; null where the report has no such length in the period. */
type Measures = (course: Course, question: Question) => number | null;

function isWithin(at: number | null, { from, asOf }: Question): boolean {
  return at !== null && at >= from && at <= asOf;
}
function isTheirs(unit: string | null, { units }: Question): boolean {
  return units === null || (unit !== null && units.has(unit));
}
function isOverdue(clock: Outcome | null | undefined, { asOf }: Question): boolean {
  return clock != null && isRunning(clock) && isLate(clock, asOf);
}

export function isAsked(course: Course, { category, channel }: Question): boolean {
  return (
    !isMerged(course) &&
    (category === undefined || course.category === category) &&
    (channel === undefined || course.channel === channel)
  );
}

/** Came to them from elsewhere: passed on among them, it is counted once. */
const received: Asks = ({ arrivals }, question) =>
  arrivals.some(
    ({ at, from, unit }, index) =>
      isWithin(at, question) &&
      (question.units === null ? index === 0 : isTheirs(unit, question) && !isTheirs(from, question)),
  );
const adopted: Asks = (course, question) => course.isAdopted && received(course, question);
const closed: Asks = (course, question) =>
  isWithin(course.closedAt, question) && isTheirs(course.unit, question);
/** Done with in the period: where another system does not tell when it ended, when it was followed up there. */
const completed: Asks = (course, question) =>
  closed(course, question) ||
  (isEndUntold(course) &&
    isWithin(course.completion?.metAt ?? null, question) &&
    isTheirs(course.unit, question));
const finished: Asks = (course, question) => course.status === 'selesai' && closed(course, question);
const open: Asks = (course, question) => isOpen(course) && isTheirs(course.unit, question);
const overdue: Asks = (course, question) => open(course, question) && isOverdue(course.completion, question);
/**
 * Closed, or late and still not done: counting the closed alone would hide what is late. Of what was finished in
 * another system that does not tell when, nobody can say that it was in time, nor that it was late.
 */
const judged: Asks = (course, question) =>
  course.completion !== null && (completed(course, question) || overdue(course, question));
/** By its answer as well. */
const judgedWhole: Asks = (course, question) => !course.isAnswerUntold && judged(course, question);

/** Answers that were given, or fell due without one, in the period. */
function answersIn(course: Course, question: Question): Answer[] {
  return course.answers.filter(
    (answer) =>
      isTheirs(answer.unit, question) &&
      (isWithin(answer.metAt ?? answer.stoppedAt, question) || isOverdue(answer, question)),
  );
}

function decisionsIn(course: Course, question: Question): ValidatorDecision[] {
  return course.decisions.filter(({ at, unit }) => isWithin(at, question) && isTheirs(unit, question));
}

/** Why follow-ups of this report were returned in the period, each reason once. */
export function reasonsIn(course: Course, question: Question): Set<ReturnReason> {
  return new Set(decisionsIn(course, question).flatMap(({ reasons }) => reasons));
}

export function isCompletionLate({ completion }: Course, { asOf }: Question): boolean {
  return completion !== null && isLate(completion, asOf);
}

/** Of the office it lay with in the end: what one before it took stands in that one's share of answers. */
export function isAnswerLate({ answers }: Course, { asOf }: Question): boolean {
  const last = answers.at(-1);
  return last !== undefined && isLate(last, asOf);
}

/** It ended in another system, which does not tell when. */
function isEndUntold(course: Course): boolean {
  return !isOpen(course) && course.closedAt === null;
}

const inTime: Asks = (course, question) => !isOpen(course) && !isCompletionLate(course, question);

/** Stars whose newest were given in the period. Those of a merged report stand on the one it lives on in as well. */
export function starsIn({ rating, unit, mergedInto }: Course, question: Question): number | null {
  return rating && mergedInto === null && isWithin(rating.at, question) && isTheirs(unit, question)
    ? rating.stars
    : null;
}

export const DURATIONS: Record<(typeof LENGTHS)[number], Measures> = {
  /** Receipt by the office to its answer; of several answers the last. */
  responseTime: (course, question) => {
    const last = answersIn(course, question).at(-1);
    return last?.metAt == null ? null : last.metAt - last.since;
  },
  /** Receipt to the follow-up that was accepted. */
  completionTime: (course, question) => {
    const { completion } = course;
    return completion?.metAt == null || course.status !== 'selesai' || !completed(course, question)
      ? null
      : completion.metAt - completion.since;
  },
  /** Receipt by the city to the end. */
  closingTime: (course, question) =>
    course.closedAt === null || !finished(course, question) ? null : course.closedAt - course.receivedAt,
  /** Follow-up to the validator's decision; of several the last. */
  validationTime: (course, question) => {
    const last = decisionsIn(course, question).at(-1);
    return last?.followUpAt == null ? null : last.at - last.followUpAt;
  },
};

export const COUNTS = [
  'received',
  'finished',
  'refused',
  'backlog',
  'overdue',
  'unanswered',
  // Of the received those that another system told of as they stand; and of these the ended without a date.
  'adopted',
  'endUntold',
] as const;
export const SHARES = ['response', 'completion', 'onTime', 'returned', 'rated', 'repeats'] as const;
export const LENGTHS = ['responseTime', 'completionTime', 'closingTime', 'validationTime'] as const;
export const FIGURE_NAMES = ['value', ...COUNTS, ...SHARES, 'stars', ...LENGTHS] as const;
export type FigureName = (typeof FIGURE_NAMES)[number];

interface Figure {
  /** The reports it is about. */
  of: Asks;
  /** Asked of those only; absent where it is no share of them. */
  counted?: Asks;
}

const measured = (measures: Measures): Figure => ({
  of: (course, question) => measures(course, question) !== null,
});

const FIGURES: Record<FigureName, Figure> = {
  value: { of: judgedWhole },
  received: { of: received },
  finished: { of: finished },
  refused: { of: (course, question) => course.status === 'ditolak' && closed(course, question) },
  backlog: { of: open },
  overdue: { of: overdue },
  /** Open, and its office has not answered in time. */
  unanswered: {
    of: (course, question) => open(course, question) && isOverdue(course.answers.at(-1), question),
  },
  /** Of the received: told by another system as they stand, and of those the ended without a date. */
  adopted: { of: adopted },
  endUntold: { of: (course, question) => adopted(course, question) && isEndUntold(course) },
  response: {
    of: (course, question) => answersIn(course, question).length > 0,
    counted: (course, question) =>
      answersIn(course, question).every((answer) => !isLate(answer, question.asOf)),
  },
  completion: { of: judged, counted: inTime },
  onTime: {
    of: judgedWhole,
    counted: (course, question) => inTime(course, question) && !isAnswerLate(course, question),
  },
  returned: {
    of: (course, question) => decisionsIn(course, question).length > 0,
    counted: (course, question) => decisionsIn(course, question).some(({ approved }) => !approved),
  },
  rated: { of: finished, counted: ({ rating }) => rating !== null },
  repeats: { of: received, counted: ({ repeatOf }) => repeatOf !== null },
  stars: measured(starsIn),
  responseTime: measured(DURATIONS.responseTime),
  completionTime: measured(DURATIONS.completionTime),
  closingTime: measured(DURATIONS.closingTime),
  validationTime: measured(DURATIONS.validationTime),
};

/** What there is of each name. */
export function each<N extends string, T>(names: readonly N[], make: (name: N) => T): Record<N, T> {
  return Object.fromEntries(names.map((name) => [name, make(name)])) as Record<N, T>;
}

/** Of a figure's reports all, those that are counted, or those that are not. */
export const PARTS = ['of', 'counted', 'missed'] as const;
export type Part = (typeof PARTS)[number];

export interface Behind {
  figure: FigureName;
  part: Part;
  /** Of returned ones only those with this reason. */
  reason?: ReturnReason | undefined;
}

/** The reports behind a figure: exactly those that its number counts. */
export function reportsBehind(
  courses: Iterable<Course>,
  question: Question,
  { figure, part, reason }: Behind,
): Course[] {
  const { of, counted } = FIGURES[figure];
  const found: Course[] = [];
  for (const course of courses) {
    if (!isAsked(course, question) || !of(course, question)) continue;
    const isCounted = counted?.(course, question) ?? true;
    if (part !== 'of' && isCounted !== (part === 'counted')) continue;
    if (reason === undefined || reasonsIn(course, question).has(reason)) found.push(course);
  }
  return found;
}
