/** A report's life told by dates, and the clocks that come of it. All instants are WIB. */

import type { ClockName } from '#shared/contract/ticket.ts';
import { calendarOf } from '#shared/deadline/calendar.ts';
import { advanceClocks, type Happening } from '#shared/deadline/clocks.ts';
import type { ClockRules, DatedPolicy } from '#shared/deadline/rules.ts';
import type { StoredClock } from '#shared/deadline/stored-clock.ts';
import { CLOCK_POLICY } from '#shared/rules/clocks.ts';
import { toTimestamp } from '#shared/time/zone.ts';

/** `2025-03-10 15:30` or `2025-03-10 15:30:00.001`, in WIB, as ms UTC. */
export function wib(text: string): number {
  const [date = '', time = '00:00'] = text.split(' ');
  const at = Date.parse(`${date}T${time.length === 5 ? `${time}:00` : time}+07:00`);
  if (Number.isNaN(at)) throw new Error(`No instant: ${text}`);
  return at;
}

export const FIRST_POLICY: DatedPolicy = {
  version: 1,
  from: wib('2018-01-01'),
  recompute: false,
  clocks: CLOCK_POLICY,
};

/** The rules as at the start, with what a test adds. */
export function rules(
  over: { policies?: DatedPolicy[]; days?: Parameters<typeof calendarOf>[0] } = {},
): ClockRules {
  return { policies: [FIRST_POLICY, ...(over.policies ?? [])], calendar: calendarOf(over.days ?? []) };
}

export type Told = [when: string, action: Happening['action'], more?: Partial<Happening>];

const FROM: Partial<Record<Happening['action'], Happening['from']>> = {
  lapor: null,
  tindak_lanjut: 'proses',
  bukti_diperiksa: 'tindak_lanjut',
  setujui: 'validasi',
  kembalikan: 'validasi',
  tunda: 'validasi',
};

/** The clocks after everything told, in its order. */
export function live(story: readonly Told[], by: ClockRules = rules(), category = 'Jalan') {
  let clocks: StoredClock[] = [];
  let followUpAt: number | undefined;
  for (const [when, action, more] of story) {
    const at = wib(when);
    if (action === 'tindak_lanjut') followUpAt = at;
    clocks = advanceClocks(
      clocks,
      {
        action,
        at,
        category,
        from: FROM[action] ?? 'proses',
        ...(action === 'lapor' ? { received: true } : {}),
        ...(followUpAt === undefined ? {} : { followUpAt }),
        ...more,
      },
      by,
    );
  }
  return {
    clocks,
    get: (name: ClockName) => clocks.find(({ clock }) => clock === name),
    due: (name: ClockName) => {
      const clock = clocks.find((c) => c.clock === name);
      return clock === undefined ? null : shown(clock.dueAt);
    },
    met: (name: ClockName) => {
      const metAt = clocks.find((c) => c.clock === name)?.metAt;
      return metAt == null ? null : shown(metAt);
    },
  };
}

/** `2025-03-10 15:30:00.000` */
export function shown(at: number): string {
  return toTimestamp(at).slice(0, 23).replace('T', ' ');
}

export const FILED: Told = ['2025-03-03 08:00', 'lapor'];

/** Filed and answered, then handed in and checked at `when`. */
export function handedIn(when: string): Told[] {
  return [FILED, ['2025-03-03 09:00', 'proses'], [when, 'tindak_lanjut'], [when, 'bukti_diperiksa']];
}
