/** The clocks, as a list of awkward days. Times are hours after the service received the report. */
import { describe, expect, it } from 'vitest';
import type { ClockName } from '#shared/contract/ticket.ts';
import { advanceClocks, type Happening } from '#shared/deadline/clocks.ts';
import { nextMonthlyClose } from '#shared/deadline/monthly-close.ts';
import { isLate, isRunning, nextDue, type StoredClock } from '#shared/deadline/stored-clock.ts';
import { DAY, dayCode, endOfDay, HOUR, startOfDay, toTimestamp } from '#shared/time/zone.ts';
import { rules } from './days.ts';

const START = Date.parse('2025-03-10T09:00:00+07:00');

type What = Omit<Happening, 'at' | 'from' | 'category'> & { h: number; from?: Happening['from'] };

function run(...happenings: What[]): StoredClock[] {
  return happenings.reduce<StoredClock[]>(
    (clocks, { h, from = null, ...what }) =>
      advanceClocks(clocks, { ...what, from, at: START + h * HOUR, category: 'Jalan' }, rules()),
    [],
  );
}
const FILED: What = { action: 'lapor', h: 0, received: true };
const TRAY: What = { action: 'lapor', h: 0 };

const clock = (clocks: readonly StoredClock[], name: ClockName) => {
  const found = clocks.find((one) => one.clock === name);
  if (!found) return undefined;
  const hours = (at: number | null) => (at === null ? null : (at - START) / HOUR);
  return { due: hours(found.dueAt), met: hours(found.metAt), stopped: hours(found.stoppedAt) };
};
const running = (clocks: readonly StoredClock[]) =>
  clocks
    .filter(isRunning)
    .map((one) => one.clock)
    .sort();

describe('response', () => {
  it('six hours from the moment a unit receives it; in the tray nobody has received it yet', () => {
    expect(clock(run(FILED), 'response')).toEqual({ due: 6, met: null, stopped: null });
    expect(clock(run(TRAY), 'response')).toBeUndefined();
    expect(clock(run(TRAY, { action: 'koordinasi', h: 5, received: true }), 'response')?.due).toBe(11);
  });

  it.each(['proses', 'koordinasi', 'disposisi', 'disposisi_unit', 'tolak', 'gabung'] as const)(
    '%s meets it',
    (action) => {
      expect(clock(run(FILED, { action, h: 2 }), 'response')?.met).toBe(2);
    },
  );

  it.each(['catat', 'koreksi_titik', 'tunda', 'tiket', 'gabung_masuk'] as const)('%s does not', (action) => {
    expect(
      clock(run(FILED, { action, h: 2, from: 'proses', until: START + DAY }), 'response')?.met,
    ).toBeNull();
  });

  it('is met once: what follows does not move it', () => {
    expect(
      clock(run(FILED, { action: 'proses', h: 2 }, { action: 'disposisi_unit', h: 4 }), 'response')?.met,
    ).toBe(2);
  });

  it('starts afresh for each office that receives it, completion does not', () => {
    const clocks = run(
      FILED,
      { action: 'koordinasi', h: 5, received: true },
      { action: 'proses', h: 6 },
      { action: 'disposisi', h: 50, received: true },
    );
    expect(clock(clocks, 'response')).toEqual({ due: 56, met: null, stopped: null });
    expect(clock(clocks, 'completion')?.due).toBe(7 * 24);
  });

  it('is in time at the due instant itself, late one millisecond on, met or not', () => {
    const [response] = run(FILED).filter((one) => one.clock === 'response');
    if (!response) throw new Error('no response clock');
    const { dueAt } = response;
    expect([isLate(response, dueAt), isLate(response, dueAt + 1)]).toEqual([false, true]);
    expect([dueAt, dueAt + 1].map((metAt) => isLate({ ...response, metAt }, dueAt + DAY))).toEqual([
      false,
      true,
    ]);
    expect([dueAt, dueAt + 1].map((stoppedAt) => isLate({ ...response, stoppedAt }, dueAt + DAY))).toEqual([
      false,
      true,
    ]);
  });
});

describe('completion', () => {
  const WORK: What[] = [FILED, { action: 'proses', h: 1 }];

  it('seven days from receipt to the follow-up', () => {
    expect(clock(run(...WORK, { action: 'tindak_lanjut', h: 100 }), 'completion')).toMatchObject({
      due: 168,
      met: 100,
    });
  });

  it('each return gives back what the validator took', () => {
    const clocks = run(
      ...WORK,
      { action: 'tindak_lanjut', h: 100 },
      { action: 'kembalikan', h: 130, followUpAt: START + 100 * HOUR },
      { action: 'tindak_lanjut', h: 140 },
      { action: 'kembalikan', h: 142, followUpAt: START + 140 * HOUR },
    );
    expect(clock(clocks, 'completion')).toEqual({ due: 168 + 30 + 2, met: null, stopped: null });
    expect(nextDue(clocks)).toBe(START + 200 * HOUR);
  });

  it('a return after a late follow-up does not make it in time', () => {
    const clocks = run(
      ...WORK,
      { action: 'tindak_lanjut', h: 170 },
      { action: 'kembalikan', h: 180, followUpAt: START + 170 * HOUR },
    );
    const completion = clocks.find((one) => one.clock === 'completion');
    expect(completion && isLate(completion, START + 180 * HOUR)).toBe(true);
  });

  it('the first work ticket’s estimate replaces it if it is later; no other does', () => {
    const tiket = (h: number, days: number, firstEstimate: boolean): What => ({
      action: 'tiket',
      h,
      until: START + days * DAY,
      firstEstimate,
    });
    expect(clock(run(...WORK, tiket(2, 30, true)), 'completion')?.due).toBe(720);
    expect(clock(run(...WORK, tiket(2, 5, true)), 'completion')?.due).toBe(168);
    expect(clock(run(...WORK, tiket(2, 30, true), tiket(3, 60, false)), 'completion')?.due).toBe(720);
    expect(clock(run(...WORK, tiket(2, 5, true), tiket(3, 60, false)), 'completion')?.due).toBe(168);
  });

  it('says that it is an estimate', () => {
    expect(
      run(FILED)
        .filter((one) => one.assumed)
        .map((one) => one.clock),
    ).toEqual(['completion']);
  });
});

describe('validation', () => {
  const WAITING: What[] = [FILED, { action: 'proses', h: 1 }, { action: 'tindak_lanjut', h: 10 }];

  it('three days for each follow-up', () => {
    expect(clock(run(...WAITING), 'validation')?.due).toBe(82);
    const again = run(...WAITING, { action: 'kembalikan', h: 20 }, { action: 'tindak_lanjut', h: 30 });
    expect(clock(again, 'validation')).toEqual({ due: 102, met: null, stopped: null });
  });

  it('postponing replaces it while a validator holds the report, and moves nothing in proses', () => {
    const until = START + 200 * HOUR;
    const held = run(...WAITING, { action: 'tunda', h: 11, from: 'validasi', until });
    expect(clock(held, 'validation')?.due).toBe(200);
    expect(clock(held, 'completion')?.due).toBe(168);
    const working = run(...WAITING.slice(0, 2), { action: 'tunda', h: 11, from: 'proses', until });
    const others = working.filter((one) => one.clock !== 'monthly_close');
    expect(others).toEqual(run(...WAITING.slice(0, 2)));
  });
});

describe('the end', () => {
  it.each(['tolak', 'gabung'] as const)('%s stops every clock, and answers the red flag', (action) => {
    const clocks = run(FILED, { action, h: 3 });
    expect(running(clocks)).toEqual([]);
    expect(nextDue(clocks)).toBeNull();
    expect(clock(clocks, 'completion')).toMatchObject({ met: null, stopped: 3 });
    expect(clock(clocks, 'red_flag')).toMatchObject({ met: 3, stopped: null });
  });

  it('an approval leaves nothing running', () => {
    const clocks = run(
      FILED,
      { action: 'proses', h: 1 },
      { action: 'tindak_lanjut', h: 2 },
      { action: 'setujui', h: 3 },
    );
    expect(running(clocks)).toEqual([]);
    expect(clock(clocks, 'validation')?.met).toBe(3);
  });

  it('reopening starts response and completion afresh, from then', () => {
    const clocks = run(FILED, { action: 'tolak', h: 3 }, { action: 'buka_kembali', h: 100 });
    expect(running(clocks)).toEqual(['completion', 'response']);
    expect(clock(clocks, 'response')?.due).toBe(106);
    expect(clock(clocks, 'completion')?.due).toBe(268);
    expect(clock(clocks, 'validation')).toBeUndefined();
  });

  it('the red flag counts six days, whoever holds it, and no due order heeds it', () => {
    const clocks = run(TRAY);
    expect(clock(clocks, 'red_flag')?.due).toBe(144);
    expect(nextDue(clocks)).toBe(START + 168 * HOUR);
    expect(clock(run(FILED, { action: 'proses', h: 1 }), 'red_flag')?.met).toBeNull();
    expect(clock(run(FILED, { action: 'tindak_lanjut', h: 1 }), 'red_flag')?.met).toBe(1);
  });

  it('advancing leaves the clocks before as they were', () => {
    const before = run(FILED);
    const copy = structuredClone(before);
    advanceClocks(before, { action: 'tolak', at: START + 1, from: 'menunggu', category: 'Jalan' }, rules());
    expect(before).toEqual(copy);
  });
});

describe('Jakarta’s day', () => {
  const at = (text: string) => Date.parse(`${text}+07:00`);
  it.each([
    ['2025-03-09T23:59:59.999', '250309'],
    ['2025-03-10T00:00:00.000', '250310'],
    ['2025-03-10T06:59:59.999', '250310'],
    ['2024-12-31T23:59:59.999', '241231'],
    ['2025-01-01T00:00:00.000', '250101'],
    ['2024-02-29T12:00:00.000', '240229'],
  ])('%s WIB is in day %s', (text, day) => {
    expect(dayCode(at(text))).toBe(day);
    expect(toTimestamp(at(text))).toBe(`${text}+07:00`);
    expect(toTimestamp(startOfDay(at(text)))).toBe(`${text.slice(0, 10)}T00:00:00.000+07:00`);
    expect(endOfDay(at(text)) - startOfDay(at(text))).toBe(DAY);
    expect(startOfDay(at(text))).toBeLessThanOrEqual(at(text));
    expect(endOfDay(at(text))).toBeGreaterThan(at(text));
  });

  it.each([
    ['2025-03-04T23:59:59.999', '2025-03-05'],
    ['2025-03-05T00:00:00.000', '2025-03-05'],
    ['2025-03-05T00:00:00.001', '2025-04-05'],
    ['2025-12-31T12:00:00.000', '2026-01-05'],
    ['2025-01-31T23:00:00.000', '2025-02-05'],
  ])('after %s WIB the month closes on %s', (text, close) => {
    expect(toTimestamp(nextMonthlyClose(at(text)))).toBe(`${close}T00:00:00.000+07:00`);
  });
});
