/** `/kelola/ekspor`: what somebody may see, filtered, as a file. */

import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import { EXPORT_FORMATS, ExportQuery } from '#shared/contract/exports.ts';
import { PROBLEMS } from '#shared/contract/problem.ts';
import { CATEGORIES } from '#shared/ticket/category.ts';
import { CHANNELS } from '#shared/ticket/channel.ts';
import { STATUSES } from '#shared/ticket/status.ts';
import { DAY, toWibString } from '#shared/time/wib.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import {
  EMPTY,
  type Field,
  type Filled,
  inputOf,
  type Option,
  optionsOf,
  type Values,
} from '../../pages/form.ts';
import { drawFields, type Html, notice, officePage } from '../../pages/legacy.tsx';
import type { MenuEntry } from '../../pages/menu.ts';
import { may, officePages, requireRight } from '../../pages/session.ts';
import { UNIT_LIST, unitCode, unitList } from '../../people/units/choose-unit.tsx';
import type { Env } from '../../platform/http/env.ts';
import { say } from '../../platform/http/language.ts';
import { HttpProblem, problemSaid } from '../../platform/http/problem.ts';
import type { ExportDeps } from './exports.ts';
import { answerExport } from './routes.ts';

const EXPORT_PATH = '/kelola/ekspor';
export const EXPORT_ENTRY: MenuEntry = {
  path: EXPORT_PATH,
  label: 'pages.menu.export',
  right: 'tickets:export',
};

const any: Option = { value: '', label: 'pages.all' };

const FIELDS: readonly Field[] = [
  { kind: 'line', path: 'text', label: 'exchange.page.text', max: 200, optional: 'unsaid' },
  {
    kind: 'choice',
    path: 'status',
    label: 'exchange.page.status',
    optional: 'unsaid',
    options: [any, ...optionsOf(STATUSES, (status) => `common.status.${status}`)],
  },
  {
    kind: 'line',
    path: 'unit',
    label: 'exchange.page.unit',
    max: 64,
    suggestions: UNIT_LIST,
    optional: 'unsaid',
  },
  {
    kind: 'choice',
    path: 'category',
    label: 'exchange.page.category',
    optional: 'unsaid',
    options: [any, ...CATEGORIES.map(({ name }) => ({ value: name, label: { text: name } }))],
  },
  {
    kind: 'choice',
    path: 'channel',
    label: 'exchange.page.on_channel',
    optional: 'unsaid',
    options: [any, ...optionsOf(CHANNELS, (channel) => `common.channel_in_full.${channel}`)],
  },
  { kind: 'date', path: 'from', label: 'exchange.page.from', optional: 'unsaid' },
  { kind: 'date', path: 'to', label: 'exchange.page.to', optional: 'unsaid' },
];

export function exportPages(services: ExportDeps): Hono<Env> {
  const app = officePages(EXPORT_ENTRY, services);

  app.get('/', (c) => c.html(page(c, services, EMPTY)));

  const answer = async (c: Context<Env>, format: Parameters<typeof answerExport>[2]) => {
    const values: Values = c.req.queries();
    const filter = ExportQuery.safeParse(filterOf(values, services));
    if (!filter.success) return c.html(page(c, services, { values }, problemSaid('invalid', {}).detail), 422);
    try {
      return await answerExport(c, services, format, filter.data);
    } catch (error) {
      if (!(error instanceof HttpProblem)) throw error;
      const bad = problemSaid(error.word, error.extra).detail;
      return c.html(page(c, services, { values }, bad), PROBLEMS[error.word]);
    }
  };
  for (const format of EXPORT_FORMATS) app.get(`/laporan.${format}`, (c) => answer(c, format));
  app.get('/riwayat.ndjson', (c) => {
    requireRight(c, 'tickets:export-everything');
    return answer(c, 'everything');
  });
  return app;
}

/** Days are WIB's, the last one included. */
function filterOf(values: Values, services: ExportDeps): Record<string, unknown> {
  const { from, to, unit, ...rest } = inputOf(FIELDS, values);
  const midnight = (day: unknown): number => Date.parse(`${day}T00:00:00+07:00`);
  const instant = (at: number): string => (Number.isFinite(at) ? toWibString(at) : '');
  return {
    ...rest,
    ...(unit === undefined ? {} : { unit: unitCode(services, String(unit)) }),
    ...(from === undefined ? {} : { from: instant(midnight(from)) }),
    ...(to === undefined ? {} : { to: instant(midnight(to) + DAY) }),
  };
}

function page(c: Context<Env>, services: ExportDeps, filled: Filled, bad?: Phrase): Html {
  const language = c.get('language');
  const button = (path: string, label: string): Html =>
    html`<button formaction="${EXPORT_PATH}/${path}">${label}</button> `;
  const body = html`${bad ? notice('bad', say(bad, language)) : ''}
<p>${say('exchange.page.export_intro', language)}</p>
<form class="stacked" method="get" action="${EXPORT_PATH}/laporan.xlsx">
${drawFields(FIELDS, filled, language)}
<p>${EXPORT_FORMATS.map((format) => button(`laporan.${format}`, format.toUpperCase()))}${
    may(c, 'tickets:export-everything')
      ? button('riwayat.ndjson', say('exchange.page.everything', language))
      : ''
  }</p>
</form>
${unitList(services)}`;
  return officePage(c, { title: 'exchange.page.export_title', body });
}
