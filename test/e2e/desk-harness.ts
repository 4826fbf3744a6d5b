/** The built extension in Chromium, signed in to a stand-in for the service, with the desk open in a tab. */

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { type ServerType, serve } from '@hono/node-server';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll } from 'vitest';
import type { Criterion } from '#shared/contract/criteria.ts';
import type { Surroundings } from '#shared/contract/map.ts';
import { PROBLEMS, type ProblemWord, problemType } from '#shared/contract/problem.ts';
import type { Ticket } from '#shared/contract/ticket.ts';
import type { Unit } from '#shared/contract/units.ts';
import words from '#shared/words/id/tickets.json' with { type: 'json' };
import { FakeService } from '../extension/fake-service.ts';
import { session } from '../extension/fixtures.ts';
import { paintTile } from '../fixtures/tiles.ts';
import { NOW, numberOf } from './desk-tickets.ts';
import { launch, type TestBrowser } from './harness/browser.ts';
import { ROOT } from './harness/paths.ts';

/** Of the extension's pages, in which some lines below run. */
interface Answer {
  ok: boolean;
  error?: { entries?: number[] };
}

declare const chrome: { runtime: { sendMessage(message: unknown): Promise<Answer | undefined> } };

const NOTHING_AROUND: Surroundings = {
  map: { tiles: null, link: null },
  reports: [],
  more: false,
  borders: [],
};

export const WIDE = { width: 1440, height: 900 };
export const NARROW = { width: 400, height: 860 };

/**
 * `hang`: 80 bytes that never let a careless reader go; of it there is only the original. `late`: of it there is only the
 * thumbnail until it is released. A function: what it draws.
 */
type OddPhoto = 'hang' | 'torn' | 'gone' | 'lost' | 'late' | (() => Promise<Buffer>);

type Size = typeof WIDE;

export interface DeskSetup {
  tickets: readonly Ticket[];
  role?: 'validator' | 'unit_admin';
  photos?: Readonly<Record<string, OddPhoto>>;
  units?: readonly Unit[];
  criteria?: readonly Criterion[];
  /** What lies around each report; default nothing, and no streets. */
  around?: Surroundings;
}

export interface DeskBench {
  service: FakeService;
  /** The photos that are not ordinary, by id. */
  photos: Map<string, OddPhoto>;
  /** What lies around each report, and whether pictures of the streets can be had. */
  map: { around: Surroundings; hasTiles: boolean };
  /** What came with the decisions, by idempotency key. */
  files: Map<string, string[]>;
  /** Opens one of the extension's own pages in a tab of this size. */
  openOwn(page: `${string}.html${string}`, size: Size): Promise<Page>;
  /** Opens the desk in a tab of this size. */
  open(size?: Size, query?: string): Promise<Page>;
  worker: TestBrowser['worker'];
  signOut(): Promise<void>;
  close(): Promise<void>;
}

export interface DeskTab {
  readonly bench: DeskBench;
  /** The tab that the running test has open. */
  readonly page: Page;
  open(size?: Size): Promise<void>;
  /** Opens the desk on the `index`-th report. */
  openOn(index: number, size?: Size): Promise<void>;
}

/** A bench for the tests of one `describe`, and a tab for each of them. */
export function useDeskBench(setup: () => DeskSetup): DeskTab {
  let bench: DeskBench | undefined;
  let page: Page | undefined;
  beforeAll(async () => {
    bench = await startDeskBench(setup());
  });
  afterEach(async () => {
    await page?.close();
    page = undefined;
  });
  afterAll(() => bench?.close());
  return {
    get bench() {
      if (!bench) throw new Error('the bench is not up');
      return bench;
    },
    get page() {
      if (!page) throw new Error('the test has opened no tab');
      return page;
    },
    async open(size) {
      page = await this.bench.open(size);
    },
    async openOn(index, size) {
      page = await this.bench.open(size, `?ticket=${numberOf(index)}`);
      await page.locator('h1', { hasText: numberOf(index) }).waitFor();
    },
  };
}

export async function startDeskBench({
  tickets,
  role = 'validator',
  photos: oddPhotos = {},
  units = [],
  criteria = [],
  around = NOTHING_AROUND,
}: DeskSetup): Promise<DeskBench> {
  const service = new FakeService(NOW);
  service.session = session({ role });
  for (const ticket of tickets) service.put(ticket);
  service.units = [...units];
  service.criteria = [...criteria];
  const files = new Map<string, string[]>();
  const photos = new Map(Object.entries(oddPhotos));
  const map = { around, hasTiles: true };
  const port = await freePort();
  const server = serve({
    fetch: (request) => respond(service, { files, photos, map }, request),
    port,
    hostname: 'localhost',
  });
  const browser = await launch();

  const first = await browser.openOwn('desk.html');
  const signedIn = await first.evaluate((ask) => chrome.runtime.sendMessage({ name: 'signIn', ask }), {
    origin: `http://localhost:${port}`,
    username: 'validator',
    password: 'benar',
  });
  if (!signedIn?.ok) throw new Error(`the extension did not sign in: ${JSON.stringify(signedIn)}`);
  await first.close();

  const openOwn: DeskBench['openOwn'] = async (name, size) => {
    const page = await browser.openOwn(name);
    await page.setViewportSize(size);
    return page;
  };

  return {
    service,
    files,
    photos,
    map,
    openOwn,
    worker: browser.worker,
    open: (size = WIDE, query = '') => openOwn(`desk.html${query}`, size),
    async signOut() {
      const page = await browser.openOwn('desk.html');
      await page.evaluate(async () => {
        const asked = await chrome.runtime.sendMessage({ name: 'signOut', ask: {} });
        const unsent = { discard: asked?.error?.entries ?? [] };
        if (asked?.ok === false) await chrome.runtime.sendMessage({ name: 'signOut', ask: { unsent } });
      });
      await page.close();
    },
    async close() {
      await browser.close();
      await stop(server);
    },
  };
}

/** What the stand-in for worker tests does not know: a whole queue, claims, photos, and photos in a decision. */
async function respond(
  service: FakeService,
  { files, photos, map }: Pick<DeskBench, 'files' | 'photos' | 'map'>,
  request: Request,
): Promise<Response> {
  const path = new URL(request.url).pathname.replace('/api/v1', '');
  if (service.failure === 'away') return new Response('Bad gateway', { status: 502 });
  if (service.failure === null) {
    if (path === '/queue/reports') return queue(service);
    if (path.endsWith('/surroundings')) return dated(service.now, Response.json(map.around));
    if (path.startsWith('/tiles/')) return dated(service.now, await tile(path, map.hasTiles));
    if (path.endsWith('/claim')) return claim(service, request.method);
    if (path.startsWith('/photos/')) {
      const id = path.slice('/photos/'.length);
      const as = new URL(request.url).searchParams.get('as');
      return dated(service.now, await photo(service, id, photos.get(id), as));
    }
  }
  if (request.headers.get('content-type')?.startsWith('multipart/form-data')) {
    const form = await request.formData();
    const names = form.getAll('after').flatMap((file) => (file instanceof File ? [file.name] : []));
    files.set(request.headers.get('idempotency-key') ?? '', names);
    const headers = new Headers(request.headers);
    headers.set('content-type', 'application/json');
    headers.delete('content-length');
    return service.fetch(
      new Request(request.url, { method: 'POST', headers, body: String(form.get('action')) }),
    );
  }
  return service.fetch(request);
}

/** As the service hands them out, to whoever carries a session in the right place. */
async function tile(path: string, hasTiles: boolean): Promise<Response> {
  const [, , z, x, y] = path.split('/').map(Number);
  if (!hasTiles || z === undefined || x === undefined || y === undefined)
    return new Response(null, { status: 404 });
  const bytes = new Uint8Array(await paintTile({ z, x, y }));
  return new Response(bytes, { headers: { 'content-type': 'image/png', 'cache-control': 'no-store' } });
}

function queue(service: FakeService): Response {
  const items = [...service.tickets.values()]
    .filter((ticket) => ticket.status !== 'selesai')
    .sort((a, b) => Date.parse(a.nextDueAt ?? '') - Date.parse(b.nextDueAt ?? ''))
    .map(({ events: _, ...item }) => item);
  return dated(service.now, Response.json({ items, seq: service.changes.at(-1)?.seq ?? 0 }));
}

function claim(service: FakeService, method: string): Response {
  if (method === 'DELETE') return dated(service.now, new Response(null, { status: 204 }));
  const until = new Date(service.now + 300_000).toISOString();
  return dated(service.now, Response.json({ by: 'Validator Satu', until, mine: true }));
}

const LOST = words.refused.photo_file_altered;

function problem(word: ProblemWord, detail: string): Response {
  const status = PROBLEMS[word];
  return Response.json({ type: problemType(word), title: word, status, detail }, { status });
}

interface Gate {
  promise: Promise<void>;
  open(): void;
}

function closedGate(): Gate {
  let open = (): void => undefined;
  const promise = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { promise, open: () => open() };
}

let late = closedGate();

/** Lets the photos come that were late; later ones wait again. */
export function releasePhotos(): void {
  late.open();
  late = closedGate();
}

async function photo(
  service: FakeService,
  id: string,
  odd: OddPhoto | undefined,
  as: string | null,
): Promise<Response> {
  if (odd === 'late' && as === 'display') await late.promise;
  if (odd === 'lost') return problem('photo-lost', LOST);
  const bytes =
    odd === undefined || odd === 'late'
      ? await scene(id, shape(service, id))
      : await oddPhoto(odd, as === 'original');
  if (!bytes)
    return Response.json({ type: '/problems/not-found', title: 'Tidak ada', status: 404 }, { status: 404 });
  return new Response(new Uint8Array(bytes), { headers: { 'content-type': 'application/octet-stream' } });
}

async function oddPhoto(odd: Exclude<OddPhoto, 'late'>, original: boolean): Promise<Buffer | null> {
  if (typeof odd === 'function') return odd();
  if (odd === 'torn') return Buffer.from([0xff, 0xd8, 0xff, 0xd9]);
  if (odd === 'gone' || !original) return null;
  return readFile(join(ROOT, 'test/fixtures/evidence/photos/hang-d4eae433.heic'));
}

function dated(now: number, response: Response): Response {
  response.headers.set('date', new Date(now).toUTCString());
  return response;
}

/** Made once each: drawing one takes longer than the desk under test takes to show it. */
const scenes = new Map<string, Promise<Buffer>>();
const SCENES = 16;

/** px of the copy that is shown: as large as one of a phone, in the shape that the photo's facts say. */
interface Shape {
  width: number;
  height: number;
}

const LONG_SIDE = 1200;

function shape(service: FakeService, id: string): Shape {
  const photos = [...service.tickets.values()].flatMap((ticket) => ticket.photos);
  const { width, height } = photos.find((photo) => photo.id === id)?.facts ?? {};
  const [w, h] = [width ?? 3000, height ?? 4000];
  const scale = LONG_SIDE / Math.max(w, h);
  return { width: Math.round(w * scale), height: Math.round(h * scale) };
}

/** A street with a hole, or with the hole mended; neighbouring ids have colours of their own, those of one report one street. */
function scene(id: string, { width, height }: Shape): Promise<Buffer> {
  const mended = id.includes('after');
  const seed = [...id].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % SCENES;
  const street = Number(/^p(\d+)-/.exec(id)?.[1] ?? seed);
  const key = `${seed}-${street}-${mended}-${width}x${height}`;
  const made = scenes.get(key) ?? drawScene(seed, street, mended, { width, height });
  scenes.set(key, made);
  return made;
}

/** What two photos of one street are aligned by. */
function stones(street: number): string[] {
  let state = street * 7919 + 13;
  const next = (most: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.round((state / 2 ** 32) * most);
  };
  return Array.from(
    { length: 150 },
    () =>
      `<rect x="${next(880)}" y="${next(1180)}" width="${8 + next(34)}" height="${8 + next(26)}" fill="hsl(30 12% ${20 + next(60)}%)"/>`,
  );
}

function drawScene(seed: number, street: number, mended: boolean, { width, height }: Shape): Promise<Buffer> {
  const hole = mended
    ? '<ellipse cx="460" cy="860" rx="190" ry="80" fill="#3a3d42"/>'
    : '<ellipse cx="460" cy="860" rx="190" ry="80" fill="#1f1c1a"/><ellipse cx="450" cy="875" rx="140" ry="50" fill="#57493a"/>';
  const walls = [0, 1, 2, 3].map(
    (house) =>
      `<rect x="${house * 230 - 20}" y="${260 - ((street + house * 37) % 90)}" width="220" height="400" fill="hsl(${(seed * 7 + house * 40) % 360} 18% ${58 + house * 5}%)"/>`,
  );
  return sharp(
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 900 1200" preserveAspectRatio="none">
      <rect width="900" height="1200" fill="hsl(${200 + (seed % 30)} 45% 78%)"/>${walls.join('')}
      <path d="M0 560 L900 520 L900 1200 L0 1200 Z" fill="#6d7076"/>
      <path d="M440 540 L470 540 L560 1200 L480 1200 Z" fill="#c9c6b4"/>${stones(street).join('')}${hole}</svg>`),
  )
    .jpeg({ quality: 82 })
    .toBuffer();
}

function stop(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, 'localhost', () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
