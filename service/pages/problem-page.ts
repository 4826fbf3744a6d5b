/** A refusal as a page, for whoever asked with a browser. */
import type { Context } from 'hono';
import { html } from 'hono/html';
import { API_BASE } from '#shared/contract/operations.ts';
import { PROBLEMS, type ProblemWord } from '#shared/contract/problem.ts';
import type { Env } from '../platform/http/env.ts';
import { say } from '../platform/http/language.ts';
import { answerProblem, type ProblemExtra, problemSaid } from '../platform/http/problem.ts';
import { chosenLanguage } from './chosen-language.ts';
import { officePage, openPage } from './page.ts';

/** As a page where one was asked for, else as problem+json. */
export function answerAsAsked(
  c: Context<Env>,
  word: ProblemWord,
  extra: ProblemExtra = {},
): Response | Promise<Response> {
  const wantsPage =
    !c.req.path.startsWith(`${API_BASE}/`) && /\btext\/html\b/.test(c.req.header('accept') ?? '');
  if (!wantsPage) return answerProblem(c, word, extra);
  const language = chosenLanguage(c);
  const { title, detail } = problemSaid(word, extra);
  const body = html`<p>${say(detail, language)}</p><p><a href="/">${say('pages.frame.home', language)}</a></p>`;
  const isSignedIn = c.get('token') !== undefined;
  const content = { title, body };
  return c.html(isSignedIn ? officePage(c, content) : openPage(language, content), PROBLEMS[word]);
}
