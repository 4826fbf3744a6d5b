/** What all pages of performance ask by: month, office, category, channel and instant; and links that keep it. */

import type { Context } from 'hono';
import { html } from 'hono/html';
import type { z } from 'zod';
import type { FiguresQuery } from '#shared/contract/performance.ts';
import { monthOf } from '#shared/performance/period.ts';
import { CATEGORIES } from '#shared/ticket/category.ts';
import { CHANNELS } from '#shared/ticket/channel.ts';
import { toWibString } from '#shared/time/wib.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { dayOf, fullDate, monthName } from '#shared/words/time.ts';
import { type Field, inputOf, type Option, optionsOf, type Values } from '../../../pages/form.ts';
import { drawFields, type Html } from '../../../pages/legacy.tsx';
import { PERFORMANCE_PATH } from '../../../pages/paths.ts';
import { queryOf } from '../../../pages/query.ts';
import { UNIT_LIST, unitCode, unitList } from '../../../people/units/choose-unit.tsx';
import type { Env } from '../../../platform/http/env.ts';
import { type Language, say } from '../../../platform/http/language.ts';
import type { PerformanceDeps } from '../performance.ts';

const FIRST_MONTH = '2018-01';

const PARTS_OF: readonly { path: string; label: Phrase }[] = [
  { path: PERFORMANCE_PATH, label: 'oversight.performance.figures' },
  { path: `${PERFORMANCE_PATH}/peringkat`, label: 'oversight.performance.ranking' },
  { path: `${PERFORMANCE_PATH}/lembar`, label: 'oversight.performance.statement' },
];

const any: Option = { value: '', label: 'pages.all' };

const FIELDS = {
  unit: {
    kind: 'line',
    path: 'unit',
    label: 'oversight.performance.unit',
    max: 80,
    suggestions: UNIT_LIST,
    optional: 'unsaid',
  },
  category: {
    kind: 'choice',
    path: 'category',
    label: 'oversight.performance.category',
    options: [any, ...CATEGORIES.map(({ name }) => ({ value: name, label: { text: name } }))],
    optional: 'unsaid',
  },
  channel: {
    kind: 'choice',
    path: 'channel',
    label: 'oversight.performance.channel',
    options: [any, ...optionsOf(CHANNELS, (channel) => `common.channel_in_full.${channel}`)],
    optional: 'unsaid',
  },
  asOf: { kind: 'wib', path: 'asOf', label: 'oversight.performance.as_of', optional: 'unsaid' },
} satisfies Record<string, Field>;

type FieldName = keyof typeof FIELDS;

/** As the address has it: a search sends its empty fields too, an office may be named, an instant is a time of WIB. */
export function askedIn<S extends z.ZodType>(
  c: Context<Env>,
  services: PerformanceDeps,
  schema: S,
): z.output<S> {
  const { unit, asOf } = c.req.query();
  const values: Values = { asOf: asOf === undefined ? [] : [asOf] };
  const isLocal = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(asOf ?? '');
  const changed = {
    ...(unit ? { unit: unitCode(services, unit) } : {}),
    ...(isLocal ? inputOf([FIELDS.asOf], values) : {}),
  };
  return queryOf(c, schema, changed);
}

/** An address of one of the pages that asks the same; `more` adds to it, and takes from it what is undefined. */
export function withSame(
  path: string,
  asked: FiguresQuery,
  more: Readonly<Record<string, string | undefined>> = {},
): string {
  const { month, from, to, asOf, unit, category, channel } = asked;
  const all = { month, from, to, asOf, unit, category, channel, ...more };
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(all)) if (value !== undefined) query.set(name, value);
  return query.size === 0 ? path : `${path}?${query}`;
}

/** The links between the pages, and the form above each. */
export function searchForm(
  c: Context<Env>,
  services: PerformanceDeps,
  asked: FiguresQuery,
  names: readonly FieldName[],
): Html {
  const language = c.get('language');
  const path = c.req.path;
  const now = services.clock.now();
  const values = { ...asked, asOf: asked.asOf && toWibString(Date.parse(asked.asOf)).slice(0, 16) };
  const fields = names.map((name) => FIELDS[name]);
  const filled = {
    values: Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, value === undefined ? [] : [value]]),
    ),
  };
  return html`<nav class="tabs" aria-label="${say('oversight.performance.pages', language)}">${PARTS_OF.map(
    ({ path: to, label }) =>
      html`<a href="${withSame(to, asked)}"${to === path ? html` aria-current="page"` : ''}>${say(label, language)}</a>`,
  )}</nav>
<form class="search" method="get" action="${path}">
<label>${say('oversight.performance.month', language)} <input type="month" name="month" min="${FIRST_MONTH}" max="${monthOf(now)}" value="${asked.month ?? monthOf(now)}" placeholder="2025-03"></label>
${drawFields(fields, filled, language)}
<button>${say('oversight.performance.show', language)}</button>${unitList(services)}</form>`;
}

/** What the page answers: whose work, which days, as of when. */
export function answered(
  said: {
    from: string;
    to: string;
    asOf: string;
    unit?: { name: string } | null;
    category?: string | undefined;
  },
  language: Language,
): Html {
  const month = said.from.slice(0, 7);
  const isMonth = said.from.endsWith('-01') && month === said.to.slice(0, 7);
  const days = isMonth
    ? monthName(month, language)
    : `${dayOf(said.from, language)} – ${dayOf(said.to, language)}`;
  const whose =
    said.unit === undefined ? '' : `${said.unit?.name ?? say('oversight.performance.all', language)} · `;
  const category = said.category === undefined ? '' : ` · ${said.category}`;
  return html`<p class="asked"><strong>${whose}${days}${category}</strong> <span class="soft">${say('oversight.performance.as_of', language)} ${fullDate(Date.parse(said.asOf), language)}</span></p>`;
}
