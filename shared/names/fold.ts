/** A name without what only spelling adds: case, marks, stops, how things are set apart, and what a bracket repeats. */

export interface Spelt {
  /** All its words. */
  whole: string[];
  /** Those outside of brackets, and those inside; the same as `whole` and none where there are none. */
  outside: string[];
  inside: string[];
}

/** One that was cut off before it closes runs to the end. */
const BRACKETS = /[([{]([^)\]}]*)[)\]}]?/g;

export function spell(name: string): Spelt {
  const plain = name.replace(/&amp;/gi, '&').replace(/&nbsp;|&#160;/gi, ' ');
  const whole = wordsOf(plain);
  if (!/[([{]/.test(plain)) return { whole, outside: whole, inside: [] };
  const inside = [...plain.matchAll(BRACKETS)].map(([, held = '']) => held).join(' ');
  return { whole, outside: wordsOf(plain.replace(BRACKETS, ' ')), inside: wordsOf(inside) };
}

/** Spelt the same, however cases, stops and words are set. */
export function isSameName(one: string, other: string): boolean {
  return nameKey(one) === nameKey(other);
}

export function nameKey(name: string): string {
  return spell(name).whole.join('');
}

function wordsOf(text: string): string[] {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/&/g, ' dan ')
    .replace(/\b\p{L}(?:\.\p{L})+\b\.?/gu, (letters) => letters.replaceAll('.', ''))
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}
