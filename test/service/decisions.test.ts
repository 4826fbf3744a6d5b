/** Decisions and their races: merging, approving against the advice, and two who decide at once. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Ticket } from '#shared/contract/ticket.ts';
import { DAY, HOUR, toTimestamp } from '#shared/time/zone.ts';
import { audit } from './audit.ts';
import { BINA_MARGA, type House, NARRATIVE, type Officer, openHouse, type Reply } from './harness.ts';

let house: House;
let admin: Officer;
let validator: Officer;
beforeAll(async () => {
  house = await openHouse();
  admin = await house.as('admin');
  validator = await house.as('validator');
});
afterAll(async () => {
  expect((await audit(house.db)).faults).toEqual([]);
  await house.close();
});

const words = (replies: readonly Reply[]) =>
  replies.map((reply) => (reply.status < 300 ? String(reply.status) : reply.refusal())).sort();
const fields = (reply: Reply) => (reply.refusal() === 'invalid' ? reply.problem().errors : null);

it('the history tells until when it was postponed, when the work will be done and whom the work ticket went to', async () => {
  const { number } = await admin.file();
  const [until, estimate] = [1, 9].map((days) => toTimestamp(house.now() + days * DAY));
  await admin.act(number, { action: 'proses' });
  await admin.act(number, { action: 'tunda', until, reason: 'Hujan' });
  await admin.act(number, { action: 'tiket', to: '31.74.03', estimate, reason: 'Alat berat' });
  const [held, opened] = (await admin.ticket(number)).events.slice(-2);
  expect(held).toMatchObject({ action: 'tunda', until });
  expect(opened).toMatchObject({ action: 'tiket', estimate, toward: { code: '31.74.03' } });
});

it('a postponement ends by itself at its instant, unless it was moved or decided on before', async () => {
  const at = (hours: number) => toTimestamp(house.now() + hours * HOUR);
  const [ended, moved, decided] = [await admin.file(), await admin.file(), await admin.file()];
  for (const { number } of [ended, moved, decided]) {
    await admin.act(number, { action: 'proses' });
    await admin.act(number, { action: 'tunda', until: at(2), reason: 'Hujan' });
  }
  await admin.act(moved.number, { action: 'tunda', until: at(5), reason: 'Hujan lagi' });
  await admin.act(decided.number, { action: 'disposisi_unit', to: '31.74.03.1002' });
  house.moveTo(house.now() + 2 * HOUR - 1);
  await house.service.jobs.runDue();
  expect((await admin.ticket(ended.number)).heldUntil).toBeDefined();
  house.moveTo(house.now() + 1);
  await house.service.jobs.runDue();
  await house.service.jobs.runDue();
  const ticket = await admin.ticket(ended.number);
  expect(ticket.heldUntil).toBeUndefined();
  expect(ticket.events.map(({ action }) => action)).toEqual(['lapor', 'proses', 'tunda', 'tunda_berakhir']);
  expect(ticket.events.at(-1)).toMatchObject({ actor: { role: 'sistem' }, from: 'proses', to: 'proses' });
  expect((await admin.ticket(moved.number)).heldUntil).toBe(at(3));
  expect((await admin.ticket(decided.number)).events.at(-1)).toMatchObject({ action: 'disposisi_unit' });
});

describe('gabung', () => {
  const merge = (number: string, into: string, officer = admin) =>
    officer.try(number, { action: 'gabung', into, reason: 'Laporan yang sama' });

  it('both logs tell of it, the merged report rests, and is counted nowhere', async () => {
    const [copy, original] = [await admin.file(), await admin.file()];
    const merged = (await merge(copy.number, original.number)).as(Ticket);
    expect(merged).toMatchObject({
      status: 'menunggu',
      mergedInto: original.number,
      nextDueAt: null,
      actions: ['catat'],
    });
    expect(merged.events.at(-1)).toMatchObject({ action: 'gabung', number: original.number });
    const other = await admin.ticket(original.number);
    expect(other).toMatchObject({ version: 2, status: 'menunggu' });
    expect(other.events.at(-1)).toMatchObject({ action: 'gabung_masuk', number: copy.number });
    expect((await house.row(copy.number)).desk).toBeNull();
  });

  it('into itself, into nothing, into the unseen, a merged or a closed one is refused by name', async () => {
    const [a, b, c] = [await admin.file(), await admin.file(), await admin.file()];
    const unseen = await (await house.as('kanal')).file({ channel: 'email' });
    const closed = await house.inValidasi();
    await validator.act(closed, { action: 'setujui', reason: 'Diperiksa di tempat' });
    expect((await merge(a.number, b.number)).status).toBe(200);
    const codes = async (into: string) =>
      fields(await merge(c.number, into))?.map(({ path, code }) => `${path} ${code}`);
    expect(await codes(c.number)).toEqual(['into itself']);
    expect(await codes(c.number.toLowerCase())).toEqual(['into itself']);
    expect(await codes('JK2503109998')).toEqual(['into unknown']);
    expect(await codes(unseen.number)).toEqual(['into unknown']);
    expect(await codes(a.number)).toEqual(['into merged']);
    expect(await codes(closed)).toEqual(['into closed']);
    // A circle: b already carries a.
    expect(fields(await merge(b.number, a.number))?.[0]?.code).toBe('merged');
    expect((await merge(a.number, c.number)).refusal()).toBe('illegal-transition');
  });

  it('two merged into each other at once: one way only', async () => {
    const [a, b] = [await admin.file(), await admin.file()];
    const replies = await Promise.all([merge(a.number, b.number), merge(b.number, a.number)]);
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    const rows = [await house.row(a.number), await house.row(b.number)];
    expect(rows.filter((row) => row.mergedInto !== null)).toHaveLength(1);
  });

  it('many merged into one at once all succeed: only their own version is theirs to lose', async () => {
    const original = await admin.file();
    const copies = await Promise.all(Array.from({ length: 8 }, () => admin.file()));
    expect(words(await Promise.all(copies.map(({ number }) => merge(number, original.number))))).toEqual(
      Array(8).fill('200'),
    );
    expect((await house.row(original.number)).version).toBe(9);
  });

  it('only a supervisor takes it apart again, with fresh clocks', async () => {
    const [a, b] = [await admin.file(), await admin.file()];
    await merge(a.number, b.number);
    const supervisor = await house.as('supervisor');
    expect((await supervisor.ticket(a.number)).actions.sort()).toEqual(['buka_kembali', 'catat']);
    const again = await supervisor.act(a.number, {
      action: 'buka_kembali',
      reason: 'Bukan laporan yang sama',
    });
    expect(again).toMatchObject({ status: 'proses', nextDueAt: expect.any(String) });
    expect(again.mergedInto).toBeUndefined();
  });
});

describe('against the advice', () => {
  it('approving needs a reason of more than spaces, and both stay on record', async () => {
    const number = await house.inValidasi();
    expect((await validator.ticket(number)).verdict?.verdict).toBe('fail');
    for (const body of [{}, { reason: '' }, { reason: ' \n ' }]) {
      const reply = await validator.try(number, { action: 'setujui', ...body });
      expect(fields(reply)?.map(({ path }) => path)).toEqual(['reason']);
    }
    const done = await validator.act(number, { action: 'setujui', reason: 'Diperiksa di tempat' });
    expect(done.events.at(-1)).toMatchObject({
      verdict: 'fail',
      reason: 'Diperiksa di tempat',
      to: 'selesai',
    });
  });

  it('the reason lainnya says what to mend', async () => {
    const number = await house.inValidasi();
    const body = { action: 'kembalikan', reasonCodes: ['foto_lama', 'lainnya'] };
    expect(fields(await validator.try(number, body))?.map(({ path }) => path)).toEqual(['note']);
    expect((await validator.act(number, { ...body, note: 'Foto dari arah sungai' })).status).toBe(
      'tl_ditolak',
    );
  });
});

it('a return gives the office the time back that the validator took', async () => {
  const number = await house.inValidasi();
  const due = (ticket: Ticket) =>
    Date.parse(ticket.clocks.find(({ clock }) => clock === 'completion')?.dueAt ?? '');
  const before = due(await admin.ticket(number));
  house.moveTo(house.now() + 90_000_001);
  const returned = await validator.act(number, { action: 'kembalikan', reasonCodes: ['foto_lama'] });
  expect(due(returned) - before).toBe(90_000_001);
  expect(returned.nextDueAt).toBe(returned.clocks.find(({ clock }) => clock === 'completion')?.dueAt);
  await admin.act(number, { action: 'tindak_lanjut', narrative: NARRATIVE });
  house.moveTo(house.now() + 1_000);
  expect(
    due(await validator.act(number, { action: 'kembalikan', reasonCodes: ['foto_lama'] })) - before,
  ).toBe(90_001_001);
});

it('what was decided offline keeps its own time beside the service’s', async () => {
  const { number } = await admin.file();
  const after = await admin.act(number, { action: 'proses', madeAt: '2025-03-10T01:02:03Z' });
  expect(after.events.at(-1)).toMatchObject({ madeAt: '2025-03-10T08:02:03.000+07:00' });
  expect(Date.parse(after.events.at(-1)?.at ?? '')).toBe(house.now());
});

describe('at once', () => {
  it('two validators decide: one is answered, the other told it is stale, with the version now', async () => {
    const second = await house.hire('validator_dua', 'validator');
    for (let i = 0; i < 5; i++) {
      const number = await house.inValidasi();
      const options = { version: (await house.row(number)).version };
      const replies = await Promise.all([
        validator.try(number, { action: 'setujui', reason: 'Sesuai' }, options),
        second.try(number, { action: 'kembalikan', reasonCodes: ['foto_lama'] }, options),
      ]);
      expect(words(replies)).toEqual(['200', 'stale-version']);
      const loser = replies.find(({ status }) => status === 412);
      expect(loser?.problem().version).toBe(options.version + 1);
    }
  });

  it('the same decision ten times, each under a key of its own: once', async () => {
    const { number } = await admin.file();
    const replies = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        admin.try(number, { action: 'proses' }, { version: 1, key: `race-${i}` }),
      ),
    );
    expect(words(replies)).toEqual(['200', ...Array(9).fill('stale-version')]);
  });

  it('thirty notes all get through, each on a version of its own', async () => {
    const { number } = await admin.file();
    const replies = await Promise.all(
      Array.from({ length: 30 }, (_, i) =>
        admin.try(number, { action: 'catat', note: `Catatan ${i}` }, { version: null }),
      ),
    );
    expect(words(replies)).toEqual(Array(30).fill('200'));
    const ticket = await admin.ticket(number);
    expect(ticket.version).toBe(31);
    expect(new Set(ticket.events.map(({ note }) => note)).size).toBe(31);
  });

  it('a note never costs a decision more than one more try, nor the decision the note', async () => {
    const { number } = await admin.file();
    const [note, decision] = await Promise.all([
      admin.try(number, { action: 'catat', note: 'Sedang dicek' }, { version: null }),
      admin.try(number, { action: 'koordinasi', to: BINA_MARGA, reason: 'Jalan provinsi' }, { version: 1 }),
    ]);
    expect(note.status).toBe(200);
    expect(['200', 'stale-version']).toContain(words([decision])[0]);
  });
});
