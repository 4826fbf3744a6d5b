/** The caller's language: as chosen on a page, else as the browser asks for it, else Indonesian. */
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { parseAccept } from 'hono/utils/accept';
import { LRUCache } from 'lru-cache';
import { LOCALES, type Locale, localeIn } from '#shared/words/locale.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { speaker } from '#shared/words/speak.ts';

export type Language = Locale;

export function say(phrase: Phrase, language: Language): string {
  return speaker(language)(phrase);
}

/** What a header asks for, as browsers write it: the same few thousands of times. */
const asked = new LRUCache<string, Language>({ max: 200 });
/** Characters; a longer one is read each time rather than kept. */
const ORDINARY = 200;

/** Reads `Accept-Language` by its weights; a language that we do not speak is passed over. */
export function languageOf(header = ''): Language {
  const language = asked.get(header) ?? languageIn(header);
  if (header.length <= ORDINARY) asked.set(header, language);
  return language;
}

function languageIn(header: string): Language {
  const wanted = parseAccept(header).filter(({ q }) => q > 0);
  return wanted.map(({ type }) => localeIn(type.toLowerCase().split('-')[0])).find(Boolean) ?? LOCALES[0];
}

export const LANGUAGE_PARAMETER = 'lang';
const COOKIE = 'bahasa';
const A_YEAR = 365 * 24 * 60 * 60;

/** Of a page: as just chosen by `?lang=`, as chosen before, else what the browser asks for. */
export function chosenLanguage(c: Context): Language {
  const chosen = localeIn(c.req.query(LANGUAGE_PARAMETER));
  // It says nothing of anybody: no more than `Accept-Language` does.
  if (chosen) setCookie(c, COOKIE, chosen, { path: '/', sameSite: 'Lax', httpOnly: true, maxAge: A_YEAR });
  return chosen ?? localeIn(getCookie(c, COOKIE)) ?? languageOf(c.req.header('accept-language'));
}
