/** Bad input, and what must never leave: photos through the real processes. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { deflateSync } from 'node:zlib';
import exifr from 'exifr';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { relationTo } from '#shared/evidence/pictures/relation.ts';
import { meanDifference } from '#shared/evidence/pixels.ts';
import { renderShot } from '../../../service/demo/photo/render.ts';
import type { ReadPhoto } from '../../../service/evidence/photo-outcome.ts';
import { createPhotoReader, type PhotoReader } from '../../../service/evidence/reader.ts';
import { png } from '../../fixtures/png.ts';
import { signedPhoto } from '../../fixtures/signed-photo.ts';
import { tiffOf, withExif } from '../../fixtures/tiff.ts';
import { PATIENT } from '../patient.mjs';
import { casePhoto, fixture } from './desk.ts';

let reader: PhotoReader;
beforeAll(() => {
  reader = createPhotoReader(PATIENT);
});
afterAll(() => reader.close());

function scene(width = 400, height = 300): Promise<Buffer> {
  const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const;
  return sharp({ create: { width: 40, height: 30, channels: 3, noise, background: '#000' } })
    .resize(width, height)
    .jpeg()
    .toBuffer();
}

/** Unlike itself in whatever way it is turned. */
function street(): Promise<Buffer> {
  return renderShot({ place: 'gang', subject: 'pothole', state: 'before', take: 0 });
}

async function read(bytes: Uint8Array, by = reader): Promise<ReadPhoto> {
  const outcome = await by.read(bytes);
  if (outcome.kind !== 'photo') throw new Error('too large');
  return outcome;
}

async function why(bytes: Uint8Array): Promise<string | null> {
  const { facts } = await read(bytes);
  return facts.unreadable;
}

describe('what cannot be read says why', () => {
  it.each<[string, () => Uint8Array, string]>([
    ['nothing at all', () => new Uint8Array(), 'empty'],
    ['text under a photo’s name', () => Buffer.from('Foto menyusul ya pak'), 'not_image'],
    ['SVG, which runs code', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'not_image'],
    ['a GIF', () => Buffer.from('GIF89a\x01\0\x01\0\0\0\0;', 'latin1'), 'not_image'],
    ['TIFF and DNG of an Intel phone', () => Buffer.from('II*\0\b\0\0\0', 'latin1'), 'raw'],
    ['TIFF of the other byte order', () => Buffer.from('MM\0*\0\0\0\b', 'latin1'), 'raw'],
    ['PDF', () => Buffer.from('%PDF-1.7\n'), 'not_image'],
    ['a JPEG of three bytes', () => Buffer.from([0xff, 0xd8, 0xff]), 'damaged'],
    ['a JPEG cut off', () => fixture('truncated-0088e6e9.jpg'), 'damaged'],
    ['the HEIC that never lets exifr go', () => fixture('hang-d4eae433.heic'), 'damaged'],
    [
      'a HEIC of nothing but a name',
      () => Buffer.from('\0\0\0\x14ftypheic\0\0\0\0mif1', 'latin1'),
      'damaged',
    ],
    ['a PNG whose pixels are missing', () => png(64, 64, new Uint8Array()), 'damaged'],
  ])('%s', async (_, bytes, expected) => {
    expect(await why(bytes())).toBe(expected);
  });

  it.each(['png-good', 'webp-good', 'avif-good', 'heic-good'])('each format cut off: %s', async (name) => {
    const whole = casePhoto(name);
    expect(await why(whole)).toBeNull();
    expect(await why(whole.subarray(0, Math.round(whole.length * 0.6)))).toBe('damaged');
  });

  it('a JPEG that lacks nothing but its end mark is whole; one that lacks more is not', async () => {
    for (const progressive of [false, true]) {
      const whole = await sharp(await street())
        .jpeg({ progressive })
        .toBuffer();
      expect(await why(whole.subarray(0, -2))).toBeNull();
      const cut = Math.round(whole.length * 0.9);
      expect(await why(whole.subarray(0, cut))).toBe('damaged');
    }
  });

  it('never throws, wherever a file is cut or spoilt', async () => {
    const files = ['heic-good', 'webp-good'].map(casePhoto);
    const spoilt = files.flatMap((whole) =>
      Array.from({ length: 60 }, (_, i) => {
        const copy = Buffer.from(whole);
        copy.fill(i % 2 === 0 ? 0 : 0xff, 13 * i, 13 * i + 4);
        return copy.subarray(0, i % 3 === 0 ? 40 * i : undefined);
      }),
    );
    const outcomes = await Promise.all(spoilt.map((bytes) => reader.read(bytes)));
    expect(outcomes).toHaveLength(120);
  });

  it('reads a 64 KB block of 5,000 overlapping tags without stopping', async () => {
    const heavy = Buffer.alloc(65_000, 0x41);
    heavy.set([0x4d, 0x4d, 0, 42, 0, 0, 0, 8]);
    heavy.writeUInt16BE(5_000, 8);
    for (let i = 0; i < 5_000; i++) {
      const at = 10 + 12 * i;
      heavy.writeUInt16BE(0x014a, at);
      heavy.writeUInt16BE(4, at + 2);
      heavy.writeUInt32BE(16_000, at + 4);
      heavy.writeUInt32BE(8, at + 8);
    }
    expect(await why(withExif(await scene(), heavy))).toBeNull();
  });
});

describe('what is too large is no finding', () => {
  it('over 50 megapixels by its header, whatever lies behind it', async () => {
    const bomb = png(40_000, 40_000, deflateSync(Buffer.alloc(1_000)));
    expect(await reader.read(bomb)).toEqual({ kind: 'too_many_pixels', width: 40_000, height: 40_000 });
    const over = png(10_000, 5_001, deflateSync(Buffer.alloc(1_000)));
    expect(await reader.read(over)).toMatchObject({ kind: 'too_many_pixels' });
  });

  it('as HEIC too, for reading and for showing', async () => {
    const over = Buffer.from(casePhoto('heic-good'));
    const size = over.indexOf('ispe') + 8;
    over.writeUInt32BE(10_000, size);
    over.writeUInt32BE(5_001, size + 4);
    expect(await reader.read(over)).toEqual({ kind: 'too_many_pixels', width: 10_000, height: 5_001 });
    expect(await reader.render(over, 'thumb')).toBeNull();
  });

  it('50 megapixels exactly are read', async () => {
    const rows = deflateSync(Buffer.alloc((10_000 / 8 + 1) * 5_000));
    expect((await read(png(10_000, 5_000, rows, 1))).facts).toMatchObject({
      unreadable: null,
      width: 10_000,
      height: 5_000,
    });
  });
});

describe('among others', () => {
  it('bad photos are told from good ones, all in one go', async () => {
    const bad = [fixture('hang-d4eae433.heic'), fixture('truncated-0088e6e9.jpg'), new Uint8Array()];
    const good = ['jpeg-good', 'png-good', 'webp-good', 'avif-good', 'heic-good'].map(casePhoto);
    const reasons = await Promise.all([...bad, ...good].map(why));
    expect(reasons).toEqual(['damaged', 'damaged', 'empty', ...good.map(() => null)]);
  });

  it('one that takes too much work is a fact, known by its hash', async () => {
    const hasty = createPhotoReader({ processes: 1, cpuMs: 1 });
    const { facts } = await read(await scene(7000, 5000), hasty);
    expect(facts).toMatchObject({ unreadable: 'too_heavy', format: 'jpeg', gps: 'missing' });
    expect(facts.sha256).toMatch(/^[0-9a-f]{64}$/);
    await hasty.close();
  });

  it('one whose turn does not come is pending, and nothing is said against it', async () => {
    const full = createPhotoReader({ processes: 1, line: 0 });
    const { facts, print } = await read(casePhoto('jpeg-good'), full);
    expect(facts).toMatchObject({ unreadable: 'pending', format: 'jpeg', sha256: print.sha256 });
    await expect(full.render(casePhoto('jpeg-good'), 'thumb')).rejects.toMatchObject({ word: 'unavailable' });
    await full.close();
  });
});

describe('a photo on its way to a process', () => {
  let folder: string;
  let own: PhotoReader;
  beforeAll(() => {
    folder = join(mkdtempSync(join(tmpdir(), 'tuntas-reading-')), 'reading');
    mkdirSync(folder);
    writeFileSync(join(folder, 'left by a crash'), '');
    own = createPhotoReader({ ...PATIENT, processes: 1 }, folder);
  });
  afterAll(async () => {
    await own.close();
    rmSync(dirname(folder), { recursive: true });
  });
  const modes = () => readdirSync(folder).map((name) => statSync(join(folder, name)).mode & 0o777);

  it('finds nothing that a crash left', () => {
    expect(modes()).toEqual([]);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it('lies in a file that this account alone may read, one for each process, and is gone with the answer', async () => {
    const photo = await scene(3000, 2000);
    const reading = Promise.all([read(photo, own), read(photo, own), own.render(photo, 'thumb')]);
    await expect.poll(modes, { interval: 5 }).toEqual([0o600]);
    await reading;
    await expect.poll(modes).toEqual([]);
  });
});

describe('the print of a photo', () => {
  it('is the same under another Orientation, yet another file', async () => {
    const plain = await scene();
    const turned = withExif(plain, tiffOf({ ifd0: { 274: { short: 6 } } }));
    const [a, b] = [await read(plain), await read(turned)];
    expect(b.print.sha256).not.toBe(a.print.sha256);
    expect(b.print.pixelHash).toBe(a.print.pixelHash);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('holds the view as shown under Orientation %i', async (orientation) => {
    const bytes = withExif(await street(), tiffOf({ ifd0: { 274: { short: orientation } } }));
    const { appearance } = (await read(bytes)).print;
    const shown = await sharp(bytes)
      .autoOrient()
      .resize(512, 512, { fit: 'inside' })
      .greyscale()
      .raw()
      .toBuffer();
    expect(appearance?.raster.data).toHaveLength(shown.length);
    expect(appearance && meanDifference(appearance.raster.data, shown)).toBeLessThan(3);
  });

  it('of a HEIC survives new metadata, and is that of the same scene as a JPEG', async () => {
    const [a, b] = [await read(casePhoto('heic-good')), await read(casePhoto('heic-bare'))];
    expect(a.print.sha256).not.toBe(b.print.sha256);
    expect(a.print.pixelHash).toBe(b.print.pixelHash);
    expect(a.facts).toMatchObject({ pixelsRead: true, width: 320, height: 240 });
    const { appearance } = (await read(casePhoto('jpeg-good'))).print;
    expect(appearance && a.print.appearance && relationTo(a.print.appearance)(appearance)).toMatchObject({
      kind: 'copy',
    });
  });

  // JPEG inside HEIC, which this decoder was built without, and what nobody has heard of yet.
  it.each(['jpeg', 'xyz1'])(
    'of a HEIC that is coded as %s has no pixels, and its metadata all the same',
    async (coding) => {
      const unknown = Buffer.from(
        casePhoto('heic-good').toString('latin1').replaceAll('hvc1', coding),
        'latin1',
      );
      const { facts, print } = await read(unknown);
      expect(facts).toMatchObject({ unreadable: null, pixelsRead: false, camera: 'Xiaomi Redmi Note 12' });
      expect(print.appearance).toBeNull();
      expect(await reader.render(unknown, 'thumb')).toBeNull();
    },
  );

  it('cannot be compared where there is nothing to see', async () => {
    const wall = await sharp({ create: { width: 400, height: 300, channels: 3, background: '#ccc' } })
      .jpeg()
      .toBuffer();
    const { appearance } = (await read(wall)).print;
    expect(appearance?.traits).toEqual([]);
    expect(appearance && (await reader.compare(appearance, [appearance]))).toEqual([null]);
  });
});

describe('a signed photo', () => {
  it('tells by whom, as long as nobody changed it', async () => {
    const whole = signedPhoto(await street());
    const credentials = { state: 'valid', signedBy: 'Kamera Contoh', isListed: false };
    expect((await read(whole)).facts).toMatchObject({ unreadable: null, credentials });
    const renamed = withExif(whole, tiffOf({ ifd0: { 271: 'samsung' } }));
    const changed = { ...credentials, state: 'changed' };
    expect((await read(renamed)).facts).toMatchObject({ camera: 'samsung', credentials: changed });
    expect((await read(await street())).facts.credentials).toBeNull();
  });
});

describe('a copy for showing', () => {
  const private_ = tiffOf({
    ifd0: { 271: 'samsung', 274: { short: 6 }, 305: 'GIMP' },
    gps: {
      1: 'S',
      2: [
        [6, 1],
        [15, 1],
        [38, 1],
      ],
      3: 'E',
      4: [
        [106, 1],
        [48, 1],
        [48, 1],
      ],
    },
  });

  it.each([
    ['thumb', 320],
    ['display', 1600],
  ] as const)('%s is turned, small enough and says nothing', async (as, edge) => {
    const copy = Buffer.from((await reader.render(withExif(await scene(2000, 1000), private_), as)) ?? []);
    const metadata = await sharp(copy).metadata();
    expect([metadata.format, metadata.width, metadata.height]).toEqual(['webp', edge / 2, edge]);
    expect([metadata.exif, metadata.xmp, metadata.iptc, metadata.icc, metadata.orientation]).toEqual(
      Array.from({ length: 5 }),
    );
    expect(copy.toString('latin1')).not.toMatch(/EXIF|XMP |Exif|ICCP|samsung|GIMP|http/);
  });

  it('keeps nothing of a real phone’s file either', async () => {
    const original = casePhoto('jpeg-good');
    expect(await exifr.gps(original)).toBeDefined();
    const copy = Buffer.from((await reader.render(original, 'display')) ?? []);
    expect(copy.subarray(12, 16).toString('latin1')).toBe('VP8 ');
  });

  it('is made of a HEIC as of any other', async () => {
    const original = casePhoto('heic-good');
    const copy = Buffer.from((await reader.render(original, 'thumb')) ?? []);
    const { format, width, height, exif } = await sharp(copy).metadata();
    expect([format, width, height, exif]).toEqual(['webp', 320, 240, undefined]);
    const same = await sharp(casePhoto('jpeg-good'))
      .resize(16, 12, { fit: 'fill' })
      .greyscale()
      .raw()
      .toBuffer();
    const shown = await sharp(copy).resize(16, 12, { fit: 'fill' }).greyscale().raw().toBuffer();
    expect(meanDifference(shown, same)).toBeLessThan(10);
  });

  it('does not exist of what has no pixels to show', async () => {
    expect(await reader.render(Buffer.from('<svg/>'), 'thumb')).toBeNull();
    expect(await reader.render(fixture('truncated-0088e6e9.jpg'), 'thumb')).toBeNull();
  });
});
