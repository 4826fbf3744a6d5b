/** What the reporter has a right to: a copy, an erasure that leaves nothing to read, and to know who looked. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Erasure, LooksPage, ReporterExport } from '#shared/contract/privacy.ts';
import { FiledTicket, TicketPage } from '#shared/contract/ticket.ts';
import { type Kept, RETENTION_POLICY } from '#shared/rules/retention.ts';
import { DAY } from '#shared/time/zone.ts';
import { isOnSqld } from '../../sqld/houses.ts';
import { aReport, BANGKA, type House, NARRATIVE, openHouse } from '../harness.ts';
import { itOfAFile } from '../of-a-file.ts';

const photoFile = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../../fixtures/evidence/photos/${name}`, import.meta.url)));
const PHOTO = photoFile('plain-0be94610.jpg');
const SHA256 = createHash('sha256').update(PHOTO).digest('hex');

const PERSON = { name: 'Siti Rahmawati', phone: '081298765432', email: 'siti@example.net' };
const SPOKEN = 'Lubang besar di muka rumah Siti nomor tujuh';
const ADDRESS = 'Gang Melati VII nomor 7';
/** What must be nowhere to be read after an erasure. */
const PERSONAL = [...Object.values(PERSON), SPOKEN, ADDRESS, '106.816123'];

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

/** A private report with everything a person can hand in. */
async function fileAll(over: Record<string, unknown> = {}): Promise<FiledTicket> {
  const report = {
    channel: 'jaki',
    kelurahan: BANGKA,
    description: SPOKEN,
    address: ADDRESS,
    point: { lat: -6.2607, lon: 106.816123, accuracyM: 12 },
    reporter: PERSON,
    ...over,
  };
  const reply = await (await house.as('kanal')).form(
    '/tickets',
    { report: JSON.stringify(aReport(report)), photos: new Blob([PHOTO]) },
    { 'idempotency-key': `file-${filed++}` },
  );
  return reply.as(FiledTicket);
}
let filed = 0;

function track(number: string, what: 'export' | 'erase', trackingSecret: string) {
  return house.call('POST', `/track/${number}/${what}`, JSON.stringify({ trackingSecret }), {
    'content-type': 'application/json',
  });
}

/** The database file byte by byte, free pages too. */
async function everythingStored(): Promise<string> {
  await house.db.all(sql`pragma wal_checkpoint(truncate)`);
  return ['tuntas.db', 'tuntas.db-wal']
    .map((name) => readFileSync(join(house.folder, name)).toString('latin1'))
    .join();
}

function originals(): string[] {
  return readdirSync(join(house.folder, 'photos'), { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.includes(SHA256),
  );
}

describe('a private report', () => {
  it('says to every officer that it must not be shared; an open one does not', async () => {
    const { number } = await fileAll();
    const open = await fileAll({ private: false });
    for (const name of ['admin', 'validator', 'supervisor'] as const) {
      const officer = await house.as(name);
      expect((await officer.ticket(number)).doNotShare).toBe(true);
      expect((await officer.ticket(open.number)).doNotShare).toBeUndefined();
    }
  });

  it('names its reporter in no answer to anybody but the reporter', async () => {
    const { number } = await fileAll();
    const operator = await house.as('operator');
    const replies = await Promise.all([
      ...(['admin', 'validator', 'supervisor', 'kanal'] as const).flatMap((name) =>
        [`/tickets/${number}`, '/tickets', '/queue', '/changes?after=0'].map(async (path) =>
          (await house.as(name)).get(path),
        ),
      ),
      house.call('GET', `/track/${number}`),
      operator.post(`/tickets/${number}/export`, { reason: 'Permintaan tertulis' }),
      (await house.as('supervisor')).post(`/tickets/${number}/export`, { reason: 'Permintaan tertulis' }),
    ]);
    for (const { status, text } of replies) {
      expect(status).toBe(200);
      for (const value of Object.values(PERSON)) expect(text).not.toContain(value);
    }
  });
});

describe('a copy of one’s data', () => {
  it('holds all that was handed in, with the photo as it came, and who looked at it', async () => {
    const { number, trackingSecret } = await fileAll();
    const validator = await house.as('validator');
    const [photo] = (await validator.ticket(number)).photos;
    await validator.get(`/photos/${photo?.id}?as=original`);
    const copy = (await track(number, 'export', trackingSecret)).as(ReporterExport);
    expect(copy).toMatchObject({
      number,
      description: SPOKEN,
      address: ADDRESS,
      reporter: PERSON,
      point: { lat: -6.2607, lon: 106.816123 },
      looks: [{ role: 'validator' }],
      erasures: [],
    });
    expect(Buffer.from(copy.photos[0]?.original ?? '', 'base64').equals(PHOTO)).toBe(true);
    expect(copy.looks.map((look) => Object.keys(look).sort())).toEqual([['at', 'role']]);
  });

  it('needs the secret of this very report; a wrong one is answered like no report', async () => {
    const { number, trackingSecret } = await fileAll();
    const other = await fileAll();
    for (const [asked, secret] of [
      [number, other.trackingSecret],
      [number, `${trackingSecret}x`],
      [number, 'x'],
      ['JK2503109999', trackingSecret],
      ['JK25', trackingSecret],
    ] as const) {
      expect((await track(asked, 'export', secret)).refusal()).toBe('not-found');
      expect((await track(asked, 'erase', secret)).refusal()).toBe('not-found');
    }
    expect((await house.as('supervisor').then((s) => s.ticket(number))).description).toBe(SPOKEN);
  });

  it('on request goes by supervisor and operator only, with a reason that is on record', async () => {
    const { number } = await fileAll();
    for (const name of ['validator', 'lapangan', 'admin', 'dinas', 'kanal'] as const) {
      const officer = await house.as(name);
      for (const what of ['export', 'erase']) {
        expect((await officer.post(`/tickets/${number}/${what}`, { reason: 'x' })).refusal()).toBe(
          'forbidden',
        );
      }
      expect((await officer.get(`/tickets/${number}/looks`)).refusal()).toBe('forbidden');
    }
    const operator = await house.as('operator');
    expect((await operator.post(`/tickets/${number}/export`, { reason: '  ' })).refusal()).toBe('invalid');
    await operator.post(`/tickets/${number}/export`, { reason: 'Surat 12/2025' });
    const looks = (await (await house.as('supervisor')).get(`/tickets/${number}/looks`)).as(LooksPage);
    expect(looks.exports).toMatchObject([{ username: 'operator', reason: 'Surat 12/2025' }]);
  });
});

describe('the looks at originals', () => {
  it('are read by the supervisor, newest first, page by page', async () => {
    const { number } = await fileAll();
    const validator = await house.as('validator');
    const supervisor = await house.as('supervisor');
    const [photo] = (await validator.ticket(number)).photos;
    for (const officer of [validator, supervisor, validator]) {
      await officer.get(`/photos/${photo?.id}?as=original`);
      await officer.get(`/photos/${photo?.id}?as=thumb`);
    }
    const page = (await supervisor.get(`/tickets/${number}/looks?limit=2`)).as(LooksPage);
    expect(page.items.map(({ username }) => username)).toEqual(['validator', 'supervisor']);
    const rest = (await supervisor.get(`/tickets/${number}/looks?limit=2&cursor=${page.next}`)).as(LooksPage);
    expect(rest).toMatchObject({ items: [{ username: 'validator', photo: photo?.id }], next: null });
  });
});

describe('an erasure', () => {
  let at: House;
  const shared = () => house;
  beforeEach(async () => {
    at = shared();
    house = await openHouse();
  });
  afterEach(async () => {
    await house.close();
    house = at;
  });

  itOfAFile('leaves nothing of the person in any table, file, index or kept answer', async () => {
    const { number, trackingSecret } = await fileAll();
    const admin = await house.as('admin');
    await admin.act(number, { action: 'proses' });
    await admin.act(number, { action: 'tindak_lanjut', narrative: NARRATIVE });
    const supervisor = await house.as('supervisor');
    await supervisor.get(`/photos/${(await supervisor.ticket(number)).photos[0]?.id}?as=thumb`);
    expect(originals().length).toBe(2);
    const before = await everythingStored();
    for (const value of PERSONAL) expect(before).toContain(value);

    const erased = (await track(number, 'erase', trackingSecret)).as(Erasure);
    expect(erased).toEqual({ number, texts: 4, photos: 1 });

    const after = await everythingStored();
    for (const value of PERSONAL) expect(after).not.toContain(value);
    expect(originals()).toEqual([]);
    expect((await house.row(number)).reporterKey).toBeNull();
    const found = (await supervisor.get('/tickets?text=lubang')).as(TicketPage);
    expect(found.items).toEqual([]);
  });

  it('keeps the officers’ work, the history and the number', async () => {
    const { number, trackingSecret } = await fileAll();
    const admin = await house.as('admin');
    await admin.act(number, { action: 'proses' });
    await admin.act(number, { action: 'tindak_lanjut', narrative: NARRATIVE });
    await track(number, 'erase', trackingSecret);
    const ticket = await (await house.as('validator')).ticket(number);
    expect(ticket).toMatchObject({
      status: 'validasi',
      narrative: NARRATIVE,
      description: '',
      photos: [],
      points: [],
    });
    expect(ticket.point).toBeUndefined();
    expect(ticket.events.map(({ action }) => action)).toEqual([
      'lapor',
      'proses',
      'tindak_lanjut',
      'bukti_diperiksa',
      'hapus_data',
    ]);
    await (await house.as('validator')).act(number, { action: 'setujui', reason: 'Diperiksa' });
  });

  it('is called erased, not tampering, and the row is still the fold of its events', async () => {
    const { number, trackingSecret } = await fileAll();
    await house.service.jobs.runDue();
    await track(number, 'erase', trackingSecret);
    await house.service.jobs.runDue();
    expect(await house.verify()).toMatchObject({ ok: true, first: null, erased: 5, rows: true });
  });

  it('that somebody undoes behind the service is found', async () => {
    const { number, trackingSecret } = await fileAll();
    const kept = await house.db.all<unknown[]>(
      sql`select id, ticket_id, kind, salt, body, at from ticket_text where kind = 'description'`,
    );
    await track(number, 'erase', trackingSecret);
    const [[id, ticketId, kind, salt, body, when] = []] = kept;
    await house.db.run(
      sql`insert into ticket_text values (${id}, ${ticketId}, ${kind}, ${salt}, ${body}, ${when})`,
    );
    expect((await house.verify()).first).toMatchObject({ kind: 'not_erased', number, what: 'description' });
  });

  it('asked for twice erases once and leaves one event; the secret still tracks', async () => {
    const { number, trackingSecret } = await fileAll();
    await track(number, 'erase', trackingSecret);
    await fileAll();
    const again = (await track(number, 'erase', trackingSecret)).as(Erasure);
    expect(again).toEqual({ number, texts: 0, photos: 0 });
    // The write-ahead log begins anew, and all writing waits for it, only where something was erased.
    if (!isOnSqld) expect(statSync(join(house.folder, 'tuntas.db-wal')).size).toBeGreaterThan(0);
    expect((await house.row(number)).version).toBe(2);
    const copy = (await track(number, 'export', trackingSecret)).as(ReporterExport);
    expect(copy).toMatchObject({ photos: [], erasures: [{ by: 'reporter' }] });
    expect(copy.reporter).toBeUndefined();
  });

  itOfAFile('leaves no word of it in the search index, and every other report still found', async () => {
    const other = await fileAll({ description: 'Lubang besar lain di muka masjid' });
    const { number, trackingSecret } = await fileAll({
      description: `${SPOKEN}, tetangga bernama Xantippe Quirijnsz`,
    });
    expect(await everythingStored()).toContain('xantippe');
    await track(number, 'erase', trackingSecret);
    // Without the checkpoint that a test would make: the erasure itself leaves nothing in the write-ahead log.
    const stored = ['tuntas.db', 'tuntas.db-wal'].map((name) =>
      readFileSync(join(house.folder, name)).toString('latin1').toLowerCase(),
    );
    for (const word of ['xantippe', 'quirijnsz']) {
      for (const file of stored) expect(file).not.toContain(word);
    }
    const supervisor = await house.as('supervisor');
    const found = async (text: string) =>
      (await supervisor.get(`/tickets?text=${text}&limit=200`))
        .as(TicketPage)
        .items.map((item) => item.number);
    expect(await found('xantippe')).toEqual([]);
    expect(await found('masjid')).toEqual([other.number]);
  });

  it('by ten at once is one erasure', async () => {
    const { number, trackingSecret } = await fileAll();
    const replies = await Promise.all(
      Array.from({ length: 10 }, () => track(number, 'erase', trackingSecret)),
    );
    expect(replies.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
    expect((await house.row(number)).version).toBe(2);
  });

  it('leaves a photo that another report shows as well, until that one is erased too', async () => {
    const one = await fileAll();
    const other = await fileAll();
    await track(one.number, 'erase', one.trackingSecret);
    const supervisor = await house.as('supervisor');
    const [photo] = (await supervisor.ticket(other.number)).photos;
    expect((await supervisor.get(`/photos/${photo?.id}?as=original`)).status).toBe(200);
    const [gone] = one.photos;
    expect((await supervisor.get(`/photos/${gone?.id}?as=thumb`)).refusal()).toBe('not-found');
    await track(other.number, 'erase', other.trackingSecret);
    expect(originals()).toEqual([]);
  });

  it('of a photo that somebody files again at that very moment leaves them theirs', async () => {
    const { number, trackingSecret } = await fileAll();
    const [, again] = await Promise.all([track(number, 'erase', trackingSecret), fileAll()]);
    await house.service.jobs.runDue();
    const supervisor = await house.as('supervisor');
    const [photo] = (await supervisor.ticket(again.number)).photos;
    expect((await supervisor.get(`/photos/${photo?.id}?as=original`)).status).toBe(200);
    await track(again.number, 'erase', again.trackingSecret);
    expect(originals()).toEqual([]);
  });

  it('that was cut off before the disk followed is finished by the next round', async () => {
    const { number, trackingSecret } = await fileAll();
    const file = join(house.folder, 'photos', SHA256.slice(0, 2), SHA256.slice(2, 4), `${SHA256}.original`);
    await track(number, 'erase', trackingSecret);
    await house.service.evidence.photos.keep(SHA256, PHOTO);
    house.service.evidence.photos.letGo(SHA256);
    await house.db.run(sql`insert into photo_removal values (${SHA256})`);
    expect(existsSync(file)).toBe(true);
    await house.service.jobs.runDue();
    expect(existsSync(file)).toBe(false);
  });

  it('of the filing’s answer too: the repeated call is answered with what is left', async () => {
    const { number, trackingSecret } = await fileAll();
    const key = `file-${filed - 1}`;
    await track(number, 'erase', trackingSecret);
    const report = aReport({
      channel: 'jaki',
      kelurahan: BANGKA,
      description: SPOKEN,
      address: ADDRESS,
      point: { lat: -6.2607, lon: 106.816123, accuracyM: 12 },
      reporter: PERSON,
    });
    const again = await (await house.as('kanal')).form(
      '/tickets',
      { report: JSON.stringify(report), photos: new Blob([PHOTO]) },
      { 'idempotency-key': key },
    );
    expect(again.as(FiledTicket)).toMatchObject({ number, trackingSecret, description: '' });
  });
});

describe('retention', () => {
  it('erases who it was, the photos and the texts, each when its time after closing is over', async () => {
    const at = house;
    house = await openHouse();
    const open = await fileAll();
    const { number } = await fileAll();
    const supervisor = await house.as('supervisor');
    await supervisor.act(number, { action: 'tolak', reasonCode: 'laporan_uji', reason: 'Laporan uji coba' });
    const { jobs } = house.service;
    const endOf = (kept: Kept): number => house.now() + RETENTION_POLICY[kept].days * DAY;
    const [identity, photos, texts] = [endOf('identity'), endOf('photos'), endOf('texts')];

    house.moveTo(identity - 1);
    await jobs.runDue();
    expect((await house.row(number)).version).toBe(2);
    house.moveTo(identity);
    await jobs.runDue();
    expect((await house.row(number)).reporterKey).toBeNull();
    expect((await supervisor.ticket(number)).photos.length).toBe(1);
    house.moveTo(photos);
    await jobs.runDue();
    expect(await supervisor.ticket(number)).toMatchObject({ photos: [], description: SPOKEN });
    house.moveTo(texts + DAY);
    await jobs.runDue();
    await jobs.runDue();
    const left = await supervisor.ticket(number);
    expect(left).toMatchObject({ description: '', status: 'ditolak' });
    expect(
      left.events.filter(({ action }) => action === 'hapus_data').map(({ actor }) => actor.role),
    ).toEqual(['sistem', 'sistem', 'sistem']);
    // Work that has not ended is never touched, and the photo that it shows as well stays on disk.
    expect(await supervisor.ticket(open.number)).toMatchObject({ description: SPOKEN, version: 1 });
    expect(originals().length).toBeGreaterThan(0);
    expect(await house.verify()).toMatchObject({ ok: true });
    await house.close();
    house = at;
  });
});
