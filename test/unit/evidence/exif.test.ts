/** What phones really write, and what nobody should: from EXIF bytes through exifr to facts. */
import exifr from 'exifr';
import { describe, expect, it } from 'vitest';
import { metadataFacts } from '#shared/evidence/read/metadata.ts';
import { EVIDENCE_POLICY } from '#shared/rules/evidence.ts';
import { type Directory, type Rational, tiffOf } from '../../fixtures/tiff.ts';
import { degrees, gps, LAT, LON, type Parts, read } from './exif.ts';

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
    ['text without a side', { 2: '6.2607', 4: '106.8135' }],
    ['text with a side against its reference', gps({ 1: 'N', 2: '-6.2607' })],
    ['text with a decimal comma, which might be minutes', gps({ 2: '6,2607' })],
    ['text that is none of an angle', gps({ 2: 'sekitar 6 derajat' })],
    ['text of four parts', gps({ 2: '6 15 38 52 S' })],
    ['no number in the text', gps({ 2: "deg ' S" })],
  ])('is invalid: %s', async (_, directory) => {
    expect(await read({ gps: directory })).toMatchObject({ gps: 'invalid', position: null });
  });

  it.each([
    ['6.2607', '106.8135'],
    ['-6.2607', '+106.8135'],
    ['6.2607 S', 'E106.8135'],
    [`6 deg 15' 38.52" S`, `106 deg 48' 48.6" E`],
    ['6°15.642', '106°48.81’'],
    ['6,15,38.52', '106,48,48.6'],
    ['6/1 15/1 3852/100', '106/1, 48/1, 486/10'],
  ])('may be text: %s, %s', async (latitude, longitude) => {
    const { position } = await read({ gps: gps({ 2: latitude, 4: longitude }) });
    expect(position?.lat).toBeCloseTo(-6.2607, 6);
    expect(position?.lon).toBeCloseTo(106.8135, 6);
  });

  it('needs no reference where text names its side', async () => {
    const { position } = await read({ gps: { 2: '-6.2607', 4: '106°48.81 e' } });
    expect(position?.lat).toBeCloseTo(-6.2607, 6);
    expect(position?.lon).toBeCloseTo(106.8135, 6);
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

  it.each<[string, Record<number, string>, string, string | null]>([
    ['the offset of the file', { 36880: '+09:00' }, '2025-03-10T10:20:00+09:00', null],
    ['the offset of the digitizing', { 36882: '+08:00' }, '2025-03-10T10:20:00+08:00', null],
    ['its own offset first', { 36880: '+09:00', 36881: '+08:00' }, '2025-03-10T10:20:00+08:00', null],
    ['the same time of digitizing', { 36868: '2025:03:10 10:20:00' }, '2025-03-10T10:20:00+07:00', null],
    [
      'another time of digitizing',
      { 36868: '2025:03:11 08:00:00' },
      '2025-03-10T10:20:00+07:00',
      '2025-03-11T08:00:00+07:00',
    ],
    [
      'another time of digitizing with an offset of its own',
      { 36868: '2025:03:11 08:00:00', 36881: '+07:00', 36882: '+09:00' },
      '2025-03-10T10:20:00+07:00',
      '2025-03-11T08:00:00+09:00',
    ],
  ])('is read with %s', async (_, beside, takenAt, digitizedAt) => {
    const exif = { 36867: '2025:03:10 10:20:00', ...beside };
    expect(await read({ exif })).toMatchObject({ takenAt, digitizedAt });
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
