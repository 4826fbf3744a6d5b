/** A refusal says what to do about it, in the caller's language: what a stranger with the guide alone could not find out. */
import { createHash } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LoosePhoto } from '#shared/contract/photos.ts';
import { SessionInfo } from '#shared/contract/session.ts';
import { FiledTicket } from '#shared/contract/ticket.ts';
import { apiKey } from '../../service/tables/account.ts';
import { fixture } from './evidence/desk.ts';
import { BANGKA, type House, type Officer, openHouse, type Reply } from './harness.ts';

const ENGLISH = { 'accept-language': 'en' };
const JSON_TYPE = { 'content-type': 'application/json' };

let house: House;
let admin: Officer;
let key: string;

beforeAll(async () => {
  house = await openHouse();
  admin = await house.as('admin');
  key = await keyWith(['tickets:file', 'tickets:read']);
});
afterAll(() => house.close());

async function keyWith(scopes: string[], more: object = {}): Promise<string> {
  const body = { client: 'jaki', name: 'Kunci', scopes, channels: ['jaki'], ...more };
  return JSON.parse((await (await house.as('operator')).post('/api-keys', body)).text).key;
}

const call = (method: string, path: string, by: string, body?: unknown): Promise<Reply> =>
  house.call(method, path, body === undefined ? null : JSON.stringify(body), {
    ...ENGLISH,
    ...(body === undefined ? {} : JSON_TYPE),
    authorization: `Bearer ${by}`,
  });
const file = (report: object): Promise<Reply> =>
  call('POST', '/tickets', key, {
    channel: 'jaki',
    category: 'Jalan',
    description: 'Lubang di jalan',
    ...report,
  });
const detail = (reply: Reply): string => reply.problem().detail ?? '';
const faults = (reply: Reply): string[] =>
  (reply.problem().errors ?? []).map(({ path, message }) => `${path}: ${message}`);

describe('who calls', () => {
  it('is told to send a bearer token, whatever else was sent', async () => {
    const sent = [{}, { 'x-api-key': key }, { authorization: key }];
    for (const headers of sent) {
      const reply = await house.call('GET', '/tickets', null, { ...ENGLISH, ...headers });
      expect([reply.refusal(), detail(reply)]).toEqual([
        'unauthenticated',
        expect.stringContaining('Authorization: Bearer'),
      ]);
    }
  });

  it('is told apart an unknown key, a revoked one and one that has expired', async () => {
    const [ended, revoked] = [await keyWith(['tickets:read']), await keyWith(['tickets:read'])];
    const hashOf = (one: string) => createHash('sha256').update(one).digest('hex');
    await house.db
      .update(apiKey)
      .set({ expiresAt: 1 })
      .where(eq(apiKey.hash, hashOf(ended)));
    await house.db
      .update(apiKey)
      .set({ expiresAt: 1, revokedAt: 1 })
      .where(eq(apiKey.hash, hashOf(revoked)));
    expect(detail(await call('GET', '/tickets', ended))).toMatch(/has expired/);
    for (const unknown of [revoked, `${key}x`]) {
      expect(detail(await call('GET', '/tickets', unknown))).toMatch(/unknown or was revoked/);
    }
    expect(detail(await call('GET', '/tickets', 'misspelt-token'))).toMatch(/begins with tuntas_/);
  });

  it('sees what the key may do, and is told what it lacks', async () => {
    const origins = ['http://127.0.0.1:5173', 'http://[::1]:5173'];
    const own = await keyWith(['tickets:file'], { origins });
    const told = (await call('GET', '/session', own)).as(SessionInfo);
    expect(told.apiKey).toEqual({ scopes: ['tickets:file'], channels: ['jaki'], origins });
    expect(detail(await call('GET', '/tickets', own))).toMatch(/lacks the scope tickets:read.*tickets:file/);
    expect(detail(await call('GET', '/queue', key))).toMatch(/not for API keys/);
    const wrong = await file({ channel: 'lapor' });
    expect([wrong.refusal(), detail(wrong)]).toEqual(['forbidden', expect.stringContaining('only for jaki')]);
    expect((await admin.get('/session')).as(SessionInfo).apiKey).toBeUndefined();
  });
});

describe('a report that is filed', () => {
  it('is refused with what nobody knows, by name, in JSON and in a form, at whatever depth', async () => {
    const reply = await file({ photo: ['x'], lat: -6.2, point: { lat: -6.2, lon: 106.8, acc: 3 } });
    expect(reply.problem().errors).toEqual([
      { path: 'point.acc', code: 'unknown', message: expect.stringMatching(/"acc".*lat, lon, accuracyM/) },
      { path: 'photo', code: 'unknown', message: expect.stringMatching(/"photo".*channel, category/) },
      { path: 'lat', code: 'unknown', message: expect.stringContaining('"lat"') },
    ]);
    const report = JSON.stringify({
      channel: 'kantor_lurah',
      category: 'Jalan',
      description: 'x',
      foto: 1,
    });
    expect((await admin.form('/tickets', { report })).problem().errors).toMatchObject([
      { path: 'foto', code: 'unknown' },
    ]);
  });

  it('is told what is missing, too long, swapped or not there', async () => {
    const empty = await call('POST', '/tickets', key, { channel: 'jaki' });
    expect(faults(empty)).toEqual(['category: is required', 'description: is required']);
    expect(faults(await file({ point: { lat: 106.8, lon: -6.2 } }))).toEqual([
      'point.lat: must lie between −90 and 90: lat and lon swapped?',
    ]);
    expect(faults(await file({ photos: ['misspelt'] }))[0]).toMatch(/^photos.0: .*POST \/photos/);
    expect(detail(await file({ category: 'jln' }))).toMatch(/GET \/categories/);
    expect(detail(await file({ kelurahan: '31.99' }))).toMatch(/GET \/units\?kind=kelurahan&text=/);
    expect(faults(await file({ private: 'ya', description: 3 }))).toEqual([
      'description: must be text',
      'private: must be true or false',
    ]);
  });

  it('speaks Indonesian to whoever does not ask for another language, each field as well', async () => {
    const reply = await admin.tryFile({ description: undefined, warna: 'merah' });
    expect(reply.problem().errors).toMatchObject([
      { path: 'description', message: 'wajib diisi' },
      { path: 'warna', message: expect.stringContaining('tidak dikenal di sini') },
    ]);
  });

  it('answers how many photos came with it, which a private one shows to nobody who filed it', async () => {
    const photo = await house.call('POST', '/photos', new Uint8Array(fixture('plain-f24631a2.jpg')), {
      authorization: `Bearer ${key}`,
    });
    const { id, format } = photo.as(LoosePhoto);
    expect(format).toBe('jpeg');
    const filed = (await file({ photos: [id], kelurahan: BANGKA })).as(FiledTicket);
    expect(filed).toMatchObject({ photosTaken: 1, photos: [] });
  });

  it('says of a file that it is no photo, and of one that it is empty', async () => {
    const send = (bytes: string) =>
      house.call('POST', '/photos', bytes, {
        ...ENGLISH,
        'content-type': 'image/jpeg',
        authorization: `Bearer ${key}`,
      });
    expect((await send('bukan foto')).as(LoosePhoto).format).toBeNull();
    const form = new FormData();
    form.set('photo', new Blob([]), 'foto.jpg');
    const empty = await house.call('POST', '/photos', form, { ...ENGLISH, authorization: `Bearer ${key}` });
    expect([empty.refusal(), detail(empty)]).toEqual(['malformed', 'The file is empty (0 bytes).']);
  });
});

describe('an action', () => {
  it('on a version without quotation marks is told how it is written', async () => {
    const { number, version } = await admin.file();
    for (const header of [`${version}`, `v${version}`, `W/"${version}"`]) {
      const options = { version: null, headers: { ...ENGLISH, 'if-match': header } };
      const reply = await admin.try(number, { action: 'proses' }, options);
      expect([reply.refusal(), detail(reply)]).toEqual([
        'stale-version',
        `Write the version in quotation marks, exactly as the ETag is: If-Match: "${version}".`,
      ]);
    }
    const stale = await admin.try(number, { action: 'proses' }, { version: version + 5, headers: ENGLISH });
    expect(detail(stale)).toMatch(/changed since you opened it/);
  });

  it('that this status forbids is told the status and what is possible', async () => {
    const { number } = await admin.file();
    const reply = await admin.try(number, { action: 'tindak_lanjut', narrative: '' }, { headers: ENGLISH });
    expect(reply.refusal()).toBe('illegal-transition');
    const { now, detail: said } = reply.problem();
    expect(now?.status).toBe('menunggu');
    expect(now?.actions).toContain('proses');
    expect(now?.actions).not.toContain('tindak_lanjut');
    expect(now?.actions).toEqual((await admin.ticket(number)).actions);
    expect(said).toContain('Accept');
  });

  it('that nobody knows is answered with those that there are', async () => {
    const { number } = await admin.file();
    const reply = await admin.try(number, { action: 'selesaikan' }, { headers: ENGLISH });
    expect(faults(reply)[0]).toMatch(/^action: must be one of proses, koordinasi/);
  });
});

describe('reading', () => {
  it('says what a limit may be, and that a period ends after it begins', async () => {
    const limit = await admin.get('/tickets?limit=999', ENGLISH);
    expect(faults(limit)).toEqual(['limit: must be 1 to 200']);
    for (const path of ['/tickets', '/tickets.geojson', '/exports/tickets.csv', '/exports/tickets.ndjson']) {
      const period = await admin.get(`${path}?from=2025-03-10&to=2025-03-01`, ENGLISH);
      expect(faults(period)).toEqual(['to: to must be later than from']);
    }
    expect((await admin.get('/tickets?from=2025-03-10&to=2025-03-10')).status).toBe(200);
  });

  it('tells a number that is not reached yet from a scope of others', async () => {
    const ahead = await call('GET', '/changes?after=999999', key);
    expect([ahead.refusal(), detail(ahead)]).toEqual([
      'scope-changed',
      expect.stringMatching(/no sequence number 999999 yet; the newest is \d+/),
    ]);
    expect(detail(await call('GET', '/changes?after=0&scopeId=x', key))).toMatch(/This scopeId is not your/);
    expect(detail(await call('GET', '/live?after=999999', key))).toMatch(/no sequence number/);
  });

  it('under a wrong method is told which there are, once it is known who asks', async () => {
    const reply = await call('PATCH', '/tickets', key);
    expect([reply.status, reply.refusal(), reply.headers.get('allow')]).toEqual([
      405,
      'method-not-allowed',
      'POST, GET',
    ]);
    expect((await call('DELETE', '/tickets/JK2503100001/actions', key)).headers.get('allow')).toBe('POST');
    expect((await call('GET', '/no-such-call', key)).refusal()).toBe('not-found');
    expect((await house.call('PATCH', '/tickets')).refusal()).toBe('unauthenticated');
  });

  it('says where JSON breaks off, and nothing of what stands there', async () => {
    const said = async (json: string): Promise<string> => {
      const reply = await admin.call('POST', '/tickets', json, { ...ENGLISH, ...JSON_TYPE });
      expect(reply.refusal()).toBe('malformed');
      return detail(reply);
    };
    expect(await said('{"channel":"jaki",}')).toBe('The JSON cannot be read at character 19.');
    expect(await said("{'channel':1}")).toBe('The JSON cannot be read at character 2.');
    expect(await said('{"channel":')).toBe('The JSON ends too early.');
    expect(await said('{"channel":rahasia}')).toBe('The JSON cannot be read.');
  });
});
