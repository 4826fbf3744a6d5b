/**
 * The clocks of a report: started, met, moved and stopped by what happens to it. Pure: takes the clocks before
 * and what happened, returns the clocks after. In time = met at or before the due instant.
 */
import type { ClockName } from '../contract/ticket.ts';
import type { ClockPolicy } from '../policy/clocks.ts';
import type { EventAction } from '../ticket/action.ts';
import type { Status } from '../ticket/status.ts';

/** Instants in ms UTC. A clock that is neither met nor stopped is running. */
export interface StoredClock {
  clock: ClockName;
  since: number;
  dueAt: number;
  metAt: number | null;
  /** Set when the work ended without meeting it (refused, merged): it counts no further. */
  stoppedAt: number | null;
  assumed: boolean;
}

export interface Happening {
  action: EventAction;
  at: number;
  /** Status before. */
  from: Status | null;
  /** True when the report now lies with an office it did not lie with before. */
  received?: boolean;
  /** `tiket`: the estimated finish; `tunda`: the instant it is held until. */
  until?: number;
  /** When the follow-up that is being returned was handed in. */
  followUpAt?: number;
  /** True for the first `tiket` of a report: only that one may move the limit. */
  firstEstimate?: boolean;
}

/** Actions with which an office answers that it has the report in hand. */
const ANSWERS: readonly EventAction[] = [
  'proses',
  'koordinasi',
  'disposisi',
  'disposisi_unit',
  'tolak',
  'gabung',
  // After a reopening the report is already in `proses`: handing in the follow-up answers as well (assumed).
  'tindak_lanjut',
];

/** Actions after which no clock runs any more. */
const ENDS: readonly EventAction[] = ['tolak', 'gabung', 'setujui'];

export function advanceClocks(
  clocks: readonly StoredClock[],
  what: Happening,
  policy: ClockPolicy,
): StoredClock[] {
  const after = new Map(clocks.map((clock) => [clock.clock, { ...clock }]));
  const start = (clock: ClockName, limit: { length: number; assumed: boolean }): void => {
    after.set(clock, {
      clock,
      since: what.at,
      dueAt: what.at + limit.length,
      metAt: null,
      stoppedAt: null,
      assumed: limit.assumed,
    });
  };
  const meet = (name: ClockName): void => {
    const clock = after.get(name);
    if (clock && isRunning(clock)) clock.metAt = what.at;
  };

  if (ANSWERS.includes(what.action)) meet('response');
  if (what.received) start('response', policy.response);

  switch (what.action) {
    case 'lapor':
      start('completion', policy.completion);
      start('red_flag', policy.redFlag);
      break;
    case 'tindak_lanjut':
      meet('completion');
      meet('red_flag');
      start('validation', policy.validation);
      break;
    case 'setujui':
      meet('validation');
      break;
    case 'kembalikan':
      meet('validation');
      giveBack(after.get('completion'), what);
      break;
    case 'tolak':
    case 'gabung':
      meet('red_flag');
      break;
    case 'tiket':
      extend(after.get('completion'), what);
      break;
    case 'tunda':
      postpone(after.get('validation'), what);
      break;
    case 'buka_kembali':
      after.delete('validation');
      start('response', policy.response);
      start('completion', policy.completion);
      break;
  }
  if (ENDS.includes(what.action)) {
    for (const clock of after.values()) if (isRunning(clock)) clock.stoppedAt = what.at;
  }
  return [...after.values()];
}

/** A return hands the office the time back that the validator took; the clock runs again. */
function giveBack(completion: StoredClock | undefined, what: Happening): void {
  if (!completion) return;
  completion.metAt = null;
  if (what.followUpAt !== undefined) completion.dueAt += what.at - what.followUpAt;
}

/** The first work ticket's estimate replaces the limit, if it is later; later ones do not. */
function extend(completion: StoredClock | undefined, what: Happening): void {
  if (!completion || !what.firstEstimate || what.until === undefined) return;
  if (what.until <= completion.dueAt) return;
  completion.dueAt = what.until;
  completion.assumed = true;
}

/** Postponing moves the clock only while a validator holds the report; in `proses` it moves none. */
function postpone(validation: StoredClock | undefined, what: Happening): void {
  if (what.from !== 'validasi' || !validation || what.until === undefined) return;
  validation.dueAt = what.until;
}

export function isRunning(clock: StoredClock): boolean {
  return clock.metAt === null && clock.stoppedAt === null;
}

/** Met, or stopped, or still running after its due instant. `dueAt` itself is in time. */
export function isLate(clock: StoredClock, now: number): boolean {
  return (clock.metAt ?? clock.stoppedAt ?? now) > clock.dueAt;
}

const COUNTED: readonly ClockName[] = ['response', 'completion', 'validation', 'monthly_close'];

/** Earliest due instant of the running clocks that a person has to meet; null when none runs. */
export function nextDue(clocks: readonly StoredClock[]): number | null {
  const due = clocks.filter((c) => COUNTED.includes(c.clock) && isRunning(c)).map((c) => c.dueAt);
  return due.length > 0 ? Math.min(...due) : null;
}
