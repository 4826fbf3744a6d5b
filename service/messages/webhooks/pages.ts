/** `/kelola/webhook`: who is told of what happens, how each fares, and a new one. */
import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import { NewWebhook, type Webhook, type WebhookSight } from '#shared/contract/webhooks.ts';
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
  type Values,
} from '../../pages/form.ts';
import {
  type Column,
  drawFields,
  folded,
  type Html,
  notice,
  officePage,
  table,
} from '../../pages/legacy.tsx';
import type { MenuEntry } from '../../pages/menu.ts';
import { doneOf } from '../../pages/query.ts';
import { officePages } from '../../pages/session.ts';
import { UNIT_LIST, unitCode, unitList } from '../../people/units/choose-unit.tsx';
import type { Env } from '../../platform/http/env.ts';
import { type Language, type Said, say } from '../../platform/http/language.ts';
import { WEBHOOKS_PATH, webhookDetail } from './detail-page.ts';
import { ACTIONS, NAME, sightSaid, URL_FIELD } from './fields.ts';
import { createWebhook, listWebhooks } from './subscriptions.ts';
import { errorSaid, SIGHT_NAMES, WEBHOOK_WORDS as W, WEBHOOK_DONE } from './words.ts';

export const WEBHOOKS_ENTRY: MenuEntry = {
  path: WEBHOOKS_PATH,
  label: { id: 'Webhook', en: 'Webhooks' },
  right: 'webhooks:manage',
};

const ROLE_PATH = 'sight.role';
const NEW_FIELDS: readonly Field[] = [
  NAME,
  URL_FIELD,
  {
    kind: 'choice',
    path: ROLE_PATH,
    label: W.sees,
    options: Object.entries(SIGHT_NAMES).map(([value, label]) => ({ value, label })),
  },
  { kind: 'line', path: 'sight.client', label: W.client, hint: W.clientHint, max: 40, optional: true },
  {
    kind: 'line',
    path: 'sight.unit',
    label: W.unit,
    hint: W.unitHint,
    max: 200,
    optional: true,
    suggestions: UNIT_LIST,
  },
  ACTIONS,
];

/** Of the two narrower eyes only what belongs to the chosen ones. */
const ONLY_FOR: Record<WebhookSight['role'], string | null> = {
  api_client: 'sight.client',
  unit_admin: 'sight.unit',
  supervisor: null,
};

export function webhookPages(services: Services): Hono<Env> {
  const app = officePages(WEBHOOKS_ENTRY, services);

  app.get('/', async (c) => c.html(await listPage(c, services, EMPTY)));

  app.post('/', async (c) => {
    const values = await readForm(c);
    const outcome = await submit(
      { schema: NewWebhook, fields: NEW_FIELDS, input: newInput(services, values) },
      (input) => createWebhook(services, input, c.get('actor')),
    );
    if (outcome.ok) return c.html(secretPage(c, outcome.value, W.made), 201);
    const filled = { values, faults: outcome.faults };
    return c.html(await listPage(c, services, filled, outcome.bad), outcome.status);
  });

  app.route('/', webhookDetail(services, secretPage));
  return app;
}

function newInput(services: Services, values: Values) {
  const role = textOf(values, ROLE_PATH);
  const wanted = Object.entries(ONLY_FOR).find(([one]) => one === role)?.[1];
  const fields = NEW_FIELDS.filter(
    ({ path }) => !path.startsWith('sight.') || path === ROLE_PATH || path === wanted,
  );
  const unit = unitCode(services, textOf(values, 'sight.unit'));
  return inputOf(fields, { ...values, 'sight.unit': [unit] });
}

async function listPage(c: Context<Env>, services: Services, filled: Filled, bad?: Said): Promise<Html> {
  const language = c.get('language');
  const done = doneOf(c, WEBHOOK_DONE);
  const body = html`${bad ? notice('bad', say(bad, language)) : done ? notice('good', say(done, language)) : ''}
<p>${say(W.intro, language)}</p>
${table(language, W.title, columns(services, language), await listWebhooks(services), W.none)}
${folded(
  say(W.add, language),
  html`<form class="stacked" method="post" action="${WEBHOOKS_PATH}">${drawFields(NEW_FIELDS, filled, language)}
${unitList(services)}<p><button>${say(W.add, language)}</button></p></form>`,
  bad !== undefined,
)}`;
  return officePage(c, { title: W.title, body, wide: true });
}

function secretPage(
  c: Context<Env>,
  { id, name, url, secret }: Webhook & { secret: string },
  said: Said,
): Html {
  const language = c.get('language');
  const body = html`${notice('good', say(said, language))}
<dl class="facts"><dt>${say(W.name, language)}</dt><dd>${name}</dd><dt>${say(W.url, language)}</dt><dd>${url}</dd></dl>
<h2>${say(W.secret, language)}</h2>
<code class="secret">${secret}</code>
<p>${say(W.once, language)}</p>
<p><a href="${WEBHOOKS_PATH}/${id}">${name}</a></p>`;
  return officePage(c, { title: W.title, body });
}

function columns(services: Services, language: Language): Column<Webhook>[] {
  return [
    {
      head: W.name,
      cell: ({ id, name, url }) =>
        html`<div><a href="${WEBHOOKS_PATH}/${id}">${name}</a><span class="soft">${url}</span></div>`,
    },
    { head: W.sees, cell: ({ sight }) => sightSaid(services, sight, language) },
    { head: W.state, cell: (webhook) => stateOf(webhook, language) },
    { head: W.waiting, cell: ({ waiting }) => String(waiting) },
    { head: W.dead, cell: ({ dead }) => String(dead) },
    {
      head: W.lastTaken,
      cell: ({ lastTakenAt }) =>
        lastTakenAt === null ? say(W.never, language) : fullDate(Date.parse(lastTakenAt), language),
    },
  ];
}

function stateOf({ paused, failing }: Webhook, language: Language): Html {
  if (paused !== null) return html`<span class="tag off">${say(W.pausedTag, language)}</span>`;
  if (failing === null) return html`<span class="tag">${say(W.active, language)}</span>`;
  return html`<span><span class="tag off">${say(W.failingTag, language)}</span><span class="soft"> ${say(errorSaid(failing.error), language)}</span></span>`;
}
