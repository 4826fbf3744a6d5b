/** `/kelola/kunci`: keys of other systems. A key is shown once, when it is made. */

import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import { type ApiKey, NewApiKey } from '#shared/contract/api-keys.ts';
import { API_SCOPES } from '#shared/people/right.ts';
import { CHANNEL_LIST } from '#shared/ticket/channel.ts';
import { DAY, toWibString } from '#shared/time/wib.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { fullDate } from '#shared/words/time.ts';
import { type Field, type Filled, inputOf, optionsOf, readForm, submit } from '../../pages/form.ts';
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
import { systemClock } from '../../platform/clock.ts';
import type { Env } from '../../platform/http/env.ts';
import { type Language, say } from '../../platform/http/language.ts';
import type { ApiKeyDeps } from './api-keys.ts';

const KEYS_PATH = '/kelola/kunci';
export const KEYS_ENTRY: MenuEntry = {
  path: KEYS_PATH,
  label: 'pages.menu.api_keys',
  right: 'keys:manage',
};

const DONE = ['cabut'] as const;

const FIELDS: readonly Field[] = [
  { kind: 'line', path: 'client', label: 'people.keys.client', hint: 'people.keys.client_hint', max: 40 },
  { kind: 'line', path: 'name', label: 'people.keys.name', max: 200 },
  {
    kind: 'choices',
    path: 'scopes',
    label: 'people.keys.scopes',
    hint: 'people.keys.scopes_hint',
    options: optionsOf(API_SCOPES, (scope) => `people.scope.${scope}`),
  },
  {
    kind: 'choices',
    path: 'channels',
    label: 'people.keys.channels',
    hint: 'people.keys.channels_hint',
    options: optionsOf(
      CHANNEL_LIST.filter(({ until }) => until === null).map(({ code }) => code),
      (channel) => `common.channel_in_full.${channel}`,
    ),
  },
  { kind: 'wib', path: 'expiresAt', label: 'people.keys.expires', hint: 'people.keys.expires_hint' },
];

const USUAL = 180 * DAY;

export function keyPages(services: ApiKeyDeps): Hono<Env> {
  const { apiKeys } = services;
  const app = officePages(KEYS_ENTRY, services);
  /** Half a year ahead: long enough to forget nobody, short enough to be looked at again. */
  const fresh = (): Filled => ({
    values: { expiresAt: [toWibString(systemClock.now() + USUAL).slice(0, 16)] },
  });

  app.get('/', async (c) => c.html(listPage(c, await apiKeys.list(), fresh())));

  app.post('/', async (c) => {
    const values = await readForm(c);
    const outcome = await submit(
      { schema: NewApiKey, fields: FIELDS, input: inputOf(FIELDS, values) },
      (input) => apiKeys.create(input, c.get('actor')),
    );
    if (outcome.ok) return c.html(secretPage(c, outcome.value), 201);
    const filled = { values, faults: outcome.faults };
    return c.html(listPage(c, await apiKeys.list(), filled, outcome.bad), outcome.status);
  });

  app.post('/:id/cabut', async (c) => {
    await apiKeys.revoke(c.req.param('id'), c.get('actor'));
    return c.redirect(`${KEYS_PATH}?sudah=cabut`, 303);
  });

  return app;
}

function listPage(c: Context<Env>, items: readonly ApiKey[], filled: Filled, bad?: Phrase): Html {
  const language = c.get('language');
  const done = doneOf(c, DONE, (done) => `people.key_done.${done}`);
  const body = html`${bad ? notice('bad', say(bad, language)) : done ? notice('good', say(done, language)) : ''}
${table(language, 'people.keys.title', columns(language), items, 'people.keys.none')}
${folded(
  say('people.keys.add', language),
  html`<form class="stacked" method="post" action="${KEYS_PATH}">${drawFields(FIELDS, filled, language)}
<p><button>${say('people.keys.add', language)}</button></p></form>`,
  bad !== undefined,
)}`;
  return officePage(c, { title: 'people.keys.title', body, wide: true });
}

function secretPage(c: Context<Env>, { client, name, key }: ApiKey & { key: string }): Html {
  const language = c.get('language');
  const body = html`${notice('good', say('people.keys.made', language))}
<dl class="facts"><dt>${say('people.keys.client', language)}</dt><dd>${client}</dd><dt>${say('people.keys.name', language)}</dt><dd>${name}</dd></dl>
<code class="secret">${key}</code>
<p>${say('people.keys.once', language)}</p>
<p><a href="${KEYS_PATH}">${say('people.keys.back', language)}</a></p>`;
  return officePage(c, { title: 'people.keys.title', body });
}

function columns(language: Language): Column<ApiKey>[] {
  const date = (at: string): string => fullDate(Date.parse(at), language);
  return [
    {
      head: 'people.keys.client',
      cell: ({ client, name }) => html`<div>${client}<span class="soft">${name}</span></div>`,
    },
    {
      head: 'people.keys.scopes',
      cell: ({ scopes }) => scopes.map((scope) => say(`people.scope.${scope}`, language)).join(', '),
    },
    {
      head: 'people.keys.channels',
      cell: ({ channels }) =>
        channels.map((code) => say(`common.channel_in_full.${code}`, language)).join(', ') || '–',
    },
    { head: 'people.keys.created', cell: ({ createdAt }) => date(createdAt) },
    { head: 'people.keys.state', cell: (key) => stateOf(key, language, date) },
  ];
}

function stateOf(
  { id, expiresAt, revokedAt }: ApiKey,
  language: Language,
  date: (at: string) => string,
): Html {
  const gone = (said: Phrase, at: string) =>
    html`<span><span class="tag off">${say(said, language)}</span><span class="soft"> ${date(at)}</span></span>`;
  if (revokedAt !== null) return gone('people.keys.revoked', revokedAt);
  if (Date.parse(expiresAt) <= systemClock.now()) return gone('people.keys.expired', expiresAt);
  return html`<div>${say('people.keys.valid', language)}<span class="soft"> ${say('people.keys.expires', language)} ${date(expiresAt)}</span>
${folded(
  say('people.keys.revoke', language),
  html`<form method="post" action="${KEYS_PATH}/${id}/cabut"><p>${say('people.keys.revoke_why', language)}</p><button class="quiet">${say('people.keys.revoke', language)}</button></form>`,
)}</div>`;
}
