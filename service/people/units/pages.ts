/** `/kelola/unit`: offices by name, kind and place; the operator adds, renames, closes those that are no official place. */

import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import {
  KEPT_KINDS,
  NewUnit,
  UNIT_KINDS,
  type Unit,
  UnitChange,
  UnitsQuery,
} from '#shared/contract/units.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import {
  EMPTY,
  type Field,
  type Filled,
  inputOf,
  optionsOf,
  readForm,
  submit,
  textOf,
} from '../../pages/form.ts';
import {
  type Column,
  drawField,
  drawFields,
  folded,
  type Html,
  notice,
  officePage,
  table,
} from '../../pages/legacy.tsx';
import type { MenuEntry } from '../../pages/menu.ts';
import { doneOf, queryOf } from '../../pages/query.ts';
import { officePages } from '../../pages/session.ts';
import type { Env } from '../../platform/http/env.ts';
import { type Language, say } from '../../platform/http/language.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import { UNIT_LIST, unitCode, unitList } from './choose-unit.tsx';
import type { UnitDeps } from './units.ts';
import { changeUnit, createUnit, listUnits } from './units.ts';

const UNITS_PATH = '/kelola/unit';
export const UNITS_ENTRY: MenuEntry = {
  path: UNITS_PATH,
  label: 'pages.menu.units',
  right: 'units:manage',
};

const DONE = ['tambah', 'nama', 'tutup', 'buka'] as const;

const kindOptions = (kinds: readonly (typeof UNIT_KINDS)[number][]) =>
  optionsOf(kinds, (kind) => `common.unit_kind.${kind}`);

const SEARCH_FIELDS: readonly Field[] = [
  { kind: 'line', path: 'text', label: 'people.units.text', max: 100, optional: 'unsaid' },
  {
    kind: 'choice',
    path: 'kind',
    label: 'people.units.kind',
    optional: 'unsaid',
    options: [{ value: '', label: 'pages.all' }, ...kindOptions(UNIT_KINDS)],
  },
  {
    kind: 'line',
    path: 'within',
    label: 'people.units.within',
    max: 64,
    suggestions: UNIT_LIST,
    optional: 'unsaid',
  },
];
const NEW_FIELDS: readonly Field[] = [
  { kind: 'line', path: 'name', label: 'people.units.name', max: 200 },
  { kind: 'line', path: 'code', label: 'people.units.code', hint: 'people.units.code_hint', max: 63 },
  { kind: 'choice', path: 'kind', label: 'people.units.kind', options: kindOptions(KEPT_KINDS) },
  { kind: 'line', path: 'parent', label: 'people.units.parent', max: 64, suggestions: UNIT_LIST },
];
const NAME_FIELDS: readonly Field[] = [{ kind: 'line', path: 'name', label: 'people.units.name', max: 200 }];
const CLOSED_FIELDS: readonly Field[] = [{ kind: 'flag', path: 'closed', label: 'people.units.close' }];

/** Some four hundred in all; a page shows the first of what was found, and a search finds the rest. */
const MOST_SHOWN = 100;

export function unitPages(services: UnitDeps): Hono<Env> {
  const app = officePages(UNITS_ENTRY, services);

  app.get('/', (c) => c.html(listPage(c, services, EMPTY)));

  app.post('/', async (c) => {
    const values = await readForm(c);
    const input = { ...inputOf(NEW_FIELDS, values), parent: unitCode(services, textOf(values, 'parent')) };
    const outcome = await submit({ schema: NewUnit, fields: NEW_FIELDS, input }, (unit) =>
      createUnit(services, unit),
    );
    if (outcome.ok) return c.redirect(`${UNITS_PATH}/${outcome.value.code}?sudah=tambah`, 303);
    return c.html(listPage(c, services, { values, faults: outcome.faults }, outcome.bad), outcome.status);
  });

  app.get('/:code', (c) => c.html(unitPage(c, services, c.req.param('code'))));

  app.post('/:code/nama', (c) => change(c, NAME_FIELDS, () => 'nama'));
  app.post('/:code/keadaan', (c) => change(c, CLOSED_FIELDS, ({ closed }) => (closed ? 'tutup' : 'buka')));

  return app;

  async function change(
    c: Context<Env>,
    fields: readonly Field[],
    done: (change: UnitChange) => (typeof DONE)[number],
  ): Promise<Response> {
    const code = c.req.param('code') ?? '';
    const values = await readForm(c);
    const outcome = await submit(
      { schema: UnitChange, fields, input: inputOf(fields, values) },
      async (input) => {
        await changeUnit(services, code, input);
        return done(input);
      },
    );
    if (outcome.ok) return c.redirect(`${UNITS_PATH}/${code}?sudah=${outcome.value}`, 303);
    const filled = fields === NAME_FIELDS ? { values, faults: outcome.faults } : undefined;
    return c.html(unitPage(c, services, code, outcome.bad, filled), outcome.status);
  }
}

function listPage(c: Context<Env>, services: UnitDeps, filled: Filled, bad?: Phrase): Html {
  const language = c.get('language');
  const { within, ...asked } = queryOf(c, UnitsQuery);
  const found = listUnits(
    services,
    within === undefined ? asked : { ...asked, within: unitCode(services, within) },
  );
  const search = { values: { text: [asked.text ?? ''], kind: [asked.kind ?? ''], within: [within ?? ''] } };
  const body = html`${bad ? notice('bad', say(bad, language)) : ''}
<form class="search" role="search" method="get" action="${UNITS_PATH}">
${SEARCH_FIELDS.map((field) => drawField(field, search, language))}<button>${say('pages.search', language)}</button>
</form>
<p class="soft">${say(shownOf(found.length), language)}</p>
${table(language, 'people.units.title', columns(services, language), found.slice(0, MOST_SHOWN), 'people.units.none')}
${folded(
  say('people.units.add', language),
  html`<form class="stacked" method="post" action="${UNITS_PATH}">${drawFields(NEW_FIELDS, filled, language)}
<p><button>${say('people.units.add', language)}</button></p></form>`,
  bad !== undefined,
)}${unitList(services)}`;
  return officePage(c, { title: 'people.units.title', body, wide: true });
}

function shownOf(found: number): Phrase {
  if (found <= MOST_SHOWN) return { key: 'people.units.found', values: { count: found } };
  return { key: 'people.units.found_more', values: { count: found, shown: MOST_SHOWN } };
}

function columns({ units }: UnitDeps, language: Language): Column<Unit>[] {
  return [
    {
      head: 'people.units.name',
      cell: ({ code, name }) =>
        html`<a href="${UNITS_PATH}/${code}">${name}</a><span class="soft">${code}</span>`,
    },
    { head: 'people.units.kind', cell: ({ kind }) => say(`common.unit_kind.${kind}`, language) },
    { head: 'people.units.parent', cell: ({ parent }) => (parent === null ? '–' : units.named(parent).name) },
    { head: 'people.units.state', cell: (unit) => stateOf(unit, language) },
  ];
}

function stateOf({ closed }: Pick<Unit, 'closed'>, language: Language): Html {
  return closed
    ? html`<span class="tag off">${say('people.units.closed', language)}</span>`
    : html`<span>${say('people.units.open', language)}</span>`;
}

/** Throws 404. */
function unitPage(c: Context<Env>, services: UnitDeps, code: string, bad?: Phrase, filled?: Filled): Html {
  const language = c.get('language');
  const row = services.units.get(code);
  if (!row) throw new HttpProblem('not-found');
  const words = (said: Phrase): string => say(said, language);
  const done = doneOf(c, DONE, (done) => `people.unit_done.${done}`);
  const closed = row.closedAt !== null;
  const path = `${UNITS_PATH}/${code}`;
  const body = html`${bad ? notice('bad', words(bad)) : done ? notice('good', words(done)) : ''}
<dl class="facts">
<dt>${words('people.units.code')}</dt><dd>${code}</dd>
<dt>${words('people.units.kind')}</dt><dd>${words(`common.unit_kind.${row.kind}`)}</dd>
<dt>${words('people.units.parent')}</dt><dd>${row.parent === null ? '–' : services.units.named(row.parent).name}</dd>
<dt>${words('people.units.state')}</dt><dd>${stateOf({ closed }, language)}</dd>
</dl>
${
  KEPT_KINDS.some((kind) => kind === row.kind)
    ? html`${folded(
        words('people.units.rename'),
        html`<form class="stacked" method="post" action="${path}/nama">
${drawFields(NAME_FIELDS, filled ?? { values: { name: [row.name] } }, language)}<p><button>${words('pages.save')}</button></p></form>`,
        filled !== undefined,
      )}
${folded(
  words(closed ? 'people.units.reopen' : 'people.units.close'),
  html`<form class="stacked" method="post" action="${path}/keadaan"><p>${words(closed ? 'people.units.reopen_why' : 'people.units.close_why')}</p>
${closed ? '' : html`<input type="hidden" name="closed" value="on">`}
<p><button class="quiet">${words(closed ? 'people.units.reopen' : 'people.units.close')}</button></p></form>`,
)}`
    : html`<p>${words('people.units.official')}</p>`
}
<p><a href="${UNITS_PATH}">${words('people.units.back')}</a></p>`;
  return officePage(c, { title: { text: row.name }, body });
}
