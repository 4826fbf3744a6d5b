/** The language of a page: as just chosen by `?lang=`, as chosen before, else what the browser asks for. */
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { localeIn } from '#shared/words/locale.ts';
import { type Language, languageOf } from '../platform/http/language.ts';

export const LANGUAGE_PARAMETER = 'lang';
const COOKIE = 'bahasa';
const A_YEAR = 365 * 24 * 60 * 60;

export function chosenLanguage(c: Context): Language {
  const chosen = localeIn(c.req.query(LANGUAGE_PARAMETER));
  // It says nothing of anybody: no more than `Accept-Language` does.
  if (chosen) setCookie(c, COOKIE, chosen, { path: '/', sameSite: 'Lax', httpOnly: true, maxAge: A_YEAR });
  return chosen ?? localeIn(getCookie(c, COOKIE)) ?? languageOf(c.req.header('accept-language'));
}
