/** A photo first, by itself; then a report, an action or a check names it by its id, all in plain JSON. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CheckResult } from '#shared/contract/evidence.ts';
import { LoosePhoto, PHOTO_QUOTA } from '#shared/contract/photos.ts';
import { FiledTicket, Ticket } from '#shared/contract/ticket.ts';
import { HOUR } from '#shared/time/zone.ts';
import { loosePhoto } from '../../service/tables/evidence.ts';
import { fixture } from './evidence/desk.ts';
import { aReport, type House, type Officer, openHouse, type Reply } from './harness.ts';

const AFTER = fixture('plain-f24631a2.jpg');
const JPEG = { 'content-type': 'image/jpeg' };

let house: House;
let admin: Officer;
beforeEach(async () => {
  house = await openHouse();
  admin = await house.as('admin');
});
afterEach(() => house.close());

const tryUpload = (
  officer: Officer,
  bytes: Uint8Array,
  headers: Record<string, string> = JPEG,
): Promise<Reply> => officer.call('POST', '/photos', new Uint8Array(bytes), headers);
const upload = async (officer: Officer, bytes: Uint8Array = AFTER): Promise<LoosePhoto> =>
  (await tryUpload(officer, bytes)).as(LoosePhoto);
const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const isOnDisk = (sha256: string): boolean =>
  existsSync(join(house.folder, 'photos', sha256.slice(0, 2), sha256.slice(2, 4), `${sha256}.original`));

/** The field that a refused call named, and why. */
function fault(reply: Reply): string[] {
  expect(reply.refusal()).toBe('invalid');
  return (reply.problem().errors ?? []).map(({ path, code }) => `${path} ${code}`);
}

describe('a photo handed in first', () => {
  it('is answered with its hash and with when it goes', async () => {
    const reply = await tryUpload(admin, AFTER);
    expect(reply.status).toBe(201);
    expect(reply.as(LoosePhoto)).toMatchObject({
      sha256: hashOf(AFTER),
      expiresAt: '2025-03-11T09:00:00.000+07:00',
    });
  });

  it('belongs to a report that names it, exactly as one sent along', async () => {
    const { id } = await upload(admin);
    const filed = await admin.file({ photos: [id], private: false });
    const form = await admin.form('/tickets', {
      report: JSON.stringify(aReport({ private: false })),
      photos: new Blob([new Uint8Array(AFTER)]),
    });
    expect(filed.photos).toMatchObject([{ kind: 'report' }]);
    expect(filed.photos.map(({ facts }) => facts)).toEqual(
      form.as(FiledTicket).photos.map(({ facts }) => facts),
    );
  });

  it('is evidence of a follow-up, beside one that is sent along', async () => {
    const { number } = await admin.file();
    await admin.act(number, { action: 'proses' });
    const before = await upload(admin, fixture('before-101d2886.jpg'));
    const letter = await upload(admin, fixture('before-101d2886.jpg'));
    const { id } = await upload(admin);
    const action = {
      action: 'tindak_lanjut',
      narrative: 'Lubang ditambal.',
      before: [before.id],
      letter: [letter.id],
    };
    const { version } = await house.row(number);
    const reply = await admin.form(
      `/tickets/${number}/actions`,
      { action: JSON.stringify({ ...action, after: [id] }), after: new Blob([new Uint8Array(AFTER)]) },
      { 'if-match': `"${version}"` },
    );
    const kinds = reply.as(Ticket).photos.map(({ kind }) => kind);
    expect(kinds.sort()).toEqual(['after', 'after', 'before', 'letter']);
  });

  it('may be checked first and is still there for the follow-up', async () => {
    const { id } = await upload(admin);
    const check = await admin.post('/evidence/checks', {
      report: { reportedAt: '2025-03-10T08:00:00+07:00' },
      narrative: 'Lubang di Jalan Kemang Raya depan nomor 12 sudah ditambal rata.',
      after: [id],
    });
    expect(check.as(CheckResult).photos).toMatchObject([{ sha256: hashOf(AFTER) }]);
    const { number } = await admin.file();
    await admin.act(number, { action: 'proses' });
    const done = await admin.act(number, { action: 'tindak_lanjut', narrative: 'Ditambal.', after: [id] });
    expect(done.status).toBe('validasi');
  });

  it('is what a visit to the spot brings', async () => {
    const { number } = await admin.file();
    await admin.act(number, { action: 'proses' });
    await admin.act(number, { action: 'tindak_lanjut', narrative: 'Ditambal.' });
    await (await house.as('validator')).act(number, { action: 'cek_lapangan', note: 'Mohon dilihat.' });
    const field = await house.as('lapangan');
    const { id } = await upload(field);
    const seen = await field.act(number, {
      action: 'hasil_lapangan',
      finding: 'sesuai',
      note: 'Rata.',
      field: [id],
    });
    expect(seen.photos.filter(({ kind }) => kind === 'field')).toHaveLength(1);
  });

  it('is used once, and is nobody else’s', async () => {
    const { id } = await upload(admin);
    expect(fault(await (await house.as('kanal')).tryFile({ channel: 'facebook', photos: [id] }))).toEqual([
      'photos.0 unknown',
    ]);
    await admin.file({ photos: [id] });
    expect(fault(await admin.tryFile({ photos: [id] }))).toEqual(['photos.0 unknown']);
  });

  it('stays for the next try where the filing is refused, and the same call is answered the same', async () => {
    const { id } = await upload(admin);
    expect((await admin.tryFile({ photos: [id], category: 'Tidak ada' })).refusal()).toBe('invalid');
    const key = { 'idempotency-key': 'sekali' };
    const first = await admin.file({ photos: [id] }, key);
    expect((await admin.file({ photos: [id] }, key)).number).toBe(first.number);
  });

  it('is named once, and on no action that takes none', async () => {
    const { id } = await upload(admin);
    expect(fault(await admin.tryFile({ photos: [id, id] }))).toEqual(['photos custom']);
    const { number } = await admin.file();
    expect(fault(await admin.try(number, { action: 'proses', after: [id] }))).toEqual(['after unknown']);
  });
});

describe('what nobody names', () => {
  it('is gone after a day, file and all, unless a report shows the same', async () => {
    const lost = await upload(admin, fixture('before-101d2886.jpg'));
    const shown = await upload(admin);
    await admin.file({ photos: [(await upload(admin)).id] });
    house.moveTo(house.now() + 24 * HOUR);
    expect(fault(await admin.tryFile({ photos: [lost.id] }))).toEqual(['photos.0 unknown']);
    await house.service.jobs.runDue();
    expect([isOnDisk(lost.sha256), isOnDisk(shown.sha256)]).toEqual([false, true]);
  });

  it('keeps its file while the same photo is erased from a report', async () => {
    const filed = await admin.file({ photos: [(await upload(admin)).id], private: false });
    const { id, sha256 } = await upload(admin);
    const erased = await (await house.as('supervisor')).post(`/tickets/${filed.number}/erase`, {
      reason: 'Permintaan pelapor',
    });
    expect(erased.status).toBe(200);
    await house.service.jobs.runDue();
    expect(isOnDisk(sha256)).toBe(true);
    expect((await admin.file({ photos: [id], private: false })).photos).toHaveLength(1);
  });

  it('fills a quota of its uploader, and leaves no file beyond it', async () => {
    const { photos, bytes } = PHOTO_QUOTA.officer;
    const row = { uploader: admin.id, sha256: '0', bytes: bytes / photos, expiresAt: house.now() + HOUR };
    await house.db
      .insert(loosePhoto)
      .values(Array.from({ length: photos }, (_, i) => ({ ...row, bytes: 1, id: String(i) })));
    const refused = await tryUpload(admin, AFTER);
    expect([refused.refusal(), isOnDisk(hashOf(AFTER))]).toEqual(['too-large', false]);
    expect(refused.problem().detail).toContain('100 foto');
    expect((await tryUpload(await house.as('dinas'), AFTER)).status).toBe(201);
  });
});

describe('a photo as it is sent', () => {
  it.each([
    ['an empty body', '', JPEG, 'malformed'],
    ['half a form', 'x', { 'content-type': 'multipart/form-data; boundary=x' }, 'malformed'],
    [
      'a form of another kind',
      'a=b',
      { 'content-type': 'application/x-www-form-urlencoded' },
      'unsupported-media',
    ],
    ['JSON', '{}', { 'content-type': 'application/json' }, 'unsupported-media'],
  ])('%s is told so', async (_kind, body, headers, word) => {
    expect((await admin.call('POST', '/photos', body, headers)).refusal()).toBe(word);
  });

  it('too large a one is refused before it is read', async () => {
    const reply = await tryUpload(admin, AFTER, { ...JPEG, 'content-length': '26214401' });
    expect(reply.refusal()).toBe('too-large');
  });

  it('in a form of other parts is told which to send', async () => {
    const reply = await admin.form('/photos', { foto: new Blob([new Uint8Array(AFTER)]) });
    expect([reply.refusal(), reply.problem().detail]).toEqual([
      'malformed',
      expect.stringContaining('photo'),
    ]);
  });

  it('whatever it is called, it is taken', async () => {
    for (const type of ['application/octet-stream', 'IMAGE/HEIC', 'image/x-unheard-of']) {
      expect((await tryUpload(admin, AFTER, { 'content-type': type })).status).toBe(201);
    }
    const form = await admin.form('/photos', { photo: new Blob([new Uint8Array(AFTER)]) });
    expect(form.as(LoosePhoto).sha256).toBe(hashOf(AFTER));
  });
});
