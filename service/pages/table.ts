/** Lists as tables that become cards on a narrow screen, and their pages. */
import type { Context } from 'hono';
import { html } from 'hono/html';
import type { Env } from '../platform/http/env.ts';
import { type Language, type Said, say } from '../platform/http/language.ts';
import type { Html } from './page.ts';

export interface Column<T> {
  head: Said;
  cell(item: T): Html | string;
}

/** The roles are said because a table that is laid out as cards loses them. `empty` stands in for no rows. */
export function table<T>(
  language: Language,
  caption: Said,
  columns: readonly Column<T>[],
  items: readonly T[],
  empty: Said,
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

const PAGES: Said = { id: 'Halaman daftar', en: 'Pages of the list' };
const FIRST: Said = { id: 'Ke awal', en: 'To the start' };
const NEXT: Said = { id: 'Berikutnya', en: 'Next' };

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
  return html`<nav class="pager" aria-label="${say(PAGES, language)}">
${at === null ? '' : html`<a href="${address(null)}">${say(FIRST, language)}</a>`}
${next === null ? '' : html`<a rel="next" href="${address(next)}">${say(NEXT, language)}</a>`}
</nav>`;
}
