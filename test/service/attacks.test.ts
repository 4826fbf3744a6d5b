/** The service as an attacker would try it: ids of others, fields nobody asked for, odd paths and headers, bodies made to hurt. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATIONS, type Operation } from '#shared/contract/operations.ts';
import { SessionInfo } from '#shared/contract/session.ts';
import { BANGKA, BINA_MARGA, type House, type Officer, openHouse } from './harness.ts';

const SCRIPT = `<script>alert(1)</script><img src=x onerror=alert(2)>"'\${7*7}{{7*7}}`;
const JSON_TYPE = { 'content-type': 'application/json' };

let house: House;
let admin: Officer;
let dinas: Officer;
let number: string;

beforeAll(async () => {
  house = await openHouse();
  admin = await house.as('admin');
  dinas = await house.as('dinas');
  number = (await admin.file()).number;
});
afterAll(() => house.close());

describe('fields nobody asked for', () => {
  it('filing takes neither status, unit, version nor filer from its caller', async () => {
    const asked = {
      status: 'selesai',
      unit: BINA_MARGA,
      version: 99,
      filedBy: 'somebody',
      mergedInto: number,
      headHash: 'x',
      events: [],
      verdict: { verdict: 'pass' },
      constructor: { prototype: { private: false } },
    };
    const problem = (await admin.tryFile(asked)).problem();
    expect(problem.errors?.map(({ path, code }) => [path, code])).toEqual(
      Object.keys(asked).map((name) => [name, 'unknown']),
    );
    const filed = await admin.file();
    expect(filed).toMatchObject({ status: 'menunggu', unit: { code: BANGKA }, version: 1, private: true });
    expect((await house.row(filed.number)).filedBy).toBe(admin.id);
  });

  it('an action takes no actor, role or time of its own', async () => {
    for (const extra of [
      { actor: { role: 'validator' } },
      { role: 'validator' },
      { to: 'selesai' },
      { at: '2020-01-01T00:00:00Z' },
    ]) {
      expect((await admin.try(number, { action: 'proses', ...extra })).refusal()).toBe('invalid');
    }
  });

  it('polluting Object.prototype through JSON changes nobody', async () => {
    const raw =
      '{"__proto__":{"role":"operator","roles":[{"role":"operator","unit":null}]},"numbers":["JK2503100001"]}';
    await admin.call('POST', '/tickets/lookup', raw, JSON_TYPE);
    expect((await admin.get('/accounts')).refusal()).toBe('forbidden');
    expect(({} as Record<string, unknown>).role).toBeUndefined();
  });
});

describe('odd paths', () => {
  it.each([
    '/tickets/..%2f..%2faccounts',
    '/tickets/%2e%2e/accounts',
    '/tickets/../accounts',
    '/./accounts',
    '//accounts',
    '/accounts;jsessionid=1',
    '/accounts%00',
    '/accounts/%2e%2e/accounts',
    '/%61ccounts',
    '/accounts/',
    '/tickets/..;/accounts',
  ])('%s opens no operator’s door', async (path) => {
    const reply = await admin.get(path);
    expect(['not-found', 'forbidden']).toContain(reply.refusal());
  });

  it('a path that does not decode is no fault of the service', async () => {
    for (const path of ['/tickets/%ff', '/tickets/%', '/photos/%E0%A4%A', '/accounts/%c0%ae']) {
      const reply = await (await house.as('operator')).get(path);
      expect([400, 404]).toContain(reply.status);
    }
  });

  it('a number is a number: no pattern, list or SQL', async () => {
    for (const odd of [
      '%25',
      '*',
      `${number}%20or%201=1`,
      `${number}'--`,
      `${number},${number}`,
      'undefined',
    ]) {
      expect((await admin.get(`/tickets/${odd}`)).refusal()).toBe('not-found');
    }
  });
});

describe('odd headers', () => {
  it.each([
    { 'x-http-method-override': 'DELETE' },
    { 'x-original-url': '/api/v1/accounts' },
    { 'x-rewrite-url': '/api/v1/accounts' },
    { 'x-forwarded-for': '127.0.0.1', 'x-real-ip': '127.0.0.1' },
    { 'x-user': 'operator', 'x-role': 'operator', 'x-forwarded-user': 'operator' },
    { host: 'operator.internal' },
    { origin: 'https://evil.example', referer: 'https://evil.example/' },
  ] as Record<string, string>[])('%o make nobody else of the caller', async (headers) => {
    const { actor } = (await admin.get('/session', headers)).as(SessionInfo);
    expect(actor.id).toBe(admin.id);
    expect((await admin.get('/accounts', headers)).refusal()).toBe('forbidden');
    expect((await house.call('GET', '/queue', null, headers)).refusal()).toBe('unauthenticated');
  });

  it('another site’s page is given nothing to read', async () => {
    const reply = await admin.get('/session', { origin: 'https://evil.example' });
    expect(reply.headers.get('access-control-allow-origin')).toBeNull();
    const preflight = await house.call('OPTIONS', '/session', null, {
      origin: 'https://evil.example',
      'access-control-request-method': 'GET',
    });
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('two credentials at once are none', async () => {
    const both = new Headers();
    both.append('authorization', `Bearer ${admin.token}`);
    both.append('authorization', `Bearer ${dinas.token}`);
    const response = await house.service.app.request('/api/v1/session', { headers: both });
    expect(response.status).toBe(401);
  });
});

describe('bodies made to hurt', () => {
  const posts = Object.entries<Operation>(OPERATIONS).filter(
    ([, { body, right }]) => body && right !== 'public',
  );
  const path = ({ path }: Operation): string => path.replaceAll(/\{\w+\}/g, 'JK0001010001');
  const NEVER = [200, 201, 204, 500];

  it.each(posts)('%s survives depth, width, doubles and the wrong kind', async (_name, operation) => {
    const operator = await house.as('operator');
    const supervisor = await house.as('supervisor');
    const deep = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`;
    const wide = JSON.stringify(Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`k${i}`, i])));
    for (const officer of [operator, supervisor, admin]) {
      for (const body of [deep, wide, '[]', 'null', '"x"', '1', '', '{"a":', '\ufeff{}', '{"a":1e999}']) {
        const reply = await officer.call(operation.method, path(operation), body, JSON_TYPE);
        expect([body.slice(0, 8), NEVER.includes(reply.status)]).toEqual([body.slice(0, 8), false]);
      }
    }
  });
});

it('an object that pretends to have a length is no fault of ours, wherever words belong', async () => {
  const length = { length: { toString: 1 } };
  const signIn = await house.call(
    'POST',
    '/session',
    JSON.stringify({ username: length, password: 'x' }),
    JSON_TYPE,
  );
  expect(signIn.refusal()).toBe('malformed');
  expect((await admin.tryFile({ description: length })).refusal()).toBe('malformed');
});

describe('script in text', () => {
  it('comes back as the text it was, as JSON, and nothing may sniff it for more', async () => {
    const filed = await admin.file({ description: SCRIPT, address: SCRIPT });
    await admin.act(filed.number, { action: 'catat', note: SCRIPT });
    await admin.act(filed.number, { action: 'koordinasi', to: BINA_MARGA, reason: SCRIPT });
    const reply = await dinas.get(`/tickets/${filed.number}`);
    expect(reply.headers.get('content-type')).toMatch(/^application\/json/);
    expect(reply.headers.get('x-content-type-options')).toBe('nosniff');
    const ticket = await dinas.ticket(filed.number);
    expect(ticket.description).toBe(SCRIPT);
    expect(ticket.address).toBe(SCRIPT);
    expect(ticket.events.map((event) => event.note ?? event.reason).filter(Boolean)).toEqual([
      SCRIPT,
      SCRIPT,
    ]);
  });

  it('in a refusal is not repeated', async () => {
    for (const reply of [
      await admin.get(`/tickets/${encodeURIComponent(SCRIPT)}`),
      await admin.tryFile({ category: SCRIPT }),
      await admin.get(`/tickets?status=${encodeURIComponent(SCRIPT)}`),
    ]) {
      expect(reply.text).not.toContain('<script>');
      expect(reply.headers.get('content-type')).toBe('application/problem+json');
    }
  });

  it('in the name of an account or an office is text as well', async () => {
    const operator = await house.as('operator');
    const made = await operator.post('/accounts', {
      username: 'skrip',
      name: SCRIPT,
      roles: [{ role: 'validator' }],
    });
    expect(made.status).toBe(201);
    const listed = await operator.get('/accounts?text=skrip');
    expect(listed.headers.get('content-type')).toMatch(/^application\/json/);
    expect(JSON.parse(listed.text).items[0].name).toBe(SCRIPT);
  });
});

describe('what belongs to others', () => {
  it('is not there: their report’s claim, actions, evidence and photos', async () => {
    expect((await dinas.get(`/tickets/${number}`)).refusal()).toBe('not-found');
    expect((await dinas.put(`/tickets/${number}/claim`)).refusal()).toBe('not-found');
    expect((await dinas.try(number, { action: 'catat', note: 'x' })).refusal()).toBe('not-found');
    const check = JSON.stringify({
      report: { reportedAt: '2025-03-10T09:00:00+07:00' },
      narrative: 'x',
      ticket: number,
    });
    expect((await dinas.form('/evidence/checks', { check })).refusal()).toBe('not-found');
    expect((await dinas.get('/photos/00000000-0000-4000-8000-000000000000')).refusal()).toBe('not-found');
  });

  it('a key used by another caller for another call is theirs alone', async () => {
    const key = { 'idempotency-key': 'sama-persis' };
    const mine = await admin.file({ description: 'Milik Bangka' }, key);
    const theirs = await (await house.as('kanal')).file(
      { channel: 'email', description: 'Milik kanal' },
      key,
    );
    expect(theirs.number).not.toBe(mine.number);
  });
});
