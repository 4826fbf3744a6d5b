import { type Context, Hono } from 'hono';
import { html } from 'hono/html';
import { HandoverInput } from '#shared/contract/account-requests.ts';
import {
  type AccountLogPage,
  AccountLogQuery,
  RolesInput,
  SsoInput,
  StateInput,
} from '#shared/contract/accounts.ts';
import { OFFICER_ROLES } from '#shared/ticket/role.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { fullDate } from '#shared/words/time.ts';
import {
  EMPTY,
  type Field,
  type Filled,
  inputOf,
  type Outcome,
  readForm,
  submit,
} from '../../../pages/form.ts';
import {
  type Column,
  drawFields,
  folded,
  type Html,
  notice,
  officePage,
  pager,
  table,
} from '../../../pages/legacy.tsx';
import { ACCOUNTS_PATH, REQUESTS_PATH } from '../../../pages/paths.ts';
import { doneOf, queryOf } from '../../../pages/query.ts';
import type { Env } from '../../../platform/http/env.ts';
import { type Language, say } from '../../../platform/http/language.ts';
import { linkSso } from '../../sso/link.ts';
import { unitList } from '../../units/choose-unit.tsx';
import type { AccountDeps } from '../deps.ts';
import { handOver } from '../handover.ts';
import { accountLogPage } from '../log.ts';
import { accountOf, findAccount, resetPassword, revokeSessions, setRoles, setState } from '../officers.ts';
import { grants, passwordPage, stateOf } from './parts.ts';
import { drawRoles, ROLE_FIELDS, roleValues, sentRoles } from './role-fields.ts';

/** Said above the account after each thing done. */
const DONE = ['peran', 'nonaktif', 'aktif', 'sso', 'sesi', 'serah'] as const;

const STATE_FIELDS: readonly Field[] = [{ kind: 'flag', path: 'disabled', label: 'people.accounts.disable' }];
const SSO_FIELDS: readonly Field[] = [
  { kind: 'line', path: 'identity', label: 'people.accounts.sso', max: 200, optional: true },
];
const HANDOVER_FIELDS: readonly Field[] = [
  { kind: 'line', path: 'to', label: 'people.accounts.to', max: 50 },
];

/** Mounted below `/kelola/akun`, behind its sign-in. */
export function accountPages(services: AccountDeps): Hono<Env> {
  const app = new Hono<Env>();
  const nameOf = (c: Context<Env>): string => c.req.param('username') ?? '';

  app.get('/:username', async (c) => c.html(await detailPage(c, services, nameOf(c), {})));

  app.post('/:username/peran', async (c) => {
    const sent = await readForm(c);
    const roles = sentRoles(sent, services);
    const outcome = await submit({ schema: RolesInput, fields: ROLE_FIELDS, input: { roles } }, (input) =>
      setRoles(services, nameOf(c), input.roles, c.get('actor')),
    );
    return answer(c, outcome, 'peran', { roles: { values: roleValues(roles), ...faultsOf(outcome) } });
  });

  app.post('/:username/keadaan', async (c) => {
    const input = inputOf(STATE_FIELDS, await readForm(c));
    const outcome = await submit({ schema: StateInput, fields: STATE_FIELDS, input }, ({ disabled }) =>
      setState(services, nameOf(c), disabled, c.get('actor')),
    );
    return answer(c, outcome, input.disabled === true ? 'nonaktif' : 'aktif', {});
  });

  app.post('/:username/sso', async (c) => {
    const values = await readForm(c);
    const input = { identity: null, ...inputOf(SSO_FIELDS, values) };
    const outcome = await submit({ schema: SsoInput, fields: SSO_FIELDS, input }, ({ identity }) =>
      linkSso(services, nameOf(c), identity, c.get('actor')),
    );
    return answer(c, outcome, 'sso', { sso: { values, ...faultsOf(outcome) } });
  });

  app.post('/:username/sesi', async (c) => {
    await revokeSessions(services, nameOf(c), c.get('actor'));
    return c.redirect(`${ACCOUNTS_PATH}/${nameOf(c)}?sudah=sesi`, 303);
  });

  app.post('/:username/sandi', async (c) =>
    c.html(
      passwordPage(c, 'people.accounts.was_reset', await resetPassword(services, nameOf(c), c.get('actor'))),
    ),
  );

  app.post('/:username/serah', async (c) => {
    const values = await readForm(c);
    const input = inputOf(HANDOVER_FIELDS, values);
    const outcome = await submit({ schema: HandoverInput, fields: HANDOVER_FIELDS, input }, (to) =>
      handOver(services, nameOf(c), to, c.get('actor')),
    );
    return answer(c, outcome, 'serah', { handover: { values, ...faultsOf(outcome) } });
  });

  return app;

  async function answer(
    c: Context<Env>,
    outcome: Outcome<unknown>,
    done: (typeof DONE)[number],
    sent: Sent,
  ): Promise<Response> {
    if (outcome.ok) return c.redirect(`${ACCOUNTS_PATH}/${nameOf(c)}?sudah=${done}`, 303);
    return c.html(await detailPage(c, services, nameOf(c), { ...sent, bad: outcome.bad }), outcome.status);
  }
}

/** What was sent and refused, to be shown again. */
interface Sent {
  roles?: Filled;
  sso?: Filled;
  handover?: Filled;
  bad?: Phrase;
}

function faultsOf(outcome: Outcome<unknown>): Pick<Filled, 'faults'> {
  return outcome.ok ? {} : { faults: outcome.faults };
}

async function detailPage(
  c: Context<Env>,
  services: AccountDeps,
  username: string,
  { roles, sso, handover, bad }: Sent,
): Promise<Html> {
  const language = c.get('language');
  const { id } = await findAccount(services, username);
  const account = await accountOf(services, username);
  const log = await accountLogPage(services, id, queryOf(c, AccountLogQuery));
  const done = doneOf(c, DONE, (done) => `people.account_done.${done}`);
  const path = `${ACCOUNTS_PATH}/${account.username}`;
  const words = (said: Phrase): string => say(said, language);
  const act = (to: string, summary: Phrase, why: Phrase, fields: Html | '' = '', open = false): Html =>
    folded(
      words(summary),
      html`<form class="stacked" method="post" action="${path}/${to}"><p>${words(why)}</p>${fields}
<p><button class="quiet">${words(summary)}</button></p></form>`,
      open,
    );
  const body = html`${bad ? notice('bad', words(bad)) : done ? notice('good', words(done)) : ''}
<dl class="facts">
<dt>${words('people.accounts.username')}</dt><dd>${account.username}</dd>
<dt>${words('people.accounts.roles')}</dt><dd>${grants(account.roles, language)}</dd>
<dt>${words('people.accounts.state')}</dt><dd>${stateOf(account, language)}</dd>
<dt>${words('people.accounts.created')}</dt><dd>${fullDate(Date.parse(account.createdAt), language)}</dd>
</dl>
${folded(
  words('people.accounts.change'),
  html`<form class="stacked" method="post" action="${path}/peran">
${drawRoles(roles ?? { values: roleValues(account.roles) }, language)}
<p><button>${words('pages.save')}</button></p></form>`,
  roles !== undefined,
)}
${
  services.sso
    ? act(
        'sso',
        'people.accounts.link_sso',
        'people.accounts.link_sso_why',
        drawFields(SSO_FIELDS, sso ?? { values: { identity: [account.sso ?? ''] } }, language),
        sso !== undefined,
      )
    : ''
}
${act('sandi', 'people.accounts.reset', 'people.accounts.reset_why')}
${act('sesi', 'people.accounts.end', 'people.accounts.end_why')}
${
  account.disabled
    ? act('keadaan', 'people.accounts.enable', 'people.accounts.enable_why')
    : act(
        'keadaan',
        'people.accounts.disable',
        'people.accounts.disable_why',
        html`<input type="hidden" name="disabled" value="on">`,
      )
}
${account.disabled ? '' : act('serah', 'people.accounts.handover', 'people.accounts.handover_why', drawFields(HANDOVER_FIELDS, handover ?? EMPTY, language), handover !== undefined)}
<h2>${words('people.accounts.log')}</h2>
${table(language, 'people.accounts.log', logColumns(language), log.items, 'people.accounts.no_log')}
${pager(c, log.next)}${unitList(services)}`;
  return officePage(c, { title: { text: account.name }, body, wide: true });
}

function logColumns(language: Language): Column<AccountLogPage['items'][number]>[] {
  return [
    { head: 'people.accounts.when', cell: ({ at }) => fullDate(Date.parse(at), language) },
    {
      head: 'people.accounts.what',
      cell: ({ event, roles, other, request }) => html`<span>${say(`people.account_event.${event}`, language)}
${other === undefined ? '' : html` · <a href="${ACCOUNTS_PATH}/${other}">${other}</a>`}
${request === undefined ? '' : html` · <a href="${REQUESTS_PATH}/${request}">#${request}</a>`}
${roles === undefined ? '' : html`<span class="soft"> · ${roles.map(({ role, unit }) => `${roleName(role, language)}${unit === null ? '' : ` ${unit}`}`).join(', ')}</span>`}</span>`,
    },
    { head: 'people.accounts.by', cell: ({ by }) => by ?? say('people.accounts.system', language) },
  ];
}

/** A log outlives the list of roles: what is no role any more is shown as it was written. */
function roleName(role: string, language: Language): string {
  const known = OFFICER_ROLES.find((one) => one === role);
  return known ? say(`common.role.${known}`, language) : role;
}
