/** `/kelola/akun`: every account, found by text, role and unit; and a new one. */

import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import { type Account, AccountsQuery, NewAccount } from '#shared/contract/accounts.ts';
import { OFFICER_ROLES } from '#shared/ticket/role.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { fullDate } from '#shared/words/time.ts';
import { EMPTY, type Field, type Filled, inputOf, optionsOf, readForm, submit } from '../../../pages/form.ts';
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
} from '../../../pages/legacy.tsx';
import type { MenuEntry } from '../../../pages/menu.ts';
import { ACCOUNTS_PATH } from '../../../pages/paths.ts';
import { queryOf } from '../../../pages/query.ts';
import { officePages } from '../../../pages/session.ts';
import type { Env } from '../../../platform/http/env.ts';
import { type Language, say } from '../../../platform/http/language.ts';
import { UNIT_LIST, unitCode, unitList } from '../../units/choose-unit.tsx';
import type { AccountDeps } from '../deps.ts';
import { createAccount, listAccounts } from '../officers.ts';
import { accountPages } from './account-detail.ts';
import { grants, passwordPage, stateOf } from './parts.ts';
import { drawRoles, ROLE_FIELDS, roleValues, sentRoles } from './role-fields.ts';

export const ACCOUNTS_ENTRY: MenuEntry = {
  path: ACCOUNTS_PATH,
  label: 'pages.menu.accounts',
  right: 'accounts:manage',
};

const NEW_FIELDS: readonly Field[] = [
  { kind: 'line', path: 'name', label: 'people.accounts.name', max: 200 },
  {
    kind: 'line',
    path: 'username',
    label: 'people.accounts.username',
    hint: 'people.accounts.username_hint',
    max: 50,
  },
];

const SEARCH_FIELDS: readonly Field[] = [
  { kind: 'line', path: 'text', label: 'people.accounts.text', max: 100, optional: 'unsaid' },
  {
    kind: 'choice',
    path: 'role',
    label: 'people.accounts.role',
    optional: 'unsaid',
    options: [
      { value: '', label: 'pages.all' },
      ...optionsOf(OFFICER_ROLES, (role) => `common.role.${role}`),
    ],
  },
  {
    kind: 'line',
    path: 'unit',
    label: 'people.accounts.unit',
    max: 64,
    suggestions: UNIT_LIST,
    optional: 'unsaid',
  },
];

export function accountListPages(services: AccountDeps): Hono<Env> {
  const app = officePages(ACCOUNTS_ENTRY, services);
  app.get('/', async (c) => c.html(await listPage(c, services, EMPTY)));

  app.post('/', async (c) => {
    const sent = await readForm(c);
    const roles = sentRoles(sent, services);
    const fields = [...NEW_FIELDS, ...ROLE_FIELDS];
    const outcome = await submit(
      { schema: NewAccount, fields, input: { ...inputOf(NEW_FIELDS, sent), roles } },
      (input) => createAccount(services, input, c.get('actor')),
    );
    if (outcome.ok) return c.html(passwordPage(c, 'people.accounts.made', outcome.value), 201);
    const { name = [], username = [] } = sent;
    const filled = { values: { name, username, ...roleValues(roles) }, faults: outcome.faults };
    return c.html(await listPage(c, services, filled, outcome.bad), outcome.status);
  });

  app.route('/', accountPages(services));
  return app;
}

async function listPage(c: Context<Env>, services: AccountDeps, filled: Filled, bad?: Phrase): Promise<Html> {
  const language = c.get('language');
  const { unit, ...asked } = queryOf(c, AccountsQuery);
  const query = unit === undefined ? asked : { ...asked, unit: unitCode(services, unit) };
  const { items, next } = await listAccounts(services, query);
  const search = { values: { text: [asked.text ?? ''], role: [asked.role ?? ''], unit: [unit ?? ''] } };
  const body = html`${bad ? notice('bad', say(bad, language)) : ''}
<form class="search" role="search" method="get" action="${ACCOUNTS_PATH}">
${SEARCH_FIELDS.map((field) => drawField(field, search, language))}<button>${say('pages.search', language)}</button>
</form>
${table(language, 'people.accounts.title', columns(language), items, 'people.accounts.none')}
${pager(c, next)}
${folded(
  say('people.accounts.add', language),
  html`<form class="stacked" method="post" action="${ACCOUNTS_PATH}">
${drawFields(NEW_FIELDS, filled, language)}${drawRoles(filled, language)}
<p><button>${say('people.accounts.add', language)}</button></p></form>`,
  bad !== undefined,
)}${unitList(services)}`;
  return officePage(c, { title: 'people.accounts.title', body, wide: true });
}

function columns(language: Language): Column<Account>[] {
  return [
    {
      head: 'people.accounts.name',
      cell: ({ name, username }) =>
        html`<a href="${ACCOUNTS_PATH}/${username}">${name}</a><span class="soft">${username}</span>`,
    },
    { head: 'people.accounts.roles', cell: ({ roles }) => grants(roles, language) },
    { head: 'people.accounts.state', cell: (account) => stateOf(account, language) },
    { head: 'people.accounts.created', cell: ({ createdAt }) => fullDate(Date.parse(createdAt), language) },
  ];
}
