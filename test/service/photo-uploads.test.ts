/** A photo in pieces, sent by a public tus client over lines that break, from addresses that change. */
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Upload } from 'tus-js-client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MAX_UPLOAD_BYTES } from '#shared/contract/evidence.ts';
import { LoosePhoto, PHOTO_QUOTA, PhotoUpload, TUS_TYPE } from '#shared/contract/photos.ts';
import { HOUR } from '#shared/time/zone.ts';
import { photoUpload } from '../../service/tables/evidence.ts';
import { type BadLine, openBadLine } from './bad-line.ts';
import { fixture } from './evidence/desk.ts';
import { type House, type Officer, openHouse, type Reply } from './harness.ts';
import { type ServiceProcess, startProcess } from './process.ts';
import { tokenOf } from './tokens.ts';

/** As large as a phone's: what follows a JPEG's end is no part of the picture. */
const PHOTO = Buffer.concat([fixture('plain-f24631a2.jpg'), Buffer.alloc(3_000_000)]);
const HASH = createHash('sha256').update(PHOTO).digest('hex');
const TUS = { 'tus-resumable': '1.0.0' };

describe('a public tus client', () => {
  let folder: string;
  let service: ServiceProcess;
  let line: BadLine;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tuntas-uploads-'));
    service = await startProcess(folder);
    line = await openBadLine(service.origin);
  });
  afterAll(async () => {
    await line.close();
    await service.stop();
    rmSync(folder, { recursive: true });
  });

  /** Answers where the upload lay. */
  async function send(token: string, bytes: Uint8Array, endpoint: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const upload = new Upload(Buffer.from(bytes), {
        endpoint,
        headers: { authorization: `Bearer ${token}` },
        metadata: { filename: 'lubang.jpg' },
        retryDelays: Array.from({ length: 20 }, () => 10),
        onError: reject,
        onSuccess: () => resolve(upload.url ?? ''),
      });
      upload.start();
    });
  }
  const uploadsAt = (origin: string): string => `${origin}/api/v1/photos/uploads`;

  async function fileWith(token: string, at: string): Promise<Response> {
    return fetch(`${service.origin}/api/v1/tickets`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        channel: 'kantor_lurah',
        category: 'Jalan',
        description: 'Jalan berlubang.',
        private: false,
        photos: [at.split('/').at(-1)],
      }),
    });
  }

  /** Of what is half sent. */
  function arrived(): number {
    const half = join(folder, 'uploads');
    return existsSync(half)
      ? readdirSync(half).reduce((all, name) => all + statSync(join(half, name)).size, 0)
      : 0;
  }
  /** Until more has come in than at the break before. */
  async function more(): Promise<void> {
    const before = kept;
    await expect.poll(arrived).toBeGreaterThan(before);
    kept = arrived();
  }
  let kept: number;
  beforeEach(() => {
    kept = 0;
    line.beforeCut(more);
  });

  it('brings a photo over a line that is cut three times, each time from another address', async () => {
    const token = await tokenOf(service.origin, 'admin');
    const part = Math.floor(PHOTO.length / 5);
    line.cutAfter(part, part, part);
    const at = await send(token, PHOTO, uploadsAt(line.origin));
    expect([line.cuts(), line.addresses().length]).toEqual([3, 4]);
    expect(line.bytesSince()).toBeLessThan(PHOTO.length - kept + 10_000);
    const filed = await fileWith(token, at);
    expect(await filed.json()).toMatchObject({ photos: [{ kind: 'report', facts: { sha256: HASH } }] });
    expect(arrived()).toBe(0);
  });

  it.each(['kill', 'stop'] as const)('goes on where it was after a restart (%s)', async (end) => {
    const token = await tokenOf(service.origin, 'admin');
    line.cutAfter(Math.floor(PHOTO.length / 2));
    line.onCut(async () => {
      await service[end]();
      service = await startProcess(folder);
      line.leadTo(service.origin);
    });
    const at = await send(token, PHOTO, uploadsAt(line.origin));
    expect(line.bytesSince()).toBeLessThan(PHOTO.length - kept + 10_000);
    expect((await fileWith(token, at)).status).toBe(201);
  });
});

describe('a photo in pieces', () => {
  let house: House;
  let admin: Officer;
  beforeEach(async () => {
    house = await openHouse();
    admin = await house.as('admin');
  });
  afterEach(() => house.close());

  const start = (officer: Officer, length: number | string, headers = {}): Promise<Reply> =>
    officer.call('POST', '/photos/uploads', null, { ...TUS, 'upload-length': String(length), ...headers });
  const started = async (officer: Officer, length = PHOTO.length): Promise<string> =>
    (await start(officer, length)).as(PhotoUpload).id;
  const append = (officer: Officer, id: string, offset: number, bytes: Uint8Array): Promise<Reply> =>
    officer.call('PATCH', `/photos/uploads/${id}`, new Uint8Array(bytes), {
      ...TUS,
      'content-type': TUS_TYPE,
      'upload-offset': String(offset),
    });
  const files = (): string[] => readdirSync(join(house.folder, 'uploads'));
  const said = (reply: Reply): (string | null)[] =>
    ['location', 'upload-offset', 'upload-length', 'upload-expires', 'tus-resumable'].map((name) =>
      reply.headers.get(name),
    );

  it('tells by its headers where it lies, how far it is and when it goes, and what was noted', async () => {
    const notes = { 'upload-metadata': 'filename bHViYW5nLmpwZw==' };
    const reply = await start(admin, PHOTO.length, notes);
    const { id } = reply.as(PhotoUpload);
    const size = String(PHOTO.length);
    const at = `/api/v1/photos/uploads/${id}`;
    const goes = 'Tue, 11 Mar 2025 02:00:00 GMT';
    expect([reply.status, ...said(reply)]).toEqual([201, at, '0', size, goes, '1.0.0']);
    const next = await append(admin, id, 0, PHOTO.subarray(0, 10));
    expect([next.status, next.text, ...said(next)]).toEqual([204, '', null, '10', size, goes, '1.0.0']);
    const asked = await admin.call('HEAD', `/photos/uploads/${id}`, null, TUS);
    expect([asked.status, asked.text, ...said(asked)]).toEqual([200, '', null, '10', size, goes, '1.0.0']);
    expect(asked.headers.get('cache-control')).toBe('no-store');
    expect(asked.headers.get('upload-metadata')).toBe(notes['upload-metadata']);
  });

  it('is the same photo as one handed in whole, under the id it had', async () => {
    const id = await started(admin);
    await append(admin, id, 0, PHOTO.subarray(0, 1_000));
    house.moveTo(house.now() + HOUR);
    await append(admin, id, 1_000, PHOTO.subarray(1_000));
    const whole = (await admin.get(`/photos/uploads/${id}`)).as(PhotoUpload);
    const other = (
      await admin.call('POST', '/photos', new Uint8Array(PHOTO), { 'content-type': 'image/jpeg' })
    ).as(LoosePhoto);
    const { format: _format, ...asWhole } = other;
    expect(whole).toEqual({ ...asWhole, id, offset: PHOTO.length, length: PHOTO.length });
    expect(files()).toEqual([]);
    const filed = await admin.file({ photos: [id], private: false });
    expect(filed.photos).toHaveLength(1);
    expect((await admin.get(`/photos/uploads/${id}`)).refusal()).toBe('not-found');
  });

  it('names no photo before it is whole', async () => {
    const id = await started(admin);
    await append(admin, id, 0, PHOTO.subarray(0, 1_000));
    expect((await admin.tryFile({ photos: [id] })).problem().errors?.[0]).toMatchObject({ path: 'photos.0' });
  });

  it('takes no bytes that do not follow on those it has', async () => {
    const id = await started(admin);
    await append(admin, id, 0, PHOTO.subarray(0, 1_000));
    for (const offset of [0, 999, 1_001])
      expect((await append(admin, id, offset, PHOTO.subarray(0, 10))).refusal()).toBe('wrong-offset');
    expect((await admin.get(`/photos/uploads/${id}`)).as(PhotoUpload).offset).toBe(1_000);
  });

  it('takes no more than was announced, and nothing larger than a photo may be', async () => {
    const id = await started(admin, 1_000);
    const over = await append(admin, id, 0, PHOTO.subarray(0, 1_001));
    expect([over.refusal(), over.problem().detail]).toEqual(['too-large', expect.stringContaining('1000')]);
    const large = await start(admin, MAX_UPLOAD_BYTES + 1);
    expect([large.refusal(), large.headers.get('tus-max-size')]).toEqual([
      'too-large',
      String(MAX_UPLOAD_BYTES),
    ]);
    expect((await start(admin, MAX_UPLOAD_BYTES)).status).toBe(201);
  });

  it('is nobody else’s, and nobody’s without a credential', async () => {
    const id = await started(admin);
    const other = await house.as('dinas');
    const calls = (officer: Officer | House): Promise<Reply>[] =>
      (['GET', 'PATCH', 'DELETE'] as const).map((method) => {
        const body = method === 'PATCH' ? new Uint8Array(PHOTO) : null;
        return officer.call(method, `/photos/uploads/${id}`, body, {
          ...TUS,
          'upload-offset': '0',
          'content-type': TUS_TYPE,
        });
      });
    for (const reply of await Promise.all(calls(other))) expect(reply.refusal()).toBe('not-found');
    for (const reply of await Promise.all(calls(house))) expect(reply.refusal()).toBe('unauthenticated');
    expect((await other.tryFile({ photos: [id] })).refusal()).toBe('forbidden');
    expect((await admin.get(`/photos/uploads/${id}`)).as(PhotoUpload).offset).toBe(0);
  });

  it('is gone after a day, file and all, as is a file of which no row knows', async () => {
    const id = await started(admin);
    await append(admin, id, 0, PHOTO.subarray(0, 1_000));
    writeFileSync(join(house.folder, 'uploads', 'stray'), 'x');
    house.moveTo(house.now() + 24 * HOUR);
    expect((await admin.get(`/photos/uploads/${id}`)).refusal()).toBe('not-found');
    expect((await append(admin, id, 1_000, PHOTO.subarray(1_000))).refusal()).toBe('not-found');
    await house.service.jobs.runDue();
    expect([files(), await house.db.select().from(photoUpload)]).toEqual([[], []]);
  });

  it('is dropped on request, half sent or whole', async () => {
    const drop = (id: string): Promise<Reply> => admin.call('DELETE', `/photos/uploads/${id}`, null, TUS);
    const half = await started(admin);
    expect([(await drop(half)).status, files()]).toEqual([204, []]);
    const whole = await started(admin);
    await append(admin, whole, 0, PHOTO);
    expect((await drop(whole)).status).toBe(204);
    for (const id of [half, whole]) expect((await drop(id)).refusal()).toBe('not-found');
    await house.service.jobs.runDue();
    expect((await admin.tryFile({ photos: [whole] })).refusal()).toBe('invalid');
  });

  it('counts as whole from the start in what its uploader may have waiting', async () => {
    const row = { uploader: admin.id, bytes: 1, metadata: null, expiresAt: house.now() + HOUR };
    await house.db
      .insert(photoUpload)
      .values(Array.from({ length: PHOTO_QUOTA.officer.photos }, (_, i) => ({ ...row, id: String(i) })));
    expect((await start(admin, 1)).refusal()).toBe('too-large');
    const plain = await admin.call('POST', '/photos', new Uint8Array(PHOTO), {
      'content-type': 'image/jpeg',
    });
    expect(plain.refusal()).toBe('too-large');
    expect((await start(await house.as('dinas'), 1)).status).toBe(201);
  });

  it('is a photo once the service comes back, where it fell between the last byte and the photo', async () => {
    const id = await started(admin);
    writeFileSync(join(house.folder, 'uploads', id), PHOTO);
    const found = await admin.call('HEAD', `/photos/uploads/${id}`, null, TUS);
    expect(found.headers.get('upload-offset')).toBe(String(PHOTO.length));
    expect((await admin.file({ photos: [id], private: false })).photos).toHaveLength(1);
  });

  it('goes on by the newest request: one that still hangs on a lost line is ended', async () => {
    const id = await started(admin);
    const [first, second] = [new TransformStream<Uint8Array>(), PHOTO.subarray(1_000)];
    const lost = house.service.app.request(`/api/v1/photos/uploads/${id}`, {
      method: 'PATCH',
      headers: {
        authorization: `Bearer ${admin.token}`,
        ...TUS,
        'content-type': TUS_TYPE,
        'upload-offset': '0',
      },
      body: first.readable,
      duplex: 'half',
    } as RequestInit);
    const writer = first.writable.getWriter();
    await writer.write(PHOTO.subarray(0, 1_000));
    await expect.poll(() => statSync(join(house.folder, 'uploads', id)).size).toBe(1_000);
    expect((await append(admin, id, 1_000, second)).status).toBe(204);
    expect((await lost).status).toBe(409);
  });

  it.each([
    ['of another version', { 'tus-resumable': '0.2.2', 'upload-length': '5' }, 'unsupported-version'],
    ['of none', { 'upload-length': '5' }, 'unsupported-version'],
    ['without a length', TUS, 'malformed'],
    ['of a length that comes later', { ...TUS, 'upload-defer-length': '1' }, 'malformed'],
    ['of no byte', { ...TUS, 'upload-length': '0' }, 'malformed'],
    ['of a length that is none', { ...TUS, 'upload-length': '-5' }, 'malformed'],
  ])('%s is told so', async (_kind, headers: Record<string, string>, word) => {
    const reply = await admin.call('POST', '/photos/uploads', null, headers);
    expect(reply.refusal()).toBe(word);
    if (word === 'unsupported-version') expect(reply.headers.get('tus-version')).toBe('1.0.0');
  });

  it('goes where it was begun, whatever a caller tells of hosts', async () => {
    const forged = { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https', host: 'evil.example' };
    const reply = await start(admin, 5, forged);
    expect(reply.headers.get('location')).toMatch(/^\/api\/v1\/photos\/uploads\/[0-9a-f-]{36}$/);
  });

  it('is for pages of registered origins too', async () => {
    const reply = await house.service.app.request('/api/v1/photos/uploads', {
      method: 'OPTIONS',
      headers: { origin: 'https://x.example', 'access-control-request-method': 'PATCH' },
    });
    for (const header of ['Tus-Resumable', 'Upload-Length', 'Upload-Offset', 'Upload-Metadata'])
      expect(reply.headers.get('access-control-allow-headers')).toContain(header);
    expect(reply.headers.get('access-control-allow-methods')).toContain('PATCH');
  });
});
