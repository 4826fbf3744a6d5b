/**
 * What photos cost and what a crowd of them does: CPU of one photo beside the decode that it needs, eight offices
 * that hand in four photos of 12 megapixels each at the same moment (`npm run bench -- busy`), and how long other calls
 * wait meanwhile (`npm run bench -- calls`, which says nothing on a machine that others use).
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import exifr from 'exifr';
import sharp from 'sharp';
import { type Client, createClient, UnreachableError } from '#shared/contract/client.ts';
import { DEMO_PASSWORD } from '../../service/demo/accounts.ts';
import { readPhoto } from '../../service/evidence/read-photo.ts';
import { largePhoto } from '../fixtures/large-photos.ts';
import { type ServiceProcess, startProcess } from '../service/process.ts';

const [OFFICES, PHOTOS_EACH] = [8, 4];
const [WIDTH, HEIGHT] = [4_000, 3_000];
const MINUTE = 60_000;

export async function benchBusy(): Promise<void> {
  const photos = await paint();
  const [first] = photos;
  if (first === undefined) return;
  await costOfOne(first);
  const idle = await handedIn(photos, 'one after another');
  const busy = await handedIn(photos, 'all at once');
  const differing = busy.filter((verdict, i) => verdict !== idle[i]).length;
  say(`${differing} of ${busy.length} verdicts differ from those of the idle run.`);
}

/** How long other calls wait while two checks run, beside how long they wait when none does. */
export async function benchCalls(): Promise<void> {
  const at = Date.now() - 30 * MINUTE;
  await callsMeanwhile(await largePhoto({ place: 0, width: WIDTH, height: HEIGHT, at, ...pointOf(0) }));
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function paint(): Promise<Buffer[]> {
  const photos: Buffer[] = [];
  for (let i = 0; i < OFFICES * PHOTOS_EACH; i++) {
    const at = Date.now() - 30 * MINUTE;
    photos.push(await largePhoto({ place: i, width: WIDTH, height: HEIGHT, at, ...pointOf(i) }));
  }
  return photos;
}

/** Each report a street further, its photos a few metres from it. */
function pointOf(photo: number): { lat: number; lon: number } {
  const report = Math.floor(photo / PHOTOS_EACH);
  return { lat: -6.26 + report / 500, lon: 106.8135 + (photo % PHOTOS_EACH) / 40_000 };
}

async function costOfOne(bytes: Buffer): Promise<void> {
  sharp.concurrency(1);
  const [whole, shrunk, tags] = [
    await cpu(() => readPhoto(bytes)),
    await cpu(() => sharp(bytes, { ignoreIcc: true }).resize(512, 512, { fit: 'inside' }).raw().toBuffer()),
    await cpu(() => exifr.parse(bytes, { gps: true, exif: true, xmp: true })),
  ];
  say(`One JPEG of 12 megapixels, ${(bytes.length / 1e6).toFixed(1)} MB: ${whole.toFixed(0)} ms of CPU.`);
  say(`  sharp's shrunk decode alone ${shrunk.toFixed(0)} ms, exifr alone ${tags.toFixed(1)} ms;`);
  say(`  ${(whole / (shrunk + tags)).toFixed(2)} × the two together.`);
}

/** ms of CPU of this process, warm, the median of nine. */
async function cpu(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < 11; i++) {
    const start = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(start);
    if (i >= 2) times.push((user + system) / 1_000);
  }
  return times.toSorted((a, b) => a - b)[4] ?? 0;
}

interface Started {
  service: ServiceProcess;
  as(username: string): Promise<Client>;
  end(): Promise<void>;
}

export async function start(): Promise<Started> {
  const folder = mkdtempSync(join(tmpdir(), 'tuntas-busy-'));
  const service = await startProcess(folder, { env: { PHOTO_LIMITS: 'real' } });
  const { origin } = service;
  return {
    service,
    async as(username) {
      const body = { username, password: DEMO_PASSWORD };
      const { token } = (await createClient({ origin }).call('signIn', { body })).data;
      return createClient({ origin, token: () => token });
    },
    async end() {
      await service.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

/** A verdict a report in the words of its codes, once no photo waits any more. */
async function handedIn(
  photos: readonly Buffer[],
  how: 'one after another' | 'all at once',
): Promise<string[]> {
  const { as, end } = await start();
  try {
    const admin = await as('admin');
    const numbers: string[] = [];
    for (let i = 0; i < OFFICES; i++) {
      const { data } = await admin.call('fileReport', {
        body: {
          channel: 'kantor_lurah',
          category: 'Jalan',
          description: `Lubang ke-${i}`,
          point: pointOf(i * PHOTOS_EACH),
          reportedAt: new Date(Date.now() - 120 * MINUTE).toISOString(),
        },
      });
      const params = { number: data.number };
      const body = { action: 'proses' } as const;
      await admin.call('act', { params, body, version: data.version });
      numbers.push(data.number);
    }
    const began = performance.now();
    const longest: number[] = [];
    const handIn = async (number: string, i: number): Promise<void> => {
      const own = photos.slice(i * PHOTOS_EACH, (i + 1) * PHOTOS_EACH);
      const start = performance.now();
      await admin.call('act', {
        params: { number },
        body: { action: 'tindak_lanjut', narrative: narrativeOf(i) },
        files: { after: own.map((bytes) => new File([new Uint8Array(bytes)], 'foto.jpg')) },
        version: 2,
      });
      longest.push(performance.now() - start);
    };
    if (how === 'all at once') await Promise.all(numbers.map(handIn));
    else for (const [i, number] of numbers.entries()) await handIn(number, i);
    const answered = performance.now() - began;
    const first = await verdictsOf(admin, numbers);
    let last = first;
    while (last.some((verdict) => verdict.includes('PHOTO_PENDING'))) {
      if (performance.now() - began > 5 * MINUTE) break;
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      last = await verdictsOf(admin, numbers);
    }
    const count = (verdicts: string[], code: string): number => verdicts.join(' ').split(code).length - 1;
    say(
      `${OFFICES} × ${PHOTOS_EACH} photos of 12 megapixels, ${how}: answered after ${seconds(answered)}, ` +
        `the longest call ${seconds(Math.max(...longest))}; ${count(first, 'PHOTO_PENDING')} photos pending, ` +
        `none after ${seconds(performance.now() - began)}; ${count(last, 'PHOTO_UNREADABLE')} unreadable.`,
    );
    return last;
  } finally {
    await end();
  }
}

function narrativeOf(i: number): string {
  const street = ['Melati', 'Mawar', 'Kenanga', 'Cempaka', 'Anggrek', 'Dahlia', 'Flamboyan', 'Teratai'][i];
  return `Petugas menambal lubang di Jalan ${street} nomor ${i + 1} depan pos ronda, permukaan sudah rata kembali.`;
}

async function verdictsOf(client: Client, numbers: readonly string[]): Promise<string[]> {
  const verdicts: string[] = [];
  for (const number of numbers) {
    const { data } = await client.call('getTicket', { params: { number } });
    const reasons = data.verdict?.reasons.map(({ code, photo }) => `${code}/${photo}`) ?? [];
    verdicts.push([data.verdict?.verdict, ...reasons.toSorted()].join(' '));
  }
  return verdicts;
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}

const [PER_SECOND, FOR_SECONDS, SESSIONS] = [150, 20, 12];

async function callsMeanwhile(photo: Buffer): Promise<void> {
  const { service, as, end } = await start();
  try {
    const clients: Client[] = [];
    while (clients.length < SESSIONS) clients.push(await as('validator'));
    await waits(clients, 3);
    const idle = await waits(clients, FOR_SECONDS);
    const body = { username: 'admin', password: DEMO_PASSWORD };
    const { token } = (await createClient({ origin: service.origin }).call('signIn', { body })).data;
    const workerData = { origin: service.origin, token, photo, photos: PHOTOS_EACH, atOnce: 2 };
    const checks = new Worker(new URL('./checks-worker.mjs', import.meta.url), { workerData });
    await new Promise((resolve) => checks.once('message', resolve));
    let done = 0;
    checks.on('message', () => done++);
    const busy = await waits(clients, FOR_SECONDS);
    await checks.terminate();
    say(
      `Other calls at ${PER_SECOND} a second: p50 ${ms(idle, 50)}, p99 ${ms(idle, 99)} when nothing else runs;`,
    );
    say(
      `  p50 ${ms(busy, 50)}, p99 ${ms(busy, 99)} while two checks of ${PHOTOS_EACH} photos run (${done} done):`,
    );
    say(
      `  ${(at(busy, 99) / at(idle, 99)).toFixed(1)} × at p99, ${(at(busy, 50) / at(idle, 50)).toFixed(1)} × at p50.`,
    );
  } finally {
    await end();
  }
}

export function at(sorted: readonly number[], percent: number): number {
  return sorted[Math.ceil((sorted.length * percent) / 100) - 1] ?? 0;
}

export function ms(sorted: readonly number[], percent: number): string {
  return `${at(sorted, percent).toFixed(1)} ms`;
}

/** How long each call took, ascending; sent in even steps, whether or not the ones before have come back. */
export async function waits(clients: readonly Client[], forSeconds: number): Promise<number[]> {
  const calls: Promise<number>[] = [];
  const began = performance.now();
  for (let i = 0; i < PER_SECOND * forSeconds; i++) {
    const due = began + (i * 1_000) / PER_SECOND;
    const early = due - performance.now();
    if (early > 1) await new Promise((resolve) => setTimeout(resolve, early));
    const client = clients[i % clients.length];
    if (client !== undefined) calls.push(waitOf(client, i));
  }
  return (await Promise.all(calls)).toSorted((a, b) => a - b);
}

async function waitOf(client: Client, i: number): Promise<number> {
  const start = performance.now();
  const ask = async (): Promise<void> => {
    await (i % 2 === 0 ? client.call('getSession', {}) : client.call('counters', {}));
  };
  await ask().catch((error: unknown) => {
    // A connection that was closed as idle at that moment: the call goes out on another.
    if (!(error instanceof UnreachableError)) throw error;
    return ask();
  });
  return performance.now() - start;
}
