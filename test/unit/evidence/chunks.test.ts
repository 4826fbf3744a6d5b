/** JPEG segments, PNG and RIFF chunks, Photoshop resources: what is read out of them, and what is left alone. */
import { describe, expect, it } from 'vitest';
import { iptcOf } from '#shared/evidence/read/blocks.ts';
import { joined, latin1, startsWith, u16, u32, u32le, utf8 } from '#shared/evidence/read/bytes.ts';
import { webpBlocks } from '#shared/evidence/read/containers.ts';
import { jpegBlocks } from '#shared/evidence/read/jpeg.ts';
import { pngBlocks, withInflated } from '#shared/evidence/read/png.ts';
import { u16 as be16, u32 as be32, latin } from '../../fixtures/boxes.ts';

const bytesOf = (...parts: (string | number[])[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? latin(part) : part)));
const text = (bytes: Uint8Array | null | undefined): string | null => (bytes ? latin1(bytes) : null);
const NOTHING = { tiff: null, xmp: null, iptc: null, claims: null, texts: [], deflated: [] };

describe('numbers and texts in bytes', () => {
  it('are read in either order, and are undefined past the end', () => {
    const bytes = Uint8Array.of(1, 2, 3, 4, 5);
    expect([u16(bytes, 0), u16(bytes, 3), u16(bytes, 4), u16(bytes, 5)]).toEqual([
      0x0102,
      0x0405,
      undefined,
      undefined,
    ]);
    expect([u32(bytes, 1), u32(bytes, 2), u32(bytes, 4)]).toEqual([0x02030405, undefined, undefined]);
    expect([0, 1, 2, 3, 4, 5].map((at) => u32le(bytes, at))).toEqual([
      0x04030201,
      0x05040302,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(u32(Uint8Array.of(255, 255, 255, 255), 0)).toBe(0xffffffff);
  });

  it('are one character for each byte however long they are', () => {
    const long = Uint8Array.from({ length: 10_000 }, (_, i) => i % 256);
    expect(latin1(long)).toHaveLength(10_000);
    expect(latin1(long).charCodeAt(9_999)).toBe(9_999 % 256);
    expect(latin1(new Uint8Array())).toBe('');
  });

  it('are UTF-8 where they are, else one character for each byte', () => {
    const said = (whole: string) => utf8(new TextEncoder().encode(whole));
    for (const whole of ['Jl. Kenanga', '100 % selesai', 'é 🌳 %41 \u007f']) expect(said(whole)).toBe(whole);
    expect(utf8(bytesOf('caf\xe9'))).toBe('caf\xe9');
    expect(utf8(bytesOf('\x0f\x80'))).toBe('\x0f\x80');
  });

  it('begin with a mark at a place, or do not', () => {
    const bytes = bytesOf('RIFFxWEBP');
    expect([startsWith(bytes, 'RIFF'), startsWith(bytes, 'WEBP', 5), startsWith(bytes, 'WEBP')]).toEqual([
      true,
      true,
      false,
    ]);
    expect(startsWith(bytes, 'WEBPs', 5)).toBe(false);
  });

  it('are joined in their order', () => {
    expect([...joined([Uint8Array.of(1, 2), new Uint8Array(), Uint8Array.of(3)])]).toEqual([1, 2, 3]);
  });
});

describe('a JPEG', () => {
  const segment = (marker: number, body: string): number[] => [
    0xff,
    marker,
    ...be16(body.length + 2),
    ...latin(body),
  ];
  const SCAN = [0xff, 0xda, 0, 2];
  const jpeg = (...segments: number[][]): Uint8Array => bytesOf([0xff, 0xd8], ...segments, SCAN);
  const XMP = 'http://ns.adobe.com/xap/1.0/\0';
  const MORE = 'http://ns.adobe.com/xmp/extension/\0';

  it('keeps EXIF in its first segment of that name that lists anything', () => {
    expect(text(jpegBlocks(jpeg(segment(0xe1, 'Exif\0\0one'), segment(0xe1, 'Exif\0\0two'))).tiff)).toBe(
      'one',
    );
    // Both begin as a TIFF block does; the first lists no tag at all, the second one.
    const listing = (tags: number): string => `II*\0\b\0\0\0${String.fromCharCode(tags)}\0\0\0`;
    const two = jpeg(segment(0xe1, `Exif\0\0${listing(0)}`), segment(0xe1, `Exif\0\0${listing(1)}`));
    expect(text(jpegBlocks(two).tiff)).toBe(listing(1));
    const turned = jpeg(segment(0xe1, `Exif\0\0${listing(1)}`), segment(0xe1, `Exif\0\0${listing(2)}`));
    expect(text(jpegBlocks(turned).tiff)).toBe(listing(1));
    expect(jpegBlocks(jpeg(segment(0xe2, 'Exif\0\0one'), segment(0xe1, 'exif\0\0two')))).toEqual(NOTHING);
  });

  it('keeps XMP in one segment or in several', () => {
    const more = `${MORE}${'g'.repeat(32)}${'\0'.repeat(8)}b`;
    expect(text(jpegBlocks(jpeg(segment(0xe1, `${XMP}a`))).xmp)).toBe('a');
    expect(text(jpegBlocks(jpeg(segment(0xe1, `${XMP}a`), segment(0xe1, more))).xmp)).toBe('ab');
    // Both begin as a TIFF block does; the first lists no tag at all, the second one.
    const listing = (tags: number): string => `II*\0\b\0\0\0${String.fromCharCode(tags)}\0\0\0`;
    const two = jpeg(segment(0xe1, `Exif\0\0${listing(0)}`), segment(0xe1, `Exif\0\0${listing(1)}`));
    expect(text(jpegBlocks(two).tiff)).toBe(listing(1));
    const turned = jpeg(segment(0xe1, `Exif\0\0${listing(1)}`), segment(0xe1, `Exif\0\0${listing(2)}`));
    expect(text(jpegBlocks(turned).tiff)).toBe(listing(1));
    expect(jpegBlocks(jpeg(segment(0xe2, `${XMP}a`), segment(0xe2, more)))).toEqual(NOTHING);
  });

  const resource = (id: number, name: string, data: string): string =>
    `8BIM${latin1(Uint8Array.from(be16(id)))}${String.fromCharCode(name.length)}${name}${name.length % 2 === 0 ? '\0' : ''}${latin1(Uint8Array.from(be32(data.length)))}${data}${data.length % 2 === 1 ? '\0' : ''}`;

  it.each([
    ['alone', resource(0x0404, '', 'iptc')],
    ['behind one of even length', resource(0x0425, '', '1234') + resource(0x0404, '', 'iptc')],
    ['behind one of odd length', resource(0x0425, '', '123') + resource(0x0404, '', 'iptc')],
    ['behind names of either length', resource(0x0425, 'ab', '123') + resource(0x0404, 'abc', 'iptc')],
    ['before others', resource(0x0404, '', 'iptc') + resource(0x0404, '', 'second')],
  ])('keeps IPTC among Photoshop’s resources, %s', (_, resources) => {
    expect(text(jpegBlocks(jpeg(segment(0xed, `Photoshop 3.0\0${resources}`))).iptc)).toBe('iptc');
    const [one, two] = [resources.slice(0, 9), resources.slice(9)].map((part) =>
      segment(0xed, `Photoshop 3.0\0${part}`),
    );
    expect(one && two && text(jpegBlocks(jpeg(one, two)).iptc)).toBe('iptc');
  });

  it('has no IPTC where the resources hold none, are cut off or are none', () => {
    const whole = resource(0x0404, '', 'iptc');
    expect(iptcOf(bytesOf(resource(0x0405, '', 'iptc')))).toBeNull();
    expect(iptcOf(bytesOf(resource(0x0504, '', 'iptc')))).toBeNull();
    expect(iptcOf(bytesOf(whole.slice(0, 10)))).toBeNull();
    expect(iptcOf(bytesOf(`x${whole}`))).toBeNull();
    expect(
      jpegBlocks(jpeg(segment(0xec, `Photoshop 3.0\0${whole}`), segment(0xed, `Photo\0${whole}`))),
    ).toEqual(NOTHING);
  });

  it('keeps Content Credentials in its eleventh segment, behind the name JP', () => {
    const claim = `JP\0\x01\0\0\0\x01claim`;
    expect(text(jpegBlocks(jpeg(segment(0xeb, claim), segment(0xeb, claim))).claims)).toBe('claimclaim');
    expect(jpegBlocks(jpeg(segment(0xe4, claim), segment(0xeb, `XX${claim.slice(2)}`)))).toEqual(NOTHING);
  });

  it('is read up to its scan, over bytes that only fill', () => {
    const exif = segment(0xe1, 'Exif\0\0one');
    expect(text(jpegBlocks(bytesOf([0xff, 0xd8, 0xff, 0xff, 0xff], exif.slice(1))).tiff)).toBe('one');
    expect(jpegBlocks(bytesOf([0xff, 0xd8], SCAN, exif))).toEqual(NOTHING);
    expect(jpegBlocks(bytesOf([0xff, 0xd8, 0xff, 0xd9, 0, 2], exif))).toEqual(NOTHING);
    expect(jpegBlocks(bytesOf([0xff, 0xd8, 0xff, 0xe0, 0, 1, 0xff], exif))).toEqual(NOTHING);
    expect(text(jpegBlocks(bytesOf([0xff, 0xd8, 0xff, 0xe0, 0, 2], exif)).tiff)).toBe('one');
    expect(jpegBlocks(bytesOf([0xff, 0xd8, 0xff]))).toEqual(NOTHING);
    expect(jpegBlocks(bytesOf([0xff, 0xd8, 0xfe, 0xe0, 0, 2], exif))).toEqual(NOTHING);
  });
});

describe('a PNG', () => {
  const chunk = (type: string, body: string): number[] => [
    ...be32(body.length),
    ...latin(type + body),
    0,
    0,
    0,
    0,
  ];
  const png = (...chunks: number[][]): Uint8Array => bytesOf('\x89PNG\r\n\x1a\n', ...chunks);

  it('keeps EXIF and Content Credentials in chunks of their own, the first of each', () => {
    const chunks = [
      chunk('IHDR', 'x'),
      chunk('eXIf', 'MM'),
      chunk('eXIf', 'II'),
      chunk('caBX', 'c'),
      chunk('caBX', 'd'),
    ];
    expect(pngBlocks(png(...chunks))).toEqual({ ...NOTHING, tiff: bytesOf('MM'), claims: bytesOf('c') });
  });

  it('ends where a chunk is cut off', () => {
    const whole = png(chunk('IHDR', ''), chunk('eXIf', 'MM'));
    expect(text(pngBlocks(whole.subarray(0, -4)).tiff)).toBe('MM');
    expect(pngBlocks(whole.subarray(0, -5))).toEqual(NOTHING);
    expect(pngBlocks(bytesOf('\x89PNG'))).toEqual(NOTHING);
  });

  it('keeps plain texts by keyword', () => {
    const blocks = pngBlocks(
      png(chunk('tEXt', 'Software\0GIMP'), chunk('tEXt', 'no end'), chunk('tEXt', 'Make\0')),
    );
    expect(blocks.texts).toEqual([
      { keyword: 'Software', text: 'GIMP' },
      { keyword: 'Make', text: '' },
    ]);
  });

  const international = (keyword: string, flag: string, body: string) =>
    chunk('iTXt', `${keyword}\0${flag}\0id\0kata kunci\0${body}`);

  it('keeps international texts, where they are not deflated', () => {
    const tree = String.fromCharCode(...new TextEncoder().encode('é'));
    expect(pngBlocks(png(international('Title', '\0', tree))).texts).toEqual([
      { keyword: 'Title', text: 'é' },
    ]);
    expect(pngBlocks(png(international('Title', '\x01', 'x')))).toEqual(NOTHING);
  });

  it('keeps XMP in one of them, plain or deflated', () => {
    const XMP = 'XML:com.adobe.xmp';
    expect(pngBlocks(png(international(XMP, '\0', '<x/>'), international(XMP, '\0', '<y/>')))).toEqual({
      ...NOTHING,
      xmp: bytesOf('<x/>'),
    });
    expect(pngBlocks(png(international(XMP, '\x01', 'zip')))).toEqual({
      ...NOTHING,
      deflated: [{ keyword: XMP, data: bytesOf('zip') }],
    });
  });

  it.each(['', 'Title', 'Title\0\0\0', 'Title\0\0\0id', 'Title\0\0\0id\0kata'])(
    'says nothing by an international text that breaks off: %j',
    (body) => {
      expect(pngBlocks(png(chunk('iTXt', body)))).toEqual(NOTHING);
    },
  );

  it('is read for fifty texts of sixteen thousand letters and no more', () => {
    const many = Array.from({ length: 60 }, (_, i) => chunk('tEXt', `k${i}\0${'x'.repeat(16_100)}`));
    const { texts } = pngBlocks(png(...many));
    expect([texts.length, texts[0]?.text.length, texts[49]?.keyword]).toEqual([50, 16_000, 'k49']);
    const others = Array.from({ length: 60 }, (_, i) => international(`k${i}`, '\0', 'y'.repeat(16_100)));
    const long = pngBlocks(png(...others)).texts;
    expect([long.length, long[0]?.text.length]).toEqual([50, 16_000]);
  });

  it('keeps what generators deflate, and puts it among the texts once inflated', () => {
    const kept = pngBlocks(png(chunk('zTXt', 'parameters\0\0zip'), international('prompt', '\x01', 'zap')));
    expect(kept.deflated).toEqual([
      { keyword: 'parameters', data: bytesOf('zip') },
      { keyword: 'prompt', data: bytesOf('zap') },
    ]);
    expect(withInflated(NOTHING, 'parameters', bytesOf('Steps: 20')).texts).toEqual([
      { keyword: 'parameters', text: 'Steps: 20' },
    ]);
  });

  it.each(['exif', 'APP1', 'iptc'])('keeps a deflated profile of %s for whoever can inflate it', (kind) => {
    const keyword = `Raw profile type ${kind}`;
    expect(pngBlocks(png(chunk('zTXt', `${keyword}\0\0zip`)))).toEqual({
      ...NOTHING,
      deflated: [{ keyword, data: bytesOf('zip') }],
    });
  });

  it.each(['Comment\0\0zip', 'Raw profile type xmp\0\0zip', 'Raw profile type exif', ''])(
    'leaves other deflated texts alone: %j',
    (body) => {
      expect(pngBlocks(png(chunk('zTXt', body)))).toEqual(NOTHING);
    },
  );
});

describe('an inflated block', () => {
  const profile = (data: string, name = 'exif', digits = hexOf(data)) =>
    bytesOf(`\n${name}\n${String(data.length).padStart(8)}\n${digits}\n`);
  const hexOf = (data: string) =>
    latin(data)
      .map((byte, i) => `${byte.toString(16).padStart(2, '0')}${i % 5 === 4 ? '\n' : ''}`)
      .join('');
  const put = (keyword: string, data: Uint8Array, blocks = NOTHING) => withInflated(blocks, keyword, data);

  it('of EXIF is put in its place, without the name that JPEG gives it', () => {
    expect(put('Raw profile type exif', profile('MM\0*abcdef'))).toEqual({
      ...NOTHING,
      tiff: bytesOf('MM\0*abcdef'),
    });
    expect(put('Raw profile type APP1', profile('Exif\0\0MM\0*', 'APP1')).tiff).toEqual(bytesOf('MM\0*'));
  });

  it('of IPTC is unwrapped where it is wrapped', () => {
    expect(text(put('Raw profile type iptc', profile('\x1c\x02\x6e', 'iptc')).iptc)).toBe('\x1c\x02\x6e');
    const wrapped = `8BIM\x04\x04\0\0${latin1(Uint8Array.from(be32(4)))}iptc`;
    expect(text(put('Raw profile type iptc', profile(wrapped, 'iptc')).iptc)).toBe('iptc');
  });

  it('of XMP is taken as it is', () => {
    expect(put('XML:com.adobe.xmp', bytesOf('<x/>'))).toEqual({ ...NOTHING, xmp: bytesOf('<x/>') });
  });

  it('never replaces what the file says openly', () => {
    const open = { ...NOTHING, tiff: bytesOf('t'), xmp: bytesOf('x'), iptc: bytesOf('i') };
    const blocks = { ...open, texts: [], deflated: [] };
    for (const keyword of ['Raw profile type exif', 'Raw profile type iptc']) {
      expect(withInflated(blocks, keyword, profile('MM\0*'))).toEqual(blocks);
    }
    expect(withInflated(blocks, 'XML:com.adobe.xmp', bytesOf('<x/>'))).toEqual(blocks);
  });

  it.each([
    ['text', 'nothing of the kind'],
    ['a profile without digits', '\nexif\n       0\n\n'],
    ['a profile of one digit', '\nexif\n       1\n4\n'],
    ['other letters among the digits', '\nexif\n       2\n4d4x\n'],
    ['something before it', '!\nexif\n       2\n4d4d\n'],
    ['no length', '\nexif\n4d4d\n'],
  ])('that is no profile says nothing: %s', (_, data) => {
    expect(put('Raw profile type exif', bytesOf(data))).toEqual(NOTHING);
  });

  it('may be written in capitals, over many lines', () => {
    expect(text(put('Raw profile type exif', bytesOf('exif\n  3\n4D\n 4d\n2A')).tiff)).toBe('MM*');
  });
});

describe('a WebP', () => {
  const le32 = (n: number) => be32(n).toReversed();
  const chunk = (type: string, body: string): number[] => [
    ...latin(type),
    ...le32(body.length),
    ...latin(body),
    ...(body.length % 2 === 1 ? [0] : []),
  ];
  const webp = (...chunks: number[][]): Uint8Array => bytesOf('RIFF\0\0\0\0WEBP', ...chunks);

  it('keeps EXIF, XMP and Content Credentials in chunks of even length, the first of each', () => {
    const chunks = [chunk('VP8 ', 'odd'), chunk('EXIF', 'MM'), chunk('XMP ', '<x>'), chunk('C2PA', 'c')];
    const second = [chunk('EXIF', 'II'), chunk('XMP ', '<y>'), chunk('C2PA', 'd')];
    expect(webpBlocks(webp(...chunks, ...second))).toEqual({
      ...NOTHING,
      tiff: bytesOf('MM'),
      xmp: bytesOf('<x>'),
      claims: bytesOf('c'),
    });
  });

  it('may give EXIF the name that it has in JPEG', () => {
    expect(text(webpBlocks(webp(chunk('EXIF', 'Exif\0\0MM'))).tiff)).toBe('MM');
  });

  it('ends where a chunk is cut off', () => {
    const whole = webp(chunk('VP8 ', ''), chunk('EXIF', 'MM'));
    expect(text(webpBlocks(whole).tiff)).toBe('MM');
    expect(webpBlocks(whole.subarray(0, -1))).toEqual(NOTHING);
    expect(webpBlocks(bytesOf('RIFF'))).toEqual(NOTHING);
  });
});
