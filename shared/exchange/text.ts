/** Texts of other systems as they were meant: one format writes a line end, a blank or an ampersand otherwise than the next. */

/** HTML's names for what citizens and office programs write; numbers stand for all others. */
const ENTITIES: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' },
  ...{ lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”', laquo: '«', raquo: '»' },
  ...{ ndash: '–', mdash: '—', hellip: '…', bull: '•', middot: '·', times: '×' },
  ...{ deg: '°', sup2: '²', sup3: '³', frac12: '½', frac14: '¼', frac34: '¾' },
  ...{ eacute: 'é', egrave: 'è', copy: '©', reg: '®', trade: '™', euro: '€' },
};
const ENTITY = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}\d{0,2}));/gi;

/** As it is kept: its own line ends and HTML's entities undone, letters in one form. */
export function plainText(text: string): string {
  return text
    .replace(ENTITY, (written, decimal, hex, name) => {
      if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? written;
      const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
      return code <= 0x10_ff_ff ? String.fromCodePoint(code) : written;
    })
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/[\u200B\uFEFF]/g, '')
    .normalize('NFC')
    .trim();
}

/** Do both say the same? How much blank stands between two words is no difference. */
export function isSameText(one: string, other: string): boolean {
  return words(one) === words(other);
}

function words(text: string): string {
  return plainText(text).replace(/\s+/g, ' ');
}
