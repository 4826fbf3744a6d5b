import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import { NewWebhook, type Webhook, type WebhookSight } from '#shared/contract/webhooks.ts';
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
import { type Language, say } from '../../platform/http/language.ts';
import { webhookDetail } from './detail-page.ts';
import { ACTIONS, NAME, sightSaid, URL_FIELD } from './fields.ts';
import type { WebhookDeps } from './subscriptions.ts';
import { createWebhook, listWebhooks } from './subscriptions.ts';
import { errorSaid, WEBHOOK_DONE } from './words.ts';

const WEBHOOKS_PATH = '/kelola/webhook';
export const WEBHOOKS_ENTRY: MenuEntry = {
  path: WEBHOOKS_PATH,
  label: 'pages.menu.webhooks',
  right: 'webhooks:manage',
};

const ROLE_PATH = 'sight.role';
const NEW_FIELDS: readonly Field[] = [
  NAME,
  URL_FIELD,
  {
    kind: 'choice',
    path: ROLE_PATH,
    label: 'messages.webhooks.sees',
    options: optionsOf(['api_client', 'unit_admin', 'supervisor'], (role) => `messages.webhook_sees.${role}`),
  },
  {
    kind: 'line',
    path: 'sight.client',
    label: 'messages.webhooks.client',
    hint: 'messages.webhooks.client_hint',
    max: 40,
    optional: true,
  },
  {
    kind: 'line',
    path: 'sight.unit',
    label: 'messages.webhooks.unit',
    hint: 'messages.webhooks.unit_hint',
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

export function webhookPages(services: WebhookDeps): Hono<Env> {
  const app = officePages(WEBHOOKS_ENTRY, services);

  app.get('/', async (c) => c.html(await listPage(c, services, EMPTY)));

  app.post('/', async (c) => {
    const values = await readForm(c);
    const outcome = await submit(
      { schema: NewWebhook, fields: NEW_FIELDS, input: newInput(services, values) },
      (input) => createWebhook(services, input, c.get('actor')),
    );
    if (outcome.ok) return c.html(secretPage(c, outcome.value, 'messages.webhooks.made'), 201);
    const filled = { values, faults: outcome.faults };
    return c.html(await listPage(c, services, filled, outcome.bad), outcome.status);
  });

  app.route('/', webhookDetail(services, secretPage));
  return app;
}

function newInput(services: WebhookDeps, values: Values) {
  const role = textOf(values, ROLE_PATH);
  const wanted = Object.entries(ONLY_FOR).find(([one]) => one === role)?.[1];
  const fields = NEW_FIELDS.filter(
    ({ path }) => !path.startsWith('sight.') || path === ROLE_PATH || path === wanted,
  );
  const unit = unitCode(services, textOf(values, 'sight.unit'));
  return inputOf(fields, { ...values, 'sight.unit': [unit] });
}

async function listPage(c: Context<Env>, services: WebhookDeps, filled: Filled, bad?: Phrase): Promise<Html> {
  const language = c.get('language');
  const done = doneOf(c, WEBHOOK_DONE, (done) => `messages.webhook_done.${done}`);
  const body = html`${bad ? notice('bad', say(bad, language)) : done ? notice('good', say(done, language)) : ''}
<p>${say('messages.webhooks.intro', language)}</p>
${table(language, 'messages.webhooks.title', columns(services, language), await listWebhooks(services), 'messages.webhooks.none')}
${folded(
  say('messages.webhooks.add', language),
  html`<form class="stacked" method="post" action="${WEBHOOKS_PATH}">${drawFields(NEW_FIELDS, filled, language)}
${unitList(services)}<p><button>${say('messages.webhooks.add', language)}</button></p></form>`,
  bad !== undefined,
)}`;
  return officePage(c, { title: 'messages.webhooks.title', body, wide: true });
}

function secretPage(
  c: Context<Env>,
  { id, name, url, secret }: Webhook & { secret: string },
  said: Phrase,
): Html {
  const language = c.get('language');
  const body = html`${notice('good', say(said, language))}
<dl class="facts"><dt>${say('messages.webhooks.name', language)}</dt><dd>${name}</dd><dt>${say('messages.webhooks.url', language)}</dt><dd>${url}</dd></dl>
<h2>${say('messages.webhooks.secret', language)}</h2>
<code class="secret">${secret}</code>
<p>${say('messages.webhooks.once', language)}</p>
<p><a href="${WEBHOOKS_PATH}/${id}">${name}</a></p>`;
  return officePage(c, { title: 'messages.webhooks.title', body });
}

function columns(services: WebhookDeps, language: Language): Column<Webhook>[] {
  return [
    {
      head: 'messages.webhooks.name',
      cell: ({ id, name, url }) =>
        html`<div><a href="${WEBHOOKS_PATH}/${id}">${name}</a><span class="soft">${url}</span></div>`,
    },
    { head: 'messages.webhooks.sees', cell: ({ sight }) => sightSaid(services, sight, language) },
    { head: 'messages.webhooks.state', cell: (webhook) => stateOf(webhook, language) },
    { head: 'messages.webhooks.waiting', cell: ({ waiting }) => String(waiting) },
    { head: 'messages.webhooks.dead', cell: ({ dead }) => String(dead) },
    {
      head: 'messages.webhooks.last_taken',
      cell: ({ lastTakenAt }) =>
        lastTakenAt === null
          ? say('messages.webhooks.never', language)
          : fullDate(Date.parse(lastTakenAt), language),
    },
  ];
}

function stateOf({ paused, failing }: Webhook, language: Language): Html {
  if (paused !== null)
    return html`<span class="tag off">${say('messages.webhooks.paused_tag', language)}</span>`;
  if (failing === null) return html`<span class="tag">${say('messages.webhooks.active', language)}</span>`;
  return html`<span><span class="tag off">${say('messages.webhooks.failing_tag', language)}</span><span class="soft"> ${say(errorSaid(failing.error), language)}</span></span>`;
}
