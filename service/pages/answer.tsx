/** Answering with a page: a component, a refusal, or one step on, drawn for whoever asked. */
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { API_BASE } from '#shared/contract/operations.ts';
import { PROBLEMS, type ProblemWord } from '#shared/contract/problem.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import type { Env } from '../platform/http/env.ts';
import { chosenLanguage } from '../platform/http/language.ts';
import { answerProblem, type ProblemExtra, problemSaid, sayWhen } from '../platform/http/problem.ts';
import { useSay, useVisit, type Visit, Visited, Words } from './context.tsx';
import { menuOf } from './menu.ts';
import { OfficePage, OpenPage } from './page.tsx';
import { LinkLine } from './parts.tsx';

/** `page` is an `OfficePage`, a `PublicPage` or an `OpenPage`, or draws one. */
export function answerPage(c: Context<Env>, page: VNode, status: ContentfulStatusCode = 200): Response {
  return c.html(drawPage(c, page), status);
}

function drawPage(c: Context<Env>, page: VNode): string {
  return documentOf(
    <Words.Provider value={c.get('language')}>
      <Visited.Provider value={visitOf(c)}>{page}</Visited.Provider>
    </Words.Provider>,
  );
}

/** A whole HTML document; `root` draws its `html`. */
export function documentOf(root: VNode): string {
  return `<!doctype html>\n${renderToString(root)}`;
}

function visitOf(c: Context<Env>): Visit {
  const menus = c.get('menus');
  const actor = c.get('token') === undefined ? null : c.get('actor');
  // Until that is done the menu would lead nowhere.
  const menu = actor === null || c.get('mustFirst') !== null ? [] : menuOf(menus, actor);
  return {
    url: new URL(c.req.url),
    visitorMenu: menus.visitors,
    officer: actor && { name: actor.name, menu },
  };
}

/** As a page where one was asked for, else as problem+json. */
export function answerAsAsked(
  c: Context<Env>,
  word: ProblemWord,
  extra: ProblemExtra = {},
): Response | Promise<Response> {
  const wantsPage =
    !c.req.path.startsWith(`${API_BASE}/`) && /\btext\/html\b/.test(c.req.header('accept') ?? '');
  if (!wantsPage) return answerProblem(c, word, extra);
  c.set('language', chosenLanguage(c));
  sayWhen(c, extra);
  return answerPage(c, <ProblemPage {...problemSaid(word, extra)} />, PROBLEMS[word]);
}

function ProblemPage({ title, detail }: { title: Phrase; detail: Phrase }) {
  const say = useSay();
  const Frame = useVisit().officer ? OfficePage : OpenPage;
  return (
    <Frame title={say(title)}>
      <p>{say(detail)}</p>
      <LinkLine to="/">{say('pages.frame.home')}</LinkLine>
    </Frame>
  );
}

/**
 * One step on from our own page, to an own path. The session's cookie is `SameSite=Strict`: a browser that comes from
 * another site leaves it out, all along a chain of redirects; only what a page of ours leads to brings it.
 */
export function leadOn(c: Context<Env>, to: string): Response {
  c.header('refresh', `0; url=${to}`);
  return answerPage(c, <OneMoment to={to} />);
}

function OneMoment({ to }: { to: string }) {
  const say = useSay();
  return (
    <OpenPage title={say('people.onward.title')}>
      <LinkLine to={to}>{say('people.onward.go_on')}</LinkLine>
    </OpenPage>
  );
}

export function comesFromElsewhere(c: Context): boolean {
  return c.req.method === 'GET' && c.req.header('sec-fetch-site') === 'cross-site';
}
