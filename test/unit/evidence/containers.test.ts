/** Where formats hide what they say: blocks found without decoding a pixel. */
import { describe, expect, it } from 'vitest';
import { metadataBlocks } from '#shared/evidence/read/containers.ts';
import { NO_EXIF } from '#shared/evidence/read/exif.ts';
import { formatOf } from '#shared/evidence/read/format.ts';
import { readMarks } from '#shared/evidence/read/marks.ts';

const bytesOf = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const u16 = (n: number) => String.fromCharCode(n >> 8, n & 255);
const u32 = (n: number) => u16(n >>> 16) + u16(n & 0xffff);
const segment = (marker: number, body: string) =>
  `\xff${String.fromCharCode(marker)}${u16(body.length + 2)}${body}`;
const jpeg = (...segments: string[]) => bytesOf(`\xff\xd8${segments.join('')}\xff\xda\0\x02`);

function aiMark(bytes: Uint8Array): string | null {
  const format = formatOf(bytes);
  if (format === null) throw new Error('not recognised');
  return readMarks(NO_EXIF, metadataBlocks(bytes, format), '').aiMark;
}

describe('Content Credentials', () => {
  const claim = (type: string) => `jumbc2pa.actions\x71digitalSourceType\x78\x47http://c2pa/${type}gwhen`;
  const header = 'JP\0\x01\0\0\0\x01';

  it('declare AI in JPEG, even cut in two packets', () => {
    const text = claim('trainedAlgorithmicMedia');
    const whole = jpeg(segment(0xeb, header + text));
    const parted = jpeg(segment(0xeb, header + text.slice(0, 60)), segment(0xeb, header + text.slice(60)));
    expect(aiMark(whole)).toBe('C2PA trainedAlgorithmicMedia');
    expect(aiMark(parted)).toBe('C2PA trainedAlgorithmicMedia');
  });

  it('declare AI in PNG and WebP', () => {
    const text = claim('compositeSynthetic');
    const png = bytesOf(`\x89PNG\r\n\x1a\n${u32(text.length)}caBX${text}\0\0\0\0`);
    const length = String.fromCharCode(text.length & 255, text.length >> 8, 0, 0);
    const webp = bytesOf(`RIFF\0\0\0\0WEBPC2PA${length}${text}`);
    expect(aiMark(png)).toBe('C2PA compositeSynthetic');
    expect(aiMark(webp)).toBe('C2PA compositeSynthetic');
  });

  it('of an ordinary phone declare nothing', () => {
    expect(aiMark(jpeg(segment(0xeb, header + claim('computationalCapture'))))).toBeNull();
  });
});

describe('the kind of file', () => {
  it.each([
    ['\xff\xd8\xff\xe0', 'jpeg'],
    ['\x89PNG\r\n\x1a\n', 'png'],
    ['RIFF\0\0\0\0WEBPVP8 ', 'webp'],
    [`${u32(24)}ftypmif1\0\0\0\0mif1avif`, 'avif'],
    [`${u32(24)}ftypmif1\0\0\0\0mif1heic`, 'heic'],
    [`${u32(20)}ftypisom\0\0\0\0mp42`, null],
    ['RIFF\0\0\0\0WAVEfmt ', null],
    ['RIFX\0\0\0\0WEBPVP8 ', null],
    [`${u32(20)}ftpyheic\0\0\0\0heic`, null],
    [`${u32(16)}ftypisom\0\0\0\0heic`, null],
    [`${u32(15)}ftypisom\0\0\0heic`, null],
    [`${u32(24)}ftypisom\0\0\0\0heicmp42`, 'heic'],
    [`${u32(40)}ftypheic`, 'heic'],
    ['GIF89a', null],
    ['<svg', null],
    ['', null],
  ])('is told by its bytes: %j', (text, format) => {
    expect(formatOf(bytesOf(text))).toBe(format);
  });

  it.each(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'])(
    'is HEIC by the brand %s',
    (brand) => {
      expect(formatOf(bytesOf(`${u32(16)}ftyp${brand}\0\0\0\0`))).toBe('heic');
      expect(formatOf(bytesOf(`${u32(20)}ftypisom\0\0\0\0${brand}`))).toBe('heic');
    },
  );

  it.each(['avif', 'avis'])('is AVIF by the brand %s, also beside those of HEIC', (brand) => {
    expect(formatOf(bytesOf(`${u32(16)}ftyp${brand}\0\0\0\0`))).toBe('avif');
    expect(formatOf(bytesOf(`${u32(24)}ftypheic\0\0\0\0mif1${brand}`))).toBe('avif');
  });

  it('is looked for among 256 brands and no more', () => {
    const listed = (others: number) =>
      `${u32(16 + 4 * others + 4)}ftypxxxx\0\0\0\0${'yyyy'.repeat(others)}heic`;
    expect([listed(254), listed(255)].map((text) => formatOf(bytesOf(text)))).toEqual(['heic', null]);
  });

  it('is found behind a long list of brands, as newer iPhones write it', () => {
    const brands = Array.from({ length: 40 }, (_, i) => `b${String(i).padStart(3, '0')}`).join('');
    expect(formatOf(bytesOf(`${u32(16 + brands.length + 4)}ftypmif2\0\0\0\0${brands}heic`))).toBe('heic');
  });
});
