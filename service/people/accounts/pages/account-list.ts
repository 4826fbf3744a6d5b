/** `/kelola/akun`: every account, found by text, role and unit; and a new one. */
import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import { type Account, AccountsQuery, NewAccount } from '#shared/contract/accounts.ts';
import { OFFICER_ROLES } from '#shared/ticket/role.ts';
import { fullDate } from '#shared/words/time.ts';
import type { Services } from '../../../compose/services.ts';
import { EMPTY, type Field, type Filled, inputOf, readForm, submit } from '../../../pages/form.ts';
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
import { ALL, ROLE_NAMES, SEARCH } from '../../../pages/words.ts';
import type { Env } from '../../../platform/http/env.ts';
import { type Language, type Said, say } from '../../../platform/http/language.ts';
import { UNIT_LIST, unitCode, unitList } from '../../units/choose-unit.tsx';
import { createAccount, listAccounts } from '../officers.ts';
import { accountPages } from './account-detail.ts';
import { grants, passwordPage, stateOf } from './parts.ts';
import { drawRoles, ROLE_FIELDS, roleValues, sentRoles } from './role-fields.ts';
import { ACCOUNT_WORDS as W } from './words.ts';

export const ACCOUNTS_ENTRY: MenuEntry = {
  path: ACCOUNTS_PATH,
  label: { id: 'Akun', en: 'Accounts' },
  right: 'accounts:manage',
};

const NEW_FIELDS: readonly Field[] = [
  { kind: 'line', path: 'name', label: W.name, max: 200 },
  { kind: 'line', path: 'username', label: W.username, hint: W.usernameHint, max: 50 },
];

const SEARCH_FIELDS: readonly Field[] = [
  { kind: 'line', path: 'text', label: W.text, max: 100, optional: 'unsaid' },
  {
    kind: 'choice',
    path: 'role',
    label: W.role,
    optional: 'unsaid',
    options: [
      { value: '', label: ALL },
      ...OFFICER_ROLES.map((role) => ({ value: role, label: ROLE_NAMES[role] })),
    ],
  },
  { kind: 'line', path: 'unit', label: W.unit, max: 64, suggestions: UNIT_LIST, optional: 'unsaid' },
];

export function accountListPages(services: Services): Hono<Env> {
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
    if (outcome.ok) return c.html(passwordPage(c, W.made, outcome.value), 201);
    const { name = [], username = [] } = sent;
    const filled = { values: { name, username, ...roleValues(roles) }, faults: outcome.faults };
    return c.html(await listPage(c, services, filled, outcome.bad), outcome.status);
  });

  app.route('/', accountPages(services));
  return app;
}

async function listPage(c: Context<Env>, services: Services, filled: Filled, bad?: Said): Promise<Html> {
  const language = c.get('language');
  const { unit, ...asked } = queryOf(c, AccountsQuery);
  const query = unit === undefined ? asked : { ...asked, unit: unitCode(services, unit) };
  const { items, next } = await listAccounts(services, query);
  const search = { values: { text: [asked.text ?? ''], role: [asked.role ?? ''], unit: [unit ?? ''] } };
  const body = html`${bad ? notice('bad', say(bad, language)) : ''}
<form class="search" role="search" method="get" action="${ACCOUNTS_PATH}">
${SEARCH_FIELDS.map((field) => drawField(field, search, language))}<button>${say(SEARCH, language)}</button>
</form>
${table(language, W.title, columns(language), items, W.none)}
${pager(c, next)}
${folded(
  say(W.add, language),
  html`<form class="stacked" method="post" action="${ACCOUNTS_PATH}">
${drawFields(NEW_FIELDS, filled, language)}${drawRoles(filled, language)}
<p><button>${say(W.add, language)}</button></p></form>`,
  bad !== undefined,
)}${unitList(services)}`;
  return officePage(c, { title: W.title, body, wide: true });
}

function columns(language: Language): Column<Account>[] {
  return [
    {
      head: W.name,
      cell: ({ name, username }) =>
        html`<a href="${ACCOUNTS_PATH}/${username}">${name}</a><span class="soft">${username}</span>`,
    },
    { head: W.roles, cell: ({ roles }) => grants(roles, language) },
    { head: W.state, cell: (account) => stateOf(account, language) },
    { head: W.created, cell: ({ createdAt }) => fullDate(Date.parse(createdAt), language) },
  ];
}
