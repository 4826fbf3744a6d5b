/** The caller's language: Indonesian unless English is asked for before it. */
import { parseAccept } from 'hono/utils/accept';
import { LOCALES, type Locale, localeIn } from '#shared/words/locale.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { speaker } from '#shared/words/speak.ts';

export type Language = Locale;

export function say(phrase: Phrase, language: Language): string {
  return speaker(language)(phrase);
}

/** Reads `Accept-Language` by its weights; a language that we do not speak is passed over. */
export function languageOf(header: string | undefined): Language {
  const wanted = parseAccept(header ?? '').filter(({ q }) => q > 0);
  return wanted.map(({ type }) => localeIn(type.toLowerCase().split('-')[0])).find(Boolean) ?? LOCALES[0];
}
