/** The caller's language: Indonesian unless English is asked for before it. */
import type { Locale } from '#shared/words/locale.ts';

export type Language = Locale;

/** One sentence in both languages. */
export type Said = Record<Language, string>;

export function say(said: Said, language: Language): string {
  return said[language];
}

/** Reads `Accept-Language` by its weights; anything but Indonesian and English is passed over. */
export function languageOf(header: string | undefined): Language {
  const wanted = (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...params] = part.trim().toLowerCase().split(';');
      const q = params.map((p) => /^\s*q=([\d.]+)\s*$/.exec(p)?.[1]).find((value) => value !== undefined);
      return { language: tag.split('-')[0], weight: q === undefined ? 1 : Number(q) };
    })
    .filter(({ language, weight }) => (language === 'id' || language === 'en') && weight > 0)
    .sort((a, b) => b.weight - a.weight);
  return wanted[0]?.language === 'en' ? 'en' : 'id';
}
