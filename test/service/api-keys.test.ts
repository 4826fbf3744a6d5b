/** Other systems call with a key: it does what its scopes say, for its channels, until it ends. */
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiKeyList, ApiKeyWithSecret } from '#shared/contract/api-keys.ts';
import { SessionInfo } from '#shared/contract/session.ts';
import { TicketPage } from '#shared/contract/ticket.ts';
import { apiKey } from '../../service/tables/account.ts';
import { BANGKA, type House, Officer, openHouse } from './harness.ts';

const ALL = ['tickets:file', 'tickets:read', 'evidence:check', 'reference:read'];

let house: House;
let operator: Officer;

beforeAll(async () => {
  house = await openHouse();
  operator = await house.as('operator');
});
afterAll(() => house.close());

/** Keys end by the machine's clock, not by the demo's. */
const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();

const wanted = (over: Record<string, unknown> = {}) => ({
  client: 'jaki',
  name: 'JAKI produksi',
  scopes: ALL,
  channels: ['jaki'],
  expiresAt: inDays(30),
  ...over,
});

async function keyFor(over: Record<string, unknown> = {}) {
  const made = (await operator.post('/api-keys', wanted(over))).as(ApiKeyWithSecret);
  return { ...made, caller: new Officer(house, made.key, `client:${made.client}`) };
}

describe('a key', () => {
  it('files for its own channel, reads what its system filed, and no more', async () => {
    const { caller } = await keyFor();
    const own = await caller.file({ channel: 'jaki', kelurahan: BANGKA });
    const { number: others } = await (await house.as('admin')).file();
    expect(own.channel).toBe('jaki');
    expect((await caller.ticket(own.number)).actions).toEqual([]);
    expect((await caller.get(`/tickets/${others}`)).refusal()).toBe('not-found');
    const { items } = (await caller.get('/tickets')).as(TicketPage);
    expect(items.map(({ number }) => number)).toEqual([own.number]);
    expect((await caller.tryFile({ channel: 'twitter' })).refusal()).toBe('forbidden');
    expect((await caller.tryFile({ channel: 'kantor_lurah' })).refusal()).toBe('forbidden');
  });

  it('acts on nothing, sees no queue and manages nothing', async () => {
    const { caller } = await keyFor();
    const { number } = await caller.file({ channel: 'jaki', kelurahan: BANGKA });
    expect((await caller.try(number, { action: 'catat', note: 'x' })).refusal()).toBe('forbidden');
    expect((await caller.put(`/tickets/${number}/claim`)).refusal()).toBe('forbidden');
    for (const path of ['/queue', '/queue/counters', '/accounts', '/api-keys']) {
      expect((await caller.get(path)).refusal()).toBe('forbidden');
    }
    const change = { current: 'x', next: 'kopi sore di teras' };
    expect((await caller.put('/session/password', change)).refusal()).toBe('forbidden');
  });

  it('does not read what officers note among themselves', async () => {
    const { caller } = await keyFor();
    const { number } = await caller.file({ channel: 'jaki', kelurahan: BANGKA });
    await (await house.as('admin')).act(number, {
      action: 'catat',
      note: 'Pelapor pernah mengeluh hal sama',
    });
    const reply = await caller.get(`/tickets/${number}`);
    expect(reply.status).toBe(200);
    expect(reply.text).not.toContain('mengeluh');
  });

  it.each(ALL)('with only the scope %s does only that', async (scope) => {
    const { caller } = await keyFor({ scopes: [scope], client: 'satu-lingkup' });
    const may = {
      'tickets:file': (await caller.tryFile({ channel: 'jaki' })).status === 201,
      'tickets:read': (await caller.get('/tickets')).status === 200,
      'evidence:check': (await caller.form('/evidence/checks', { check: '{}' })).status === 422,
      'reference:read': (await caller.get('/units?kind=city')).status === 200,
    };
    expect(may).toEqual(Object.fromEntries(ALL.map((one) => [one, one === scope])));
  });

  it('replaced by another of the same system goes on where the first one stopped', async () => {
    const first = await keyFor({ client: 'situs-crm' });
    const { number } = await first.caller.file({ channel: 'jaki' });
    const second = await keyFor({ client: 'situs-crm' });
    expect((await second.caller.get(`/tickets/${number}`)).status).toBe(200);
    const stranger = await keyFor({ client: 'lain' });
    expect((await stranger.caller.get(`/tickets/${number}`)).refusal()).toBe('not-found');
  });

  it('says who it is', async () => {
    const { caller } = await keyFor();
    expect((await caller.get('/session')).as(SessionInfo).actor).toMatchObject({
      username: 'jaki',
      role: 'api_client',
    });
  });
});

describe('a key ends', () => {
  it('at once when it is revoked, and signing out with it ends nothing', async () => {
    const { id, caller } = await keyFor();
    await caller.delete('/session');
    expect((await caller.get('/tickets')).status).toBe(200);
    expect((await operator.delete(`/api-keys/${id}`)).status).toBe(204);
    expect((await caller.get('/tickets')).refusal()).toBe('unauthenticated');
    expect((await operator.delete(`/api-keys/${id}`)).status).toBe(204);
  });

  it('when its time is over', async () => {
    const { id, caller } = await keyFor();
    expect((await caller.get('/tickets')).status).toBe(200);
    await house.db.update(apiKey).set({ expiresAt: 1 }).where(eq(apiKey.id, id));
    expect((await caller.get('/tickets')).refusal()).toBe('unauthenticated');
  });
});

describe('keeping keys', () => {
  it('shows a key once and stores only its hash', async () => {
    const { key } = await keyFor();
    const list = await operator.get('/api-keys');
    expect(list.as(ApiKeyList).items.length).toBeGreaterThan(0);
    const stored = JSON.stringify(await house.db.select().from(apiKey));
    for (const text of [list.text, stored]) expect(text).not.toContain(key.slice(10));
    expect(list.text).not.toMatch(/hash/i);
  });

  it.each([
    ['no scope', { scopes: [] }],
    ['a right that is no scope', { scopes: ['accounts:manage'] }],
    ['filing without a channel', { channels: [] }],
    ['an end in the past', { expiresAt: '2020-01-01T00:00:00Z' }],
    ['an end beyond a year', { expiresAt: inDays(400) }],
    ['a role of its own', { role: 'operator' }],
    ['a client name that is none', { client: 'a b' }],
  ])('refuses %s', async (_what, over) => {
    expect((await operator.post('/api-keys', wanted(over))).refusal()).toBe('invalid');
  });

  it('a key that does not exist is not found', async () => {
    expect((await operator.delete('/api-keys/nope')).refusal()).toBe('not-found');
  });
});
