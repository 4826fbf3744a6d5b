/** Lists as tables that become cards on a narrow screen, and their pages. */
import type { Context } from 'hono';
import { html } from 'hono/html';
import type { Phrase } from '#shared/words/phrase.ts';
import type { Env } from '../platform/http/env.ts';
import { type Language, say } from '../platform/http/language.ts';
import type { Html } from './page.ts';

export interface Column<T> {
  head: Phrase;
  cell(item: T): Html | string;
}

/** The roles are said because a table that is laid out as cards loses them. `empty` stands in for no rows. */
export function table<T>(
  language: Language,
  caption: Phrase,
  columns: readonly Column<T>[],
  items: readonly T[],
  empty: Phrase,
): Html {
  if (items.length === 0) return html`<p class="empty">${say(empty, language)}</p>`;
  return html`<table role="table" aria-label="${say(caption, language)}">
<thead role="rowgroup"><tr role="row">${columns.map(
    ({ head }) => html`<th role="columnheader" scope="col">${say(head, language)}</th>`,
  )}</tr></thead>
<tbody role="rowgroup">${items.map(
    (item) =>
      html`<tr role="row">${columns.map(
        ({ head, cell }) => html`<td role="cell" data-head="${say(head, language)}">${cell(item)}</td>`,
      )}</tr>
`,
  )}</tbody>
</table>`;
}

/** Forwards by the list's own cursor; what else the address asks for is kept. */
export function pager(c: Context<Env>, next: string | null): Html {
  const { pathname, searchParams } = new URL(c.req.url);
  const at = searchParams.get('cursor');
  if (at === null && next === null) return html``;
  const address = (cursor: string | null): string => {
    const query = new URLSearchParams(searchParams);
    query.delete('cursor');
    if (cursor !== null) query.set('cursor', cursor);
    return query.size === 0 ? pathname : `${pathname}?${query}`;
  };
  const language = c.get('language');
  return html`<nav class="pager" aria-label="${say('pages.table.pages', language)}">
${at === null ? '' : html`<a href="${address(null)}">${say('pages.table.first', language)}</a>`}
${next === null ? '' : html`<a rel="next" href="${address(next)}">${say('pages.table.next', language)}</a>`}
</nav>`;
}
