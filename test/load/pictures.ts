/**
 * How well copies are found and how seldom the honest are accused, on photos in a folder (`EVIDENCE_PHOTOS`, walked
 * through; neighbours by name in a folder called `near…` show one place from near standpoints) or on the demo's own.
 * `EVIDENCE_COUNT` photos are tried, against `EVIDENCE_STORED` stored ones.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { sql } from 'drizzle-orm';
import sharp from 'sharp';
import { type Appearance, appearanceOf, mayBeRelated } from '#shared/evidence/pictures/appearance.ts';
import { alignment, COPY_SHARE } from '#shared/evidence/pictures/plain.ts';
import { relationTo } from '#shared/evidence/pictures/relation.ts';
import { EVIDENCE_POLICY } from '#shared/rules/evidence.ts';
import { renderShot } from '../../service/demo/photo/render.ts';
import { SUBJECTS } from '../../service/demo/photo/shot.ts';
import { databaseComparisons } from '../../service/evidence/compare.ts';
import { rasterOf } from '../../service/evidence/pictures.ts';
import { openDatabase } from '../../service/platform/db/embedded.ts';
import {
  asItIs,
  bordered,
  type Chance,
  chanceOf,
  cropped,
  drawnAnew,
  inOtherLight,
  mirrored,
  onScreen,
  painted,
  quarterTurned,
  turned,
} from '../fixtures/manipulations.ts';

const COUNT = Number(process.env.EVIDENCE_COUNT ?? 40);
const STORED = Number(process.env.EVIDENCE_STORED ?? 50_000);
/** px: the longest edge of the photos that are tried. */
const EDGE = 1_600;

interface Photo {
  path: string;
  jpeg: Buffer;
}

interface Known extends Photo {
  appearance: Appearance;
}

type Trick = (photo: Buffer, chance: Chance, others: readonly Photo[]) => Promise<Buffer>;

const paintedThen =
  (share: number, then: (photo: Buffer, chance: Chance) => Promise<Buffer>): Trick =>
  async (photo, chance, others) => {
    const other = others[Math.floor(chance() * others.length)]?.jpeg ?? photo;
    return then(await painted(photo, share, other, chance), chance);
  };

const TRICKS: readonly (readonly [name: string, goal: string, trick: Trick])[] = [
  ['10 % painted over, as it is', '98 %', paintedThen(0.1, asItIs)],
  ['10 % painted over, cropped 2 %', '95 %', paintedThen(0.1, cropped(0.02))],
  ['10 % painted over, turned 1°', '95 %', paintedThen(0.1, turned(1))],
  ['10 % painted over, drawn anew', '90 %', paintedThen(0.1, drawnAnew)],
  ['30 % painted over, as it is', '95 %', paintedThen(0.3, asItIs)],
  ['50 % painted over, as it is', '70 %', paintedThen(0.5, asItIs)],
  ['cropped 2 %', '95 %', cropped(0.02)],
  ['cropped 10 %', '95 %', cropped(0.1)],
  ['mirrored', '100 %', mirrored],
  ['turned by a quarter', '100 %', quarterTurned],
  ['turned 1°', '95 %', turned(1)],
  ['turned 3°', '95 %', turned(3)],
  ['bordered', '90 %', bordered],
  ['on a phone’s screen', '90 %', onScreen],
];

export async function benchPictures(): Promise<void> {
  const folder = process.env.EVIDENCE_PHOTOS;
  const all = folder === undefined ? await demoPhotos() : await photosIn(folder);
  const tried = await Promise.all(spread(all, COUNT).map(known));
  say(`\nEvidence: ${tried.length} photos ${folder === undefined ? 'of the demo' : 'of the folder'}`);
  say('  found of 100: plain comparison alone (as it was) · now: fail · SAME_VIEW | goal');
  const stored = await fill(tried);
  for (const [name, goal, trick] of TRICKS) await tryTrick(name, goal, trick, tried, stored);
  await tryTrick('a camera left standing, other light (drawn)', 'share printed', inOtherLight, tried, null);
  const looks = await Promise.all(all.map(lookAt));
  alarms('a photo and one of another report', pairsOf(looks), 'fail ≤ 1 in 10,000 photos, warn ≤ 1 in 200');
  alarms('the same spot from near', await nearPairs(all, folder), 'fail 0, SAME_VIEW ≤ 10 %');
  await stored.measure(tried);
  stored.close();
}

async function tryTrick(
  name: string,
  goal: string,
  trick: Trick,
  tried: readonly Known[],
  stored: Stored | null,
): Promise<void> {
  let [plain, copies, views, candidates] = [0, 0, 0, 0];
  for (const [i, photo] of tried.entries()) {
    const picture = await rasterOf(sharp(await trick(photo.jpeg, chanceOf(i), tried)));
    if (picture === null) continue;
    const made = appearanceOf(picture);
    if ((alignment(made.grey, photo.appearance.grey) ?? 0) >= COPY_SHARE) plain++;
    const relation = relationTo(made)(photo.appearance);
    if (relation?.kind === 'copy') copies++;
    if (relation?.kind === 'same_view') views++;
    if (await stored?.finds(made, i)) candidates++;
  }
  const among = stored === null ? '' : ` | among ${STORED} stored a candidate: ${share(candidates, tried)}`;
  say(
    `  ${name.padEnd(46)} ${share(plain, tried)} · ${share(copies, tried)} · ${share(views, tried)} | ${goal}${among}`,
  );
}

interface Seen {
  path: string;
  appearance: Appearance;
}

interface Pair {
  one: Seen;
  other: Seen;
  /** Of one report: they are laid over one another whatever their traits. */
  isOwn: boolean;
}

function alarms(name: string, pairs: readonly Pair[], goal: string): void {
  let [copies, views] = [0, 0];
  for (const { one, other, isOwn } of pairs) {
    if (!isOwn && !mayBeRelated(one.appearance, other.appearance)) continue;
    const relation = relationTo(one.appearance)(other.appearance);
    if (relation !== null) say(`    ${relation.kind}: ${one.path} · ${other.path}`);
    if (relation?.kind === 'copy') copies++;
    if (relation?.kind === 'same_view') views++;
  }
  const bound = (count: number): string =>
    `${count} of ${pairs.length} (95 %: below ${atMost(count, pairs.length)})`;
  say(`  false alarms, ${name}: fail ${bound(copies)}, SAME_VIEW ${bound(views)} | ${goal}`);
}

/** Upper end of the one-sided 95 % interval (Clopper and Pearson 1934), per 10,000. */
function atMost(count: number, of: number): string {
  if (of === 0) return '–';
  let [low, high] = [count / of, 1];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    let [term, sum] = [(1 - middle) ** of, 0];
    for (let k = 0; k <= count; k++) {
      sum += term;
      term *= ((of - k) / (k + 1)) * (middle / (1 - middle));
    }
    if (sum > 0.05) low = middle;
    else high = middle;
  }
  return `${(high * 10_000).toFixed(1)} in 10,000`;
}

interface Stored {
  /** Is the photo at that index among the candidates? */
  finds(appearance: Appearance, index: number): Promise<boolean>;
  measure(tried: readonly Known[]): Promise<void>;
  close(): void;
}

/** A database with the photos tried, and as many others as it takes: with the traits of real ones, mixed and changed. */
async function fill(tried: readonly Known[]): Promise<Stored> {
  const folder = mkdtempSync(join(tmpdir(), 'tuntas-bench-'));
  const path = join(folder, 'tuntas.db');
  const database = openDatabase(path);
  await database.migrate('service/tables/migrations');
  const { db } = database;
  const comparisons = databaseComparisons(db, () => EVIDENCE_POLICY.narrative);
  const pool = tried.flatMap(({ appearance }) => appearance.traits);
  const chance = chanceOf(7);
  const ofOthers = (): number[] =>
    Array.from(
      { length: 40 },
      () =>
        (pool[Math.floor(chance() * pool.length)] ?? 0) ^
        (1 << Math.floor(24 * chance())) ^
        (1 << Math.floor(24 * chance())),
    );
  const size = () => statSync(path).size;
  const empty = size();
  await database.relaxed(async () => {
    await db.run(sql`insert into ticket (id, number, version, status, category, channel, private, reported_at,
      received_at, clocks, filed_by, tracking_salt, head_hash)
      values (1, 'JK2602160001', 1, 'selesai', 'Jalan', 'jaki', 1, 0, 0, '[]', 'bench', '', '')`);
    for (let at = 0; at < STORED; at += 1_000) {
      const some = Array.from({ length: Math.min(1_000, STORED - at) }, (_, i) => ({
        id: at + i + 1,
        name: at + i < tried.length ? `photo-${at + i}` : `other-${at + i}`,
        traits: tried[at + i]?.appearance.traits ?? ofOthers(),
      }));
      await insert(db, some);
    }
  });
  const bytes = (size() - empty) / STORED;
  return {
    async finds(appearance, index) {
      const found = await comparisons.candidates(appearance.sought, { own: [], family: [] });
      return found.some(({ sha256 }) => sha256 === `photo-${index}`);
    },
    async measure(photos) {
      const delay = monitorEventLoopDelay({ resolution: 1 });
      const times: number[] = [];
      delay.enable();
      for (const { appearance } of photos) {
        const start = performance.now();
        await comparisons.candidates(appearance.sought, { own: [], family: [] });
        times.push(performance.now() - start);
        await new Promise((done) => setImmediate(done));
      }
      delay.disable();
      times.sort((a, b) => a - b);
      const at = (part: number): string => (times[Math.floor(part * (times.length - 1))] ?? 0).toFixed(1);
      say(`  finding candidates among ${STORED}: ${at(0.5)} ms, 99 of 100 below ${at(0.99)} ms | < 50 ms`);
      say(`  the event loop was held ${(delay.max / 1e6).toFixed(1)} ms at worst | < 20 ms`);
      say(`  ${Math.round(bytes)} bytes a photo in the database, its own row with it | ≤ 2,000`);
    },
    close() {
      database.close();
      rmSync(folder, { recursive: true });
    },
  };
}

async function insert(
  db: ReturnType<typeof openDatabase>['db'],
  some: readonly { id: number; name: string; traits: readonly number[] }[],
): Promise<void> {
  const rows = JSON.stringify(some);
  await db.batch([
    db.run(sql`insert into photo (id, ticket_id, kind, position, sha256, facts, created_at)
      select value ->> 'name', 1, 'after', 0, value ->> 'name', '{}', 0 from json_each(${rows})`),
    db.run(sql`insert into photo_appearance (id, photo_id, traits)
      select value ->> 'id', value ->> 'name', value ->> 'traits' from json_each(${rows})`),
    db.run(sql`insert or ignore into photo_trait (trait, appearance_id)
      select trait.value, one.value ->> 'id' from json_each(${rows}) one, json_each(one.value, '$.traits') trait`),
  ]);
}

async function known(photo: Photo): Promise<Known> {
  return { ...photo, ...(await lookAt(photo)) };
}

/** As a stored photo is compared: by the copy that is shown. */
async function lookAt({ path, jpeg }: Photo): Promise<Seen> {
  const raster = await rasterOf(sharp(await sharp(jpeg).webp({ quality: 80, effort: 2 }).toBuffer()));
  if (raster === null) throw new Error(`${path} is a sliver`);
  return { path, appearance: appearanceOf(raster) };
}

/** Every two that are not of one place. */
function pairsOf(photos: readonly Seen[]): Pair[] {
  return photos.flatMap((one, i) =>
    photos
      .slice(0, i)
      .filter((other) => !isNear(one) || dirname(one.path) !== dirname(other.path))
      .map((other) => ({ one, other, isOwn: false })),
  );
}

async function nearPairs(all: readonly Photo[], folder: string | undefined): Promise<Pair[]> {
  const near = await Promise.all((folder === undefined ? await demoTakes() : all.filter(isNear)).map(lookAt));
  return near.flatMap((one, i) =>
    near
      .slice(i + 1, i + 4)
      .filter((other) => dirname(one.path) === dirname(other.path))
      .map((other) => ({ one, other, isOwn: true })),
  );
}

function isNear({ path }: Pick<Photo, 'path'>): boolean {
  return basename(dirname(path)).startsWith('near');
}

async function photosIn(folder: string): Promise<Photo[]> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(jpe?g|png|webp)$/i.test(name))
    .sort()
    .map((name) => join(folder, name));
  const photos: Photo[] = [];
  const seen: Buffer[] = [];
  for (const path of paths) {
    const photo = await opened(path);
    if (photo === null) continue;
    const small = await sharp(photo.jpeg).resize(16, 16, { fit: 'fill' }).greyscale().raw().toBuffer();
    // Collections hold one photo many times, under other metadata.
    if (
      seen.some(
        (other) => small.reduce((sum, grey, i) => sum + Math.abs(grey - (other[i] ?? 0)), 0) < 4 * 256,
      )
    )
      continue;
    seen.push(small);
    photos.push(photo);
  }
  return photos;
}

/** Null for what is no photo, or too small to be one. */
async function opened(path: string): Promise<Photo | null> {
  try {
    const { data, info } = await sharp(readFileSync(path), { failOn: 'none' })
      .autoOrient()
      .resize(EDGE, EDGE, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#fff' })
      .jpeg({ quality: 92 })
      .toBuffer({ resolveWithObject: true });
    return Math.min(info.width, info.height) < 400 ? null : { path, jpeg: data };
  } catch {
    return null;
  }
}

async function demoPhotos(): Promise<Photo[]> {
  const photos: Photo[] = [];
  for (let i = 0; i < COUNT; i++) {
    const subject = SUBJECTS[i % SUBJECTS.length] ?? 'pothole';
    photos.push({
      path: `demo/${i}`,
      jpeg: await renderShot({ place: `bench-${i}`, subject, state: 'before', take: 0 }),
    });
  }
  return photos;
}

/** Before and after of one place, as honest offices hand them in. */
async function demoTakes(): Promise<Photo[]> {
  const photos: Photo[] = [];
  for (const subject of SUBJECTS) {
    for (const [state, take] of [
      ['before', 0],
      ['after', 0],
      ['after', 1],
    ] as const) {
      const jpeg = await renderShot({ place: `near-${subject}`, subject, state, take });
      photos.push({ path: `near-${subject}/${state}-${take}`, jpeg });
    }
  }
  return photos;
}

function spread<T>(all: readonly T[], count: number): T[] {
  const step = Math.max(1, all.length / count);
  return Array.from({ length: Math.min(count, all.length) }, (_, i) => all[Math.floor(i * step)]).filter(
    (one) => one !== undefined,
  );
}

function share(count: number, of: readonly unknown[]): string {
  return ((100 * count) / Math.max(1, of.length)).toFixed(0).padStart(3);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
