/** The caller's language: Indonesian unless English is asked for before it. */
import { parseAccept } from 'hono/utils/accept';
import type { Locale } from '#shared/words/locale.ts';

export type Language = Locale;

/** One sentence in both languages. */
export type Said = Record<Language, string>;

export function say(said: Said, language: Language): string {
  return said[language];
}

/** Reads `Accept-Language` by its weights; anything but Indonesian and English is passed over. */
export function languageOf(header: string | undefined): Language {
  const wanted = parseAccept(header ?? '').find(({ type, q }) => q > 0 && /^(id|en)(-|$)/i.test(type));
  return /^en/i.test(wanted?.type ?? '') ? 'en' : 'id';
}
