/** `/kelola/akun`: every account, found by text, role and unit; and a new one. */
import type { Context, Hono } from 'hono';
import { type Account, AccountsQuery, NewAccount } from '#shared/contract/accounts.ts';
import { OFFICER_ROLES } from '#shared/ticket/role.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { answerPage } from '../../../pages/answer.tsx';
import { useSay } from '../../../pages/context.tsx';
import { Fields, Folded, Form, Search } from '../../../pages/fields.tsx';
import {
  choice,
  EMPTY,
  type Field,
  type Filled,
  inputOf,
  line,
  optionsOf,
  queryOf,
  searchFields,
  takeForm,
  type Values,
} from '../../../pages/form.ts';
import { ACCOUNTS_PATH, menuEntry } from '../../../pages/menu.ts';
import { OfficePage } from '../../../pages/page.tsx';
import { Outcome } from '../../../pages/parts.tsx';
import { officePages } from '../../../pages/session.ts';
import { type Column, Pager, Table } from '../../../pages/table.tsx';
import type { Env } from '../../../platform/http/env.ts';
import type { PeopleDeps } from '../../deps.ts';
import { AccountState, Grants, On, PasswordPage, USERNAME } from '../../parts.tsx';
import { UNIT_LIST, UnitList, unitCode } from '../../units/choose-unit.tsx';
import { createAccount, listAccounts } from '../officers.ts';
import { accountPages } from './account-detail.tsx';
import { inRows, ROLE_FIELDS, RoleRows, sentRoles } from './role-fields.tsx';

export const ACCOUNTS_ENTRY = menuEntry(ACCOUNTS_PATH, 'pages.menu.accounts', 'accounts:manage');

const NEW_FIELDS: readonly Field[] = [line('name', 'people.accounts.name', 200), USERNAME];

const SEARCH_FIELDS = searchFields(
  line('text', 'people.accounts.text', 100),
  choice(
    'role',
    'people.accounts.role',
    optionsOf(OFFICER_ROLES, (role) => `common.role.${role}`),
  ),
  line('unit', 'people.accounts.unit', 64, { suggestions: UNIT_LIST }),
);

export function accountListPages(services: PeopleDeps): Hono<Env> {
  const app = officePages(ACCOUNTS_ENTRY, services);
  app.get('/', async (c) => answerPage(c, <ListPage {...(await foundBy(c, services))} filled={EMPTY} />));

  app.post('/', async (c) => {
    const fields = [...NEW_FIELDS, ...ROLE_FIELDS];
    const input = (values: Values) => ({
      ...inputOf(NEW_FIELDS, values),
      roles: sentRoles(values, services),
    });
    const sent = await takeForm(c, { schema: NewAccount, fields, input }, (account) =>
      createAccount(services, account, c.get('actor')),
    );
    if (sent.ok) return answerPage(c, <PasswordPage done="people.accounts.made" made={sent.value} />, 201);
    const refused = inRows(sent.refused, services);
    return answerPage(c, <ListPage {...(await foundBy(c, services))} {...refused} />, sent.status);
  });

  app.route('/', accountPages(services));
  return app;
}

type Found = Awaited<ReturnType<typeof foundBy>>;

async function foundBy(c: Context<Env>, services: PeopleDeps) {
  const { unit, ...asked } = queryOf(c, AccountsQuery);
  const query = unit === undefined ? asked : { ...asked, unit: unitCode(services, unit) };
  const values = { text: [asked.text ?? ''], role: [asked.role ?? ''], unit: [unit ?? ''] };
  return {
    ...(await listAccounts(services, query)),
    units: services.units,
    /** What was searched for. */
    asked: { values },
  };
}

function ListPage({ units, asked, items, next, filled, bad }: Found & { filled: Filled; bad?: Phrase }) {
  const say = useSay();
  return (
    <OfficePage title={say('people.accounts.title')} wide>
      <Outcome bad={bad} />
      <Search action={ACCOUNTS_PATH} fields={SEARCH_FIELDS} filled={asked} />
      <Table caption="people.accounts.title" columns={COLUMNS} items={items} empty="people.accounts.none" />
      <Pager next={next} />
      <Folded summary={say('people.accounts.add')} open={bad !== undefined}>
        <Form action={ACCOUNTS_PATH} submit="people.accounts.add">
          <Fields fields={NEW_FIELDS} filled={filled} />
          <RoleRows filled={filled} />
        </Form>
      </Folded>
      <UnitList units={units} />
    </OfficePage>
  );
}

const COLUMNS: readonly Column<Account>[] = [
  {
    head: 'people.accounts.name',
    cell: ({ name, username }) => (
      <>
        <a href={`${ACCOUNTS_PATH}/${username}`}>{name}</a>
        <span class="soft">{username}</span>
      </>
    ),
  },
  { head: 'people.accounts.roles', cell: ({ roles }) => <Grants roles={roles} /> },
  { head: 'people.accounts.state', cell: (account) => <AccountState of={account} /> },
  { head: 'people.accounts.created', cell: ({ createdAt }) => <On at={createdAt} /> },
];
