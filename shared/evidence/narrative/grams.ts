/** How alike two narratives are: their words compared three by three. */
import { wordsOf } from './text.ts';

/** Words of text compared three by three, digits masked, so that only house numbers and dates may differ. */
export function gramsOf(text: string): ReadonlySet<string> {
  const words = wordsOf(text).map((word) => word.replace(/\p{N}+/gu, '#'));
  const grams = new Set<string>();
  for (let i = 0; i + 3 <= words.length; i++) grams.add(words.slice(i, i + 3).join(' '));
  return grams;
}

/** Share of grams that both have among all that either has; 0 where a text is too short to have any. */
export function jaccard<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): number {
  if (a.size + b.size === 0) return 0;
  let both = 0;
  for (const gram of a) if (b.has(gram)) both++;
  return both / (a.size + b.size - both);
}
