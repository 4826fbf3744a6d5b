/** Two writings of one text. */
import { expect, it } from 'vitest';
import { isSameText, plainText } from '#shared/exchange/text.ts';

it('is kept without what a format alone put into it', () => {
  expect(plainText(' lubang &amp; genangan\r\ndi \u201Ccaf\u0065\u0301\u201D\u200B ')).toBe(
    'lubang & genangan\ndi \u201Ccaf\u00E9\u201D',
  );
});

it.each([
  ['a\r\nb', 'a\nb'],
  ['a &amp; b', 'a & b'],
  ['a\u00A0 b ', 'a b'],
  ['e\u0301', '\u00E9'],
])('%j says the same as %j', (one, other) => {
  expect(isSameText(one, other)).toBe(true);
});

it('another word is another text', () => {
  expect(isSameText('lubang', 'lubang (diperbarui)')).toBe(false);
});
