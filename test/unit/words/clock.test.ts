/** What a ticket says about its clocks. */
import { describe, expect, it } from 'vitest';
import { explainClock } from '#shared/deadline/explain-clock.ts';
import { CLOCK_RULES, type StoredClock } from '#shared/deadline/stored-clock.ts';
import { speaker } from '#shared/words/speak.ts';
import { duration } from '#shared/words/time.ts';
import { FILED, handedIn, live, wib } from '../deadline/days.ts';

function say(clock: StoredClock | undefined, locale: 'id' | 'en' = 'id'): string {
  if (!clock) throw new Error('No such clock');
  return explainClock(clock, speaker(locale));
}

it('tells from when, how long, and until when', () => {
  expect(say(live([FILED]).get('response'))).toBe(
    '6 jam sejak unit menerima laporan pada 3 Mar 2025 pukul 08.00 WIB; malam dan hari libur ikut dihitung. ' +
      'Jatuh tempo 3 Mar 2025 pukul 14.00 WIB.',
  );
});

it('tells every pause and what the limit became', () => {
  const returned = live([...handedIn('2025-03-05 08:00'), ['2025-03-06 09:30', 'kembalikan']]);
  expect(say(returned.get('completion'))).toContain(
    'Dikembalikan 6 Mar 2025 pukul 09.30 WIB: 1 hari 1 jam 30 menit selama di validator tidak dihitung, ' +
      'batas menjadi 11 Mar 2025 pukul 09.30 WIB.',
  );
});

it('tells whether it was met in time', () => {
  const late = live([FILED, ['2025-03-03 15:00', 'proses']]);
  expect(say(late.get('response'), 'en')).toContain('Met 3 Mar 2025 at 15:00 WIB, after the limit');
});

describe.each(['id', 'en'] as const)('in %s', (locale) => {
  const until = wib('2025-03-20 08:00');
  const everything = [
    ...live([FILED]).clocks,
    ...live([
      ...handedIn('2025-03-05 08:00'),
      ['2025-03-05 09:00', 'tunda', { until }],
      ['2025-03-06 09:30', 'kembalikan'],
    ]).clocks,
    ...live([FILED, ['2025-03-03 09:00', 'koordinasi', { received: true }]]).clocks,
  ];

  it('every estimate says perkiraan, and nothing that is stated does', () => {
    expect(everything.some((clock) => clock.assumed) && everything.some((clock) => !clock.assumed)).toBe(
      true,
    );
    for (const clock of everything) {
      expect(explainClock(clock, speaker(locale)).toLowerCase().includes('perkiraan'), clock.rule).toBe(
        clock.assumed,
      );
    }
  });

  it('every rule has words, none with a gap', () => {
    const [clock] = everything;
    if (!clock) throw new Error('No clock');
    for (const rule of CLOCK_RULES) {
      const said = explainClock({ ...clock, rule }, speaker(locale));
      expect(said, rule).toMatch(/^\S.*\.$/);
      expect(said, rule).not.toMatch(/[{}]|undefined| {2}/);
    }
  });
});

it.each([
  [0, '< 1 menit'],
  [59_999, '< 1 menit'],
  [60_000, '1 menit'],
  [3_600_000, '1 jam'],
  [26 * 3_600_000 + 60_000, '1 hari 2 jam 1 menit'],
] as const)('%d ms is %s', (length, words) => {
  expect(duration(length, 'id')).toBe(words);
});
