/** A crowded machine: whatever comes is taken in, nothing is held against anybody, and in the end all is read. */
import { readFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import sharp from 'sharp';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CheckResult } from '#shared/contract/evidence.ts';
import { ChangesPage, QueuePage } from '#shared/contract/queue.ts';
import { FiledTicket, Ticket } from '#shared/contract/ticket.ts';
import type { FindingCode } from '#shared/evidence/finding.ts';
import { MINUTE } from '#shared/time/zone.ts';
import type { PhotoLimits } from '../../../service/evidence/reader.ts';
import { photo, photoReading } from '../../../service/tables/evidence.ts';
import { checkedStep } from '../../../service/tickets/judge-again.ts';
import { largePhoto } from '../../fixtures/large-photos.ts';
import { BANGKA, type House, MONDAY, openHouse } from '../harness.ts';
import { PATIENT } from '../patient.mjs';

const [OFFICES, PHOTOS] = [3, 3];
const POINT = { lat: -6.2607, lon: 106.8135 };
const NARRATIVE = 'Petugas PPSU menambal lubang di Jalan Kemang Raya depan nomor 12, permukaan sudah rata.';
/** One for each office. */
const WORDS = [
  NARRATIVE,
  'Regu kelurahan mengeruk lumpur saluran di Gang Kenanga RT 07 samping masjid, air lancar kembali.',
  'Dua pekerja memasang tutup got baru di Jalan Ampera nomor 5, pejalan kaki lewat dengan aman.',
];
/** Nothing is ever read on it: no photo finds room in the line. */
const FULL: PhotoLimits = { processes: 1, line: 0, crowd: 0 };

let houses: House[] = [];
const photos: File[] = [];
beforeAll(async () => {
  for (let place = 0; place < OFFICES * PHOTOS; place++) {
    const bytes = await largePhoto({ place, width: 640, height: 480, at: MONDAY - MINUTE, ...POINT });
    photos.push(new File([new Uint8Array(bytes)], 'foto.jpg'));
  }
});
afterEach(async () => {
  for (const house of houses) await house.close();
  houses = [];
});

async function open(limits: PhotoLimits, folder?: string): Promise<House> {
  const house = await openHouse({ machine: { photos: limits }, ...(folder === undefined ? {} : { folder }) });
  houses.push(house);
  return house;
}

/** The same folder on a machine of other limits, as after a quieter restart. */
async function reopen(house: House, limits: PhotoLimits): Promise<House> {
  houses = houses.filter((other) => other !== house);
  await house.stop();
  return open(limits, house.folder);
}

const report = () => ({ point: POINT, reportedAt: new Date(MONDAY - 60 * MINUTE).toISOString() });

async function handIn(
  house: House,
  number: string,
  after: readonly File[],
  narrative = NARRATIVE,
): Promise<Ticket> {
  const admin = await house.as('admin');
  const { version } = await admin.act(number, { action: 'proses' });
  const reply = await admin.form(
    `/tickets/${number}/actions`,
    { action: JSON.stringify({ action: 'tindak_lanjut', narrative }), after },
    { 'if-match': `"${version}"` },
  );
  return reply.as(Ticket);
}

/** A report with a follow-up of one photo that nobody has read. */
async function pending(house: House): Promise<Ticket> {
  const { number } = await (await house.as('admin')).file(report());
  return handIn(house, number, photos.slice(0, 1));
}

function said(ticket: Ticket): string[] {
  const { verdict, reasons } = ticket.verdict ?? { verdict: 'none', reasons: [] };
  return [verdict, ...reasons.map(({ code, photo }) => `${code} ${photo}`)];
}

const codes = (ticket: Ticket): (FindingCode | undefined)[] =>
  (ticket.verdict?.reasons ?? []).map(({ code }) => code);

async function readOn(house: House): Promise<void> {
  await house.service.jobs.runDue();
  await house.service.tickets.readings.settled();
}

describe('offices that hand in their photos at the same moment', () => {
  it('are all taken in, and end with the verdicts of an idle machine', async () => {
    const [idle, busy] = [await open(PATIENT), await open({ processes: 1, line: 1, callMs: PATIENT.callMs })];
    const filed = async (house: House) => {
      const admin = await house.as('admin');
      const all: string[] = [];
      while (all.length < OFFICES) all.push((await admin.file(report())).number);
      return all;
    };
    const own = (i: number) => photos.slice(i * PHOTOS, (i + 1) * PHOTOS);
    const quiet: string[][] = [];
    for (const [i, number] of (await filed(idle)).entries()) {
      quiet.push(said(await handIn(idle, number, own(i), WORDS[i])));
    }
    const numbers = await filed(busy);
    const atOnce = await Promise.all(numbers.map((number, i) => handIn(busy, number, own(i), WORDS[i])));
    expect(atOnce.flatMap(codes)).toContain('PHOTO_PENDING');
    expect(atOnce.flatMap(codes)).not.toContain('PHOTO_UNREADABLE');
    const admin = await busy.as('admin');
    await readOn(busy);
    const later = await Promise.all(numbers.map((number) => admin.ticket(number)));
    expect(later.map(said)).toEqual(quiet);
    expect(quiet).toContainEqual(['pass']);
    expect(await busy.db.select().from(photoReading)).toEqual([]);
  });
});

describe('a follow-up whose photos were not read in time', () => {
  it('waits for a validator with a warning, and is judged once they are read', async () => {
    const full = await open(FULL);
    const ticket = await pending(full);
    expect([ticket.status, ...said(ticket)]).toEqual(['validasi', 'warn', 'PHOTO_PENDING 0']);
    await readOn(full);
    const validator = await full.as('validator');
    expect((await validator.ticket(ticket.number)).version).toBe(ticket.version);

    const quiet = await reopen(full, PATIENT);
    const reader = await quiet.as('validator');
    const { seq } = (await reader.get('/queue?limit=1')).as(QueuePage);
    quiet.moveTo(quiet.now() + 2 * MINUTE);
    await readOn(quiet);
    const judged = await reader.ticket(ticket.number);
    expect(said(judged)).toEqual(['pass']);
    expect(judged.photos[0]?.facts?.width).toBe(640);
    expect(
      judged.events.slice(-2).map(({ action, from, to, verdict }) => [action, from, to, verdict]),
    ).toEqual([
      ['bukti_diperiksa', 'tindak_lanjut', 'validasi', 'warn'],
      ['bukti_diperiksa', 'validasi', 'validasi', 'pass'],
    ]);
    const { items } = (await reader.get(`/changes?after=${seq}`)).as(ChangesPage);
    expect(items).toMatchObject([{ number: ticket.number, action: 'bukti_diperiksa', scope: 'in' }]);
    // What was decided on the older version was decided without knowing.
    const stale = await reader.try(
      ticket.number,
      { action: 'setujui', reason: 'Jelas' },
      { version: ticket.version },
    );
    expect(stale.refusal()).toBe('stale-version');
  });

  it('is approved ahead of the check only with a reason, and what the photos were goes on record', async () => {
    const full = await open(FULL);
    const { number } = await pending(full);
    const validator = await full.as('validator');
    const bare = await validator.try(number, { action: 'setujui' });
    expect(bare.problem()).toMatchObject({ errors: [{ path: 'reason', code: 'required' }] });
    const approved = await validator.act(number, { action: 'setujui', reason: 'Saya lihat sendiri' });
    expect(approved.status).toBe('selesai');

    const quiet = await reopen(full, PATIENT);
    quiet.moveTo(quiet.now() + 2 * MINUTE);
    await readOn(quiet);
    const after = await (await quiet.as('validator')).ticket(number);
    expect([after.status, ...said(after)]).toEqual(['selesai', 'pass']);
  });

  it('is compared with the report’s own photo once that is read', async () => {
    const full = await open(FULL);
    const kanal = await full.as('kanal');
    const filing = {
      channel: 'jaki',
      category: 'Jalan',
      description: 'Lubang',
      kelurahan: BANGKA,
      ...report(),
    };
    const [same] = photos;
    const { number } = (
      await kanal.form('/tickets', { report: JSON.stringify(filing), photos: same ?? [] })
    ).as(FiledTicket);
    const quiet = await reopen(full, PATIENT);
    const resaved = new File([new Uint8Array(await smaller(same))], 'foto.jpg');
    expect(codes(await handIn(quiet, number, [resaved]))).toContain('PHOTO_PENDING');
    quiet.moveTo(quiet.now() + 2 * MINUTE);
    await readOn(quiet);
    const judged = codes(await (await quiet.as('validator')).ticket(number));
    expect(judged).toContain('BEFORE_AS_AFTER');
    expect(judged).not.toContain('PHOTO_PENDING');
  });

  it('says so when its original is gone: that no waiting can mend', async () => {
    const full = await open(FULL);
    const { number } = await pending(full);
    await full.db.update(photo).set({ sha256: '0'.repeat(64) });
    await readOn(full);
    expect(said(await (await full.as('validator')).ticket(number))).toEqual(['fail', 'PHOTO_UNREADABLE 0']);
  });
});

describe('photos whose pixels an older version could not read', () => {
  it('are seen in full once they are renewed, and judged anew', async () => {
    const house = await open(PATIENT);
    const { number } = await (await house.as('admin')).file(report());
    const honest = said(await handIn(house, number, photos.slice(0, 1)));
    await house.db.run(sql`update photo set facts = json_set(facts, '$.pixelsRead', json('false'))`);
    await house.db
      .insert(photoReading)
      .select(
        house.db
          .select({ photoId: photo.id, why: sql`'renew'`.as('why'), dueAt: sql`0`.as('due_at') })
          .from(photo),
      );
    await readOn(house);
    const { photos: read, ...ticket } = await (await house.as('validator')).ticket(number);
    expect(read[0]?.facts?.pixelsRead).toBe(true);
    expect(said({ photos: read, ...ticket })).toEqual(honest);
  });
});

describe('what stores nothing', () => {
  it('is refused until there is room, and says when to ask again', async () => {
    const full = await open(FULL);
    const check = async (house: House) =>
      (await house.as('admin')).form('/evidence/checks', {
        check: JSON.stringify({ report: report(), narrative: NARRATIVE }),
        after: photos.slice(0, 1),
      });
    const refused = await check(full);
    expect([refused.refusal(), refused.headers.get('retry-after')]).toEqual(['unavailable', '5']);
    expect(refused.problem().detail).toContain('foto');

    // Room in the line, yet no turn in time: half a check is none.
    const slow = await open({ processes: 1, callMs: 0 });
    expect((await check(slow)).refusal()).toBe('unavailable');

    const { photos: facts } = (await check(await open(PATIENT))).as(CheckResult);
    expect(facts).toHaveLength(1);
  });

  it('is so for a copy to show as well, which is no photo that cannot be shown', async () => {
    const full = await open(FULL);
    const ticket = await pending(full);
    const path = `/photos/${ticket.photos[0]?.id}?as=thumb`;
    expect((await (await full.as('validator')).get(path)).refusal()).toBe('unavailable');
  });
});

describe('verdicts that an overload spoiled before', () => {
  /** What the migration does to rows that are there already. */
  async function upgrade({ db }: House): Promise<void> {
    const statements = readFileSync('service/tables/migrations/0028_photo_readings.sql', 'utf8');
    for (const statement of statements.split('--> statement-breakpoint')) {
      if (!statement.includes('CREATE')) await db.run(sql.raw(statement));
    }
  }

  it('are mended: what ran out of time is read, what waits for a validator judged anew', async () => {
    const house = await open(PATIENT);
    const admin = await house.as('admin');
    const { number } = await admin.file(report());
    await handIn(house, number, photos.slice(0, 1));
    const { followUps } = await house.row(number);
    await house.db.run(
      sql`update photo set facts = json_set(facts, '$.unreadable', 'timeout'), pixel_hash = null`,
    );
    const findings = [
      { code: 'PHOTO_UNREADABLE', severity: 'fail', photo: 0, measure: { why: 'timeout' } } as const,
    ];
    const spoilt = { findings, checkedAt: house.now(), followUp: followUps, photos: 1 };
    await house.write(number, checkedStep('validasi', spoilt));
    expect((await house.row(number)).verdict?.findings).toEqual(findings);

    await upgrade(house);
    await readOn(house);
    const validator = await house.as('validator');
    expect(said(await validator.ticket(number))).toEqual(['pass']);
  });

  it('and older photos are compared by the hash of now', async () => {
    const house = await open(PATIENT);
    const admin = await house.as('admin');
    const { number } = await admin.file(report());
    const { version } = await handIn(house, number, photos.slice(0, 1));
    const hashes = () => house.db.select({ hash: photo.pixelHash }).from(photo);
    const before = await hashes();
    await house.db.run(sql`update photo set pixel_hash = 'of the pixels'`);
    await upgrade(house);
    await readOn(house);
    expect(await hashes()).toEqual(before);
    expect((await admin.ticket(number)).version).toBe(version);
  });
});

async function smaller(file: File | undefined): Promise<Buffer> {
  return sharp(await file?.arrayBuffer())
    .resize(480)
    .jpeg()
    .toBuffer();
}
