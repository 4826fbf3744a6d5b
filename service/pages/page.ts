/**
 * What every page of the service looks like around its content. Every value goes through Hono's `html`, which
 * escapes it.
 */
import type { Context } from 'hono';
import { html } from 'hono/html';
import type { Actor } from '#shared/contract/session.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import type { Env } from '../platform/http/env.ts';
import { type Language, say } from '../platform/http/language.ts';
import { LANGUAGE_PARAMETER } from './chosen-language.ts';
import { menuOf, SIGN_IN_PATH, VISITOR_MENU } from './menu.ts';
import { STYLE_PATH } from './style.ts';

export type Html = ReturnType<typeof html>;

export interface PageContent {
  title: Phrase;
  body: Html;
  /** Lists and tables take the window's width; without it a page is as wide as a form. */
  wide?: boolean;
  /** A screen on the wall: as large as it goes, without bar and menu. */
  layout?: 'wall';
}

interface SignedIn {
  actor: Actor;
  /** The page's own path: its entry in the menu is marked. */
  path: string;
  /** Until a one-time password is changed the menu would lead nowhere. */
  mustChangePassword: boolean;
}

/** A page before sign-in. */
export function openPage(language: Language, content: PageContent): Html {
  return page(language, content, {});
}

/** A page behind sign-in. */
export function officePage(c: Context<Env>, content: PageContent): Html {
  const who = { actor: c.get('actor'), path: c.req.path, mustChangePassword: c.get('mustChangePassword') };
  const language = c.get('language');
  return page(language, content, { top: signedInAs(who, language) });
}

/** A page for whoever comes by: where else one may look, and the other language. */
export function publicPage(c: Context<Env>, content: PageContent): Html {
  const language = c.get('language');
  return page(language, content, { top: forVisitors(c.req.path, language), bottom: otherLanguage(c) });
}

export const ICON_PATH = '/ikon.svg';
export const SIGN_OUT_PATH = '/keluar';

/** The mark: a report's circle, closed by the tick that goes through it. */
export const MARK = html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 128 128" width="24" height="24" aria-hidden="true"><rect width="128" height="128" rx="28" fill="#1b5bb0"/><g fill="none" stroke="#fff" stroke-linecap="round" stroke-linejoin="round"><path d="M76.7 30.9 A38 38 0 1 0 103 68.3" stroke-width="11"/><path d="M46 66 L62 82 L104 34" stroke-width="14"/></g></svg>`;

interface Around {
  top?: Html;
  bottom?: Html;
}

function page(
  language: Language,
  { title, body, wide = false, layout }: PageContent,
  { top, bottom }: Around,
): Html {
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${say(title, language)} · Tuntas</title>
<link rel="icon" href="${ICON_PATH}" type="image/svg+xml">
<link rel="stylesheet" href="${STYLE_PATH}">
</head>
<body>
<a class="skip" href="#isi">${say('pages.frame.to_content', language)}</a>
${
  layout === 'wall'
    ? ''
    : html`<header class="top">
<a class="brand" href="/">${MARK}<span>Tuntas</span></a>
${top ?? ''}
</header>`
}
<main id="isi" class="${layout ?? (wide ? 'wide' : 'narrow')}" tabindex="-1">
<h1>${say(title, language)}</h1>
${body}
</main>
${bottom ?? ''}
</body>
</html>`;
}

function menu(entries: readonly { path: string; label: Phrase }[], path: string, language: Language): Html {
  const isHere = (entry: string): boolean => path === entry || path.startsWith(`${entry}/`);
  return html`<nav aria-label="${say('pages.frame.pages', language)}">
${entries.map(
  ({ path: to, label }) =>
    html`<a href="${to}"${isHere(to) ? html` aria-current="page"` : ''}>${say(label, language)}</a>`,
)}
</nav>`;
}

function signedInAs({ actor, path, mustChangePassword }: SignedIn, language: Language): Html {
  return html`${menu(mustChangePassword ? [] : menuOf(actor), path, language)}
<form class="who" method="post" action="${SIGN_OUT_PATH}">
<span>${actor.name}</span>
<button class="quiet">${say('pages.frame.sign_out', language)}</button>
</form>`;
}

function forVisitors(path: string, language: Language): Html {
  return html`${menu(VISITOR_MENU, path, language)}
<p class="who"><a href="${SIGN_IN_PATH}">${say('pages.frame.sign_in', language)}</a></p>`;
}

function otherLanguage(c: Context<Env>): Html {
  const other: Language = c.get('language') === 'id' ? 'en' : 'id';
  const { pathname, searchParams } = new URL(c.req.url);
  searchParams.set(LANGUAGE_PARAMETER, other);
  return html`<footer class="foot"><a href="${pathname}?${searchParams}" hreflang="${other}" lang="${other}">${say('common.language', other)}</a></footer>`;
}

/** Told once, above the content: what was done, or why it was not. */
export function notice(kind: 'good' | 'bad', text: string): Html {
  return kind === 'good'
    ? html`<p class="notice good" role="status">${text}</p>`
    : html`<p class="notice bad" role="alert">${text}</p>`;
}
