/**
 * A report as far as performance asks: what it went through up to an instant, folded from its events. Whatever the
 * policy was when something happened, its outcome stands in the log, so a past date comes to what was true then.
 */
import { type ClockName, isRunning, type Outcome, type StoredClock } from '../deadline/stored-clock.ts';
import type { EventAction } from '../ticket/action.ts';
import type { Channel } from '../ticket/channel.ts';
import type { ReturnReason } from '../ticket/reason.ts';
import type { Status } from '../ticket/status.ts';

/** What one event says of its report. Instants in ms UTC. */
export interface LoggedEvent {
  at: number;
  action: EventAction;
  to: Status;
  /** Office it lies with afterwards; null = in the channel admins' tray. */
  unitTo: string | null;
  reasonCodes?: readonly ReturnReason[] | undefined;
  stars?: number | undefined;
  /** `impor`: since when it is so there, and its follow-up; absent where that is not told. */
  madeAt?: number | undefined;
  followedUpAt?: number | undefined;
  /** Of a rating by somebody whose report was merged into this one: that report's number. */
  mergedFrom?: string | undefined;
  /** What it changed in the report; `clocks` only those that moved, `clocksGone` those it took away. */
  set: Partial<ReportFields> & { clocks?: readonly StoredClock[]; clocksGone?: readonly ClockName[] };
}

interface ReportFields {
  category: string;
  channel: Channel;
  /** Where it is, not with whom. */
  kelurahan: string | null;
  receivedAt: number;
  closedAt: number | null;
  mergedInto: string | null;
  repeatOf: string | null;
}

/** An office's time to answer, from when it received the report. */
export interface Answer extends Outcome {
  unit: string | null;
  since: number;
}

/** A validator's decision on a follow-up of `unit`. */
export interface ValidatorDecision {
  at: number;
  unit: string | null;
  followUpAt: number | null;
  approved: boolean;
  reasons: readonly ReturnReason[];
}

export interface Course extends ReportFields {
  number: string;
  status: Status;
  unit: string | null;
  /** Each office it came to; `from` null for the first, and from the tray. */
  arrivals: { at: number; from: string | null; unit: string | null }[];
  /** Oldest first; the last one is its present office's. */
  answers: Answer[];
  /** Null where it was finished in another system that does not tell when. */
  completion: (Outcome & { since: number }) | null;
  /** Its office answered in another system: in time or late, nobody knows. */
  isAnswerUntold: boolean;
  decisions: ValidatorDecision[];
  /** How it stands was told by another system, and not decided here. */
  isAdopted: boolean;
  /** `stars`: the mean of each reporter's newest; `by` whose they are, under the number of their report. */
  rating: { at: number; stars: number; by: Record<string, number> } | null;
}

/** Null before its first event. `events` in their order, none after the instant that is asked for. */
export function courseOf(number: string, events: readonly LoggedEvent[]): Course | null {
  const [first] = events;
  if (!first) return null;
  const course: Course = {
    number,
    category: '',
    channel: 'jaki',
    kelurahan: null,
    receivedAt: first.at,
    closedAt: null,
    mergedInto: null,
    repeatOf: null,
    status: first.to,
    unit: null,
    arrivals: [],
    answers: [],
    completion: null,
    isAnswerUntold: false,
    decisions: [],
    isAdopted: first.action === 'impor',
    rating: null,
  };
  let followUpAt: number | null = null;
  for (const event of events) {
    if (event === first || event.unitTo !== course.unit) takeArrival(course, event, event === first);
    Object.assign(course, known(event.set));
    if (event === first || event.to !== course.status) {
      course.isAdopted = event.action === 'impor';
      // A correction tells nothing of clocks.
      if (course.isAdopted) takeUntold(course, event);
    }
    const [arrival] = course.arrivals;
    if (arrival && event.set.receivedAt !== undefined) arrival.at = event.set.receivedAt;
    course.status = event.to;
    course.unit = event.unitTo;
    for (const clock of event.set.clocks ?? []) takeClock(course, clock, event);
    if (event.action === 'tindak_lanjut') followUpAt = event.at;
    takeJudgement(course, event, followUpAt);
  }
  return course;
}

/**
 * What had happened by then (ms UTC). Another system's steps count when they happened there, though they were told here
 * later: so history that is imported lies in its own months.
 */
export function happenedBy(events: readonly LoggedEvent[], asOf: number): LoggedEvent[] {
  return events.flatMap((event, index) => {
    if (event.at <= asOf) return [event];
    if (event.action !== 'impor') return [];
    const { receivedAt = event.at } = event.set;
    if (index === 0) return receivedAt <= asOf ? [rewound(event, asOf)] : [];
    return event.madeAt !== undefined && event.madeAt <= asOf ? [event] : [];
  });
}

/** As it stood there before what came later. */
function rewound(event: LoggedEvent, asOf: number): LoggedEvent {
  const { to, set, madeAt, followedUpAt } = event;
  if (madeAt === undefined || madeAt <= asOf) return event;
  const until = (at: number | null): number | null => (at !== null && at > asOf ? null : at);
  const clocks = (set.clocks ?? [])
    .filter(({ since }) => since <= asOf)
    .map((clock) => ({ ...clock, metAt: until(clock.metAt), stoppedAt: until(clock.stoppedAt) }));
  const isFollowedUp = followedUpAt !== undefined && followedUpAt <= asOf;
  const before = isFollowedUp ? 'validasi' : 'proses';
  return { ...event, to: to === 'menunggu' ? to : before, set: { ...set, clocks, closedAt: null } };
}

/** What another system had before comes here later than it came to the city. */
function takeArrival(course: Course, { at, action, unitTo, set }: LoggedEvent, isFirst: boolean): void {
  const arrivedAt = isFirst && action === 'impor' ? (set.receivedAt ?? at) : at;
  course.arrivals.push({ at: arrivedAt, from: course.unit, unit: unitTo });
}

/** The validator's, and the reporter's. */
function takeJudgement(course: Course, event: LoggedEvent, followUpAt: number | null): void {
  const { at, action, unitTo: unit, reasonCodes: reasons = [], stars, mergedFrom } = event;
  if (action === 'setujui' || action === 'kembalikan') {
    course.decisions.push({ at, unit, followUpAt, approved: action === 'setujui', reasons });
  }
  if (action === 'nilai' && stars !== undefined) {
    const by = { ...course.rating?.by, [mergedFrom ?? course.number]: stars };
    const all = Object.values(by);
    course.rating = { at, stars: all.reduce((sum, each) => sum + each) / all.length, by };
  }
}

/** An event carries more of the report than is asked here. */
function known(set: LoggedEvent['set']): Partial<ReportFields> {
  const { category, channel, kelurahan, receivedAt, closedAt, mergedInto, repeatOf } = set;
  const fields = { category, channel, kelurahan, receivedAt, closedAt, mergedInto, repeatOf };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** Clocks whose end the other system does not tell are taken away by what it tells instead. */
function takeUntold(course: Course, { to, set }: LoggedEvent): void {
  const gone = set.clocksGone ?? [];
  if (gone.includes('completion')) course.completion = null;
  const last = course.answers.at(-1);
  if (gone.includes('response') && last && isRunning(last)) course.answers.pop();
  if (to !== 'menunggu') course.isAnswerUntold = true;
}

function takeClock(course: Course, clock: StoredClock, { at, unitTo }: LoggedEvent): void {
  const { since, dueAt, metAt, stoppedAt } = clock;
  if (clock.clock === 'completion') course.completion = { since, dueAt, metAt, stoppedAt };
  if (clock.clock !== 'response') return;
  course.isAnswerUntold = false;
  const last = course.answers.at(-1);
  if (last?.since === since) {
    Object.assign(last, { dueAt, metAt, stoppedAt });
    return;
  }
  // The step that hands a report on answers for the office before, and its clock gives way to the next office's.
  if (last && isRunning(last)) last.metAt = at;
  course.answers.push({ unit: unitTo, since, dueAt, metAt, stoppedAt });
}
