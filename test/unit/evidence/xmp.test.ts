/** Properties of XMP in every way in which writers put them. */
import { describe, expect, it } from 'vitest';
import { readXmpPosition } from '#shared/evidence/read/position.ts';
import { xmpValue, xmpValues } from '#shared/evidence/read/xmp.ts';

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
