/** Front-ends whose pages call from a browser: what is public from anywhere, the rest from registered origins. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiKeyWithSecret } from '#shared/contract/api-keys.ts';
import { BANGKA, type House, Officer, openHouse } from './harness.ts';

const THEIRS = 'https://lapor.example.id';

let house: House;
let operator: Officer;
let key: { id: string; caller: Officer };
beforeAll(async () => {
  house = await openHouse();
  operator = await house.as('operator');
  key = await keyFor([THEIRS, 'http://localhost:3000']);
});
afterAll(() => house.close());

const wanted = (origins: string[]) => ({
  client: 'warga',
  name: 'Aplikasi warga',
  scopes: ['tickets:file', 'tickets:read'],
  channels: ['jaki'],
  origins,
  expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
});

async function keyFor(origins: string[]) {
  const made = (await operator.post('/api-keys', wanted(origins))).as(ApiKeyWithSecret);
  return { ...made, caller: new Officer(house, made.key, 'client:warga') };
}

/** What a browser asks before it sends what a plain form could not. */
const ask = (origin: string, method: string, path: string): Promise<Response> | Response =>
  house.service.app.request(path, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': method,
      'access-control-request-headers': 'authorization,content-type,idempotency-key',
    },
  });
const allowed = (reply: { headers: Headers }): string | null =>
  reply.headers.get('access-control-allow-origin');

describe('a page from an origin that a key names', () => {
  it('is let in before it says who it is, with the headers it needs', async () => {
    const reply = await ask(THEIRS, 'POST', '/api/v1/tickets');
    expect([reply.status, allowed(reply)]).toEqual([204, THEIRS]);
    for (const header of ['Authorization', 'If-Match', 'Idempotency-Key'])
      expect(reply.headers.get('access-control-allow-headers')).toContain(header);
    expect(reply.headers.get('access-control-allow-credentials')).toBeNull();
  });

  it('reads answers and refusals, their ETag too', async () => {
    const filed = await key.caller.tryFile({ channel: 'jaki', kelurahan: BANGKA }, { origin: THEIRS });
    expect([filed.status, allowed(filed)]).toEqual([201, THEIRS]);
    expect(filed.headers.get('access-control-expose-headers')).toContain('ETag');
    expect(filed.headers.get('vary')).toBe('Authorization, Accept-Language, Origin');
    const refused = await key.caller.tryFile({ channel: 'jaki', category: 'x' }, { origin: THEIRS });
    expect([refused.refusal(), allowed(refused)]).toEqual(['invalid', THEIRS]);
    const unknown = await house.call('GET', '/queue', null, { origin: THEIRS });
    expect([unknown.refusal(), allowed(unknown)]).toEqual(['unauthenticated', THEIRS]);
  });

  it('is let in no more once the last such key is revoked', async () => {
    const once = await keyFor(['https://sekali.example.id']);
    expect(allowed(await ask('https://sekali.example.id', 'GET', '/api/v1/tickets'))).toBe(
      'https://sekali.example.id',
    );
    await operator.delete(`/api-keys/${once.id}`);
    expect(allowed(await ask('https://sekali.example.id', 'GET', '/api/v1/tickets'))).toBeNull();
  });
});

describe('a page from elsewhere', () => {
  const elsewhere = 'https://elsewhere.example';

  it.each([
    'https://elsewhere.example',
    'null',
    'https://lapor.example.id.evil.example',
    'http://lapor.example.id',
  ])('(%s) reads nothing that takes a credential', async (origin) => {
    expect(allowed(await ask(origin, 'GET', '/api/v1/queue'))).toBeNull();
    expect(allowed(await key.caller.get('/tickets', { origin }))).toBeNull();
    expect(allowed(await ask(origin, 'POST', '/api/v1/session'))).toBeNull();
  });

  it('reads what is public', async () => {
    const { number } = await (await house.as('admin')).file();
    const tracked = await house.call('GET', `/track/${number}`, null, { origin: elsewhere });
    expect([tracked.status, allowed(tracked)]).toEqual([200, '*']);
    for (const path of ['/openapi.json', '/open311/v2/services.json', '/problems/invalid']) {
      const reply = await house.service.app.request(path, { headers: { origin: elsewhere } });
      expect([path, reply.status, allowed(reply)]).toEqual([path, 200, '*']);
    }
  });
});

it.each([
  'lapor.example.id',
  'http://lapor.example.id',
  'https://lapor.example.id/',
  'https://*.example.id',
  'ftp://x.id',
])('no key is made for %s, which no browser would name', async (origin) => {
  const reply = await operator.post('/api-keys', wanted([origin]));
  expect(reply.problem().errors?.map(({ path }) => path)).toEqual(['origins.0']);
});
