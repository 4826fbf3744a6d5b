/** The kit for pages whose content is still Hono's `html`; it goes with the last of them. */
import type { Context } from 'hono';
import { type html, raw } from 'hono/html';
import type { ComponentChildren, VNode } from 'preact';
import { jsxTemplate } from 'preact/jsx-runtime';
import { renderToString } from 'preact-render-to-string';
import type { Phrase } from '#shared/words/phrase.ts';
import type { Env } from '../platform/http/env.ts';
import { type Language, say } from '../platform/http/language.ts';
import { documentOf, drawPage } from './answer.tsx';
import { Banner } from './banner.tsx';
import { ColumnChart, ShareBar } from './chart.tsx';
import { Visited, Words } from './context.tsx';
import { Fields, FieldView, Folded } from './fields.tsx';
import type { Field, Filled } from './form.ts';
import { OfficePage, OpenPage, PublicPage } from './page.tsx';
import { Pager, Table } from './table.tsx';

export type Html = ReturnType<typeof html>;

export interface PageContent {
  title: Phrase;
  body: Html;
  wide?: boolean;
}

export interface Column<T> {
  head: Phrase;
  cell(item: T): Html | string;
}

/** A component inside `html`. */
export function toHtml(node: VNode, language: Language = 'id'): Html {
  return raw(renderToString(<Words.Provider value={language}>{node}</Words.Provider>));
}

/** `html` inside a component: what it wrote is escaped already. */
function held(content: Html | string): ComponentChildren {
  return typeof content === 'string' ? content : jsxTemplate([String(content)]);
}

export function openPage(language: Language, { title, body, ...rest }: PageContent): Html {
  const page = (
    <Words.Provider value={language}>
      <OpenPage title={say(title, language)} {...rest}>
        {held(body)}
      </OpenPage>
    </Words.Provider>
  );
  return raw(documentOf(page));
}

export function officePage(c: Context<Env>, { title, body, ...rest }: PageContent): Html {
  const page = (
    <OfficePage title={say(title, c.get('language'))} {...rest}>
      {held(body)}
    </OfficePage>
  );
  return raw(drawPage(c, page));
}

export function publicPage(c: Context<Env>, { title, body, ...rest }: PageContent): Html {
  const page = (
    <PublicPage title={say(title, c.get('language'))} {...rest}>
      {held(body)}
    </PublicPage>
  );
  return raw(drawPage(c, page));
}

export function notice(kind: 'good' | 'bad', text: string): Html {
  return toHtml(<Banner kind={kind}>{text}</Banner>);
}

export function table<T>(
  language: Language,
  caption: Phrase,
  columns: readonly Column<T>[],
  items: readonly T[],
  empty: Phrase,
): Html {
  const bridged = columns.map(({ head, cell }) => ({ head, cell: (item: T) => held(cell(item)) }));
  return toHtml(<Table caption={caption} columns={bridged} items={items} empty={empty} />, language);
}

export function pager(c: Context<Env>, next: string | null): Html {
  const visit = { url: new URL(c.req.url), visitorMenu: [], officer: null };
  const node = (
    <Visited.Provider value={visit}>
      <Pager next={next} />
    </Visited.Provider>
  );
  return toHtml(node, c.get('language'));
}

export function drawFields(fields: readonly Field[], filled: Filled, language: Language): Html {
  return toHtml(<Fields fields={fields} filled={filled} />, language);
}

export function drawField(field: Field, filled: Filled, language: Language): Html {
  return toHtml(<FieldView field={field} filled={filled} />, language);
}

export function folded(summary: string, content: Html, open = false): Html {
  return toHtml(
    <Folded summary={summary} open={open}>
      {held(content)}
    </Folded>,
  );
}

export function columnChart(chart: Parameters<typeof ColumnChart>[0]): Html {
  return toHtml(<ColumnChart {...chart} />);
}

export function shareBar(share: number | null, band = ''): Html {
  return toHtml(<ShareBar share={share} band={band} />);
}
