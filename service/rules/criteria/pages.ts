/** `/kelola/kriteria`: the library, read by every officer; a supervisor writes it. */

import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import {
  CriteriaQuery,
  type Criterion,
  CriterionInput,
  type CriterionWithHistory,
} from '#shared/contract/criteria.ts';
import { CATEGORIES } from '#shared/ticket/category.ts';
import { RETURN_REASONS } from '#shared/ticket/reason.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { fullDate } from '#shared/words/time.ts';
import {
  EMPTY,
  type Field,
  type Filled,
  inputOf,
  optionsOf,
  readForm,
  submit,
  textOf,
  valuesOf,
} from '../../pages/form.ts';
import {
  type Column,
  drawField,
  drawFields,
  folded,
  type Html,
  notice,
  officePage,
  pager,
  table,
} from '../../pages/legacy.tsx';
import type { MenuEntry } from '../../pages/menu.ts';
import { doneOf, queryOf } from '../../pages/query.ts';
import { may, officePages, requireRight } from '../../pages/session.ts';
import type { Env } from '../../platform/http/env.ts';
import { type Language, say } from '../../platform/http/language.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import type { CriteriaDeps } from './library.ts';
import { criterionWithHistory, findCriteria, writeCriterion } from './library.ts';

const CRITERIA_PATH = '/kelola/kriteria';
export const CRITERIA_ENTRY: MenuEntry = {
  path: CRITERIA_PATH,
  label: 'pages.menu.criteria',
  right: 'criteria:read',
};

const DONE = ['tulis', 'ubah', 'akhiri'] as const;

const categories = (every: Phrase) => [
  { value: '', label: every },
  ...CATEGORIES.map(({ name }) => ({ value: name, label: { text: name } })),
];
const reasons = optionsOf(RETURN_REASONS, (code) => `common.return_reason.${code}`);

const SEARCH_FIELDS: readonly Field[] = [
  { kind: 'line', path: 'text', label: 'rules.criteria.text', max: 200, optional: 'unsaid' },
  {
    kind: 'choice',
    path: 'category',
    label: 'rules.criteria.category',
    optional: 'unsaid',
    options: categories('pages.all'),
  },
  {
    kind: 'choice',
    path: 'reason',
    label: 'rules.criteria.reason',
    optional: 'unsaid',
    options: [{ value: '', label: 'pages.all' }, ...reasons],
  },
];

const FIELDS: readonly Field[] = [
  { kind: 'line', path: 'title', label: 'rules.criteria.name', max: 200 },
  { kind: 'prose', path: 'text', label: 'rules.criteria.rule' },
  {
    kind: 'choice',
    path: 'category',
    label: 'rules.criteria.category',
    optional: 'unsaid',
    options: categories('rules.criteria.every'),
  },
  {
    kind: 'line',
    path: 'citation.regulation',
    label: 'rules.criteria.regulation',
    hint: 'rules.criteria.regulation_hint',
    max: 200,
  },
  { kind: 'line', path: 'citation.article', label: 'rules.criteria.article', max: 200, optional: true },
  { kind: 'date', path: 'citation.meetingDate', label: 'rules.criteria.meeting', optional: true },
  { kind: 'choices', path: 'reasonCodes', label: 'rules.criteria.reasons', options: reasons },
  {
    kind: 'date',
    path: 'validFrom',
    label: 'rules.criteria.from',
    hint: 'rules.criteria.from_hint',
    optional: true,
  },
  {
    kind: 'date',
    path: 'validUntil',
    label: 'rules.criteria.until',
    hint: 'rules.criteria.until_hint',
    optional: true,
  },
  { kind: 'flag', path: 'assumed', label: 'rules.criteria.assumed' },
];
const END_FIELDS: readonly Field[] = [
  { kind: 'date', path: 'validUntil', label: 'rules.criteria.until', hint: 'rules.criteria.until_hint' },
];

/** Which version the form was opened on: whoever wrote meanwhile is not overwritten. */
const BEFORE = 'versi';

export function criteriaPages(services: CriteriaDeps): Hono<Env> {
  const app = officePages(CRITERIA_ENTRY, services);

  app.get('/', async (c) => c.html(await listPage(c, services, EMPTY)));

  app.post('/', async (c) => {
    requireRight(c, 'criteria:write');
    const values = await readForm(c);
    const outcome = await write(c, FIELDS, inputOf(FIELDS, values), null);
    if (outcome.ok) return c.redirect(`${CRITERIA_PATH}/${outcome.value.id}?sudah=tulis`, 303);
    const filled = { values, faults: outcome.faults };
    return c.html(await listPage(c, services, filled, outcome.bad), outcome.status);
  });

  app.get('/:id', async (c) => c.html(criterionPage(c, await find(c), {})));

  app.post('/:id', async (c) => {
    requireRight(c, 'criteria:write');
    const criterion = await find(c);
    const values = await readForm(c);
    const outcome = await write(
      c,
      FIELDS,
      inputOf(FIELDS, values),
      before(criterion, textOf(values, BEFORE)),
    );
    if (outcome.ok) return c.redirect(`${CRITERIA_PATH}/${criterion.id}?sudah=ubah`, 303);
    const sent = { changing: { values, faults: outcome.faults }, bad: outcome.bad };
    return c.html(criterionPage(c, criterion, sent), outcome.status);
  });

  app.post('/:id/akhiri', async (c) => {
    requireRight(c, 'criteria:write');
    const criterion = await find(c);
    const values = await readForm(c);
    const asItIs = inputOf(FIELDS, valuesOf(FIELDS, criterion));
    const input = { ...asItIs, ...inputOf(END_FIELDS, values) };
    const outcome = await write(c, END_FIELDS, input, before(criterion, textOf(values, BEFORE)));
    if (outcome.ok) return c.redirect(`${CRITERIA_PATH}/${criterion.id}?sudah=akhiri`, 303);
    const sent = { ending: { values, faults: outcome.faults }, bad: outcome.bad };
    return c.html(criterionPage(c, criterion, sent), outcome.status);
  });

  return app;

  function write(
    c: Context<Env>,
    fields: readonly Field[],
    input: unknown,
    previous: Pick<Criterion, 'id' | 'version'> | null,
  ) {
    return submit({ schema: CriterionInput, fields, input }, (criterion) =>
      writeCriterion(services, criterion, previous, c.get('actor').id),
    );
  }

  async function find(c: Context<Env>): Promise<CriterionWithHistory> {
    const id = c.req.param('id') ?? '';
    const found = /^[1-9]\d{0,9}$/.test(id) ? await criterionWithHistory(services, Number(id)) : null;
    if (!found) throw new HttpProblem('not-found');
    return found;
  }
}

/** The version that the form names; writing the one after it fails where it is no longer the newest. */
function before({ id, version }: Criterion, named: string): Pick<Criterion, 'id' | 'version'> {
  return { id, version: /^[1-9]\d{0,8}$/.test(named) ? Math.min(Number(named), version) : version };
}

async function listPage(
  c: Context<Env>,
  services: CriteriaDeps,
  filled: Filled,
  bad?: Phrase,
): Promise<Html> {
  const language = c.get('language');
  const query = queryOf(c, CriteriaQuery);
  const { items, next } = await findCriteria(services, { limit: 50, ...query });
  const { text = '', category = '', reason = '' } = query;
  const search = { values: { text: [text], category: [category], reason: [reason] } };
  const body = html`${bad ? notice('bad', say(bad, language)) : ''}
<form class="search" role="search" method="get" action="${CRITERIA_PATH}">
${SEARCH_FIELDS.map((field) => drawField(field, search, language))}<button>${say('pages.search', language)}</button>
</form>
${table(language, 'rules.criteria.title', columns(language), items, 'rules.criteria.none')}
${pager(c, next)}
${
  may(c, 'criteria:write')
    ? folded(
        say('rules.criteria.add', language),
        html`<form class="stacked" method="post" action="${CRITERIA_PATH}">${drawFields(FIELDS, filled, language)}
<p><button>${say('rules.criteria.add', language)}</button></p></form>`,
        bad !== undefined,
      )
    : ''
}`;
  return officePage(c, { title: 'rules.criteria.title', body, wide: true });
}

function columns(language: Language): Column<Criterion>[] {
  return [
    {
      head: 'rules.criteria.name',
      cell: ({ id, title, text, assumed }: Criterion) =>
        html`<div><a href="${CRITERIA_PATH}/${id}">${title}</a>${estimate(assumed, language)}<span class="soft">${text.length > 160 ? `${text.slice(0, 160)}…` : text}</span></div>`,
    },
    {
      head: 'rules.criteria.category',
      cell: ({ category }: Criterion) => category ?? say('rules.criteria.every', language),
    },
    { head: 'rules.criteria.source', cell: ({ citation }: Criterion) => cited(citation) },
    { head: 'rules.criteria.valid', cell: (one: Criterion) => validity(one, language) },
  ];
}

function estimate(assumed: boolean, language: Language): Html | '' {
  return assumed ? html` <span class="tag assumed">${say('pages.assumed', language)}</span>` : '';
}

function cited({ regulation, article, meetingDate }: Criterion['citation']): string {
  return [regulation, article, meetingDate].filter(Boolean).join(', ');
}

function validity({ validFrom, validUntil }: Criterion, language: Language): string {
  return `${validFrom} – ${validUntil ?? say('rules.criteria.no_end', language)}`;
}

interface Sent {
  changing?: Filled;
  ending?: Filled;
  bad?: Phrase;
}

function criterionPage(c: Context<Env>, criterion: CriterionWithHistory, sent: Sent): Html {
  const language = c.get('language');
  const words = (said: Phrase): string => say(said, language);
  const done = doneOf(c, DONE, (done) => `rules.criteria_done.${done}`);
  const path = `${CRITERIA_PATH}/${criterion.id}`;
  const opened = html`<input type="hidden" name="${BEFORE}" value="${criterion.version}">`;
  // A new version holds from today unless another day is named.
  const now = { ...valuesOf(FIELDS, criterion), validFrom: [] };
  const body = html`${sent.bad ? notice('bad', words(sent.bad)) : done ? notice('good', words(done)) : ''}
${facts(criterion, language)}
${
  may(c, 'criteria:write')
    ? html`${folded(
        words('rules.criteria.change'),
        html`<form class="stacked" method="post" action="${path}">${opened}<p>${words('rules.criteria.change_why')}</p>
${drawFields(FIELDS, sent.changing ?? { values: now }, language)}<p><button>${words('rules.criteria.change')}</button></p></form>`,
        sent.changing !== undefined,
      )}
${folded(
  words('rules.criteria.end'),
  html`<form class="stacked" method="post" action="${path}/akhiri">${opened}<p>${words('rules.criteria.end_why')}</p>
${drawFields(END_FIELDS, sent.ending ?? EMPTY, language)}<p><button class="quiet">${words('rules.criteria.end')}</button></p></form>`,
  sent.ending !== undefined,
)}`
    : ''
}
<h2>${words('rules.criteria.history')}</h2>
${criterion.history.map((one) =>
  folded(
    `${words('rules.criteria.version')} ${one.version} · ${fullDate(Date.parse(one.writtenAt), language)}`,
    html`<h3>${one.title}</h3>${facts(one, language)}`,
  ),
)}
<p><a href="${CRITERIA_PATH}">${words('rules.criteria.back')}</a></p>`;
  return officePage(c, { title: { text: criterion.title }, body, wide: true });
}

function facts(one: Criterion, language: Language): Html {
  const words = (said: Phrase): string => say(said, language);
  const named = one.reasonCodes.map((code) => words(`common.return_reason.${code}`)).join(', ');
  return html`<dl class="facts">
<dt>${words('rules.criteria.rule')}</dt><dd class="prose">${one.text}</dd>
<dt>${words('rules.criteria.category')}</dt><dd>${one.category ?? words('rules.criteria.every')}</dd>
<dt>${words('rules.criteria.source')}</dt><dd>${cited(one.citation)}${estimate(one.assumed, language)}</dd>
<dt>${words('rules.criteria.valid')}</dt><dd>${validity(one, language)}</dd>
${named === '' ? '' : html`<dt>${words('rules.criteria.reasons')}</dt><dd>${named}</dd>`}
</dl>`;
}
