/** The picture without its metadata: what stays the same when only metadata are rewritten, and what does not. */
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import type { PhotoFormat } from '#shared/evidence/facts.ts';
import { codedPicture } from '#shared/evidence/read/coded.ts';
import { jpegPicture } from '#shared/evidence/read/jpeg.ts';
import { pngChunk } from '../../fixtures/png.ts';
import { tiffOf, withExif } from '../../fixtures/tiff.ts';

const TURNED = tiffOf({ ifd0: { 271: 'samsung', 274: { short: 6 } } });

const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const;
const scene = () =>
  sharp({ create: { width: 40, height: 30, channels: 3, noise, background: '#000' } }).resize(160, 120);

const picture = (bytes: Uint8Array, format: PhotoFormat): string =>
  codedPicture(bytes, format)
    .map((part) => Buffer.from(part).toString('base64'))
    .join(' ');

describe('of a JPEG', () => {
  let plain: Buffer;
  let progressive: Buffer;
  beforeAll(async () => {
    const raw = await scene().png().toBuffer();
    plain = await sharp(raw).jpeg().toBuffer();
    progressive = await sharp(raw).jpeg({ progressive: true }).toBuffer();
  });
  const comment = Buffer.from([0xff, 0xfe, 0, 6, 1, 2, 3, 4]);
  const behindStart = (bytes: Buffer, more: Buffer) =>
    Buffer.concat([bytes.subarray(0, 2), more, bytes.subarray(2)]);

  it('is the same under other metadata, comments, fill bytes and whatever lies behind its end', () => {
    for (const whole of [plain, progressive]) {
      const known = picture(whole, 'jpeg');
      expect(known.length).toBeGreaterThan(2_000);
      expect(picture(withExif(whole, TURNED), 'jpeg')).toBe(known);
      expect(picture(behindStart(whole, comment), 'jpeg')).toBe(known);
      expect(picture(behindStart(whole, Buffer.from([0xff, 0xff])), 'jpeg')).toBe(known);
      expect(picture(Buffer.concat([whole, plain]), 'jpeg')).toBe(known);
      expect(picture(whole.subarray(0, -2), 'jpeg')).toBe(known);
    }
  });

  it('tells whether it comes to its end', () => {
    expect(jpegPicture(plain).ended).toBe(true);
    for (const cut of [2, 3, 50, plain.length - 20]) {
      expect(jpegPicture(plain.subarray(0, -cut)).ended).toBe(false);
    }
  });

  it('is another one with another pixel, another table, another scan', async () => {
    const known = picture(plain, 'jpeg');
    const others = [await sharp(plain).jpeg({ quality: 70 }).toBuffer(), progressive, plain.subarray(0, -9)];
    for (const other of others) expect(picture(other, 'jpeg')).not.toBe(known);
  });

  it('is nothing where there is none', () => {
    expect(codedPicture(Buffer.from([0xff, 0xd8, 0xff, 0xe1, 0, 1]), 'jpeg')).toEqual([]);
  });
});

describe('of a PNG', () => {
  it('is the same with texts, and cut into other pieces', async () => {
    const plain = await scene().png({ compressionLevel: 9 }).toBuffer();
    const known = picture(plain, 'png');
    const [start, end] = [plain.subarray(0, 33), plain.subarray(-12)];
    const data = Buffer.from(codedPicture(plain, 'png').at(-1) ?? []);
    const pieces = [data.subarray(0, 1_000), data.subarray(1_000)].map((each) => pngChunk('IDAT', each));
    const text = pngChunk('tEXt', Buffer.from('Software\0Snapseed'));
    expect(picture(Buffer.concat([start, text, ...pieces, end]), 'png')).toBe(known);
    expect(picture(await scene().png().toBuffer(), 'png')).not.toBe(known);
    expect(codedPicture(Buffer.concat([start, text, end]), 'png')).toEqual([]);
  });
});

describe.each(['webp', 'avif'] as const)('of a file in %s', (as) => {
  it('is the same with EXIF and without', async () => {
    const raw = await scene().png().toBuffer();
    const coded = () => (as === 'webp' ? sharp(raw).webp() : sharp(raw).avif({ effort: 0 }));
    const bare = await coded().toBuffer();
    const tagged = await coded()
      .withExif({ IFD0: { Make: 'samsung' } })
      .toBuffer();
    expect(tagged.equals(bare)).toBe(false);
    expect(picture(tagged, as)).toBe(picture(bare, as));
    expect(picture(bare, as).length).toBeGreaterThan(500);
  });
});
