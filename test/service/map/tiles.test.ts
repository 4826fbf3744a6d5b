/** The map's pictures: for officers alone, the city's alone, fetched once and kept, and nothing told of place or key. */

import { mkdtempSync, readdirSync, truncateSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { freshUntil } from '../../../service/platform/map/from-web.ts';
import type { Config } from '../../../service/platform/settings.ts';
import { paintTile, tileKey, tileOf } from '../../fixtures/tiles.ts';
import { type House, openHouse, type Reply } from '../harness.ts';

const MONAS = { lat: -6.1754, lon: 106.8272 };
const HERE = tileOf(MONAS, 17);
const KEY = 'rahasia-9f2c';

let picture: Buffer;
let server: Server;
let origin: string;
/** What the source was asked for. */
let asked: string[];
let answer: (request: IncomingMessage, response: ServerResponse) => void;

function give(headers: Record<string, string> = {}, bytes?: Uint8Array | string, status = 200) {
  return (_: IncomingMessage, response: ServerResponse) => {
    response.writeHead(status, { 'content-type': 'image/png', ...headers }).end(bytes ?? picture);
  };
}

beforeAll(async () => {
  picture = await paintTile(HERE);
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    answer(request, response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
});
beforeEach(() => {
  asked = [];
  answer = give();
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const houses: House[] = [];
afterEach(async () => {
  for (const house of houses.splice(0)) await house.close();
});

interface Lines {
  lines: unknown[][];
}

function mapOf(changes: Partial<NonNullable<NonNullable<Config['map']>['tiles']>> = {}): Partial<Config> {
  const tiles = {
    from: { url: `${origin}/{z}/{x}/{y}.png?key=${KEY}` },
    attribution: { text: '© Peta Uji', url: null },
    maxZoom: 19,
    cacheBytes: 1_000_000,
    ...changes,
  };
  return { outboundTrusted: [origin], map: { tiles } };
}

async function open(config: Partial<Config> = mapOf(), folder?: string): Promise<House & Lines> {
  const lines: unknown[][] = [];
  const take = (...line: unknown[]): void => void lines.push(line);
  const log = { info: take, warn: take, error: take, security: take };
  const house = await openHouse({ config, log, ...(folder === undefined ? {} : { folder }) });
  houses.push(house);
  return Object.assign(house, { lines });
}

const tile = async (house: House, at = HERE): Promise<Reply> =>
  (await house.as('validator')).get(`/tiles/${tileKey(at)}`);

it('are handed to a signed-in officer, whole, and never kept by a browser', async () => {
  const house = await open();
  const reply = await tile(house);
  expect(reply.status).toBe(200);
  expect(reply.headers.get('content-type')).toBe('image/png');
  expect(reply.headers.get('content-length')).toBe(String(picture.length));
  expect(reply.headers.get('cache-control')).toBe('no-store');
  expect(reply.headers.get('content-security-policy')).toContain('sandbox');
  expect(asked).toEqual([`/${tileKey(HERE)}.png?key=${KEY}`]);
});

it('are nobody’s without a session, and nothing is asked of the source', async () => {
  const house = await open();
  expect((await house.call('GET', `/tiles/${tileKey(HERE)}`)).refusal()).toBe('unauthenticated');
  expect(asked).toEqual([]);
});

it('are no proxy: what is no square of the city is refused without asking', async () => {
  const house = await open();
  const elsewhere = [
    tileOf({ lat: -7.8, lon: 110.36 }, 15),
    // The whole country, nearer than there are, and what no zoom has.
    tileOf(MONAS, 5),
    tileOf(MONAS, 20),
    { z: 12, x: 99_999, y: 1 },
  ].map(tileKey);
  const malformed = ['17/-1/5', '17/1.5/5', '17/0x10/5', '017/1/1', '17/1/%2e%2e', '1e1/1/1'];
  for (const path of [...elsewhere, ...malformed]) {
    const reply = await (await house.as('validator')).get(`/tiles/${path}`);
    expect(reply.status, path).toBe(404);
  }
  expect(asked).toEqual([]);
});

it('are fetched once for all who ask at the same time, and kept over a restart', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tuntas-tiles-'));
  const house = await open(mapOf(), folder);
  const replies = await Promise.all(Array.from({ length: 8 }, () => tile(house)));
  expect(replies.map(({ status }) => status)).toEqual(Array(8).fill(200));
  expect(asked).toHaveLength(1);
  houses.pop();
  await house.stop();
  const again = await open(mapOf(), folder);
  expect((await tile(again)).status).toBe(200);
  expect(asked).toHaveLength(1);
});

it('are asked for anew once they are no longer fresh, and shown as they were while the source is away', async () => {
  answer = give({ 'cache-control': 'max-age=0' });
  const house = await open();
  await tile(house);
  await tile(house);
  expect(asked).toHaveLength(2);
  answer = give({}, 'broken', 500);
  expect((await tile(house)).status).toBe(200);
  expect(asked).toHaveLength(3);
});

it('are not kept where the source forbids it', async () => {
  answer = give({ 'cache-control': 'no-store' });
  const house = await open();
  await tile(house);
  await tile(house);
  expect(asked).toHaveLength(2);
  expect(readdirSync(join(house.folder, 'tiles'), { recursive: true })).toHaveLength(1);
});

it('take no more room than they are given: what nobody looked at longest goes', async () => {
  const house = await open(mapOf({ cacheBytes: picture.length * 2 + 10 }));
  const others = [1, 2].map((step) => ({ ...HERE, x: HERE.x + step }));
  for (const at of [HERE, ...others]) await tile(house, at);
  await tile(house, HERE);
  expect(asked).toHaveLength(4);
  await expect.poll(() => readdirSync(join(house.folder, 'tiles'), { recursive: true }).length).toBe(3);
});

it('of another source are not shown for this one', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tuntas-tiles-'));
  const house = await open(mapOf(), folder);
  await tile(house);
  houses.pop();
  await house.stop();
  const other = await open(mapOf({ from: { url: `${origin}/lain/{z}/{x}/{y}` } }), folder);
  await tile(other);
  expect(asked.at(-1)).toBe(`/lain/${tileKey(HERE)}`);
});

it('a file that was cut off on disk is fetched anew', async () => {
  const house = await open();
  await tile(house);
  const [name = ''] = readdirSync(join(house.folder, 'tiles'));
  const file = join(house.folder, 'tiles', name, `${HERE.z}-${HERE.x}-${HERE.y}`);
  truncateSync(file, 3);
  expect((await tile(house)).headers.get('content-length')).toBe(String(picture.length));
  expect(asked).toHaveLength(2);
});

describe('a source that', () => {
  it.each([
    ['answers a page instead of a picture', give({}, '<html>Access denied</html>')],
    ['answers a picture that is none', give({}, '\x89PNGnot really')],
    ['is broken', give({}, undefined, 500)],
    ['sends elsewhere, as into the own network', give({ location: 'http://127.0.0.1:1/' }, '', 302)],
    ['sends without end', give({}, Buffer.alloc(3_000_000, 1))],
    ['hangs up', (request: IncomingMessage) => void request.socket.destroy()],
  ])('%s gives no picture, and says so without key and place', async (_, how) => {
    answer = how;
    const house = await open();
    const reply = await tile(house);
    expect(reply.refusal()).toBe('not-found');
    expect(reply.problem().detail).toMatch(/^(Sumber peta|The source)/);
    const said = JSON.stringify([house.lines, reply.text, [...reply.headers]]);
    expect(said).not.toContain(KEY);
    expect(said).not.toMatch(new RegExp(`${HERE.x}|${HERE.y}`));
    expect(house.lines).toContainEqual([
      { why: expect.any(String) },
      'no picture from the source of the map',
    ]);
  });

  it('has no such square is asked for it once', async () => {
    answer = give({}, '', 404);
    const house = await open();
    expect((await tile(house)).refusal()).toBe('not-found');
    expect((await tile(house)).refusal()).toBe('not-found');
    expect(asked).toHaveLength(1);
  });

  it('fails again and again is left in peace', async () => {
    answer = give({}, '', 500);
    const house = await open();
    for (let x = 0; x < 6; x++) await tile(house, { ...HERE, x: HERE.x + x });
    expect(asked).toHaveLength(3);
  });

  it('fails is left in peace by those, too, who already wait for their turn', async () => {
    answer = give({}, 'nothing', 500);
    const house = await open();
    const squares = Array.from({ length: 40 }, (_, i) => ({ ...HERE, x: HERE.x + i }));
    const officer = await house.as('validator');
    const replies = await Promise.all(squares.map((at) => officer.get(`/tiles/${tileKey(at)}`)));
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([404]));
    // Three failures, and what was under way by then.
    expect(asked.length).toBeLessThanOrEqual(9);
  });

  it('is slow holds up neither the service nor its end', async () => {
    answer = () => undefined;
    const house = await open();
    const waiting = tile(house);
    await expect.poll(() => asked.length).toBe(1);
    expect((await (await house.as('validator')).get('/queue/counters')).status).toBe(200);
    await house.service.platform.health.stop();
    houses.pop();
    await house.close();
    expect((await waiting).refusal()).toBe('not-found');
  });
});

it('are bounded for each officer, in words, and leave room for everything else', async () => {
  const house = await open();
  const [validator, supervisor] = [await house.as('validator'), await house.as('supervisor')];
  for (let i = 0; i < 600; i++) await validator.get('/tiles/1/1/1');
  const refused = await validator.get(`/tiles/${tileKey(HERE)}`);
  expect(refused.refusal()).toBe('rate-limited');
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await validator.get('/queue/counters')).status).toBe(200);
  expect((await supervisor.get(`/tiles/${tileKey(HERE)}`)).status).toBe(200);
});

it('are none where no source was set', async () => {
  const house = await open({});
  expect((await tile(house)).refusal()).toBe('not-found');
});

describe('how long a picture is good', () => {
  const now = Date.UTC(2026, 0, 1);
  const day = 86_400_000;
  it.each([
    ['as the source says', { 'cache-control': 'public, max-age=3600' }, 3_600_000],
    ['less what it lay in other caches', { 'cache-control': 'max-age=3600', age: '600' }, 3_000_000],
    ['as it says to those who share', { 'cache-control': 'max-age=1, s-maxage=7200' }, 7_200_000],
    ['until a date', { expires: new Date(now + day).toUTCString() }, day],
    ['no longer than sixty days', { 'cache-control': 'max-age=99999999' }, 60 * day],
    ['a week where nothing is said', {}, 7 * day],
    ['not at all where the date is none', { expires: '0' }, 0],
    ['to be asked about each time', { 'cache-control': 'no-cache' }, 0],
  ])('%s', (_, headers, ms) => {
    expect(freshUntil(headers, now)).toBe(now + ms);
  });

  it.each(['no-store', 'private, max-age=60'])('never where it says %s', (said) => {
    expect(freshUntil({ 'cache-control': said }, now)).toBeNull();
  });
});
