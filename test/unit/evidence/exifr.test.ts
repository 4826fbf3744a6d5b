/** What the EXIF library is asked for, and how whatever it answers is taken. */
import { describe, expect, it } from 'vitest';
import {
  codedTextOf,
  EXIFR_OPTIONS,
  NO_EXIF,
  numberOf,
  numbersOf,
  readExif,
  textOf,
  thumbnailOf,
} from '#shared/evidence/read/exif.ts';

describe('EXIF as the library hands it over', () => {
  const parsed = (answer: unknown) => readExif(new Uint8Array(1), async () => answer);

  it('is asked for the tags that are read and for nothing else', async () => {
    let asked: typeof EXIFR_OPTIONS | undefined;
    await readExif(new Uint8Array(1), async (_, options) => {
      asked = options;
      return {};
    });
    expect(asked?.ifd0.pick.toSorted((a, b) => a - b)).toEqual([
      11, 270, 271, 272, 305, 315, 33432, 34665, 34853,
    ]);
    expect(asked?.exif.pick.toSorted()).toEqual([36867, 36868, 36880, 36881, 36882, 37510]);
    expect(asked?.gps.pick.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 7, 9, 11, 27, 29, 31]);
    expect(asked?.ifd1.pick.toSorted()).toEqual([513, 514]);
    const { tiff, userComment, ifd0, exif, gps, ifd1, ...others } = EXIFR_OPTIONS;
    expect([tiff, userComment]).toEqual([true, true]);
    expect(new Set(Object.values(others))).toEqual(new Set([false]));
  });

  it.each([[undefined], [null], [7], ['text'], [[]], [{}], [{ ifd0: null, gps: [1], exif: 'x' }]])(
    'is empty where %j comes back',
    async (answer) => {
      expect(await parsed(answer)).toEqual(NO_EXIF);
    },
  );

  it('is empty without a block or where the library throws', async () => {
    const failing = async () => {
      throw new Error('damaged');
    };
    expect(await readExif(null, async () => ({ ifd0: { 271: 'x' } }))).toEqual(NO_EXIF);
    expect(await readExif(new Uint8Array(1), failing)).toEqual(NO_EXIF);
    expect(await parsed({ ifd0: { 271: 'x' }, ifd1: { 513: 1 } })).toEqual({
      ...NO_EXIF,
      ifd0: { 271: 'x' },
      ifd1: { 513: 1 },
    });
  });

  it('has texts without padding, numbers that are numbers, and comments of any character set', () => {
    expect([' a\0b \0', ' \0 ', '', 7, null].map(textOf)).toEqual(['ab', null, null, null, null]);
    expect([7, [1, 'x', 2], [], 'x', null].map(numbersOf)).toEqual([[7], [1, Number.NaN, 2], [], null, null]);
    expect([7, [8, 9], [Number.NaN], [], 'x', Number.POSITIVE_INFINITY].map(numberOf)).toEqual([
      7,
      8,
      null,
      null,
      null,
      null,
    ]);
    const bytes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
    for (const code of ['ASCII\0\0\0', 'UNICODE\0', 'JIS\0\0\0\0\0', '\0\0\0\0\0\0\0\0', '']) {
      expect(codedTextOf(bytes(`${code}foto`))).toBe('foto');
    }
    expect([codedTextOf(' foto '), codedTextOf(bytes('xASCII')), codedTextOf(7)]).toEqual([
      'foto',
      'xASCII',
      null,
    ]);
  });

  it('holds a thumbnail where both its numbers lie inside the block', () => {
    const tiff = Uint8Array.of(0, 1, 2, 3, 4);
    const thumbnail = (ifd1: Record<number, unknown>, block: Uint8Array | null = tiff) => {
      const found = thumbnailOf(block, { ...NO_EXIF, ifd1 });
      return found && [...found];
    };
    expect(thumbnail({ 513: 1, 514: 2 })).toEqual([1, 2]);
    expect(thumbnail({ 513: 3, 514: 2 })).toEqual([3, 4]);
    expect(thumbnail({ 513: 0, 514: 5 })).toEqual([0, 1, 2, 3, 4]);
    expect(thumbnail({ 513: 4, 514: 2 })).toBeNull();
    expect(thumbnail({ 513: 1, 514: 0 })).toBeNull();
    expect(thumbnail({ 513: 1 })).toBeNull();
    expect(thumbnail({ 514: 2 })).toBeNull();
    expect(thumbnail({ 513: 1, 514: 2 }, null)).toBeNull();
  });
});
