/** Evidence over HTTP, as an office and its clients call it: the worked cases, bad files, and stored photos. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CheckResult } from '#shared/contract/evidence.ts';
import { LookupResult, Ticket } from '#shared/contract/ticket.ts';
import { fixture, readCases, type WorkedCase } from './evidence/desk.ts';
import { BANGKA, type House, type Officer, openHouse } from './harness.ts';

const POINT = { lat: -6.2607, lon: 106.8135 };
const NARRATIVE =
  'Petugas PPSU Kelurahan Bangka menambal lubang di Jalan Kemang Raya depan nomor 12, permukaan sudah rata.';

const NOON = Date.parse('2025-03-10T12:00:00+07:00');

/** The name and type a browser might send are wrong on purpose: only the bytes count. */
function file(name: string): File {
  return new File([new Uint8Array(fixture(name))], '../../etc/passwd.txt', { type: 'text/html' });
}

async function followUp(admin: Officer, number: string, narrative: string, photos: File[]): Promise<Ticket> {
  const { version } = await admin.act(number, { action: 'proses' });
  const reply = await admin.form(
    `/tickets/${number}/actions`,
    { action: JSON.stringify({ action: 'tindak_lanjut', narrative }), after: photos },
    { 'if-match': `"${version}"` },
  );
  return reply.as(Ticket);
}

describe('the stateless check', () => {
  let house: House;
  let admin: Officer;
  beforeAll(async () => {
    house = await openHouse();
    admin = await house.as('admin');
  });
  afterAll(() => house.close());

  async function check(one: WorkedCase, by: House): Promise<CheckResult> {
    const office = await by.as('admin');
    const validator = await by.as('validator');
    const own = one.others.some((other) => other.merged) ? (await office.file()).number : undefined;
    for (const other of one.others) {
      const { number } = await office.file();
      const { version } = await followUp(office, number, other.narrative, [file(other.photo)]);
      if (other.merged) {
        await validator.act(
          number,
          { action: 'gabung', into: own, reason: 'Laporan yang sama' },
          { version },
        );
      }
    }
    const reply = await office.form('/evidence/checks', {
      check: JSON.stringify({
        report: {
          point: { lat: one.report.lat, lon: one.report.lon, accuracyM: one.report.accuracyM },
          reportedAt: one.report.reportedAt,
        },
        narrative: one.narrative,
        submittedAt: one.submittedAt,
        ticket: own,
      }),
      after: one.photo === null ? [] : [file(one.photo)],
      before: one.before === null ? [] : [file(one.before)],
    });
    return reply.as(CheckResult);
  }

  it.each(readCases('cases.json'))('decides $id', async (one) => {
    // Stored photos and narratives of one case must not meet those of another.
    const by = one.others.length > 0 ? await openHouse() : house;
    try {
      const { reasons, photos, verdict } = await check(one, by);
      expect(reasons.map((reason) => reason.code).toSorted()).toEqual(one.expect.toSorted());
      expect(verdict).toBe(one.verdict);
      expect(photos).toHaveLength(one.photo === null ? 0 : 1);
      for (const { message, advice } of reasons) expect([message, advice].every(Boolean)).toBe(true);
    } finally {
      if (by !== house) await by.close();
    }
  });

  it('answers other calls while a photo hangs, and the hanging one as unreadable', async () => {
    const checks = Promise.all(
      Array.from({ length: 4 }, () =>
        admin.form('/evidence/checks', {
          check: JSON.stringify({ report: { reportedAt: '2025-03-08T02:15:00Z' }, narrative: NARRATIVE }),
          after: [file('hang-d4eae433.heic')],
        }),
      ),
    );
    expect((await admin.get('/queue')).status).toBe(200);
    for (const reply of await checks) {
      const { reasons } = reply.as(CheckResult);
      expect(reasons.map((reason) => reason.code)).toEqual(['PHOTO_UNREADABLE']);
    }
  });

  it('takes the JSON part as a file as well', async () => {
    const part = JSON.stringify({ report: { reportedAt: '2025-03-08T02:15:00Z' }, narrative: '' });
    const reply = await admin.form('/evidence/checks', {
      check: new File([part], 'check.json', { type: 'application/json' }),
    });
    expect(reply.as(CheckResult).reasons.map((reason) => reason.code)).toEqual([
      'PHOTO_MISSING',
      'NARRATIVE_MISSING',
    ]);
  });

  it('refuses what it cannot take, each with its word', async () => {
    const part = JSON.stringify({ report: { reportedAt: '2025-03-08T02:15:00Z' }, narrative: '' });
    const many = Array.from({ length: 11 }, () => file('plain-0be94610.jpg'));
    const unseen = await (await house.as('kanal')).file({ channel: 'jaki', kelurahan: '31.71.01.1001' });
    const text = { 'content-type': 'text/plain' };
    expect((await admin.post('/evidence/checks', {}, text)).refusal()).toBe('unsupported-media');
    expect((await admin.form('/evidence/checks', { after: many })).refusal()).toBe('malformed');
    expect((await admin.form('/evidence/checks', { check: '{' })).refusal()).toBe('malformed');
    expect((await admin.form('/evidence/checks', { check: part, after: many })).refusal()).toBe('invalid');
    expect((await admin.form('/evidence/checks', { check: part, tidak: 'ada' })).refusal()).toBe('malformed');
    expect(
      (
        await admin.form('/evidence/checks', {
          check: JSON.stringify({ ...JSON.parse(part), ticket: unseen.number }),
        })
      ).refusal(),
    ).toBe('not-found');
    const huge = new File([new Uint8Array(26 * 1024 * 1024)], 'besar.jpg');
    expect((await admin.form('/evidence/checks', { check: part, after: huge })).refusal()).toBe('too-large');
  });

  it('speaks English to who asks for it', async () => {
    const reply = await admin.form(
      '/evidence/checks',
      { check: JSON.stringify({ report: { reportedAt: '2025-03-08T02:15:00Z' }, narrative: '' }) },
      { 'accept-language': 'en-GB,en;q=0.9,id;q=0.5' },
    );
    expect(reply.as(CheckResult).reasons[0]?.message).toMatch(/photo/i);
  });
});

describe('photos of a follow-up', () => {
  let house: House;
  let admin: Officer;
  let validator: Officer;
  beforeAll(async () => {
    // The photos were taken at 10.20 that day.
    house = await openHouse({ at: NOON });
    [admin, validator] = await Promise.all([house.as('admin'), house.as('validator')]);
  });
  afterAll(() => house.close());

  it('are judged within the same call, and both events tell of it', async () => {
    const { number } = await admin.file({ point: POINT, reportedAt: '2025-03-08T02:15:00Z' });
    const ticket = await followUp(admin, number, NARRATIVE, [file('plain-4f3fbeca.jpg')]);
    expect(ticket.status).toBe('validasi');
    expect(ticket.events.slice(-2).map((event) => [event.action, event.actor.role, event.to])).toEqual([
      ['tindak_lanjut', 'unit_admin', 'tindak_lanjut'],
      ['bukti_diperiksa', 'sistem', 'validasi'],
    ]);
    expect(ticket.photos.map(({ kind, followUp: n }) => [kind, n])).toEqual([['after', 1]]);
    expect(ticket.narrative).toBe(NARRATIVE);
  });

  it('say which photo of which other report they were reused from to validators, not to the office', async () => {
    const { number } = await admin.file({ point: POINT, reportedAt: '2025-03-08T02:15:00Z' });
    const ticket = await followUp(admin, number, NARRATIVE, [file('plain-4f3fbeca.jpg')]);
    const reused = (t: Ticket) => t.verdict?.reasons.find((reason) => reason.code === 'PHOTO_REUSED');
    expect(reused(ticket)).toBeDefined();
    expect(reused(ticket)).not.toHaveProperty('ref');
    expect(JSON.stringify(ticket.verdict)).not.toMatch(/JK\d{10}/);
    expect(reused(ticket)).not.toHaveProperty('otherPhoto');
    const { ref = '', otherPhoto } = reused(await validator.ticket(number)) ?? {};
    const other = await validator.ticket(ref);
    expect(other.number).not.toBe(number);
    expect(other.photos.map(({ id }) => id)).toContain(otherPhoto);
  });

  it('advise the office what to do itself, and whoever decides what to ask of it', async () => {
    const { number } = await admin.file({ point: { lat: -6.3, lon: 106.9 } });
    await followUp(admin, number, NARRATIVE, [file('plain-4f3fbeca.jpg')]);
    const advice = async (reader: Officer) =>
      (await reader.ticket(number)).verdict?.reasons.find(({ code }) => code === 'LOCATION_MISMATCH')?.advice;
    expect(await advice(admin)).toMatch(/^Ambil foto di lokasi/);
    expect(await advice(validator)).toMatch(/minta foto di lokasi/);
    expect(await advice(await house.as('supervisor'))).toMatch(/minta foto di lokasi/);
  });

  it('advise each in their own voice on pages too, whoever looked before', async () => {
    const desk = await house.as('kanal');
    const { number } = await desk.file({
      channel: 'jaki',
      kelurahan: BANGKA,
      point: { lat: -6.3, lon: 106.9 },
    });
    await followUp(admin, number, NARRATIVE, [file('plain-4f3fbeca.jpg')]);
    const advice = async (reader: Officer) => {
      const { items } = (await reader.post('/tickets/lookup', { numbers: [number] })).as(LookupResult);
      return items[0]?.verdict?.reasons.find(({ code }) => code === 'LOCATION_MISMATCH')?.advice;
    };
    expect(await advice(desk)).toMatch(/minta foto di lokasi/);
    expect(await advice(admin)).toMatch(/^Ambil foto di lokasi/);
    expect(await advice(desk)).toMatch(/minta foto di lokasi/);
  });

  it('are served without metadata to everyone, and as handed in to validators alone, on record', async () => {
    const { number } = await admin.file({ point: POINT });
    const { photos } = await followUp(admin, number, NARRATIVE, [file('plain-f24631a2.jpg')]);
    const path = `/photos/${photos[0]?.id}`;
    for (const as of ['thumb', 'display']) {
      const copy = await house.service.app.request(`/api/v1${path}?as=${as}`, {
        headers: { authorization: `Bearer ${admin.token}` },
      });
      expect(copy.headers.get('content-type')).toBe('image/webp');
      const bytes = Buffer.from(await copy.arrayBuffer()).toString('latin1');
      expect(bytes).not.toMatch(/Exif|EXIF|iPhone|XMP|ICCP|photoshop/);
    }
    expect((await admin.get(`${path}?as=original`)).refusal()).toBe('forbidden');
    expect((await validator.get(`${path}?as=original`)).text).toContain('iPhone');
    expect((await validator.get('/photos/not-a-photo')).refusal()).toBe('not-found');
    expect((await (await house.as('dinas')).get(path)).refusal()).toBe('not-found');
  });

  it('are not there, before how they are wanted is looked at, for whoever may not see them', async () => {
    const { number } = await admin.file({ point: POINT });
    const { photos } = await followUp(admin, number, NARRATIVE, [file('plain-4f3fbeca.jpg')]);
    const odd = `/photos/${photos[0]?.id}?as=poster`;
    expect((await (await house.as('dinas')).get(odd)).refusal()).toBe('not-found');
    expect((await admin.get(odd)).problem().errors).toMatchObject([{ path: 'as' }]);
  });

  it('of a citizen in a private report are hidden from the office, facts and all', async () => {
    const kanal = await house.as('kanal');
    const report = (isPrivate: boolean) =>
      JSON.stringify({
        channel: 'jaki',
        category: 'Jalan',
        description: 'Lubang',
        kelurahan: BANGKA,
        private: isPrivate,
      });
    const filed = async (isPrivate: boolean) =>
      (await kanal.form('/tickets', { report: report(isPrivate), photos: file('plain2-750641c3.jpg') })).as(
        Ticket,
      );
    const hidden = await filed(true);
    const open = await filed(false);
    expect((await admin.ticket(hidden.number)).photos).toEqual([]);
    expect((await admin.ticket(open.number)).photos).toHaveLength(1);
    const [photo] = (await validator.ticket(hidden.number)).photos;
    expect(photo?.kind).toBe('report');
    expect((await admin.get(`/photos/${photo?.id}`)).refusal()).toBe('not-found');
    expect((await validator.get(`/photos/${photo?.id}`)).status).toBe(200);
  });

  it('handed in a second time after a return are the same report, not reuse; the point can be corrected', async () => {
    // In a house of its own: other reports here hold the same pixels.
    const own = await openHouse({ at: NOON });
    const [office, decider] = await Promise.all([own.as('admin'), own.as('validator')]);
    const { number } = await office.file({
      point: { lat: -6.3, lon: 106.9 },
      reportedAt: '2025-03-08T02:15:00Z',
    });
    const photo = file('plain-1af7ee6b.jpg');
    const first = await followUp(
      office,
      number,
      'Petugas mengecat marka di Jalan Ampera RT 02 depan halte.',
      [photo],
    );
    expect(first.verdict?.reasons.map((reason) => reason.code)).toContain('LOCATION_MISMATCH');
    await decider.act(number, { action: 'kembalikan', reasonCodes: ['foto_tidak_sesuai_titik'] });
    const again = await followUp(
      office,
      number,
      'Petugas mengecat marka di Jalan Ampera RT 02 depan halte.',
      [photo],
    );
    expect(again.verdict?.reasons.map((reason) => reason.code)).not.toContain('PHOTO_REUSED');
    const facts = again.photos.at(-1)?.facts?.position;
    const corrected = await decider.act(number, {
      action: 'koreksi_titik',
      point: { lat: facts?.lat, lon: facts?.lon },
      reason: 'Titik warga keliru',
    });
    expect(corrected.verdict?.reasons.map((reason) => reason.code)).not.toContain('LOCATION_MISMATCH');
    expect(corrected.points).toHaveLength(2);
    expect(corrected.status).toBe('validasi');
    await own.close();
  });
});
