/**
 * The order of refusals: a call that is wrong in two ways is told the first of them. Each test commits two
 * neighbouring faults at once, so that exchanging the two checks would fail it.
 */
import { gunzipSync, inflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AT_A_TIME } from '../../service/people/passwords/passwords.ts';
import { type House, type Officer, openHouse } from './harness.ts';

const BIG = 'x'.repeat(25 * 1024 * 1024 + 1);
const JSON_TYPE = { 'content-type': 'application/json' };

let house: House;
let admin: Officer;
let validator: Officer;
let number: string;
let done: string;

beforeAll(async () => {
  house = await openHouse();
  admin = await house.as('admin');
  validator = await house.as('validator');
  number = (await admin.file()).number;
  done = await house.inValidasi();
  await validator.act(done, { action: 'setujui', reason: 'Diperiksa di tempat' });
});
afterAll(() => house.close());

const actions = (of: string) => `/tickets/${of}/actions`;

it('503 before 429, 401 and everything else: nothing is looked at', async () => {
  const closing = await openHouse();
  const caller = await closing.as('admin');
  await closing.stop();
  expect((await caller.get('/tickets')).refusal()).toBe('unavailable');
  expect((await closing.call('POST', '/tickets', '{')).refusal()).toBe('unavailable');
  const { status, headers } = await closing.call('GET', '/queue');
  expect([status, headers.get('retry-after')]).toEqual([503, '1']);
});

it('429 before 401; an officer’s own 600 calls a minute are safe meanwhile', async () => {
  const own = await openHouse();
  const officer = await own.as('admin');
  let refused = 0;
  for (let i = 0; i < 301; i++) {
    const word = (await own.call('GET', '/session')).refusal();
    if (word === 'rate-limited') refused++;
    else expect(word).toBe('unauthenticated');
  }
  expect(refused).toBe(1);
  for (let i = 0; i < 600; i++) expect((await officer.get('/session')).status).toBe(200);
  await own.close();
});

it('401 before 413, 415, 400 and 404', async () => {
  for (const headers of [{}, { authorization: 'Bearer no-such-token' }, { authorization: 'Basic YTpi' }]) {
    const reply = await house.call('POST', actions('JK0001010001'), BIG, headers);
    expect(reply.refusal()).toBe('unauthenticated');
    expect(reply.headers.get('www-authenticate')).toBe('Bearer');
  }
});

it('413 before 415: too much of the wrong kind', async () => {
  expect((await admin.call('POST', '/tickets', BIG, { 'content-type': 'text/plain' })).refusal()).toBe(
    'too-large',
  );
});

it('413 for words beyond a megabyte, also where photos might have come', async () => {
  const reply = await admin.tryFile({ description: 'x'.repeat(1024 * 1024) });
  expect(reply.refusal()).toBe('too-large');
});

it('415 before 400: broken JSON that does not even call itself JSON', async () => {
  for (const headers of [
    { 'content-type': 'text/plain' },
    { 'content-type': 'application/x-www-form-urlencoded' },
  ]) {
    expect((await admin.call('POST', '/tickets', '{', headers)).refusal()).toBe('unsupported-media');
  }
  const multipart = { 'content-type': 'multipart/form-data; boundary=x' };
  expect((await admin.call('POST', '/tickets/lookup', '--x--', multipart)).refusal()).toBe(
    'unsupported-media',
  );
});

it.each([
  ['broken', '{"channel":'],
  ['empty', ''],
  ['a list', '[]'],
  ['nothing', 'null'],
  ['a number beyond numbers', '{"a":1e999}'],
  ['half a character', '{"a":"\\ud83d"}'],
])('400 for JSON that is %s, before the key, the report and the right', async (_, body) => {
  const headers = { ...JSON_TYPE, 'idempotency-key': 'taken' };
  expect((await validator.call('POST', actions('JK0001010001'), body, headers)).refusal()).toBe('malformed');
  expect((await validator.call('POST', '/tickets', body, headers)).refusal()).toBe('malformed');
});

it('400 for a multipart call whose parts nobody knows, that has none, or one twice', async () => {
  const report = '{}';
  expect((await admin.form('/tickets', { report, foto: new Blob(['x']) })).refusal()).toBe('malformed');
  expect((await admin.form('/tickets', { photos: new Blob(['x']) })).refusal()).toBe('malformed');
  expect((await admin.form('/tickets', { report: [new Blob(['{}']), new Blob(['{}'])] })).refusal()).toBe(
    'malformed',
  );
  expect((await admin.form('/tickets', { report: 'not json' })).refusal()).toBe('malformed');
  const many = Array.from({ length: 41 }, () => new Blob(['']));
  expect((await admin.form('/tickets', { report, photos: many })).refusal()).toBe('malformed');
});

it('the JSON part may be a plain field or a file', async () => {
  const report = JSON.stringify({ channel: 'kantor_lurah', category: 'Jalan', description: 'Lubang' });
  expect((await admin.form('/tickets', { report })).status).toBe(201);
  const file = new Blob([report], { type: 'application/json' });
  expect((await admin.form('/tickets', { report: file })).status).toBe(201);
});

it('a reused key before 404: the key belongs to another call', async () => {
  await admin.post(actions(number), { action: 'catat', note: 'Pertama' }, { 'idempotency-key': 'one' });
  const reply = await admin.post(
    actions('JK2503109998'),
    { action: 'catat', note: 'Lain' },
    { 'idempotency-key': 'one' },
  );
  expect(reply.refusal()).toBe('idempotency-key-reused');
});

it('404 before 403: a validator’s action on a report out of sight', async () => {
  const dinas = await house.as('dinas');
  expect((await dinas.try(number, { action: 'setujui' }, { version: null })).refusal()).toBe('not-found');
  for (const odd of ['JK2503109998', 'JK2513400001', 'x', '%00', '%F0%9F', '..%2F..']) {
    expect((await dinas.post(actions(odd), { action: 'setujui' })).refusal()).toBe('not-found');
  }
});

it('403 before 428: not theirs, and no version', async () => {
  expect((await admin.try(number, { action: 'setujui' }, { version: null })).refusal()).toBe('forbidden');
  expect((await validator.try(number, { action: 'proses' }, { version: null })).refusal()).toBe('forbidden');
});

it('428 before 409: theirs, not from this status, and no version', async () => {
  expect((await validator.try(number, { action: 'setujui' }, { version: null })).refusal()).toBe(
    'precondition-required',
  );
  expect(
    (await validator.try(number, { action: 'setujui' }, { headers: { 'if-match': '' } })).refusal(),
  ).toBe('precondition-required');
});

it('412 before 409, and it names the version now', async () => {
  const reply = await validator.try(number, { action: 'setujui' }, { version: 99 });
  expect(reply.refusal()).toBe('stale-version');
  expect(reply.problem().version).toBe((await house.row(number)).version);
});

it('409 before 422: not from this status, with a body that would not do either', async () => {
  expect((await validator.try(number, { action: 'kembalikan', reasonCodes: [] })).refusal()).toBe(
    'illegal-transition',
  );
  expect((await validator.try(done, { action: 'setujui', bonus: 1 })).refusal()).toBe('illegal-transition');
});

it('422 last, naming each field', async () => {
  const waiting = await house.inValidasi();
  const reply = await validator.try(waiting, {
    action: 'kembalikan',
    reasonCodes: ['foto_lama', 'x'],
    note: 7,
  });
  expect(reply.refusal()).toBe('invalid');
  expect(
    reply
      .problem()
      .errors?.map(({ path }) => path)
      .sort(),
  ).toEqual(['note', 'reasonCodes.1']);
  expect((await admin.try(number, { action: 'terbang' })).refusal()).toBe('invalid');
  expect((await admin.try(number, { action: 7 })).refusal()).toBe('invalid');
});

describe('If-Match', () => {
  const match = async (header: string) => {
    const { version } = await house.row(number);
    const headers = { 'if-match': header.replace('V', String(version)) };
    // From `menunggu` a follow-up is illegal: 409 says that the precondition was met, and nothing changes.
    return (await admin.try(number, { action: 'tindak_lanjut', narrative: '' }, { headers })).refusal();
  };
  it.each(['"V"', ' "V" ', '"7777", "V"', '*'])('%s holds', async (header) => {
    expect(await match(header)).toBe('illegal-transition');
  });
  it.each(['W/"V"', 'V', "'V'", '"V', '"0V"', '"V.0"', '"-V"', 'null'])('%s does not', async (header) => {
    expect(await match(header)).toBe('stale-version');
  });
});

describe('every answer', () => {
  it.each([
    ['an answer', '/queue'],
    ['a refusal', '/tickets/JK2503109998'],
  ])('%s is kept by no browser, and varies by officer and language', async (_, path) => {
    const { headers } = await admin.get(path, { 'accept-encoding': 'gzip' });
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('vary')).toBe('Authorization, Accept-Language');
    expect(headers.get('date')).toBe('Mon, 10 Mar 2025 02:00:00 GMT');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  /** More than two packets carry. */
  const fileLong = () => admin.file({ description: 'Jalan berlubang di depan pos ronda. '.repeat(80) });

  it('a report’s ETag is its version, strong, also when compressed', async () => {
    const long = await fileLong();
    for (const encoding of ['identity', 'gzip', 'deflate']) {
      const { headers } = await admin.get(`/tickets/${long.number}`, { 'accept-encoding': encoding });
      expect(headers.get('etag')).toBe(`"${long.version}"`);
      expect(headers.get('content-encoding')).toBe(encoding === 'identity' ? null : encoding);
    }
  });

  it.each([
    ['gzip', 'gzip'],
    ['br, gzip;q=0.5', 'gzip'],
    ['*', 'gzip'],
    ['gzip;q=0, deflate', 'deflate'],
    ['gzip;q=0.0', null],
    ['br', null],
  ])('is packed for %s, small and large, and says the same', async (accepted, encoding) => {
    const long = await fileLong();
    const paths = [`/tickets/${long.number}`, '/queue/reports', '/units'];
    for (const path of paths) {
      const headers = { authorization: `Bearer ${admin.token}`, 'accept-encoding': accepted };
      const response = await house.service.app.request(`/api/v1${path}`, { headers });
      expect(response.headers.get('content-encoding')).toBe(encoding);
      const bytes = Buffer.from(await response.arrayBuffer());
      const length = response.headers.get('content-length');
      if (length !== null) expect(length).toBe(String(bytes.length));
      const plain = encoding === 'gzip' ? gunzipSync(bytes) : encoding ? inflateSync(bytes) : bytes;
      expect(plain.toString()).toBe((await admin.get(path)).text);
    }
  });

  it.each(['gzip', 'deflate'])('of which two packets are enough is not packed for %s', async (accepted) => {
    const headers = { authorization: `Bearer ${admin.token}`, 'accept-encoding': accepted };
    const response = await house.service.app.request('/api/v1/session', { headers });
    expect(response.headers.get('content-encoding')).toBeNull();
    expect(response.headers.get('content-length')).toBe(String((await response.arrayBuffer()).byteLength));
  });

  it('a held version is answered 304 without a body', async () => {
    const { version } = await house.row(number);
    for (const held of [`"${version}"`, `W/"${version}"`, `"1", "${version}"`, '*']) {
      const reply = await admin.get(`/tickets/${number}`, { 'if-none-match': held });
      expect([reply.status, reply.text, reply.headers.get('etag')]).toEqual([304, '', `"${version}"`]);
    }
    expect((await admin.get(`/tickets/${number}`, { 'if-none-match': '"0"' })).status).toBe(200);
  });

  it('speaks Indonesian unless English is preferred', async () => {
    const said = async (header: string) =>
      (await admin.get('/tickets/x', { 'accept-language': header })).problem().title;
    expect(await said('')).toBe('Tidak ditemukan');
    expect(await said('en-GB,en;q=0.9,id;q=0.5')).toBe('Not found');
    expect(await said('en;q=0.2, id')).toBe('Tidak ditemukan');
    expect(await said('fr, *;q=0.5')).toBe('Tidak ditemukan');
  });
});

describe('signing in', () => {
  const signIn = (username: unknown, password: unknown) =>
    house.call('POST', '/session', JSON.stringify({ username, password }), JSON_TYPE);

  it('a wrong name and a wrong password are answered alike', async () => {
    const replies = [
      await signIn('validator', 'wrong'),
      await signIn('nobody', 'wrong'),
      await signIn('no space', 'x'),
    ];
    expect(new Set(replies.map(({ text }) => text)).size).toBe(1);
    expect(replies.map((reply) => reply.refusal())).toEqual(Array(3).fill('unauthenticated'));
  });

  it('odd input is a mistake, never an error of ours', async () => {
    expect((await signIn('a\u0000b', 'x')).refusal()).toBe('invalid');
    expect((await signIn('', 'x')).refusal()).toBe('invalid');
    expect((await signIn({ $ne: 1 }, 'x')).refusal()).toBe('invalid');
    expect((await signIn("' or 1=1 --", 'x')).refusal()).toBe('unauthenticated');
  });

  it('ten failures lock this name out for a while, the right password too; other names not', async () => {
    const replies = await Promise.all(Array.from({ length: 30 }, () => signIn('supervisor', 'guess')));
    // With the tenth, what was tried in the same moment.
    const tried = replies.filter((reply) => reply.refusal() === 'unauthenticated');
    expect(tried.length).toBeLessThan(10 + AT_A_TIME);
    const reply = await signIn('supervisor', 'tuntas-demo');
    expect(reply.refusal()).toBe('rate-limited');
    expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await signIn('validator', 'tuntas-demo')).status).toBe(200);
  });

  it('a session that was ended is over at once', async () => {
    const officer = await house.hire('sebentar', 'validator');
    expect((await officer.get('/session')).status).toBe(200);
    expect((await officer.delete('/session')).status).toBe(204);
    expect((await officer.get('/session')).refusal()).toBe('unauthenticated');
  });
});
