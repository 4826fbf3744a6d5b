/** The caller's language: Indonesian unless English is asked for before it. */
import { LOCALES, type Locale, localeIn } from '#shared/words/locale.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { speaker } from '#shared/words/speak.ts';

export type Language = Locale;

export function say(phrase: Phrase, language: Language): string {
  return speaker(language)(phrase);
}

/** Reads `Accept-Language` by its weights; a language that we do not speak is passed over. */
export function languageOf(header: string | undefined): Language {
  const wanted = (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...params] = part.trim().toLowerCase().split(';');
      const q = params.map((p) => /^\s*q=([\d.]+)\s*$/.exec(p)?.[1]).find((value) => value !== undefined);
      return { language: localeIn(tag.split('-')[0]), weight: q === undefined ? 1 : Number(q) };
    })
    .filter(({ language, weight }) => language !== undefined && weight > 0)
    .sort((a, b) => b.weight - a.weight);
  return wanted[0]?.language ?? LOCALES[0];
}
