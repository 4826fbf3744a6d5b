/** What phones really write, and what nobody should: from EXIF bytes through exifr to facts. */
import exifr from 'exifr';
import { describe, expect, it } from 'vitest';
import type { MetadataFacts } from '#shared/evidence/facts.ts';
import { metadataFacts } from '#shared/evidence/read/metadata.ts';
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
