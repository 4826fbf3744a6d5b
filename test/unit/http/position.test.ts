/** What a caller carries from answer to answer, so that it reads what it wrote wherever it is answered. */
import { Hono } from 'hono';
import { beforeEach, expect, it } from 'vitest';
import { createClient } from '#shared/contract/client.ts';
import { API_BASE } from '#shared/contract/operations.ts';
import { POSITION } from '#shared/contract/position.ts';
import type { Env } from '../../../service/platform/http/env.ts';
import { carryPosition } from '../../../service/platform/http/position.ts';

let at: string | null;
let caughtUp: string[];
let app: Hono<Env>;
beforeEach(() => {
  at = '7';
  caughtUp = [];
  const database = { position: () => at, catchUp: async (position: string) => void caughtUp.push(position) };
  app = new Hono<Env>();
  app.use(carryPosition(database, { publicUrl: 'https://tuntas.example' }));
  app.all('*', (c) => c.json({}));
});

it('is said in every answer of the API, and listened to in every call', async () => {
  const reply = await app.request(`${API_BASE}/queue`, { headers: { [POSITION]: '12' } });
  expect([reply.headers.get(POSITION), reply.headers.get('set-cookie'), caughtUp]).toEqual([
    '7',
    null,
    ['12'],
  ]);
});

it('is nothing where all read what is written', async () => {
  at = null;
  const reply = await app.request(`${API_BASE}/queue`);
  expect([reply.headers.get(POSITION), caughtUp]).toEqual([null, []]);
});

it.each(['', '-1', '1e9', 'x', '1'.repeat(20)])('is not asked for where it is %j', async (position) => {
  await app.request(`${API_BASE}/queue`, { headers: { [POSITION]: position } });
  expect(caughtUp).toEqual([]);
});

it('goes with the pages in a cookie, set by what may have written', async () => {
  expect((await app.request('/kelola')).headers.get('set-cookie')).toBeNull();
  const sent = await app.request('/kelola', { method: 'POST' });
  const cookie = sent.headers.get('set-cookie') ?? '';
  expect(cookie).toMatch(/^tuntas_posisi=7; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
  await app.request('/kelola', { headers: { cookie: cookie.split(';')[0] ?? '' } });
  expect(caughtUp).toEqual(['7']);
});

it('is carried by a client from one call to the next', async () => {
  const client = createClient({
    origin: 'https://tuntas.example',
    fetch: async (input, init) => app.request(new Request(input, init)),
  });
  for (let i = 0; i < 2; i++) await client.open('queue', {});
  expect(caughtUp).toEqual(['7']);
});
