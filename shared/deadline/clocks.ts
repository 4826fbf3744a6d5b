/**
 * The clocks of a report: started, met, moved and stopped by what happens to it. Pure: takes the clocks before
 * and what happened, returns the clocks after. In time = met at or before the due instant.
 */
import type { EventAction } from '../ticket/action.ts';
import type { Status } from '../ticket/status.ts';
import { nextMonthlyClose } from './monthly-close.ts';
import { type LimitRule, limitFor, recomputeClocks, sameDayTarget } from './recompute.ts';
import { type ClockRules, policyAt } from './rules.ts';
import { type ClockName, isRunning, type StoredClock, withMove } from './stored-clock.ts';

export interface Happening {
  action: EventAction;
  at: number;
  /** Status before. */
  from: Status | null;
  /** Category of the report: it decides the completion limit. */
  category: string;
  /** True when the report now lies with an office it did not lie with before. */
  received?: boolean;
  /** `tiket`: the estimated finish; `tunda`: the instant it is held until. */
  until?: number;
  /** When the follow-up that is being returned was handed in. */
  followUpAt?: number;
  /** True for the first `tiket` of a report: only that one may move the limit. */
  firstEstimate?: boolean;
}

/** Actions with which an office answers that it has the report in hand: they meet its response clock. */
export const ANSWERS: readonly EventAction[] = [
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
  rules: ClockRules,
): StoredClock[] {
  const { at, category } = what;
  // Before: what is met now is met under the rules of now. After: a clock that runs again runs by them too.
  const before = recomputeClocks(clocks, at, rules, category);
  return recomputeClocks(happened(before, what, rules), at, rules, category);
}

function happened(clocks: readonly StoredClock[], what: Happening, rules: ClockRules): StoredClock[] {
  const { action, at, category } = what;
  const policy = policyAt(rules, at);
  const after = new Map(clocks.map((clock) => [clock.clock, clock]));
  const keep = (clock: StoredClock | null): void => {
    if (clock) after.set(clock.clock, clock);
  };
  const start = (clock: ClockName, rule: LimitRule): void => {
    keep(started(clock, { ...limitFor(rule, policy, category), since: at, policy: policy.version }));
  };
  const meet = (name: ClockName): void => {
    const clock = after.get(name);
    if (clock && isRunning(clock)) keep({ ...clock, metAt: at });
  };
  const move = (name: ClockName, change: (clock: StoredClock) => StoredClock): void => {
    const clock = after.get(name);
    if (clock) keep(change(clock));
  };

  if (ANSWERS.includes(action)) meet('response');
  if (what.received) start('response', action === 'lapor' ? 'response' : 'response_passed_on');
  // Followed up *and* validated: handing in, or returning what was handed in, closes no postponed report.
  if (ENDS.includes(action)) meet('monthly_close');

  switch (action) {
    case 'lapor':
      start('completion', 'completion');
      start('red_flag', 'red_flag');
      break;
    case 'tindak_lanjut':
      meet('completion');
      meet('red_flag');
      start('validation', 'validation');
      after.delete('same_day');
      break;
    case 'bukti_diperiksa':
      // Checked, it reaches the validator; judged again later, it has been there all along.
      if (what.from === 'tindak_lanjut') keep(sameDayTarget(at, at, rules, policy));
      break;
    case 'setujui':
      meet('validation');
      meet('same_day');
      break;
    case 'kembalikan':
      meet('validation');
      meet('same_day');
      move('completion', (completion) => giveBack(completion, what));
      break;
    case 'tolak':
    case 'gabung':
      meet('red_flag');
      break;
    case 'tiket':
      move('completion', (completion) => extend(completion, what));
      break;
    case 'tunda':
      move('validation', (validation) => postpone(validation, what));
      if (!runs(after.get('monthly_close'))) keep(monthlyClose(at, policy.version));
      break;
    case 'buka_kembali':
      for (const name of ['validation', 'same_day', 'monthly_close'] as const) after.delete(name);
      start('response', 'response_reopened');
      start('completion', 'completion_reopened');
      break;
  }
  if (ENDS.includes(action)) {
    for (const clock of after.values()) if (isRunning(clock)) keep({ ...clock, stoppedAt: at });
  }
  return [...after.values()];
}

function runs(clock: StoredClock | undefined): boolean {
  return clock !== undefined && isRunning(clock);
}

function started(
  clock: ClockName,
  given: Pick<StoredClock, 'rule' | 'limit' | 'assumed' | 'since' | 'policy'>,
): StoredClock {
  return { clock, ...given, dueAt: given.since + given.limit, metAt: null, stoppedAt: null, moves: [] };
}

/** Once a report is postponed it has until the next close, however often it is postponed again before that. */
function monthlyClose(since: number, policy: number): StoredClock {
  const limit = nextMonthlyClose(since) - since;
  // The 5th is stated; that the first postponement starts this clock is ours.
  return started('monthly_close', { rule: 'monthly_close', limit, assumed: true, since, policy });
}

/** A return hands the office the time back that the validator took; the clock runs again. */
function giveBack(completion: StoredClock, { at, followUpAt }: Happening): StoredClock {
  const again = { ...completion, metAt: null };
  return followUpAt === undefined ? again : withMove(again, 'return', at, at - followUpAt);
}

/** The first work ticket's estimate replaces the limit, if it is later; later ones do not. */
function extend(completion: StoredClock, { at, until, firstEstimate }: Happening): StoredClock {
  return firstEstimate && until !== undefined ? withMove(completion, 'tiket', at, until) : completion;
}

/** Postponing moves the clock only while a validator holds the report; in `proses` it moves none. */
function postpone(validation: StoredClock, { at, from, until }: Happening): StoredClock {
  return from === 'validasi' && until !== undefined ? withMove(validation, 'tunda', at, until) : validation;
}
