/**
 * How often an honest pair is held against the office that took it: a photo from before the work, and one from after it that the
 * first had guided, a hand's breadth off. Drawn by the demo's painter, with a hand, a lens and a light that differ.
 * `EVIDENCE_COUNT` pairs of each kind.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { withCapture } from '#shared/evidence/checks/capture.ts';
import { judgeReuse } from '#shared/evidence/checks/reuse.ts';
import type { Captured } from '#shared/evidence/facts.ts';
import { NO_METADATA } from '#shared/evidence/facts.ts';
import { appearanceOf } from '#shared/evidence/pictures/appearance.ts';
import { relationTo } from '#shared/evidence/pictures/relation.ts';
import { EVIDENCE_POLICY } from '#shared/rules/evidence.ts';
import { renderShot } from '../../service/demo/photo/render.ts';
import { SUBJECTS } from '../../service/demo/photo/shot.ts';
import { databaseComparisons } from '../../service/evidence/compare.ts';
import type { ReadPhoto } from '../../service/evidence/photo-outcome.ts';
import { rasterOf } from '../../service/evidence/pictures.ts';
import { nearestOf, type RelativesDeps } from '../../service/evidence/relatives.ts';
import { openDatabase } from '../../service/platform/db/embedded.ts';
import { type Chance, chanceOf, inOtherLight, painted } from '../fixtures/manipulations.ts';

const COUNT = Number(process.env.EVIDENCE_COUNT ?? 40);

/** Of the longest edge, radians, of the size: how far off a hand is that follows a faint picture on a screen. */
const HANDS = [
  ['a steady hand', 0.002, 0.1, 0.002],
  ['a hand', 0.008, 0.5, 0.01],
  ['an unsteady hand', 0.02, 1.5, 0.03],
] as const;

type Hand = readonly [aside: number, degrees: number, nearer: number];

const CAPTURED: Captured = {
  ...{ lat: -6.2607, lon: 106.8135, accuracyM: 8 },
  ...{ fixedAt: '2025-03-10T10:12:00+07:00', committedAt: '2025-03-10T10:12:00+07:00' },
};

interface Pair {
  before: ReadPhoto;
  after: ReadPhoto;
}

export async function benchGuided(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tuntas-guided-'));
  const database = openDatabase(join(folder, 'tuntas.db'));
  await database.migrate('service/tables/migrations');
  const deps: RelativesDeps = {
    reader: { compare: async (look, others) => others.map(relationTo(look)) },
    comparisons: databaseComparisons(database.db, () => EVIDENCE_POLICY.narrative),
    gallery: { hang: () => {}, find: async () => null },
  };
  say(
    `\nGuided honest pairs, ${COUNT} each: of 100 warned of · called a copy | goal with commitments: ≤ 10 · 0`,
  );
  const kinds: [name: string, hand: Hand | null][] = HANDS.map(([name, ...hand]) => [name, hand]);
  for (const [name, hand] of [...kinds, ['a camera left standing', null] as const]) {
    const pairs: Pair[] = [];
    for (let i = 0; i < COUNT; i++) pairs.push(await pairOf(i, hand));
    await tell(`${name}, nothing committed`, pairs, deps);
    await tell(`${name}, both committed`, pairs.map(bothCommitted), deps);
    await tell(`${name}, guided by the citizen’s photo`, pairs.map(afterCommitted), deps);
  }
  database.close();
  rmSync(folder, { recursive: true });
}

async function tell(name: string, pairs: readonly Pair[], deps: RelativesDeps): Promise<void> {
  let [warned, failed] = [0, 0];
  for (const { before, after } of pairs) {
    const [nearest = null] = await nearestOf([after], { before: [before], family: [], returned: [] }, deps);
    const found = nearest === 'put_off' ? [] : judgeReuse(nearest, false);
    if (found.some(({ severity }) => severity === 'warn')) warned++;
    if (found.some(({ severity }) => severity === 'fail')) failed++;
  }
  const share = (count: number): string => ((100 * count) / pairs.length).toFixed(0).padStart(3);
  say(`  ${name.padEnd(52)} ${share(warned)} · ${share(failed)}`);
}

function bothCommitted({ before, after }: Pair): Pair {
  return { before: committed(before), after: committed(after) };
}

function afterCommitted({ before, after }: Pair): Pair {
  return { before, after: committed(after) };
}

function committed(photo: ReadPhoto): ReadPhoto {
  return { ...photo, facts: withCapture(photo.facts, CAPTURED) };
}

async function pairOf(i: number, hand: Hand | null): Promise<Pair> {
  const subject = SUBJECTS[i % SUBJECTS.length] ?? 'pothole';
  const place = `guided-${i}`;
  const chance = chanceOf(i);
  const before = await renderShot({ place, subject, state: 'before', take: 0 });
  const mended = await renderShot({ place, subject, state: 'after', take: 0 });
  const after =
    hand === null ? await painted(before, 0.15, mended, chance) : await moved(mended, hand, chance);
  return {
    before: await readAs(`before-${i}`, before),
    after: await readAs(`after-${i}`, await inOtherLight(after, chance)),
  };
}

/** Turned, nearer or further, and aside, each up to what the hand does; cut to what both have. */
async function moved(photo: Buffer, [aside, degrees, nearer]: Hand, chance: Chance): Promise<Buffer> {
  const off = (most: number): number => most * (2 * chance() - 1);
  const { width, height } = await sharp(photo).metadata();
  const size = 1 + nearer + off(nearer) + 2 * aside + (degrees * Math.PI) / 90;
  const whole = await sharp(photo)
    .rotate(off(degrees), { background: '#777' })
    .resize(Math.round(width * size), Math.round(height * size), { fit: 'fill' })
    .toBuffer();
  const left = Math.round(((size - 1) * width) / 2 + off(aside) * width);
  const top = Math.round(((size - 1) * height) / 2 + off(aside) * height);
  return sharp(whole)
    .extract({ left: Math.max(0, left), top: Math.max(0, top), width, height })
    .jpeg({ quality: 90 })
    .toBuffer();
}

async function readAs(sha256: string, jpeg: Buffer): Promise<ReadPhoto> {
  const raster = await rasterOf(sharp(jpeg));
  if (raster === null) throw new Error(`${sha256} is a sliver`);
  const size = { bytes: jpeg.length, width: raster.width, height: raster.height };
  return {
    kind: 'photo',
    facts: {
      ...NO_METADATA,
      ...size,
      sha256,
      format: 'jpeg',
      unreadable: null,
      pixelsRead: true,
      thumbnailDifference: null,
    },
    print: { sha256, pixelHash: null, appearance: appearanceOf(raster) },
  };
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
