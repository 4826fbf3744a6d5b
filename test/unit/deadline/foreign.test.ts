/** What is known of the clocks of a report that lived in another system until now. */
import { expect, it } from 'vitest';
import { type ForeignPast, foreignClocks } from '#shared/deadline/foreign.ts';
import { isRunning, type StoredClock } from '#shared/deadline/stored-clock.ts';
import { rules, shown, wib } from './days.ts';

const NOW = wib('2025-03-12 12:00');
const FOLLOWED = { followedUpAt: wib('2025-03-10 09:00') };
const CLOSED = { closedAt: wib('2025-03-11 10:00') };

function clocksOf(past: Partial<ForeignPast>): string[] {
  const report: ForeignPast = {
    category: 'Jalan',
    status: 'menunggu',
    held: true,
    receivedAt: wib('2025-03-03 08:00'),
    ...past,
  };
  return foreignClocks(report, NOW, rules()).map(told).sort();
}

function told(clock: StoredClock): string {
  const { metAt, stoppedAt, dueAt } = clock;
  const at = (instant: number) => shown(instant).slice(5, 16);
  if (isRunning(clock)) return `${clock.clock} until ${at(dueAt)}`;
  return metAt === null ? `${clock.clock} stopped ${at(stoppedAt ?? 0)}` : `${clock.clock} met ${at(metAt)}`;
}

const COMPLETION = 'completion until 03-10 08:00';
const RED_FLAG = 'red_flag until 03-09 08:00';
const HANDED_IN = ['completion met 03-10 09:00', 'red_flag met 03-10 09:00'];

it.each<[string, Partial<ForeignPast>, string[]]>([
  ['waiting with an office', {}, [COMPLETION, RED_FLAG, 'response until 03-03 14:00']],
  ['waiting in the tray, where nobody has to answer yet', { held: false }, [COMPLETION, RED_FLAG]],
  ['passed on: answered, but nobody knows when', { status: 'koordinasi' }, [COMPLETION, RED_FLAG]],
  ['sent on', { status: 'disposisi' }, [COMPLETION, RED_FLAG]],
  ['at work', { status: 'proses' }, [COMPLETION, RED_FLAG]],
  [
    'followed up on a working morning: decided that day, and within three',
    { status: 'tindak_lanjut', ...FOLLOWED },
    [...HANDED_IN, 'same_day until 03-11 00:00', 'validation until 03-13 09:00'],
  ],
  [
    'waiting for a validator',
    { status: 'validasi', ...FOLLOWED },
    [...HANDED_IN, 'same_day until 03-11 00:00', 'validation until 03-13 09:00'],
  ],
  [
    'followed up, nobody knows when: only the validation runs, from now on',
    { status: 'validasi' },
    ['validation until 03-15 12:00'],
  ],
  [
    'returned: the work runs on, without the time that the validator took',
    { status: 'tl_ditolak', ...FOLLOWED },
    [COMPLETION, 'red_flag met 03-10 09:00'],
  ],
  ['returned, followed up nobody knows when', { status: 'tl_ditolak' }, [COMPLETION]],
  [
    'approved',
    { status: 'selesai', ...FOLLOWED, ...CLOSED },
    [...HANDED_IN, 'same_day met 03-11 10:00', 'validation met 03-11 10:00'],
  ],
  ['approved, nobody knows when', { status: 'selesai', ...FOLLOWED }, HANDED_IN],
  ['approved, followed up nobody knows when', { status: 'selesai', ...CLOSED }, []],
  ['approved, nothing told', { status: 'selesai' }, []],
  [
    'refused: the red flag is answered, the work stops',
    { status: 'ditolak', ...CLOSED },
    ['completion stopped 03-11 10:00', 'red_flag met 03-11 10:00'],
  ],
  ['refused, nobody knows when', { status: 'ditolak' }, []],
])('%s', (_, past, expected) => {
  expect(clocksOf(past)).toEqual([...expected].sort());
});

it('runs by the limit of its category', () => {
  const own = { hours: 24, assumed: false, source: 'x' };
  const by = rules();
  const [first] = by.policies;
  const clocks = { ...first.clocks, completionByCategory: { jalan: own } };
  const past = {
    category: 'Jalan',
    status: 'proses',
    held: true,
    receivedAt: wib('2025-03-03 08:00'),
  } as const;
  const told = foreignClocks(past, NOW, { ...by, policies: [{ ...first, clocks }] });
  expect(told.find(({ clock }) => clock === 'completion')?.dueAt).toBe(wib('2025-03-04 08:00'));
});
