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
import { fullDate } from '#shared/words/time.ts';
import type { Services } from '../../compose/services.ts';
import {
  EMPTY,
  type Field,
  type Filled,
  inputOf,
  readForm,
  submit,
  textOf,
  valuesOf,
} from '../../pages/form.ts';
import {
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
import { ALL, ASSUMED, SEARCH } from '../../pages/words.ts';
import type { Env } from '../../platform/http/env.ts';
import { type Language, type Said, say } from '../../platform/http/language.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import { criterionWithHistory, findCriteria, writeCriterion } from './library.ts';
import { CRITERIA_DONE, RETURN_REASON_NAMES, CRITERIA_WORDS as W } from './words.ts';

const CRITERIA_PATH = '/kelola/kriteria';
export const CRITERIA_ENTRY: MenuEntry = {
  path: CRITERIA_PATH,
  label: { id: 'Kriteria', en: 'Criteria' },
  right: 'criteria:read',
};

const categories = (every: Said) => [
  { value: '', label: every },
  ...CATEGORIES.map(({ name }) => ({ value: name, label: { id: name, en: name } })),
];
const reasons = RETURN_REASONS.map((code) => ({ value: code, label: RETURN_REASON_NAMES[code] }));

const SEARCH_FIELDS: readonly Field[] = [
  { kind: 'line', path: 'text', label: W.text, max: 200, optional: 'unsaid' },
  { kind: 'choice', path: 'category', label: W.category, optional: 'unsaid', options: categories(ALL) },
  {
    kind: 'choice',
    path: 'reason',
    label: W.reason,
    optional: 'unsaid',
    options: [{ value: '', label: ALL }, ...reasons],
  },
];

const FIELDS: readonly Field[] = [
  { kind: 'line', path: 'title', label: W.name, max: 200 },
  { kind: 'prose', path: 'text', label: W.rule },
  { kind: 'choice', path: 'category', label: W.category, optional: 'unsaid', options: categories(W.every) },
  { kind: 'line', path: 'citation.regulation', label: W.regulation, hint: W.regulationHint, max: 200 },
  { kind: 'line', path: 'citation.article', label: W.article, max: 200, optional: true },
  { kind: 'date', path: 'citation.meetingDate', label: W.meeting, optional: true },
  { kind: 'choices', path: 'reasonCodes', label: W.reasons, options: reasons },
  { kind: 'date', path: 'validFrom', label: W.from, hint: W.fromHint, optional: true },
  { kind: 'date', path: 'validUntil', label: W.until, hint: W.untilHint, optional: true },
  { kind: 'flag', path: 'assumed', label: W.assumed },
];
const END_FIELDS: readonly Field[] = [
  { kind: 'date', path: 'validUntil', label: W.until, hint: W.untilHint },
];

/** Which version the form was opened on: whoever wrote meanwhile is not overwritten. */
const BEFORE = 'versi';

export function criteriaPages(services: Services): Hono<Env> {
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

async function listPage(c: Context<Env>, services: Services, filled: Filled, bad?: Said): Promise<Html> {
  const language = c.get('language');
  const query = queryOf(c, CriteriaQuery);
  const { items, next } = await findCriteria(services, { limit: 50, ...query });
  const { text = '', category = '', reason = '' } = query;
  const search = { values: { text: [text], category: [category], reason: [reason] } };
  const body = html`${bad ? notice('bad', say(bad, language)) : ''}
<form class="search" role="search" method="get" action="${CRITERIA_PATH}">
${SEARCH_FIELDS.map((field) => drawField(field, search, language))}<button>${say(SEARCH, language)}</button>
</form>
${table(language, W.title, columns(language), items, W.none)}
${pager(c, next)}
${
  may(c, 'criteria:write')
    ? folded(
        say(W.add, language),
        html`<form class="stacked" method="post" action="${CRITERIA_PATH}">${drawFields(FIELDS, filled, language)}
<p><button>${say(W.add, language)}</button></p></form>`,
        bad !== undefined,
      )
    : ''
}`;
  return officePage(c, { title: W.title, body, wide: true });
}

function columns(language: Language) {
  return [
    {
      head: W.name,
      cell: ({ id, title, text, assumed }: Criterion) =>
        html`<div><a href="${CRITERIA_PATH}/${id}">${title}</a>${estimate(assumed, language)}<span class="soft">${text.length > 160 ? `${text.slice(0, 160)}…` : text}</span></div>`,
    },
    { head: W.category, cell: ({ category }: Criterion) => category ?? say(W.every, language) },
    { head: W.source, cell: ({ citation }: Criterion) => cited(citation) },
    { head: W.valid, cell: (one: Criterion) => validity(one, language) },
  ];
}

function estimate(assumed: boolean, language: Language): Html | '' {
  return assumed ? html` <span class="tag assumed">${say(ASSUMED, language)}</span>` : '';
}

function cited({ regulation, article, meetingDate }: Criterion['citation']): string {
  return [regulation, article, meetingDate].filter(Boolean).join(', ');
}

function validity({ validFrom, validUntil }: Criterion, language: Language): string {
  return `${validFrom} – ${validUntil ?? say(W.noEnd, language)}`;
}

interface Sent {
  changing?: Filled;
  ending?: Filled;
  bad?: Said;
}

function criterionPage(c: Context<Env>, criterion: CriterionWithHistory, sent: Sent): Html {
  const language = c.get('language');
  const words = (said: Said): string => say(said, language);
  const done = doneOf(c, CRITERIA_DONE);
  const path = `${CRITERIA_PATH}/${criterion.id}`;
  const opened = html`<input type="hidden" name="${BEFORE}" value="${criterion.version}">`;
  // A new version holds from today unless another day is named.
  const now = { ...valuesOf(FIELDS, criterion), validFrom: [] };
  const body = html`${sent.bad ? notice('bad', words(sent.bad)) : done ? notice('good', words(done)) : ''}
${facts(criterion, language)}
${
  may(c, 'criteria:write')
    ? html`${folded(
        words(W.change),
        html`<form class="stacked" method="post" action="${path}">${opened}<p>${words(W.changeWhy)}</p>
${drawFields(FIELDS, sent.changing ?? { values: now }, language)}<p><button>${words(W.change)}</button></p></form>`,
        sent.changing !== undefined,
      )}
${folded(
  words(W.end),
  html`<form class="stacked" method="post" action="${path}/akhiri">${opened}<p>${words(W.endWhy)}</p>
${drawFields(END_FIELDS, sent.ending ?? EMPTY, language)}<p><button class="quiet">${words(W.end)}</button></p></form>`,
  sent.ending !== undefined,
)}`
    : ''
}
<h2>${words(W.history)}</h2>
${criterion.history.map((one) =>
  folded(
    `${words(W.version)} ${one.version} · ${fullDate(Date.parse(one.writtenAt), language)}`,
    html`<h3>${one.title}</h3>${facts(one, language)}`,
  ),
)}
<p><a href="${CRITERIA_PATH}">${words(W.back)}</a></p>`;
  return officePage(c, { title: { id: criterion.title, en: criterion.title }, body, wide: true });
}

function facts(one: Criterion, language: Language): Html {
  const words = (said: Said): string => say(said, language);
  const named = one.reasonCodes.map((code) => words(RETURN_REASON_NAMES[code])).join(', ');
  return html`<dl class="facts">
<dt>${words(W.rule)}</dt><dd class="prose">${one.text}</dd>
<dt>${words(W.category)}</dt><dd>${one.category ?? words(W.every)}</dd>
<dt>${words(W.source)}</dt><dd>${cited(one.citation)}${estimate(one.assumed, language)}</dd>
<dt>${words(W.valid)}</dt><dd>${validity(one, language)}</dd>
${named === '' ? '' : html`<dt>${words(W.reasons)}</dt><dd>${named}</dd>`}
</dl>`;
}
