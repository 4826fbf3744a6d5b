/**
 * The words on every screen: `t(key, …substitutions)` over locales/*.yml. The browser's own `i18n` follows the
 * browser's language; here the officer's setting decides, so the packaged messages are read by ourselves.
 */
import type { GeneratedI18nStructure } from '#i18n';
import { type Language, settings } from './settings.ts';

export type Messages = Record<string, { message: string }>;

type Structure = Omit<GeneratedI18nStructure, `@@${string}`>;
export type WordKey = keyof Structure;

/** One substitution for each `$1`…`$9` of the text; a text with plural forms takes its count first. */
type Substitutions<K extends WordKey> = Structure[K] extends { plural: true }
  ? [count: number, ...more: (string | number)[]]
  : TupleOf<Structure[K]['substitutions']>;

type TupleOf<N extends number, T extends (string | number)[] = []> = T['length'] extends N
  ? T
  : TupleOf<N, [...T, string | number]>;

let words: Messages = {};
let spoken: Language = 'id';
/** How many loads were asked for: what arrives late must not replace what was asked for after it. */
let loads = 0;
const listeners = new Set<() => void>();

/** The text of a key in the officer's language. The key itself shows where a text is missing. */
export function t<K extends WordKey>(key: K, ...substitutions: Substitutions<K>): string;
export function t(key: string, ...substitutions: (string | number)[]): string {
  const found = words[key.replaceAll('.', '_')]?.message ?? key;
  return substitute(pluralForm(found, substitutions[0]), substitutions);
}

/** The language the words are in now: for `Intl`, `lang` attributes and `Accept-Language`. */
export function language(): Language {
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

export async function loadWords(next: Language): Promise<void> {
  const load = ++loads;
  const response = await fetch(new URL(`/_locales/${next}/messages.json`, globalThis.location.href));
  const loaded = (await response.json()) as Messages;
  if (load === loads) setWords(next, loaded);
}

/** Puts words in place without loading them: tests use it. */
export function setWords(next: Language, messages: Messages): void {
  spoken = next;
  words = messages;
  for (const listener of listeners) listener();
}

/** `one | other`, the form in which @wxt-dev/i18n packs plurals. Indonesian has a single form. */
function pluralForm(text: string, count: string | number | undefined): string {
  if (typeof count !== 'number' || !text.includes(' | ')) return text;
  const [one = '', other = one] = text.split(' | ');
  return count === 1 ? one : other;
}

function substitute(text: string, substitutions: readonly (string | number)[]): string {
  return text.replace(/\$([1-9])/g, (mark, index: string) =>
    String(substitutions[Number(index) - 1] ?? mark),
  );
}
