/** HEIC and AVIF from the box up: where items lie, what they say, and every way in which they may lie. */
import { describe, expect, it } from 'vitest';
import { codedPictures, isobmffBlocks, openContainer } from '#shared/evidence/read/isobmff.ts';
import { boxes } from '#shared/evidence/read/items.ts';
import { box, type Entry, full, heic, latin, locationsOf, tables, u16, u32 } from '../../fixtures/boxes.ts';

/** Twenty bytes in `idat`, so that places do not depend on the length of the tables. */
const IDAT = box('idat', latin('abcdefghijklmnopqrst'));
const inIdat = (at: number, length: number, id = 1, type = 'hvc1'): Entry => ({
  id,
  type,
  method: 1,
  extents: [{ at, length }],
});
const text = (bytes: Uint8Array | null | undefined): string | null =>
  bytes ? String.fromCharCode(...bytes) : null;
const primaryOf = (bytes: Uint8Array): string | null => {
  const container = openContainer(bytes);
  return container ? text(container.bytesOf(container.primary)) : null;
};

describe('boxes', () => {
  const types = (...bytes: number[][]) => boxes(Uint8Array.from(bytes.flat()))?.map(({ type }) => type);

  it('follow each other, each with its own body', () => {
    const found = boxes(Uint8Array.from([...box('aaaa', latin('one')), ...box('bbbb'), ...box('cccc', [9])]));
    expect(found?.map(({ type, body }) => [type, text(body)])).toEqual([
      ['aaaa', 'one'],
      ['bbbb', ''],
      ['cccc', '\t'],
    ]);
    expect(types()).toEqual([]);
  });

  it('may tell their size in eight bytes', () => {
    const wide = [...u32(1), ...latin('wide'), ...u32(0), ...u32(18), 7, 8];
    expect(boxes(Uint8Array.from([...wide, ...box('next')]))?.map(({ body }) => [...body])).toEqual([
      [7, 8],
      [],
    ]);
    expect(types([...u32(1), ...latin('wide'), ...u32(1), ...u32(18), 7, 8])).toBeUndefined();
    expect(types([...u32(1), ...latin('wide'), ...u32(0), ...u32(15)], [0])).toBeUndefined();
    expect(types([...u32(1), ...latin('wide')])).toBeUndefined();
  });

  it('may run to the end of the file where they hold the picture, and nowhere else', () => {
    expect(types(box('free'), [...u32(0), ...latin('mdat'), 1, 2, 3])).toEqual(['free', 'mdat']);
    expect(types([...u32(0), ...latin('meta'), 1, 2, 3])).toBeUndefined();
  });

  it.each([
    ['a size shorter than its own header', [...u32(7), ...latin('free')]],
    ['a size past the end', [...u32(9), ...latin('free')]],
    ['a header cut off', [0, 0, 0]],
  ])('of %s are none', (_, bytes) => {
    expect(types(bytes)).toBeUndefined();
    expect(types(box('good'), bytes)).toBeUndefined();
  });

  it('are a thousand at most', () => {
    const many = (count: number) => types(...Array.from({ length: count }, () => box('free')))?.length;
    expect([many(1_000), many(1_001)]).toEqual([1_000, undefined]);
  });
});

describe('an item', () => {
  it('is put together from its pieces, in the file or in the box beside the tables', () => {
    const pieces = {
      id: 1,
      type: 'hvc1',
      method: 1,
      extents: [
        { at: 2, length: 3 },
        { at: 10, length: 1 },
      ],
    };
    expect(primaryOf(heic([...tables([pieces]), IDAT]))).toBe('cdek');
    const inFile = heic(tables([{ id: 1, type: 'hvc1', extents: [{ at: 4, length: 8 }] }]));
    expect(primaryOf(inFile)).toBe('ftypheic');
  });

  it('lies behind its base, and to the end where no length is told', () => {
    expect(primaryOf(heic([...tables([{ ...inIdat(3, 2), base: 5 }]), IDAT]))).toBe('ij');
    expect(primaryOf(heic([...tables([inIdat(17, 0)]), IDAT]))).toBe('rst');
  });

  it('that ends with the data is whole; one that goes beyond is none', () => {
    expect(primaryOf(heic([...tables([inIdat(18, 2)]), IDAT]))).toBe('st');
    expect(primaryOf(heic([...tables([inIdat(18, 3)]), IDAT]))).toBeNull();
    expect(primaryOf(heic([...tables([inIdat(21, 0)]), IDAT]))).toBeNull();
    expect(primaryOf(heic([...tables([inIdat(20, 0)]), IDAT]))).toBeNull();
    expect(primaryOf(heic(tables([inIdat(0, 1)])))).toBeNull();
  });

  it('inside another item is not looked for', () => {
    const other = { id: 2, type: 'grid', method: 2, extents: [{ at: 0, length: 4 }] };
    const container = openContainer(heic([...tables([inIdat(0, 4), other]), IDAT]));
    const inside = container?.items.get(2);
    expect(inside?.inside).toBe('elsewhere');
    expect(inside && container?.bytesOf(inside)).toBeNull();
    expect(openContainer(heic([...tables([other]), IDAT]))).toBeNull();
  });

  it('is found in tables of wide numbers too', () => {
    const item = inIdat(2, 4, 70_000);
    const wide = [
      full('pitm', 1, 0, u32(item.id)),
      full('iinf', 1, 0, u32(1), full('infe', 3, 0, u32(item.id), u16(0), latin('hvc1'))),
      locationsOf([item], 2),
    ];
    expect(primaryOf(heic([...wide, IDAT]))).toBe('cdef');
  });

  it('of which only part of a number is told lies at 0', () => {
    // No offsets, lengths of two bytes, no bases; version 1 may number its pieces.
    const row = [...u16(1), ...u16(1), ...u16(0), ...u16(1), 9, ...u16(3)];
    const iloc = full('iloc', 1, 0, [0x02, 0x01], u16(1), row);
    const [pitm = [], iinf = []] = tables([inIdat(0, 1)]);
    expect(primaryOf(heic([pitm, iinf, iloc, IDAT]))).toBe('abc');
  });

  it('without an entry it can be read by is passed over', () => {
    const [pitm = [], , iloc = []] = tables([inIdat(0, 4)]);
    const good = full('infe', 2, 0, u16(1), u16(0), latin('hvc1'));
    const old = full('infe', 1, 0, u16(1), u16(0), latin('xxxx'));
    const open = (...entries: number[][]) =>
      primaryOf(heic([pitm, full('iinf', 0, 0, u16(entries.length), ...entries), iloc, IDAT]));
    expect(open(good, old, box('free', [2, 0, 0, 0]))).toBe('abcd');
    expect(open(old)).toBeNull();
    expect(open(good, full('infe', 2, 0))).toBeNull();
  });
});

describe('a container', () => {
  const parts = [...tables([inIdat(0, 4)]), IDAT];

  it.each([0, 1, 2])('without table %d is damaged', (missing) => {
    expect(openContainer(heic(parts.filter((_, i) => i !== missing)))).toBeNull();
  });

  it('without tables, or with a primary picture that is not listed, is damaged', () => {
    expect(openContainer(Uint8Array.from(box('ftyp', latin('heic'))))).toBeNull();
    expect(openContainer(Uint8Array.from([...box('ftyp'), ...box('meta', [0, 0, 0, 0, 9])]))).toBeNull();
    expect(openContainer(heic([...tables([inIdat(0, 4)], { primary: 2 }), IDAT]))).toBeNull();
    expect(openContainer(heic([full('pitm', 0, 0), ...parts.slice(1)]))).toBeNull();
  });

  it('whose table of places ends early is damaged, wherever it ends', () => {
    const [pitm = [], iinf = [], iloc = []] = parts;
    for (let length = 12; length < iloc.length; length++) {
      const cut = box('iloc', iloc.slice(8, length));
      expect([length, openContainer(heic([pitm, iinf, cut, IDAT]))]).toEqual([length, null]);
    }
  });

  it('lists four thousand places and no more', () => {
    const extents = (count: number) => Array.from({ length: count }, () => ({ at: 0, length: 1 }));
    const open = (...counts: number[]) => {
      const items = counts.map((count, i) => ({
        id: i + 1,
        type: 'hvc1',
        method: 1,
        extents: extents(count),
      }));
      return openContainer(heic([...tables(items), IDAT])) !== null;
    };
    expect([open(4_000), open(4_001), open(2_000, 2_000), open(2_001, 2_000)]).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });

  it('carries Content Credentials in a box of their own', () => {
    const c2pa = latin('\xd8\xfe\xc3\xd6\x1b\x0e\x48\x3c\x92\x97\x58\x28\x87\x7e\xc4\x81');
    const claims = (...after: number[][]) => text(isobmffBlocks(heic(parts, ...after)).claims);
    expect(claims(box('uuid', c2pa, latin('claim')))).toBe('claim');
    expect(claims(box('uuid', c2pa.with(15, 0), latin('x')), box('uuid', c2pa, latin('claim')))).toBe(
      'claim',
    );
    expect(claims(box('uuid', c2pa.with(0, 0), latin('claim')))).toBeNull();
    expect(claims(box('free', c2pa, latin('claim')))).toBeNull();
  });
});

describe('the size of the primary picture', () => {
  const ispe = (width: number, height: number) => full('ispe', 0, 0, u32(width), u32(height));
  const properties = [ispe(400, 300), box('irot', [1]), box('irot', [2]), ispe(64, 48), box('irot', [3])];

  function sizeOf(ipma: number[], ipco: number[] = box('ipco', ...properties)) {
    const parts = [...tables([inIdat(0, 4), inIdat(4, 4, 2)]), IDAT];
    return openContainer(heic([...parts, box('iprp', ipco, ipma)]))?.size;
  }

  const narrow = (...rows: number[][]) => full('ipma', 0, 0, u32(rows.length), ...rows);
  const of = (id: number, ...indexes: number[]) => [...u16(id), indexes.length, ...indexes];

  it.each([
    ['upright', [1], { width: 400, height: 300, turned: false }],
    ['turned by a quarter', [1, 2], { width: 400, height: 300, turned: true }],
    ['turned upside down', [1, 3], { width: 400, height: 300, turned: false }],
    ['turned the other way', [5, 1], { width: 400, height: 300, turned: true }],
    ['marked as essential', [0x81, 0x82], { width: 400, height: 300, turned: true }],
    ['not told', [2], null],
    ['told of a property that is not there', [6], null],
  ])('is %s by its own properties', (_, indexes, size) => {
    expect(sizeOf(narrow(of(1, ...indexes)))).toEqual(size);
  });

  it('is not that of another picture', () => {
    expect(sizeOf(narrow(of(2, 4, 2), of(1, 1)))).toEqual({ width: 400, height: 300, turned: false });
    expect(sizeOf(narrow(of(2, 4, 2)))).toBeNull();
    expect(sizeOf(narrow())).toBeNull();
  });

  it('is found through wide numbers of items and of properties', () => {
    const wide = full('ipma', 1, 0, u32(2), [...u32(2), 1, 4], [...u32(1), 2, 1, 2]);
    expect(sizeOf(wide)).toEqual({ width: 400, height: 300, turned: true });
    const long = full(
      'ipma',
      0,
      1,
      u32(2),
      [...u16(2), 1, ...u16(4)],
      [...u16(1), 2, ...u16(0x8001), ...u16(2)],
    );
    expect(sizeOf(long)).toEqual({ width: 400, height: 300, turned: true });
  });

  it('is not told where the properties do not parse or are cut off', () => {
    expect(sizeOf(narrow(of(1, 1)), box('ipco', [1, 2, 3]))).toBeNull();
    expect(sizeOf(narrow(of(1, 1)), box('free'))).toBeNull();
    expect(sizeOf(narrow(of(1, 1)), box('ipco', full('ispe', 0, 0, u32(400))))).toBeNull();
    expect(sizeOf([9])).toBeNull();
    expect(openContainer(heic([...tables([inIdat(0, 4)]), IDAT]))?.size).toBeNull();
  });
});

describe('metadata', () => {
  const picture = inIdat(0, 4);
  function blocksOf(data: string, ...items: Omit<Entry, 'method' | 'extents'>[]) {
    const idat = box('idat', latin(`abcd${data}`));
    const entries = items.map((item) => ({ ...item, method: 1, extents: [{ at: 4, length: data.length }] }));
    return isobmffBlocks(heic([...tables([picture, ...entries]), idat]));
  }

  it.each([
    ['at the distance told', '\0\0\0\x06Exif\0\0MM\0*', 'MM\0*'],
    ['at once', '\0\0\0\0II*\0', 'II*\0'],
    ['at once, whatever distance is told', '\0\0\0\x63MM\0*', 'MM\0*'],
    ['behind a name that is not counted', '\0\0\0\0Exif\0\0II*\0', 'II*\0'],
    ['nowhere', '\0\0\0\0Exif\0\0xx*\0', null],
    ['cut off', '\0\0', null],
  ])('in TIFF begin %s', (_, data, tiff) => {
    expect(text(blocksOf(data, { id: 2, type: 'Exif' }).tiff)).toBe(tiff);
  });

  it('in XMP are an item of that type', () => {
    const xmp = (mime: string) => text(blocksOf('<x/>', { id: 2, type: 'mime', mime }).xmp);
    expect(xmp('application/rdf+xml')).toBe('<x/>');
    expect(xmp('text/plain')).toBeNull();
    expect(text(blocksOf('<x/>', { id: 2, type: 'uri ', mime: 'application/rdf+xml' }).xmp)).toBeNull();
  });

  it('are those of the first item of a kind, and none in a damaged file', () => {
    const exif = (id: number, at: number) => ({ id, type: 'Exif', method: 1, extents: [{ at, length: 8 }] });
    const idat = box('idat', latin('abcd\0\0\0\0MMab\0\0\0\0MMcd'));
    const both = isobmffBlocks(heic([...tables([picture, exif(2, 4), exif(3, 12)]), idat]));
    expect(text(both.tiff)).toBe('MMab');
    const none = { tiff: null, xmp: null, iptc: null, claims: null, texts: [], deflated: [] };
    expect(isobmffBlocks(Uint8Array.from(latin('nothing')))).toEqual(none);
    expect(isobmffBlocks(heic([...tables([picture]), IDAT]))).toEqual(none);
  });

  it('do not belong to what makes the picture, which is taken in the order of the items', () => {
    const items = [
      inIdat(0, 4, 5),
      inIdat(4, 2, 2, 'grid'),
      inIdat(6, 2, 3, 'Exif'),
      inIdat(8, 2, 4, 'mime'),
      inIdat(10, 2, 6, 'uri '),
      { ...inIdat(0, 4, 7, 'iden'), method: 2 },
    ];
    const container = openContainer(heic([...tables(items), IDAT]));
    expect(container && codedPictures(container).map(text)).toEqual(['ef', 'abcd']);
  });
});
