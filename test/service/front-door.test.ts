/** What a stranger may send and how often: one count over all doors, small bodies, nothing kept for whoever shows no key. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiKeyWithSecret } from '#shared/contract/api-keys.ts';
import { DAY, toTimestamp } from '#shared/time/zone.ts';
import { type House, openHouse } from './harness.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

function ask(remoteAddress: string, path: string, init: RequestInit = {}): Promise<Response> {
  const env = { incoming: { socket: { remoteAddress } } };
  return Promise.resolve(house.service.app.request(`http://localhost${path}`, init, env));
}

describe('calls of a stranger', () => {
  /** The statuses of so many calls, in the order of their first. */
  async function statuses(many: number, call: (i: number) => Promise<Response>): Promise<number[]> {
    const seen = new Set<number>();
    for (let i = 0; i < many; i++) seen.add((await call(i)).status);
    return [...seen];
  }

  it('are counted by address whatever tokens they make up, and leave officers there their own count', async () => {
    const invented = (i: number) =>
      ask('10.1.0.1', '/api/v1/queue', { headers: { authorization: `Bearer tebakan-ke-${i}` } });
    expect(await statuses(301, invented)).toEqual([401, 429]);
    const key = (i: number) =>
      ask('10.1.0.1', '/api/v1/queue', { headers: { authorization: `Bearer tuntas_tebakan-ke-${i}` } });
    expect(await statuses(2, key)).toEqual([429]);
    const { token } = await house.as('validator');
    const own = () =>
      ask('10.1.0.1', '/api/v1/queue/counters', { headers: { authorization: `Bearer ${token}` } });
    expect(await statuses(310, own)).toEqual([200]);
  });

  it('are counted once over API, pages and Open311, cookies made up or not', async () => {
    const doors = [
      '/masuk',
      '/lacak',
      '/permohonan',
      '/api/v1/session/ways',
      '/open311/v2/services.json',
      '/kelola/akun',
    ];
    const everywhere = (i: number) =>
      ask('10.1.0.2', doors[i % doors.length] ?? '', { headers: { cookie: `tuntas=tebakan-ke-${i}` } });
    expect(await statuses(300, everywhere)).not.toContain(429);
    for (const door of doors) expect([door, (await ask('10.1.0.2', door)).status]).toEqual([door, 429]);
    expect((await ask('10.1.0.3', '/masuk')).status).toBe(200);
  });

  it('from one network of IPv6 are one caller’s', async () => {
    const anywhere = (i: number) => ask(`2001:db8::${(i + 1).toString(16)}`, '/api/v1/session/ways');
    expect(await statuses(301, anywhere)).toEqual([200, 429]);
    expect((await ask('2001:db8:0:1::1', '/api/v1/session/ways')).status).toBe(200);
  });
});

describe('a body', () => {
  const post = (path: string, body: string, headers: Record<string, string> = {}) =>
    ask('10.2.0.1', path, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    });

  it.each([
    ['/api/v1/session', 4_096],
    ['/api/v1/session/code', 4_096],
    ['/api/v1/account-requests/status', 4_096],
    ['/api/v1/account-requests', 16_384],
    ['/api/v1/track/JK2503100001/export', 4_096],
  ])('of %s has at most %i bytes', async (path, most) => {
    expect((await post(path, JSON.stringify({ text: 'x'.repeat(most) }))).status).toBe(413);
    expect((await post(path, JSON.stringify({ text: 'x'.repeat(most - 20) }))).status).not.toBe(413);
  });

  it.each(['/masuk', '/lacak', '/permohonan'])('of the form on %s is one of words', async (path) => {
    const form = { origin: 'http://localhost', 'content-type': 'application/x-www-form-urlencoded' };
    expect((await post(path, 'a=&'.repeat(11_000), form)).status).toBe(413);
  });

  it('nested deeper than any call of ours is refused unread, whatever stands in its strings', async () => {
    const { token } = await house.as('validator');
    const lookup = async (numbers: string) =>
      (
        await post('/api/v1/tickets/lookup', `{"numbers":${numbers}}`, {
          authorization: `Bearer ${token}`,
        })
      ).status;
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    expect(await lookup(nested(19))).toBe(422);
    expect(await lookup(nested(20))).toBe(400);
    expect(await lookup(nested(400_000))).toBe(400);
    expect(await lookup(JSON.stringify(['[[[["\\{{{{'.repeat(20)]))).not.toBe(400);
  });
});

describe('an upload through Open311', () => {
  const MB = 1024 * 1024;
  const BOUNDARY = 'batas';
  const part = (name: string, more = '') =>
    `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n`;

  /** A form of these fields, a photo of 20 MB without its size, and what was taken of it. */
  function upload(before: Record<string, string>, after: Record<string, string> = {}) {
    const words = (fields: Record<string, string>) =>
      Object.entries(fields)
        .map(([name, value]) => `${part(name)}${value}\r\n`)
        .join('');
    const chunks = [words(before), part('media', '; filename="foto.jpg"')];
    for (let i = 0; i < 20; i++) chunks.push('x'.repeat(MB));
    chunks.push(`\r\n${words(after)}--${BOUNDARY}--\r\n`);
    const taken = { bytes: 0 };
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        const chunk = chunks.shift();
        if (chunk === undefined) return controller.close();
        taken.bytes += chunk.length;
        controller.enqueue(new TextEncoder().encode(chunk));
      },
    });
    return { body, taken };
  }

  const file = (body: ReadableStream<Uint8Array>, query = '') =>
    ask('10.3.0.1', `/open311/v2/requests.json${query}`, {
      method: 'POST',
      body,
      headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
      ...{ duplex: 'half' },
    });

  it('is refused without a good key before it is kept, twenty of them at once as well', async () => {
    const before = process.memoryUsage().arrayBuffers;
    const all = Array.from({ length: 20 }, (_, i) => upload(i % 2 ? { api_key: 'tuntas_tebakan' } : {}));
    const replies = await Promise.all(all.map(({ body }) => file(body)));
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([403]));
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(100 * MB);
  });

  it('is not begun where a key of the query is nobody’s', async () => {
    const { body, taken } = upload({});
    expect((await file(body, '?api_key=tuntas_tebakan')).status).toBe(403);
    expect(taken.bytes).toBeLessThan(2 * MB);
  });

  it('is taken in by a key in the query or before the photo, and not by one that follows it', async () => {
    const operator = await house.as('operator');
    const { key } = (
      await operator.post('/api-keys', {
        client: 'jaki',
        name: 'JAKI',
        scopes: ['tickets:file'],
        channels: ['jaki'],
        expiresAt: toTimestamp(Date.now() + 30 * DAY),
      })
    ).as(ApiKeyWithSecret);
    const words = { service_code: 'jalan', lat: '-6.26', long: '106.81', description: 'Lubang' };
    const before = upload({ api_key: key, ...words });
    expect((await file(before.body)).status).toBe(201);
    const query = upload(words);
    expect((await file(query.body, `?api_key=${key}`)).status).toBe(201);
    const late = upload(words, { api_key: key });
    expect((await file(late.body)).status).toBe(403);
  });

  it('of words without end is broken off', async () => {
    const { body } = upload(
      Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`f${i}`, 'x'.repeat(MB / 2)])),
    );
    expect((await file(body)).status).toBe(413);
  });
});
