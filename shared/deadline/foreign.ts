/**
 * The clocks of a report whose past lies in another system: as ours would stand had the same happened here, for as
 * much of it as that system tells. A clock whose end it does not tell is left out: it is neither late nor in time.
 */
import type { Status } from '../ticket/status.ts';
import { advanceClocks, type Happening } from './clocks.ts';
import type { ClockRules } from './rules.ts';
import type { ClockName, StoredClock } from './stored-clock.ts';

/** Instants in ms UTC; absent = not told. */
export interface ForeignPast {
  category: string;
  status: Status;
  /** Does it lie with an office? */
  held: boolean;
  receivedAt: number;
  followedUpAt?: number | undefined;
  closedAt?: number | undefined;
}

/** Statuses that a report reaches only once a follow-up was handed in. */
const FOLLOWED_UP: readonly Status[] = ['tindak_lanjut', 'validasi', 'tl_ditolak', 'selesai'];

/** `now` (ms UTC): when it came here. */
export function foreignClocks(past: ForeignPast, now: number, rules: ClockRules): StoredClock[] {
  const { status, category, receivedAt, followedUpAt, closedAt } = past;
  let clocks: StoredClock[] = [];
  const happen = (what: Omit<Happening, 'category'>): void => {
    clocks = advanceClocks(clocks, { ...what, category }, rules);
  };
  const forget = (...names: ClockName[]): void => {
    clocks = clocks.filter(({ clock }) => !names.includes(clock));
  };

  happen({ action: 'lapor', at: receivedAt, from: null, received: past.held });
  if (status === 'menunggu') return clocks;
  // That the office has answered is told by the status; when, by nothing.
  forget('response');
  if (FOLLOWED_UP.includes(status)) {
    happen({ action: 'tindak_lanjut', at: followedUpAt ?? now, from: 'proses' });
    if (followedUpAt === undefined) forget('red_flag');
    // Returned, it runs on; for the others nobody knows whether it was met.
    if (followedUpAt === undefined && status !== 'tl_ditolak') forget('completion');
    if (followedUpAt !== undefined)
      happen({ action: 'bukti_diperiksa', at: followedUpAt, from: 'tindak_lanjut' });
  }
  switch (status) {
    case 'selesai':
      happen({ action: 'setujui', at: closedAt ?? now, from: 'validasi' });
      if (closedAt === undefined || followedUpAt === undefined) forget('validation', 'same_day');
      break;
    case 'tl_ditolak':
      // The time the validator took is not told, so nothing of it is given back.
      happen({ action: 'kembalikan', at: now, from: 'validasi' });
      forget('validation', 'same_day');
      break;
    case 'ditolak':
      happen({ action: 'tolak', at: closedAt ?? now, from: 'proses' });
      if (closedAt === undefined) forget('completion', 'red_flag');
      break;
  }
  return clocks;
}
