/** A photo is what was handed in, or it is not shown: files on disk and what was read from them. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eq, ne, sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Ticket } from '#shared/contract/ticket.ts';
import { photoRows } from '../../../service/evidence/rows.ts';
import { runBatch } from '../../../service/platform/db/database.ts';
import { photo, photoReading } from '../../../service/tables/evidence.ts';
import { SISTEM } from '../../../service/tickets/ledger.ts';
import { type House, type Officer, openHouse } from '../harness.ts';
import { fixture } from './desk.ts';

const NOON = Date.parse('2025-03-10T12:00:00+07:00');
const NARRATIVE = 'Petugas menambal lubang di Jalan Kemang Raya depan nomor 12, permukaan sudah rata.';

let house: House;
let validator: Officer;
let ticket: Ticket;
let row: typeof photo.$inferSelect;

beforeEach(async () => {
  house = await openHouse({ at: NOON });
  validator = await house.as('validator');
  const admin = await house.as('admin');
  const { number } = await admin.file({ point: { lat: -6.2607, lon: 106.8135 } });
  const { version } = await admin.act(number, { action: 'proses' });
  const after = [new File([new Uint8Array(fixture('plain-0be94610.jpg'))], 'foto.jpg')];
  const action = JSON.stringify({ action: 'tindak_lanjut', narrative: NARRATIVE });
  const headers = { 'if-match': `"${version}"` };
  ticket = (await admin.form(`/tickets/${number}/actions`, { action, after }, headers)).as(Ticket);
  const [stored] = await house.db.select().from(photo);
  if (stored === undefined) throw new Error('No photo was stored');
  row = stored;
});
afterEach(() => house.close());

const fileOf = (as: string): string =>
  join(house.folder, 'photos', row.sha256.slice(0, 2), row.sha256.slice(2, 4), `${row.sha256}.${as}`);
const look = (as: string) => validator.get(`/photos/${row.id}?as=${as}`);
const ailments = async (): Promise<string> => {
  await house.service.platform.health.start(house.service.evidence.checks);
  return (await house.service.app.request('/readyz')).text();
};
const breaks = async (files = true) => {
  const found = await house.verify(files);
  return found.breaks.map(({ kind, number }) => `${kind} ${number}`);
};

describe('an original on disk', () => {
  it.each([
    ['overwritten', 'diubah', 'file_altered', (file: string) => writeFileSync(file, 'another picture')],
    ['changed in one byte', 'diubah', 'file_altered', flipLast],
    ['emptied', 'diubah', 'file_altered', (file: string) => writeFileSync(file, '')],
    ['removed', 'hilang', 'file_missing', (file: string) => rmSync(file)],
  ])('that was %s is not shown, told to the operator, and found', async (_, word, kind, spoil) => {
    expect(await breaks()).toEqual([]);
    const whole = readFileSync(fileOf('original'));
    for (const copy of ['display', 'thumb']) rmSync(fileOf(copy), { force: true });
    spoil(fileOf('original'));
    for (const as of ['thumb', 'display', 'original']) {
      const reply = await look(as);
      expect([reply.status, reply.refusal()]).toEqual([410, 'photo-lost']);
      expect(reply.problem().detail).toContain(word);
    }
    expect(await ailments()).toMatch(/^ok\n1 foto tersimpan hilang/);
    expect(await breaks()).toEqual([`${kind} ${ticket.number}`]);
    expect(await breaks(false)).toEqual([]);

    writeFileSync(fileOf('original'), whole);
    expect(await ailments()).toBe('ok');
    expect((await look('original')).status).toBe(200);
    expect(await breaks()).toEqual([]);
  });

  it('that was erased is no fault', async () => {
    rmSync(fileOf('original'));
    await house.db.update(photo).set({ erasedAt: 1 }).where(eq(photo.id, row.id));
    expect((await look('original')).refusal()).toBe('not-found');
    expect(await ailments()).toBe('ok');
  });
});

function flipLast(file: string): void {
  const bytes = readFileSync(file);
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  writeFileSync(file, bytes);
}

describe('photos of two reports', () => {
  const other = async (): Promise<typeof photo.$inferSelect> => {
    const admin = await house.as('admin');
    const { number } = await admin.file({ description: 'Saluran tersumbat di Gang Kenanga' });
    const { version } = await admin.act(number, { action: 'proses' });
    const after = [new File([new Uint8Array(fixture('drain-0a5bc014.jpg'))], 'foto.jpg')];
    const action = JSON.stringify({ action: 'tindak_lanjut', narrative: 'Saluran sudah dikeruk dua regu.' });
    await admin.form(`/tickets/${number}/actions`, { action, after }, { 'if-match': `"${version}"` });
    const [second] = await house.db.select().from(photo).where(ne(photo.id, row.id));
    if (second === undefined) throw new Error('No second photo was stored');
    return second;
  };

  it('that changed places on disk are both found', async () => {
    const second = await other();
    const place = fileOf('original').replaceAll(row.sha256, second.sha256);
    const there = place.replace(
      /photos.*$/,
      `photos/${second.sha256.slice(0, 2)}/${second.sha256.slice(2, 4)}/${second.sha256}.original`,
    );
    const [one, two] = [readFileSync(fileOf('original')), readFileSync(there)];
    writeFileSync(fileOf('original'), two);
    writeFileSync(there, one);
    expect((await breaks()).map((found) => found.split(' ')[0])).toEqual(['file_altered', 'file_altered']);
  });

  it.each([
    ['by their reports', 'ticket_id', ['photo_added', 'photo_deleted']],
    ['by their hashes', 'sha256', ['photo_altered']],
    ['by their facts', 'facts', ['facts_altered']],
  ])('that changed places in the database, %s, are both found', async (_, name, kinds) => {
    const second = await other();
    const column = sql.identifier(name);
    const [[one] = [], [two] = []] = await house.db.values(
      sql`select ${column} from photo order by id = ${second.id}`,
    );
    await house.db.run(sql`update photo set ${column} = ${two} where id = ${row.id}`);
    await house.db.run(sql`update photo set ${column} = ${one} where id = ${second.id}`);
    expect(second.ticketId).not.toBe(row.ticketId);
    const found = await breaks(false);
    expect(found).toHaveLength(2 * kinds.length);
    expect([...new Set(found.map((each) => each.split(' ')[0]))].sort()).toEqual(kinds);
  });
});

describe('a copy on disk', () => {
  it.each([
    ['overwritten', (file: string) => writeFileSync(file, 'another picture')],
    ['changed in one byte', flipLast],
    ['that of another photo', (file: string) => writeFileSync(file, readFileSync(fileOf('thumb')))],
  ])('%s is found, and made anew from the original when it is looked at', async (_, spoil) => {
    const before = await look('display');
    await look('thumb');
    spoil(fileOf('display'));
    expect(await breaks()).toEqual([`copy_altered ${ticket.number}`]);
    expect((await look('display')).text).toBe(before.text);
    expect(await breaks()).toEqual([]);
  });
});

describe('what was read from a photo', () => {
  const set = (path: string, value: unknown) =>
    house.db.run(sql`update photo set facts = json_set(facts, ${path}, ${value}) where id = ${row.id}`);

  it('is hashed into the event that carries the photo', async () => {
    await set('$.width', 9_999);
    expect(await breaks(false)).toEqual([`facts_altered ${ticket.number}`]);
  });

  it('is found altered where its salt is gone, or it is no JSON any more', async () => {
    await house.db.run(sql`update photo set facts_salt = null`);
    expect(await breaks(false)).toEqual([`facts_altered ${ticket.number}`]);
    await house.db.run(sql`update photo set facts = '{'`);
    expect(await breaks(false)).toEqual([`facts_altered ${ticket.number}`]);
  });

  it('is not hidden by a reading that never comes', async () => {
    await set('$.width', 9_999);
    await house.db.insert(photoReading).values({ photoId: row.id, why: 'pending', dueAt: 9e15 });
    expect(await breaks(false)).toEqual([`facts_altered ${ticket.number}`]);
  });

  it('goes on record anew when it is read again', async () => {
    await set('$.width', 9_999);
    await house.db.insert(photoReading).values({ photoId: row.id, why: 'pending', dueAt: house.now() });
    await house.service.jobs.runDue();
    await house.service.tickets.readings.settled();
    expect(await house.db.select().from(photoReading)).toEqual([]);
    expect(await breaks()).toEqual([]);
    expect((await house.row(ticket.number)).version).toBe(ticket.version + 1);
  });

  it('is not asked for of a photo whose event is of before it was hashed', async () => {
    const { sha256, pixelHash, facts } = row;
    const print = { sha256, pixelHash, appearance: null };
    const old = { id: 'old', ticketId: row.ticketId, kind: 'field', followUp: null, position: 0 } as const;
    await runBatch(house, photoRows(house.db, { ...old, facts, print, createdAt: 1 }));
    const data = { photos: [{ id: 'old', sha256, kind: 'field' }] };
    await house.write(ticket.number, { action: 'hasil_lapangan', actor: SISTEM, to: 'validasi', data });
    expect(await breaks()).toEqual([]);
  });
});
