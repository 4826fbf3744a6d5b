/** What phones really write, and what nobody should: from EXIF bytes through exifr to facts. */
import exifr from 'exifr';
import { describe, expect, it } from 'vitest';
import type { MetadataFacts } from '#shared/evidence/facts.ts';
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
import { readMarks } from '#shared/evidence/read/marks.ts';
import { metadataFacts } from '#shared/evidence/read/metadata.ts';
import { readXmpPosition } from '#shared/evidence/read/position.ts';
import { xmpValue, xmpValues } from '#shared/evidence/read/xmp.ts';
import { EVIDENCE_POLICY } from '#shared/rules/evidence.ts';
import { type Directory, type Rational, tiffOf } from '../../fixtures/tiff.ts';

type Parts = Parameters<typeof tiffOf>[0];

async function read(parts: Parts, xmp?: string): Promise<MetadataFacts> {
  const blocks = {
    tiff: tiffOf(parts),
    xmp: xmp === undefined ? null : new TextEncoder().encode(xmp),
    iptc: null,
    claims: null,
    texts: [],
    deflated: [],
  };
  const { facts } = await metadataFacts(
    blocks,
    (tiff, options) => exifr.parse(tiff, options),
    EVIDENCE_POLICY,
  );
  return facts;
}

const degrees = (d: number, m: number, s: number): Rational[] => [
  [d, 1],
  [m, 1],
  [Math.round(s * 1000), 1000],
];
const LAT = degrees(6, 15, 38.52);
const LON = degrees(106, 48, 48.6);
const gps = (changes: Directory): Directory => ({ 1: 'S', 2: LAT, 3: 'E', 4: LON, ...changes });

describe('a position', () => {
  it('is degrees, minutes, seconds and a side', async () => {
    const { position } = await read({ gps: gps({}) });
    expect(position?.lat).toBeCloseTo(-6.2607, 6);
    expect(position?.lon).toBeCloseTo(106.8135, 6);
    expect(position).toMatchObject({ accuracyM: 15, accuracyFrom: 'assumed' });
  });

  it('keeps its sign for a lower-case reference, for which exifr alone loses it', async () => {
    expect((await read({ gps: gps({ 1: 's', 3: 'e' }) })).position?.lat).toBeCloseTo(-6.2607, 6);
  });

  it('may be one decimal number', async () => {
    const facts = await read({ gps: gps({ 2: [[62607, 10000]], 4: [[1068135, 10000]] }) });
    expect(facts.position).toMatchObject({ lat: -6.2607, lon: 106.8135 });
  });

  const zero: Rational[] = degrees(0, 0, 0);
  const nan: Rational[] = [
    [0, 0],
    [0, 0],
    [0, 0],
  ];
  it.each<[string, Directory]>([
    ['0,0', gps({ 2: zero, 4: zero })],
    ['0/0 as latitude', gps({ 2: nan })],
    [
      '0/0 as seconds',
      gps({
        4: [
          [106, 1],
          [48, 1],
          [0, 0],
        ],
      }),
    ],
    [
      'infinite',
      gps({
        2: [
          [6, 0],
          [0, 1],
          [0, 1],
        ],
      }),
    ],
    ['without N or S', { 2: LAT, 3: 'E', 4: LON }],
    ['with E for N', gps({ 1: 'E' })],
    ['with a blank reference', gps({ 1: ' ' })],
    ['half', { 1: 'S', 2: LAT }],
    ['a longitude of 206', gps({ 4: degrees(206, 0, 0) })],
    ['text instead of numbers', gps({ 2: '6.2607' })],
  ])('is invalid: %s', async (_, directory) => {
    expect(await read({ gps: directory })).toMatchObject({ gps: 'invalid', position: null });
  });

  it.each<[string, Parts]>([
    ['no GPS at all', { ifd0: { 271: 'samsung' } }],
    ['GPS with nothing but times', { gps: { 7: degrees(3, 19, 55), 29: '2025:03:10' } }],
    ['references without numbers', { gps: { 1: 'S', 3: 'E' } }],
  ])('is missing: %s', async (_, parts) => {
    expect((await read(parts)).gps).toBe('missing');
  });

  it('beyond the pole is kept aside: it may fit when exchanged', async () => {
    const facts = await read({ gps: gps({ 2: LON, 4: LAT }) });
    expect(facts).toMatchObject({ gps: 'out_of_range', position: null });
    expect(facts.impossible?.lat).toBeCloseTo(-106.8135, 6);
  });

  it.each<[string, Directory, number, string]>([
    ['stated', { 31: [[12, 1]] }, 12, 'stated'],
    ['stated too well', { 31: [[1, 2]] }, 5, 'stated'],
    ['stated as 0, which means unknown', { 31: [[0, 1]] }, 15, 'assumed'],
    ['stated as 0/0', { 31: [[0, 0]] }, 15, 'assumed'],
    ['stated as 5/0', { 31: [[5, 0]] }, 15, 'assumed'],
    ['a good DOP', { 11: [[14, 10]] }, 15, 'assumed'],
    ['a poor DOP', { 11: [[8, 1]] }, 40, 'dop'],
    ['a cell', { 27: new TextEncoder().encode('ASCII\0\0\0CELLID') }, 1000, 'cell'],
    [
      'a cell without a code of its character set',
      { 27: new TextEncoder().encode('CELLID\0') },
      1000,
      'cell',
    ],
    ['stated beside a cell', { 27: new TextEncoder().encode('CELLID'), 31: [[30, 1]] }, 30, 'stated'],
  ])('has its radius from what the phone says: %s', async (_, directory, accuracyM, accuracyFrom) => {
    expect((await read({ gps: gps(directory) })).position).toMatchObject({ accuracyM, accuracyFrom });
  });

  it.each([
    ["exif:GPSLatitude='6,15.642S' exif:GPSLongitude='106,48.81E'"],
    ["exif:GPSLatitude='6,15,38.52S' exif:GPSLongitude='106,48,48.6E'"],
    ['<exif:GPSLatitude>-6.2607</exif:GPSLatitude><exif:GPSLongitude>106.8135</exif:GPSLongitude>'],
  ])('in XMP is read too: %s', async (properties) => {
    const { xmpPosition } = await read({}, `<rdf:Description ${properties}/>`);
    expect(xmpPosition?.lat).toBeCloseTo(-6.2607, 6);
    expect(xmpPosition?.lon).toBeCloseTo(106.8135, 6);
  });
});

describe('an instant', () => {
  const taken = (text: string, offset?: string) =>
    read({ exif: { 36867: text, ...(offset === undefined ? {} : { 36881: offset }) } });

  it.each<[string, string | undefined, string | null, boolean]>([
    ['2025:03:10 10:20:00', undefined, '2025-03-10T10:20:00+07:00', false],
    ['2025:03:10 10:20:00', '+08:00', '2025-03-10T10:20:00+08:00', true],
    ['2025:03:10 10:20:00', 'Z', '2025-03-10T10:20:00+00:00', true],
    ['2025:03:10 10:20:00', '   :  ', '2025-03-10T10:20:00+07:00', false],
    ['2025:03:10 10:20:00', '+25:00', '2025-03-10T10:20:00+07:00', false],
    ['2025:03:10 10:20:00+08:00', undefined, '2025-03-10T10:20:00+08:00', true],
    ['2025-03-10 10:20:00', undefined, '2025-03-10T10:20:00+07:00', false],
    ['2025:02:30 10:20:00', undefined, null, false],
    ['2025:03:10 24:20:00', undefined, null, false],
    ['0000:00:00 00:00:00', undefined, null, false],
    ['    :  :     :  :  ', undefined, null, false],
    ['1970:01:01 07:00:00', undefined, null, false],
    ['1999:12:31 23:59:59', undefined, null, false],
    ['2000:01:01 00:00:00', undefined, '2000-01-01T00:00:00+07:00', false],
  ])('%j with offset %j', async (text, offset, takenAt, offsetStated) => {
    expect(await taken(text, offset)).toMatchObject({ takenAt, offsetStated });
  });

  it.each<[string, Directory, string | null]>([
    ['date and time', { 7: degrees(3, 19, 55), 29: '2025:03:10' }, '2025-03-10T03:19:55.000Z'],
    ['a date alone', { 29: '2025:03:10' }, '2025-03-10'],
    [
      'a date with 0/0 o’clock',
      {
        7: [
          [0, 0],
          [0, 0],
          [0, 0],
        ],
        29: '2025:03:10',
      },
      '2025-03-10',
    ],
    ['25 o’clock', { 7: degrees(25, 0, 0), 29: '2025:03:10' }, '2025-03-10'],
    ['the 259th of a month', { 7: degrees(3, 19, 55), 29: '2014:09:259' }, null],
    ['a time alone', { 7: degrees(3, 19, 55) }, null],
    ['the system’s first day, which means none', { 7: degrees(0, 0, 0), 29: '1980:01:06' }, null],
  ])('of the fix: %s', async (_, directory, fixAt) => {
    expect((await read({ gps: directory })).fixAt).toBe(fixAt);
  });

  it('comes from GPS where the camera has none, but not from a date alone', async () => {
    const full = { 7: degrees(3, 19, 55), 29: '2025:03:10' };
    expect(await read({ gps: full, exif: { 36867: '1970:01:01 00:00:00' } })).toMatchObject({
      takenAt: '2025-03-10T03:19:55.000Z',
      takenAtFrom: 'gps',
    });
    expect((await read({ gps: { 29: '2025:03:10' } })).takenAt).toBeNull();
  });
});

describe('damage', () => {
  it('in the EXIF block leaves no facts and throws nothing', async () => {
    const whole = tiffOf({ ifd0: { 271: 'samsung' }, gps: gps({}) });
    for (let length = 0; length < whole.length; length++) {
      const blocks = {
        tiff: whole.subarray(0, length),
        xmp: null,
        iptc: null,
        claims: null,
        texts: [],
        deflated: [],
      };
      const { facts } = await metadataFacts(
        blocks,
        (tiff, options) => exifr.parse(tiff, options),
        EVIDENCE_POLICY,
      );
      expect(facts.position).toBeNull();
    }
  });
});

describe('marks of AI and of editors', () => {
  it.each([
    ['trainedAlgorithmicMedia', true],
    ['http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia', true],
    ['digsrctype:algorithmicMedia', true],
    ['http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia/', true],
    ['http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture', false],
    ['http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicallyEnhanced', false],
    ['computationalCapture', false],
  ])('digital source type %s', async (type, ai) => {
    const element = await read({}, `<Iptc4xmpExt:DigitalSourceType>${type}</Iptc4xmpExt:DigitalSourceType>`);
    const resource = await read({}, `<Iptc4xmpExt:DigitalSourceType rdf:resource="${type}"/>`);
    const attribute = await read({}, `<rdf:Description Iptc4xmpExt:DigitalSourceType="${type}"/>`);
    for (const { aiMark } of [element, resource, attribute]) expect(aiMark !== null).toBe(ai);
  });

  it.each([
    ['Edited with Google AI', true],
    ['Created with Adobe Firefly AI', true],
    ['AI-generated', true],
    ['Made with love', false],
    ['Edited with Aipix', false],
    ['Kamera AI Redmi', false],
  ])('credit line %j', async (credit, ai) => {
    expect((await read({}, `<x photoshop:Credit="${credit}"/>`)).aiMark !== null).toBe(ai);
  });

  it.each([
    ['Adobe Photoshop 25.5 (Windows)', 'Photoshop'],
    ['GIMP2', 'GIMP'],
    ['paint.net 5.0.13', 'paint.net'],
    ['snapseed 2.0', 'Snapseed'],
    ['paintanet', null],
    ['HDR+ 1.0.570503588zd', null],
    ['A546EXXU7BXA2', null],
    ['Canvas', null],
  ])('software %j', async (software, editor) => {
    expect((await read({ ifd0: { 305: software } })).editor).toBe(editor);
  });

  it('a screenshot, whatever the character set of its comment', async () => {
    const utf16 = Uint8Array.from(
      [...'UNICODE\0', ...[...'Screenshot'].flatMap((c) => ['\0', c])].map((c) => c.charCodeAt(0)),
    );
    const ascii = new TextEncoder().encode('ASCII\0\0\0Screenshot');
    for (const comment of [utf16, ascii]) {
      expect((await read({ exif: { 37510: comment } })).screenshot).toBe(true);
    }
    expect((await read({ exif: { 37510: new TextEncoder().encode('ASCII\0\0\0foto') } })).screenshot).toBe(
      false,
    );
  });
});

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
    expect(asked?.exif.pick.toSorted()).toEqual([36867, 36881, 37510]);
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

describe('XMP', () => {
  it.each<[string, string[]]>([
    ['<a x:Credit="one" Credit="two"/>', ['one', 'two']],
    ["<a x:Credit = 'one'/>", ['one']],
    ['<x:Credit>one</x:Credit>', ['one']],
    ['<Credit>one</Credit >', ['one']],
    ['<x:Credit><rdf:Alt><rdf:li xml:lang="id">one</rdf:li></rdf:Alt></x:Credit>', ['one']],
    ['<x:Credit rdf:resource="one"/>', ['one']],
    ["<x:Credit rdf:resource = 'one'></x:Credit>", ['one']],
    ['<x:Credit>one  \n two</x:Credit>', ['one two']],
    ['<x:Credit>one</x:Credit><x:Credit>two</x:Credit>', ['one', 'two']],
    [
      '<x:Credit>&lt;a&gt; &amp; &quot;b&quot; &apos;c&apos; &auml; &amp;lt;</x:Credit>',
      [`<a> & "b" 'c' &auml; &lt;`],
    ],
    ['<x:Credit> </x:Credit><a x:Credit=""/>', []],
    ['<x:Credit>never closed', []],
    ['<x:CreditLine>one</x:CreditLine><a x:MyCredit="two"/>', []],
    ['<a-b.c:Credit>one</a-b.c:Credit>', ['one']],
    [`<x:Credit ${'a'.repeat(2_001)}>one</x:Credit>`, []],
  ])('%s says %j', (xmp, values) => {
    expect(xmpValues(xmp, 'Credit')).toEqual(values);
    expect(xmpValue(xmp, 'Credit')).toBe(values[0] ?? null);
  });
});

describe('a position in XMP', () => {
  it.each<[string | null, string | null, [number, number] | null]>([
    ['6,15.642S', '106,48.81E', [-6.2607, 106.8135]],
    ['6,15,38.52S', '106,48,48.6E', [-6.2607, 106.8135]],
    [' 6,15.642 s ', '106,48.81w', [-6.2607, -106.8135]],
    ['-6.2607', '+106.8135', [-6.2607, 106.8135]],
    ['90', '180', [90, 180]],
    ['90.1', '106', null],
    ['6', '180.1', null],
    ['-90.1', '106', null],
    ['6', '-180.1', null],
    ['0', '0', null],
    ['0', '106', [0, 106]],
    ['6', '0', [6, 0]],
    ['6,15.642E', '106,48.81E', null],
    ['6,15.642S', '106,48.81S', null],
    ['six', '106', null],
    ['6', 'x106', null],
    ['6x', '106', null],
    [null, '106', null],
    ['6', null, null],
  ])('%j, %j', (lat, lon, expected) => {
    const position = readXmpPosition(lat, lon);
    if (expected === null) expect(position).toBeNull();
    else {
      expect(position?.lat).toBeCloseTo(expected[0], 9);
      expect(position?.lon).toBeCloseTo(expected[1], 9);
    }
  });
});

describe('what else metadata say', () => {
  it('make and model are one name, of either or of both', async () => {
    expect((await read({ ifd0: { 271: 'samsung', 272: 'SM-A546E' } })).camera).toBe('samsung SM-A546E');
    expect((await read({ ifd0: { 272: 'SM-A546E' } })).camera).toBe('SM-A546E');
    expect((await read({ ifd0: { 271: 'x'.repeat(300) } })).camera).toHaveLength(200);
    expect((await read({})).camera).toBeNull();
  });

  it('a receiver that gives no valid fix says V; a position that was typed in says MANUAL', async () => {
    expect((await read({ gps: gps({ 9: 'V' }) })).fixVoid).toBe(true);
    expect((await read({ gps: gps({ 9: 'v' }) })).fixVoid).toBe(true);
    expect((await read({ gps: gps({ 9: 'A' }) })).fixVoid).toBe(false);
    const method = (text: string) => ({ gps: gps({ 27: new TextEncoder().encode(`ASCII\0\0\0${text}`) }) });
    expect((await read(method('manual'))).positionTyped).toBe(true);
    expect((await read(method('GPS'))).positionTyped).toBe(false);
  });

  it.each<[string, Directory, 'usable' | 'invalid' | 'out_of_range']>([
    ['at the pole', gps({ 2: degrees(90, 0, 0) }), 'usable'],
    ['at the date line', gps({ 4: degrees(180, 0, 0) }), 'usable'],
    ['just beyond the date line', gps({ 4: degrees(180, 0, 1) }), 'invalid'],
    ['at 180 degrees of latitude', gps({ 2: degrees(180, 0, 0) }), 'out_of_range'],
    ['beyond them', gps({ 2: degrees(180, 0, 1) }), 'invalid'],
    ['on the equator', gps({ 2: degrees(0, 0, 0) }), 'usable'],
    ['on the meridian', gps({ 4: degrees(0, 0, 0) }), 'usable'],
    ['a longitude without a latitude', { 3: 'E', 4: LON }, 'invalid'],
    ['W for S', gps({ 1: 'W' }), 'invalid'],
    ['N for E', gps({ 3: 'N' }), 'invalid'],
  ])('a position %s', async (_, directory, expected) => {
    expect((await read({ gps: directory })).gps).toBe(expected);
  });

  it('north is positive and west negative', async () => {
    const { position } = await read({ gps: gps({ 1: 'N', 3: 'W' }) });
    expect(position?.lat).toBeCloseTo(6.2607, 6);
    expect(position?.lon).toBeCloseTo(-106.8135, 6);
  });

  it.each<[string, string, string | null]>([
    ['2025:03:10 10:20:00.123', '', '2025-03-10T10:20:00+07:00'],
    ['2025/03/10T10:20:00,5 +0930', '', '2025-03-10T10:20:00+09:30'],
    ['2025.03.10 10:20:00Z', '', '2025-03-10T10:20:00+00:00'],
    ['2025:03:10 10:20:00Z', '-0330', '2025-03-10T10:20:00-03:30'],
    ['2025:03:10 23:59:59', '+14:00', '2025-03-10T23:59:59+14:00'],
    ['2025:03:10 10:20:00', '+14:01', '2025-03-10T10:20:00+07:00'],
    ['2025:03:10 10:20:00', '+07:60', '2025-03-10T10:20:00+07:00'],
    ['2025:03:10 10:20:00', 'x+08:00', '2025-03-10T10:20:00+07:00'],
    ['2025:03:10 10:20:00', '+08:00x', '2025-03-10T10:20:00+07:00'],
    ['2025:03:10 10:60:00', '', null],
    ['2025:03:10 10:20:60', '', null],
    ['2025:13:10 10:20:00', '', null],
    ['2025:00:10 10:20:00', '', null],
    ['2025:04:31 10:20:00', '', null],
    ['2025:03:00 10:20:00', '', null],
    ['x2025:03:10 10:20:00', '', null],
    ['2025:03:10 10:20:00x', '', null],
    ['2025:03:10 10:20', '', null],
  ])('an instant %j with offset %j', async (text, offset, takenAt) => {
    const exif = { 36867: text, ...(offset === '' ? {} : { 36881: offset }) };
    expect((await read({ exif })).takenAt).toBe(takenAt);
  });

  it.each<[string, Directory, string | null]>([
    [
      'the last second of a day',
      { 7: degrees(23, 59, 59.999), 29: '2025:03:10' },
      '2025-03-10T23:59:59.999Z',
    ],
    ['24 o\u2019clock', { 7: degrees(24, 0, 0), 29: '2025:03:10' }, '2025-03-10'],
    ['60 minutes', { 7: degrees(3, 60, 0), 29: '2025:03:10' }, '2025-03-10'],
    ['a leap second', { 7: degrees(23, 59, 60), 29: '2025:03:10' }, '2025-03-11T00:00:00.000Z'],
    ['61 seconds', { 7: degrees(3, 0, 61), 29: '2025:03:10' }, '2025-03-10'],
    ['1981', { 29: '1981:01:06' }, '1981-01-06'],
    ['1980', { 29: '1980-12-31' }, null],
    ['a day that is none', { 29: '2025:02:29' }, null],
    ['other separators', { 29: '2025-03/10' }, '2025-03-10'],
    ['text around', { 29: 'x2025:03:10' }, null],
  ])('a fix of %s', async (_, directory, fixAt) => {
    expect((await read({ gps: directory })).fixAt).toBe(fixAt);
  });

  it('a fix before 2000 is no capture time', async () => {
    const time = { 7: degrees(3, 19, 55) };
    expect(await read({ gps: { ...time, 29: '1999:12:31' } })).toMatchObject({
      takenAt: null,
      takenAtFrom: null,
      offsetStated: false,
    });
    expect((await read({ gps: { ...time, 29: '2000:01:01' } })).takenAt).toBe('2000-01-01T03:19:55.000Z');
  });
});

describe('a credit of AI', () => {
  const marksOf = (texts: { iptc?: Uint8Array; png?: string }) =>
    readMarks(
      NO_EXIF,
      {
        tiff: null,
        xmp: null,
        iptc: texts.iptc ?? null,
        claims: null,
        texts: texts.png === undefined ? [] : [{ keyword: 'Comment', text: texts.png }],
        deflated: [],
      },
      '',
    ).aiMark;
  const AI = 'Made with Google AI';
  const dataset = (record: number, set: number, text: string) =>
    Uint8Array.from([
      0x1c,
      record,
      set,
      text.length >> 8,
      text.length & 255,
      ...new TextEncoder().encode(text),
    ]);

  it.each([
    ['ImageDescription', { ifd0: { 270: AI } }],
    ['Artist', { ifd0: { 315: AI } }],
    ['Copyright', { ifd0: { 33432: AI } }],
    ['Software', { ifd0: { 305: AI } }],
    ['ProcessingSoftware', { ifd0: { 11: AI } }],
    ['UserComment', { exif: { 37510: new TextEncoder().encode(`ASCII\0\0\0${AI}`) } }],
  ])('is found in %s', async (_, parts) => {
    expect((await read(parts)).aiMark).toBe(AI);
  });

  it.each(['Credit', 'CreatorTool', 'Source', 'creator', 'rights', 'description', 'AISystemUsed'])(
    'is found in the XMP property %s',
    async (name) => {
      expect((await read({}, `<x:${name}>${AI}</x:${name}>`)).aiMark).toBe(AI);
    },
  );

  it.each([40, 65, 80, 110, 115, 116, 120])('is found in the IPTC dataset %d, behind others', (set) => {
    const whole = [...dataset(1, 90, '\x1b%G'), ...dataset(2, 5, 'Judul'), ...dataset(2, set, AI)];
    expect(marksOf({ iptc: Uint8Array.from(whole) })).toBe(AI);
  });

  it('is none in other datasets, records, or behind what is no dataset', () => {
    expect(marksOf({ iptc: dataset(2, 5, AI) })).toBeNull();
    expect(marksOf({ iptc: dataset(3, 110, AI) })).toBeNull();
    expect(marksOf({ iptc: Uint8Array.from([0, ...dataset(2, 110, AI)]) })).toBeNull();
    const extended = [
      0x1c,
      2,
      110,
      0x80,
      4,
      ...Array.from({ length: 0x8004 }, () => 32),
      ...dataset(2, 110, AI),
    ];
    expect(marksOf({ iptc: Uint8Array.from(extended) })).toBeNull();
    const longest = [
      0x1c,
      2,
      5,
      0x7f,
      0xff,
      ...Array.from({ length: 0x7fff }, () => 32),
      ...dataset(2, 110, AI),
    ];
    expect(marksOf({ iptc: Uint8Array.from(longest) })).toBe(AI);
  });

  it('is found in a text of a PNG', () => {
    expect(marksOf({ png: AI })).toBe(AI);
  });

  it.each([
    ['Dibuat dengan Gemini AI', true],
    ['diedit oleh AI', true],
    ['Dihasilkan dengan bantuan alat AI', true],
    ['Generated by AI', true],
    ['created using an AI tool', true],
    ['AI generated', true],
    ['AI-edited', true],
    ['AI created', true],
    ['Made with love. AI', false],
    ['Made with\nAI', false],
    [`Made with ${'x '.repeat(31)}AI`, false],
    ['unmade with AI', false],
    ['Made for AI', false],
    ['AI assisted', false],
    ['MAIgenerated', false],
  ])('%j: %s', (credit, ai) => {
    expect(marksOf({ png: credit }) !== null).toBe(ai);
  });
});
