/** How much is due: each report in exactly one count, at every edge of time, and never a stale number. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Counters } from '#shared/contract/queue.ts';
import { urgencyOf, workOf } from '#shared/deadline/urgency.ts';
import { HOUR, toTimestamp } from '#shared/time/zone.ts';
import { BINA_MARGA, type DemoName, type House, openHouse } from './harness.ts';

const at = (text: string): number => Date.parse(`2025-03-${text}+07:00`);

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.close());

const read = async (name: DemoName) => (await (await house.as(name)).get('/queue/counters')).as(Counters);
/** Without when they change next. */
const counts = async (name: DemoName) => {
  const { nextChangeAt: _, ...rest } = await read(name);
  return rest;
};
const NONE = { overdue: 0, due1h: 0, dueToday: 0, waiting: 0, postponed: 0, atField: 0, returned: 0 };

it('follows one report through every edge, foretells each, and is the desk’s own cut', async () => {
  // Filed at 09.00: due at 15.00.000.
  const { number } = await (await house.as('admin')).file();
  const edges: [string, keyof typeof NONE, string][] = [
    ['10T09:00:00.000', 'dueToday', '10T14:00:00.000'],
    ['10T13:59:59.999', 'dueToday', '10T14:00:00.000'],
    ['10T14:00:00.000', 'due1h', '10T15:00:00.001'],
    ['10T14:59:59.999', 'due1h', '10T15:00:00.001'],
    ['10T15:00:00.000', 'due1h', '10T15:00:00.001'],
    ['10T15:00:00.001', 'overdue', '11T00:00:00.000'],
    ['11T00:00:00.000', 'overdue', '12T00:00:00.000'],
  ];
  for (const [now, bucket, next] of edges) {
    house.moveTo(at(now));
    expect([now, await read('admin')]).toEqual([
      now,
      { ...NONE, [bucket]: 1, nextChangeAt: `2025-03-${next}+07:00` },
    ]);
    expect(urgencyOf(workOf(await (await house.as('admin')).ticket(number)), house.now())).toBe(bucket);
  }
});

it('what is due at midnight belongs to the day that ends, one ms later to the next', async () => {
  const admin = await house.as('admin');
  house.moveTo(at('10T18:00:00.000'));
  await admin.file();
  expect(await counts('admin')).toEqual({ ...NONE, dueToday: 1 });
  house.moveTo(at('10T18:00:00.001'));
  await admin.file();
  expect(await read('admin')).toEqual({
    ...NONE,
    dueToday: 1,
    waiting: 1,
    nextChangeAt: '2025-03-10T23:00:00.000+07:00',
  });
  house.moveTo(at('10T23:00:00.000'));
  expect(await counts('admin')).toEqual({ ...NONE, due1h: 1, waiting: 1 });
  house.moveTo(at('10T23:00:00.001'));
  expect(await counts('admin')).toEqual({ ...NONE, due1h: 2 });
});

it('counts returned follow-ups beside the rest, and each report once over all desks', async () => {
  const validator = await house.as('validator');
  const number = await house.inValidasi();
  await (await house.as('admin')).file();
  await (await house.as('kanal')).file({ channel: 'lapor' });
  // It reached the validator on a working morning: to be decided the same day.
  expect(await counts('validator')).toEqual({ ...NONE, dueToday: 1 });
  expect(await counts('admin')).toEqual({ ...NONE, dueToday: 1 });
  expect(await counts('kanal')).toEqual({ ...NONE, waiting: 1 });
  expect(await counts('supervisor')).toEqual({ ...NONE, dueToday: 2, waiting: 1 });
  expect(await counts('dinas')).toEqual(NONE);
  await validator.act(number, { action: 'kembalikan', reasonCodes: ['foto_lama'] });
  expect(await counts('validator')).toEqual(NONE);
  expect(await counts('admin')).toEqual({
    ...NONE,
    dueToday: 1,
    waiting: 1,
    postponed: 0,
    atField: 0,
    returned: 1,
  });
});

it('has nothing to foretell where nothing waits', async () => {
  expect((await read('dinas')).nextChangeAt).toBeNull();
  expect(await read('operator')).toEqual({ ...NONE, nextChangeAt: null });
});

describe('what is kept', () => {
  it('is answered 304 until something changes, for this caller only', async () => {
    const [admin, dinas] = [await house.as('admin'), await house.as('dinas')];
    const { number } = await admin.file();
    const etagOf = async (officer: typeof admin) =>
      (await officer.get('/queue/counters')).headers.get('etag') ?? '';
    const [own, other] = [await etagOf(admin), await etagOf(dinas)];
    const unchanged = async (officer: typeof admin, etag: string) => {
      const { status } = await officer.get('/queue/counters', { 'if-none-match': etag });
      return status === 304;
    };
    expect(await unchanged(admin, own)).toBe(true);
    await admin.file();
    expect(await unchanged(admin, own)).toBe(false);
    expect(await unchanged(dinas, other)).toBe(true);
    await admin.act(number, { action: 'koordinasi', to: BINA_MARGA, reason: 'Jalan provinsi' });
    expect(await unchanged(dinas, other)).toBe(false);
    // Back to what it was: the same values, the same tag.
    expect(await unchanged(admin, own)).toBe(true);
    house.moveTo(house.now() + 5 * HOUR);
    expect(await unchanged(admin, own)).toBe(false);
  });

  it('is never older than the decision just answered', async () => {
    const admin = await house.as('admin');
    for (let filed = 1; filed <= 5; filed++) {
      await admin.file();
      expect((await counts('admin')).dueToday).toBe(filed);
      expect((await counts('supervisor')).dueToday).toBe(filed);
    }
  });

  it('follows a field validator’s work, which no office’s events tell of', async () => {
    const [validator, lapangan] = [await house.as('validator'), await house.as('lapangan')];
    const number = await house.inValidasi();
    expect(await counts('lapangan')).toEqual(NONE);
    await validator.act(number, { action: 'cek_lapangan', note: 'Mohon dicek' });
    expect(await counts('lapangan')).toEqual({ ...NONE, dueToday: 1 });
    // For everybody else it is out of their hands meanwhile.
    expect(await counts('validator')).toEqual({ ...NONE, atField: 1 });
    await lapangan.act(number, { action: 'hasil_lapangan', finding: 'sesuai', note: 'Sudah rata' });
    expect(await counts('lapangan')).toEqual(NONE);
  });

  it('sets a postponed report aside until its instant, whether its office postponed it or its validator', async () => {
    const [admin, validator] = [await house.as('admin'), await house.as('validator')];
    const { number } = await admin.file();
    await admin.act(number, { action: 'proses' });
    const waits = await house.inValidasi();
    const until = toTimestamp(house.now() + 2 * HOUR);
    await admin.act(number, { action: 'tunda', until, reason: 'Menunggu bahan' });
    await validator.act(waits, { action: 'tunda', until, reason: 'Menunggu hasil uji' });
    expect(await counts('admin')).toEqual({ ...NONE, postponed: 1 });
    expect(await counts('validator')).toEqual({ ...NONE, postponed: 1 });
    expect(await counts('supervisor')).toEqual({ ...NONE, postponed: 2 });
    expect(Date.parse((await read('admin')).nextChangeAt ?? '')).toBe(Date.parse(until));
    house.moveTo(Date.parse(until));
    expect(await counts('validator')).toEqual({ ...NONE, due1h: 1 });
    expect(await counts('admin')).toMatchObject({ postponed: 0, waiting: 1 });
  });

  it('adds up while others decide', async () => {
    const [admin, supervisor] = [await house.as('admin'), await house.as('supervisor')];
    const work = Array.from({ length: 20 }, () => admin.file());
    const seen = await Promise.all(Array.from({ length: 20 }, () => supervisor.get('/queue/counters')));
    for (const reply of seen) {
      const { overdue, due1h, dueToday, waiting } = reply.as(Counters);
      expect(Math.min(overdue, due1h, dueToday, waiting)).toBeGreaterThanOrEqual(0);
    }
    await Promise.all(work);
    expect((await counts('supervisor')).dueToday).toBe(20);
  });
});
