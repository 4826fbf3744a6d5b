/** The catalogue spoken in one language. It holds every sentence, so the extension, which loads its own, keeps away. */
import { wordsOf } from './catalogue.ts';
import type { Locale } from './locale.ts';
import { type Say, sayIn } from './phrase.ts';

const speakers = new Map<Locale, Say>();

export function speaker(locale: Locale): Say {
  const known = speakers.get(locale) ?? sayIn(locale, wordsOf(locale));
  speakers.set(locale, known);
  return known;
}
