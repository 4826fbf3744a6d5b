/** What citizens write comes out of the XML as they wrote it, and never as markup. */
import { expect, it } from 'vitest';
import { toXml } from '../../../service/exchange/open311/answer.ts';
import { parseXml } from '../../service/open311/caller.ts';

const read = (value: string) => parseXml(toXml({ root: 'description', value }));

it.each([
  ['markup', '<script>alert(1)</script> & <!-- -->'],
  ['the end of a section', ']]> &amp; &#0;'],
  ['quotes, lines and tabs', '"Jalan" d\'Rawa\n\tno. 5'],
  ['signs beyond the first plane', 'lubang 🕳️ di 𠮷'],
])('carries %s as text', (_, text) => {
  expect(read(text)).toEqual({ name: 'description', text, children: [] });
});

it.each([
  ['control characters', 'a\u0000b\u0008c\u001bd', 'a\ufffdb\ufffdc\ufffdd'],
  ['half a surrogate pair', 'a\ud83db\udf73c', 'a\ufffdb\ufffdc'],
  ['what is no character', 'a\ufffeb\uffffc', 'a\ufffdb\ufffdc'],
])('marks the place of %s, which XML cannot write', (_, text, shown) => {
  expect(read(text).text).toBe(shown);
});

it('names the members of a list, and leaves empty what is not known', () => {
  const value = [
    { code: 'a', metadata: true, order: 1, group: null },
    { code: 'b', metadata: false },
  ];
  expect(toXml({ root: 'services', value })).toBe(
    '<?xml version="1.0" encoding="utf-8"?>\n' +
      '<services><service><code>a</code><metadata>true</metadata><order>1</order><group></group></service>' +
      '<service><code>b</code><metadata>false</metadata></service></services>\n',
  );
});
