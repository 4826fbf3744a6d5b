/** What two processes on one database do together: they answer as one would. */
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ImportJob } from '#shared/contract/imports.ts';
import { category } from '../../../service/tables/rules.ts';
import { unit } from '../../../service/tables/unit.ts';
import { audit } from '../audit.ts';
import { exportOf, manyLines } from '../exchange/files.ts';
import { BANGKA, type House, Officer } from '../harness.ts';
import { type MailServer, openMailServer } from '../mail/mail-server.ts';
import { HOME, mailedFrom } from '../mail/post.ts';
import { openPair, type Pair } from './pair.ts';

let mail: MailServer;
let pair: Pair;
let first: House;
let second: House;

beforeAll(async () => {
  mail = await openMailServer();
  pair = await openPair({ publicUrl: HOME, ...mailedFrom(mail.url) });
  ({ first, second } = pair);
});
afterAll(async () => {
  await pair.close();
  await mail.stop();
});

/** The same officer by the same session, at the other process. */
const at = (house: House, { token, id }: Officer): Officer => new Officer(house, token, id);

it('who signed in at one decides at the other, and of two who decide at once one does', async () => {
  const admin = await first.as('admin');
  const there = at(second, admin);
  const { number } = await there.file();
  const replies = await Promise.all(
    [admin, there].map((officer) => officer.try(number, { action: 'proses' }, { version: 1 })),
  );
  expect(replies.map(({ status }) => status).sort()).toEqual([200, 412]);
  expect((await first.row(number)).version).toBe(2);
});

it('sixty reports filed at both at once have a number each, and the log is whole', async () => {
  const admins = [await first.as('admin'), await second.as('admin')];
  const before = (await audit(first.db)).tickets;
  const filed = await Promise.all(
    Array.from({ length: 60 }, async (_, i) => (await admins[i % 2]?.file())?.number),
  );
  expect(new Set(filed).size).toBe(60);
  const { tickets, faults } = await audit(first.db);
  expect(tickets - before).toBe(60);
  expect(faults).toEqual([]);
});

describe('what one process changed is fresh at the other', () => {
  it('a session that was ended, a role that was taken', async () => {
    const camat = await first.hire('camat', 'unit_admin', '31.74.03');
    const there = at(second, camat);
    expect((await there.get('/session')).status).toBe(200);
    await first.service.people.accounts.setGrants(camat.id, [{ role: 'validator', unit: null }]);
    await expect.poll(async () => (await there.get('/session')).text).toContain('"validator"');
    await first.service.people.accounts.revoke(camat.id);
    await expect.poll(async () => (await there.get('/session')).status).toBe(401);
  });

  it('an office, a category, a day off', async () => {
    const { people, rules } = second.service;
    await first.db.update(unit).set({ name: 'Bangka Baru' }).where(sql`code = ${BANGKA}`);
    await expect.poll(() => people.units.named(BANGKA).name).toBe('Bangka Baru');
    const name = 'Coretan/Vandalisme';
    const [row] = await first.db.select().from(category).where(sql`name = ${name}`);
    await first.db.update(category).set({ name: 'Kucing' }).where(sql`code = ${row?.code}`);
    await expect.poll(() => rules.categories.find('Kucing')?.code).toBe(row?.code);
    const day = { date: '2025-03-12', kind: 'holiday' as const, name: 'Uji', source: 'Uji' };
    await first.service.rules.days.change(day, 'x');
    await expect.poll(() => rules.days.of('2025-03-12')?.name).toBe('Uji');
  });
});

it('a table whose changes are counted has its triggers, however it was made anew', async () => {
  const triggers = await first.db.values<[string, string]>(
    sql`select tbl_name, sql from sqlite_schema where type = 'trigger' and name like 'revision\\_%' escape '\\'`,
  );
  const counted = new Map<string, string[]>();
  for (const [table, text] of triggers) {
    const when = /after (insert|update|delete)/i.exec(text)?.[1]?.toLowerCase() ?? '';
    counted.set(table, [...(counted.get(table) ?? []), when].sort());
  }
  const all = ['delete', 'insert', 'update'];
  expect(Object.fromEntries(counted)).toEqual({
    ...{ session: ['delete'], user: ['update'], officer_grant: all, second_factor: all },
    ...{ unit: all, policy: all, calendar_day: all, category: all },
  });
});

it('who is written to is written to once, though both look each minute', async () => {
  const admin = await first.as('admin');
  const numbers: string[] = [];
  for (let i = 0; i < 6; i++) {
    const reporter = { name: 'Siti', email: `siti${i}@warga.test` };
    numbers.push((await at(i % 2 === 0 ? first : second, admin).file({ reporter })).number);
  }
  for (let round = 0; round < 2; round++) {
    await Promise.all([first, second].map(({ service }) => service.jobs.runDue()));
    for (const { service } of [first, second]) await service.messages.mailer.settled();
  }
  const subjects = mail.letters.map(({ headers }) => headers.get('subject'));
  expect(subjects.sort()).toEqual(numbers.map((number) => `Laporan ${number} sudah diterima`).sort());
});

it('one of both signs the log, and it is in order', async () => {
  const { checkpoints } = first.service;
  const before = (await checkpoints.newest())?.n ?? 0;
  for (const house of [first, second]) await (await house.as('admin')).file();
  await Promise.all([first, second].map(({ service }) => service.checkpoints.sign()));
  expect((await checkpoints.newest())?.n).toBe(before + 1);
});

describe('an import', () => {
  const start = async (by: Officer, lines: readonly string[], query = ''): Promise<string> =>
    (await by.call('POST', `/imports${query}`, exportOf(lines), { 'content-type': 'text/csv' })).as(ImportJob)
      .id;
  const state = async (by: Officer, id: string) => (await by.get(`/imports/${id}`)).as(ImportJob);

  it('is confirmed, and another cancelled, at the process that does not have its file', async () => {
    const operator = await first.as('operator');
    const there = at(second, operator);
    const taken = await start(operator, manyLines(20));
    await expect.poll(async () => (await state(there, taken)).state).toBe('understood');
    await there.call('POST', `/imports/${taken}/confirm`);
    await expect.poll(async () => (await state(there, taken)).state).toBe('done');
    expect(await state(there, taken)).toMatchObject({ read: 20, added: 20 });
    const dropped = await start(operator, manyLines(20, 100));
    await expect.poll(async () => (await state(there, dropped)).state).toBe('understood');
    expect((await there.delete(`/imports/${dropped}`)).status).toBeLessThan(300);
    expect((await state(operator, dropped)).state).toBe('cancelled');
  });

  it('whose process is dead goes on at another that finds its file, and counts each line once', async () => {
    const operator = await first.as('operator');
    const there = at(second, operator);
    const id = await start(operator, manyLines(1_500, 1_000), '?write=now');
    await expect.poll(async () => (await state(there, id)).read, { interval: 5 }).toBeGreaterThan(0);
    // Dead to all others, and yet it goes on for a while: as one that was only slow.
    await first.service.platform.peers.close();
    await second.service.platform.peers.beat();
    await expect.poll(async () => (await state(there, id)).state).toBe('done');
    expect(await state(there, id)).toMatchObject({ read: 1_500, added: 1_500, refused: 0 });
  });
});
