/** Answering with a page: a component, drawn for whoever asked. */
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Env } from '../platform/http/env.ts';
import { type Visit, Visited, Words } from './context.tsx';
import { menuOf } from './menu.ts';

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
  // Until a one-time password is changed the menu would lead nowhere.
  const menu = actor === null || c.get('mustChangePassword') ? [] : menuOf(menus, actor);
  return {
    url: new URL(c.req.url),
    visitorMenu: menus.visitors,
    officer: actor && { name: actor.name, menu },
  };
}
