/**
 * The words on every screen: `t(key, values)` over the catalogue. The browser's own `i18n` follows the browser's
 * language; here the officer's setting decides, so the one language that is spoken is fetched from the package.
 */
import type { WordKey, Words } from '#shared/words/catalogue.ts';
import { LOCALES, type Locale } from '#shared/words/locale.ts';
import { type Say, sayIn, sentence } from '#shared/words/phrase.ts';
import type { ScreenSection } from '../modules/words.ts';
import { settings } from './settings.ts';

/** Of the sections that the build packs. */
export type ScreenKey = Extract<WordKey, `${ScreenSection}.${string}`>;

let words: Words = {};
let [spoken]: readonly [Locale, ...Locale[]] = LOCALES;
/** How many loads were asked for: what arrives late must not replace what was asked for after it. */
let loads = 0;
const listeners = new Set<() => void>();

/** The text of a key in the officer's language, its gaps filled. The key itself shows where a text is missing. */
export function t(key: ScreenKey, values: Readonly<Record<string, string | number>> = {}): string {
  return sentence(words, spoken, key, values);
}

/** The same for functions that service and browser share. */
export function speaker(): Say {
  return sayIn(spoken, words);
}

/** The language the words are in now: for `Intl`, `lang` attributes and `Accept-Language`. */
export function language(): Locale {
  return spoken;
}

/** Loads the officer's language; to be awaited once before a page is drawn. */
export async function startWords(): Promise<void> {
  await loadWords(await settings.language.get());
  settings.language.watch((next) => {
    void loadWords(next);
  });
}

/** Calls back after the words were exchanged, so that a page can draw itself anew; returns how to stop. */
export function onWordsChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export async function loadWords(next: Locale): Promise<void> {
  const load = ++loads;
  // Beside every page of the extension, and beside the page for phones, wherever that lies.
  const response = await fetch(new URL(`words/${next}.json`, globalThis.location.href));
  const loaded = (await response.json()) as Words;
  if (load === loads) setWords(next, loaded);
}

/** Puts words in place without loading them: tests use it. */
export function setWords(next: Locale, loaded: Words): void {
  spoken = next;
  words = loaded;
  for (const listener of listeners) listener();
}
