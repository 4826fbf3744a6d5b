/**
 * One step on from our own page. The session's cookie is `SameSite=Strict`: a browser that comes from another site
 * leaves it out, all along a chain of redirects; only what a page of ours leads to brings it.
 */
import type { Context } from 'hono';
import { html } from 'hono/html';
import { openPage } from '../../../pages/page.ts';
import type { Env } from '../../../platform/http/env.ts';
import { say } from '../../../platform/http/language.ts';

/** `to`: an own path. */
export function leadOn(c: Context<Env>, to: string): Response | Promise<Response> {
  const language = c.get('language');
  const body = html`<p><a href="${to}">${say('people.onward.go_on', language)}</a></p>`;
  c.header('refresh', `0; url=${to}`);
  return c.html(openPage(language, { title: 'people.onward.title', body }));
}

export function comesFromElsewhere(c: Context): boolean {
  return c.req.method === 'GET' && c.req.header('sec-fetch-site') === 'cross-site';
}
