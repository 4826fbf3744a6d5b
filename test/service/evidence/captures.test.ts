/** Photos of the guided camera over HTTP: what their commitments are worth, and that nothing is refused for one. */
import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  CAPTURE_KEPT,
  CaptureCommitment,
  type CaptureInput,
  CaptureNonces,
  NONCE_LIVES,
} from '#shared/contract/captures.ts';
import { CheckResult } from '#shared/contract/evidence.ts';
import { Ticket } from '#shared/contract/ticket.ts';
import { toTimestamp } from '#shared/time/zone.ts';
import { capture } from '../../../service/tables/evidence.ts';
import { type House, NARRATIVE, type Officer, openHouse } from '../harness.ts';

const POINT = { lat: -6.2607, lon: 106.8135 };
const metresNorth = (metres: number) => ({ ...POINT, lat: POINT.lat + metres / 110_574, accuracyM: 8 });

let house: House;
let admin: Officer;
let validator: Officer;
beforeAll(async () => {
  house = await openHouse();
  [admin, validator] = await Promise.all([house.as('admin'), house.as('validator')]);
});
afterAll(() => house.close());

let pictures = 0;
/** As a canvas writes it: no metadata at all. Each shows something else. */
async function picture(): Promise<Buffer> {
  pictures += 1;
  const noise = { type: 'gaussian', mean: 90 + pictures * 7, sigma: 50 } as const;
  return sharp({ create: { width: 24, height: 18, channels: 3, noise, background: '#000' } })
    .resize(640, 480)
    .jpeg()
    .toBuffer();
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

async function nonce(by = admin): Promise<string> {
  const { nonces } = (await by.post('/captures/nonces', {})).as(CaptureNonces);
  return nonces[0]?.nonce ?? '';
}

async function commit(
  bytes: Uint8Array,
  over: Partial<CaptureInput> = {},
  by = admin,
): Promise<CaptureCommitment> {
  const body = {
    nonce: over.nonce ?? (await nonce(by)),
    sha256: hashOf(bytes),
    position: metresNorth(6),
    fixedAt: toTimestamp(house.now()),
    ...over,
  };
  return (await by.post('/captures', body)).as(CaptureCommitment);
}

interface HandedIn {
  after: readonly Uint8Array[];
  before?: readonly Uint8Array[];
  by?: Officer;
}

/** Other words each time: what several write alike is a finding of its own. */
function narrative(): string {
  const words = ['pasar', 'sekolah', 'masjid', 'puskesmas', 'stasiun', 'taman', 'kantor', 'rumah'];
  const [one, two] = [words[pictures % 8], words[Math.floor(pictures / 8) % 8]];
  return `Regu ${one} menambal lubang ke-${pictures} di Jalan Kemang ${two} nomor ${pictures} dengan aspal panas sampai rata.`;
}

const blobs = (files: readonly Uint8Array[]) => files.map((bytes) => new Blob([new Uint8Array(bytes)]));

/** As the validator reads it. */
async function handIn({ after, before = [], by = admin }: HandedIn): Promise<Ticket> {
  const { number } = await admin.file({ point: POINT });
  const { version } = await by.act(number, { action: 'proses' });
  const action = JSON.stringify({ action: 'tindak_lanjut', narrative: narrative() });
  const parts = { action, after: blobs(after), ...(before.length > 0 ? { before: blobs(before) } : {}) };
  const reply = await by.form(`/tickets/${number}/actions`, parts, { 'if-match': `"${version}"` });
  reply.as(Ticket);
  house.moveTo(house.now() + 1_000);
  return validator.ticket(number);
}

const codesOf = ({ verdict }: Pick<Ticket, 'verdict'>) => verdict?.reasons.map(({ code }) => code) ?? [];
const ofAfter = ({ photos }: Ticket) => photos.find(({ kind }) => kind === 'after')?.facts;

describe('a photo that was committed as it was taken', () => {
  it('passes by the phone’s word and the service’s clock, and carries the mark of trust', async () => {
    const bytes = await picture();
    const committedAt = toTimestamp(house.now());
    expect(await commit(bytes)).toMatchObject({ trusted: true, committedAt });
    const report = await handIn({ after: [bytes] });
    expect(report.verdict).toMatchObject({
      verdict: 'pass',
      reasons: [
        {
          code: 'CAPTURED_IN_PLACE',
          severity: 'info',
          photo: 0,
          measure: { distanceM: 6, accuracyM: 8, takenAt: committedAt },
        },
      ],
    });
    expect(report.verdict?.reasons[0]?.message).toMatch(/dipandu di tempat: 6.m .* menurut gawai/);
    expect(ofAfter(report)).toMatchObject({
      takenAt: committedAt,
      takenAtFrom: 'captured',
      position: { accuracyFrom: 'captured' },
      captured: { committedAt },
    });
  });

  it('is told so by the check before it is sent', async () => {
    const bytes = await picture();
    await commit(bytes);
    const check = { report: { point: POINT, reportedAt: toTimestamp(house.now()) }, narrative: NARRATIVE };
    const parts = { check: JSON.stringify(check), after: blobs([bytes]) };
    const result = (await admin.form('/evidence/checks', parts)).as(CheckResult);
    expect(result).toMatchObject({ verdict: 'pass', reasons: [{ code: 'CAPTURED_IN_PLACE' }] });
  });

  it('300 m away is told like any other, and carries no mark', async () => {
    const bytes = await picture();
    await commit(bytes, { position: metresNorth(300) });
    const { number, verdict } = await handIn({ after: [bytes] });
    expect(verdict?.reasons.map(({ code }) => code)).toEqual(['LOCATION_MISMATCH']);
    // What comes back to the phone: why, in a validator's words, and by how much.
    const decision = { reasonCodes: ['foto_tidak_sesuai_titik'], note: 'Foto di depan pasar' };
    await validator.act(number, { action: 'kembalikan', ...decision });
    const returned = await admin.ticket(number);
    expect(returned.events.at(-1)).toMatchObject({ action: 'kembalikan', ...decision });
    expect(returned.verdict?.reasons).toMatchObject([
      { code: 'LOCATION_MISMATCH', measure: { distanceM: 300 } },
    ]);
  });

  it('somebody else cannot hand in as theirs', async () => {
    const other = await house.hire('rekan', 'unit_admin', '31.74.03.1002');
    const bytes = await picture();
    await commit(bytes, {}, other);
    expect(codesOf(await handIn({ after: [bytes] }))).toEqual(['GPS_MISSING', 'TIME_MISSING']);
  });

  it('and differs from what was committed by one byte is any photo', async () => {
    const bytes = await picture();
    await commit(bytes);
    const report = await handIn({ after: [Buffer.concat([bytes, Buffer.from([0])])] });
    expect(codesOf(report)).toEqual(['GPS_MISSING', 'TIME_MISSING']);
    expect(ofAfter(report)?.captured).toBeUndefined();
  });

  it('answers a visit too', async () => {
    const { number } = await handIn({ after: [await picture()] });
    await validator.act(number, { action: 'cek_lapangan', note: 'Mohon dicek' });
    const field = await house.as('lapangan');
    const bytes = await picture();
    await commit(bytes, {}, field);
    const { version } = await field.ticket(number);
    const action = JSON.stringify({ action: 'hasil_lapangan', finding: 'sesuai', note: 'Sudah rata' });
    const parts = { action, field: blobs([bytes]) };
    await field.form(`/tickets/${number}/actions`, parts, { 'if-match': `"${version}"` });
    const { photos } = await validator.ticket(number);
    const visited = photos.find(({ kind }) => kind === 'field');
    expect(visited?.facts?.captured).toMatchObject({ accuracyM: 8 });
  });
});

describe('a commitment that vouches for nothing', () => {
  it('is the second one of a nonce; its photo is judged by the phone’s word alone', async () => {
    const [first, second] = [await picture(), await picture()];
    const used = await nonce();
    expect(await commit(first, { nonce: used })).toMatchObject({ trusted: true });
    expect(await commit(second, { nonce: used })).toMatchObject({ trusted: false, doubt: 'reused' });
    const report = await handIn({ after: [second] });
    expect(codesOf(report)).toEqual(['TIME_MISSING']);
    expect(ofAfter(report)).toMatchObject({ takenAt: null, captured: { doubt: 'reused' } });
  });

  it('comes late, and says between when', async () => {
    const bytes = await picture();
    const [old, fixedAt] = [await nonce(), toTimestamp(house.now())];
    house.moveTo(house.now() + 3 * 60 * 60_000);
    const late = await commit(bytes, { nonce: old, fixedAt });
    expect(late).toMatchObject({ trusted: false, doubt: 'late', since: fixedAt });
    const report = await handIn({ after: [bytes] });
    expect(codesOf(report)).toEqual(['TIME_MISSING']);
    expect(report.verdict?.reasons[0]?.measure).toMatchObject({ since: fixedAt, until: late.committedAt });
    expect(report.verdict?.reasons[0]?.message).toMatch(/diambil antara .* dan /);
  });

  it('came with a nonce that this account was never handed, or that has run out', async () => {
    const others = await nonce(await house.as('lapangan'));
    expect(await commit(await picture(), { nonce: others })).toMatchObject({ doubt: 'unknown' });
    expect(await commit(await picture(), { nonce: 'AAAA' })).toMatchObject({ doubt: 'unknown' });
    const own = await nonce();
    house.moveTo(house.now() + NONCE_LIVES + 1);
    expect(await commit(await picture(), { nonce: own })).toMatchObject({ doubt: 'late' });
    // Nobody used that nonce up for its owner.
    const field = await house.as('lapangan');
    const again = await nonce(field);
    await commit(await picture(), { nonce: again });
    expect(await commit(await picture(), { nonce: again }, field)).toMatchObject({ trusted: true });
  });
});

it('a commitment that is sent again, or twice at once, is one', async () => {
  const bytes = await picture();
  const over = { nonce: await nonce(), fixedAt: toTimestamp(house.now()) };
  const [one, two] = await Promise.all([commit(bytes, over), commit(bytes, over)]);
  expect(two).toEqual(one);
  expect(one.trusted).toBe(true);
});

it('a commitment goes when its photo has not come for a week', async () => {
  await commit(await picture());
  const count = async () => (await house.db.select().from(capture)).length;
  expect(await count()).toBeGreaterThan(0);
  house.moveTo(house.now() + CAPTURE_KEPT + 1);
  await house.service.jobs.runDue();
  expect(await count()).toBe(0);
});

describe('before and after as a pair', () => {
  /** The same place from nearly nothing but the same standpoint, with something mended in it. */
  async function pair(): Promise<{ before: Buffer; after: Buffer }> {
    const before = await picture();
    const patch = await sharp({ create: { width: 90, height: 60, channels: 3, background: '#777' } })
      .png()
      .toBuffer();
    const mended = sharp(before).composite([{ input: patch, left: 260, top: 300 }]);
    return { before, after: await mended.jpeg({ quality: 88 }).toBuffer() };
  }

  it('that were both committed are not called copies for being alike', async () => {
    const { before, after } = await pair();
    await commit(before);
    await commit(after);
    const report = await handIn({ after: [after], before: [before] });
    // Down to coding noise they are one picture here: no finding, and no mark of trust either.
    expect(report.verdict).toMatchObject({ verdict: 'pass', reasons: [] });
  });

  it('are called so where either was not, and whatever was committed where they are one file', async () => {
    const { before, after } = await pair();
    await commit(after);
    expect(codesOf(await handIn({ after: [after], before: [before] }))).toContain('BEFORE_AS_AFTER');
    await commit(before);
    expect(codesOf(await handIn({ after: [before], before: [before] }))).toContain('BEFORE_AS_AFTER');
  });
});
