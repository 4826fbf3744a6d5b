/** The clocks through the API: what a ticket shows, explains and refuses, and that its log alone brings them back. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Policy } from '#shared/contract/policy.ts';
import { type ClockName, Ticket } from '#shared/contract/ticket.ts';
import type { Action } from '#shared/ticket/action.ts';
import { DAY, HOUR } from '#shared/time/zone.ts';
import { audit } from '../audit.ts';
import { BANGKA, BINA_MARGA, type House, NARRATIVE, type Officer, openHouse } from '../harness.ts';

let house: House;
let admin: Officer;
let validator: Officer;
let supervisor: Officer;

beforeAll(async () => {
  house = await openHouse();
  admin = await house.as('admin');
  validator = await house.as('validator');
  supervisor = await house.as('supervisor');
});
afterAll(async () => {
  expect((await audit(house.db)).faults).toEqual([]);
  await house.close();
});

const clockOf = (ticket: Ticket, name: ClockName) => ticket.clocks.find(({ clock }) => clock === name);
const iso = (at: number): string => new Date(at).toISOString();

it('15.30 sharp reaches the validator in time for the day, one millisecond later does not', async () => {
  house.moveTo('2025-03-10T15:30:00.000+07:00');
  const sharp = await validator.ticket(await house.inValidasi());
  expect(clockOf(sharp, 'same_day')).toMatchObject({ dueAt: '2025-03-11T00:00:00.000+07:00' });
  expect(sharp.nextDueAt).toBe(clockOf(sharp, 'validation')?.dueAt);
  house.moveTo('2025-03-10T15:30:00.001+07:00');
  expect(clockOf(await validator.ticket(await house.inValidasi()), 'same_day')).toBeUndefined();
});

it('a ticket explains its clocks in the caller\u2019s language, every estimate as such', async () => {
  const number = await house.inValidasi();
  for (const [language, word] of [
    ['id', 'sejak'],
    ['en', 'from when'],
  ] as const) {
    const ticket = (await validator.get(`/tickets/${number}`, { 'accept-language': language })).as(Ticket);
    for (const clock of ticket.clocks) {
      expect(clock.explanation?.toLowerCase().includes('perkiraan'), clock.clock).toBe(clock.assumed);
      expect(clock.rule).toBeDefined();
    }
    expect(clockOf(ticket, 'validation')?.explanation).toContain(word);
  }
});

it('a postponement runs to the monthly close: at it accepted, a millisecond past it refused', async () => {
  const number = await house.inValidasi();
  const close = Date.parse('2025-04-05T00:00:00+07:00');
  const reason = 'Menunggu material';
  const past = await validator.try(number, { action: 'tunda', until: iso(close + 1), reason });
  expect(past.refusal()).toBe('invalid');
  const held = await validator.act(number, { action: 'tunda', until: iso(close), reason });
  expect(clockOf(held, 'monthly_close')).toMatchObject({
    dueAt: '2025-04-05T00:00:00.000+07:00',
    assumed: true,
  });
  expect(held.nextDueAt).toBe('2025-04-05T00:00:00.000+07:00');
  const done = await validator.act(number, { action: 'setujui', reason: 'Sudah dilihat' });
  expect(clockOf(done, 'monthly_close')).toMatchObject({ late: false });
  expect(clockOf(done, 'monthly_close')?.metAt).toBeDefined();
});

it('a report passed on shows the fresh six hours as an estimate', async () => {
  const { number, clocks } = await admin.file();
  expect(clocks.find(({ clock }) => clock === 'response')).toMatchObject({ assumed: false });
  await admin.act(number, { action: 'koordinasi', to: BINA_MARGA, reason: 'Jalan provinsi' });
  const passed = await (await house.as('dinas')).ticket(number);
  expect(clockOf(passed, 'response')).toMatchObject({ rule: 'response_passed_on', assumed: true });
});

it('whatever happens in whatever order, the log alone brings back the stored clocks', async () => {
  const dinas = await house.as('dinas');
  const next = random(20250310);
  const bodies: Partial<Record<Action, () => Record<string, unknown>>> = {
    proses: () => ({}),
    koordinasi: () => ({ to: next(2) === 0 ? BINA_MARGA : BANGKA, reason: 'Bukan wilayah kami' }),
    tiket: () => ({
      to: '31.74.03',
      estimate: iso(house.now() + (1 + next(20)) * DAY),
      reason: 'Alat berat',
    }),
    tindak_lanjut: () => ({ narrative: NARRATIVE }),
    kembalikan: () => ({ reasonCodes: ['belum_selesai'] }),
    setujui: () => ({ reason: 'Sudah dilihat' }),
    tunda: () => ({ until: iso(house.now() + HOUR), reason: 'Hujan' }),
    buka_kembali: () => ({ reason: 'Muncul lagi' }),
  };
  const numbers = [];
  for (let i = 0; i < 4; i++) numbers.push((await admin.file()).number);
  const done = new Set<string>();
  for (let step = 0; step < 160; step++) {
    house.moveTo(house.now() + (1 + next(300)) * 60_000);
    if (step % 13 === 5) await changeTheRules(next(4), step % 2 === 0);
    const number = numbers[next(numbers.length)] ?? '';
    const officer = [admin, dinas, validator, supervisor][next(4)] ?? admin;
    const reply = await officer.get(`/tickets/${number}`);
    if (reply.status !== 200) continue;
    const able = reply.as(Ticket).actions.filter((action) => bodies[action] !== undefined);
    const action = able[next(able.length)];
    const body = action === undefined ? undefined : bodies[action]?.();
    if (action === undefined || body === undefined) continue;
    const acted = await officer.try(number, { action, ...body });
    if (acted.status === 200) done.add(action);
  }
  await house.service.jobs.runDue();
  // The walk has to have come somewhere, or it would prove nothing.
  expect([...done]).toEqual(expect.arrayContaining(['proses', 'koordinasi', 'tindak_lanjut', 'kembalikan']));
  expect((await audit(house.db)).faults).toEqual([]);
});

async function changeTheRules(days: number, recompute: boolean): Promise<void> {
  const { clocks, evidence } = (await supervisor.get('/policy')).as(Policy);
  const completion = { hours: 24 * (1 + days), assumed: true, source: 'Rapat bersama' };
  const body = { reason: 'Rapat bersama', recompute, evidence, clocks: { ...clocks, completion } };
  expect((await supervisor.put('/policy', body)).status).toBe(200);
  const today = new Date(house.now() + 7 * HOUR).toISOString().slice(0, 10);
  const holiday = { kind: 'holiday', name: 'Libur daerah', source: 'Kepgub' };
  await supervisor.put(`/calendar/${today}`, holiday);
  if (!recompute) await house.service.jobs.runDue();
}

/** Whole numbers below `n`, the same on every run. */
function random(seed: number): (n: number) => number {
  let state = seed;
  return (n) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}
