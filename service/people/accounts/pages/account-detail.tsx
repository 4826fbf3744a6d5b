/** One account below `/kelola/akun`: what it is, all that the operator may do with it, and its log. */

import { type Context, Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { HandoverInput } from '#shared/contract/account-requests.ts';
import { type AccountLogPage, RolesInput, SsoInput, StateInput } from '#shared/contract/accounts.ts';
import { Paging } from '#shared/contract/primitives.ts';
import { OFFICER_ROLES } from '#shared/ticket/role.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { answerPage } from '../../../pages/answer.tsx';
import { Sentence, useSay } from '../../../pages/context.tsx';
import { Fields, Folded, Form } from '../../../pages/fields.tsx';
import {
  doneOf,
  EMPTY,
  type Field,
  type Filled,
  inputOf,
  line,
  queryOf,
  takeForm,
  type Values,
} from '../../../pages/form.ts';
import { ACCOUNTS_PATH, REQUESTS_PATH } from '../../../pages/menu.ts';
import { OfficePage } from '../../../pages/page.tsx';
import { Beside, Facts, Outcome as Told } from '../../../pages/parts.tsx';
import { type Column, Pager, Table } from '../../../pages/table.tsx';
import type { Env } from '../../../platform/http/env.ts';
import type { PeopleDeps } from '../../deps.ts';
import { AccountState, FoldedAct, Grants, On, PasswordPage } from '../../parts.tsx';
import { UnitList } from '../../units/choose-unit.tsx';
import { handOver } from '../handover.ts';
import { accountLogPage } from '../log.ts';
import {
  accountOf,
  findAccount,
  linkSso,
  resetPassword,
  resetSecondFactor,
  revokeSessions,
  setRoles,
  setState,
} from '../officers.ts';
import { inRows, ROLE_FIELDS, RoleRows, roleValues, sentRoles } from './role-fields.tsx';

/** Said above the account after each thing done. */
const DONE = ['peran', 'nonaktif', 'aktif', 'sso', 'sesi', 'kode', 'serah'] as const;

const STATE_FIELDS: readonly Field[] = [{ kind: 'flag', path: 'disabled', label: 'people.accounts.disable' }];
const SSO_FIELDS: readonly Field[] = [line('identity', 'people.accounts.sso', 200, { optional: true })];
const HANDOVER_FIELDS: readonly Field[] = [line('to', 'people.accounts.to', 50)];

/** Mounted below `/kelola/akun`, behind its sign-in. */
export function accountPages(services: PeopleDeps): Hono<Env> {
  const app = new Hono<Env>();

  app.get('/:username', async (c) => answerPage(c, <AccountPage {...(await shownOf(c, services))} />));

  app.post('/:username/peran', async (c) => {
    const input = (values: Values) => ({ roles: sentRoles(values, services) });
    const sent = await takeForm(c, { schema: RolesInput, fields: ROLE_FIELDS, input }, ({ roles }) =>
      setRoles(services, nameOf(c), roles, c.get('actor')),
    );
    if (sent.ok) return done(c, 'peran');
    const { filled, bad } = inRows(sent.refused, services);
    return again(c, { roles: filled, bad }, sent.status);
  });

  app.post('/:username/keadaan', async (c) => {
    const sent = await takeForm(c, { schema: StateInput, fields: STATE_FIELDS }, ({ disabled }) =>
      setState(services, nameOf(c), disabled, c.get('actor')),
    );
    if (sent.ok) return done(c, sent.value.disabled ? 'nonaktif' : 'aktif');
    return again(c, { bad: sent.refused.bad }, sent.status);
  });

  app.post('/:username/sso', async (c) => {
    const input = (values: Values) => ({ identity: null, ...inputOf(SSO_FIELDS, values) });
    const sent = await takeForm(c, { schema: SsoInput, fields: SSO_FIELDS, input }, ({ identity }) =>
      linkSso(services, nameOf(c), identity, c.get('actor')),
    );
    if (sent.ok) return done(c, 'sso');
    return again(c, { sso: sent.refused.filled, bad: sent.refused.bad }, sent.status);
  });

  app.post('/:username/sesi', async (c) => {
    await revokeSessions(services, nameOf(c), c.get('actor'));
    return done(c, 'sesi');
  });

  app.post('/:username/kode', async (c) => {
    await resetSecondFactor(services, nameOf(c), c.get('actor'));
    c.set('secondFactor', { event: 'reset', account: c.get('actor').id });
    return done(c, 'kode');
  });

  app.post('/:username/sandi', async (c) => {
    const made = await resetPassword(services, nameOf(c), c.get('actor'));
    return answerPage(c, <PasswordPage done="people.accounts.was_reset" made={made} />);
  });

  app.post('/:username/serah', async (c) => {
    const sent = await takeForm(c, { schema: HandoverInput, fields: HANDOVER_FIELDS }, (to) =>
      handOver(services, nameOf(c), to, c.get('actor')),
    );
    if (sent.ok) return done(c, 'serah');
    return again(c, { handover: sent.refused.filled, bad: sent.refused.bad }, sent.status);
  });

  return app;

  function done(c: Context<Env>, what: (typeof DONE)[number]): Response {
    return c.redirect(`${ACCOUNTS_PATH}/${nameOf(c)}?sudah=${what}`, 303);
  }

  async function again(c: Context<Env>, sent: Sent, status: ContentfulStatusCode): Promise<Response> {
    return answerPage(c, <AccountPage {...(await shownOf(c, services))} {...sent} />, status);
  }
}

function nameOf(c: Context<Env>): string {
  return c.req.param('username') ?? '';
}

/** What was sent and refused, to be shown again. */
interface Sent {
  roles?: Filled;
  sso?: Filled;
  handover?: Filled;
  bad?: Phrase;
}

type Shown = Awaited<ReturnType<typeof shownOf>>;

/** Throws 404. */
async function shownOf(c: Context<Env>, services: PeopleDeps) {
  const { id } = await findAccount(services, nameOf(c));
  return {
    account: await accountOf(services, nameOf(c)),
    log: await accountLogPage(services, id, queryOf(c, Paging)),
    units: services.units,
    hasSso: services.sso !== null,
    done: doneOf(c, DONE, (done) => `people.account_done.${done}`),
  };
}

function AccountPage({ account, log, units, hasSso, done, bad, ...sent }: Shown & Sent) {
  const say = useSay();
  return (
    <OfficePage title={account.name} wide>
      <Told bad={bad} done={done} />
      <Facts
        facts={[
          ['people.accounts.username', account.username],
          ['people.accounts.roles', <Grants roles={account.roles} />],
          ['people.accounts.state', <AccountState of={account} />],
          ['people.accounts.factor', say(`people.factor_state.${account.secondFactor ? 'on' : 'off'}`)],
          ['people.accounts.created', <On at={account.createdAt} />],
        ]}
      />
      <Acts account={account} hasSso={hasSso} {...sent} />
      <h2>{say('people.accounts.log')}</h2>
      <Table
        caption="people.accounts.log"
        columns={LOG_COLUMNS}
        items={log.items}
        empty="people.accounts.no_log"
      />
      <Pager next={log.next} />
      <UnitList units={units} />
    </OfficePage>
  );
}

/** All that may be done with the account, each folded. */
function Acts({ account, hasSso, roles, sso, handover }: Pick<Shown, 'account' | 'hasSso'> & Sent) {
  const say = useSay();
  const path = `${ACCOUNTS_PATH}/${account.username}`;
  const linked = { values: { identity: [account.sso ?? ''] } };
  return (
    <>
      <Folded summary={say('people.accounts.change')} open={roles !== undefined}>
        <Form action={`${path}/peran`} submit="pages.save">
          <RoleRows filled={roles ?? { values: roleValues(account.roles) }} />
        </Form>
      </Folded>
      {hasSso && (
        <FoldedAct
          action={`${path}/sso`}
          act="people.accounts.link_sso"
          why="people.accounts.link_sso_why"
          open={sso !== undefined}
        >
          <Fields fields={SSO_FIELDS} filled={sso ?? linked} />
        </FoldedAct>
      )}
      <FoldedAct action={`${path}/sandi`} act="people.accounts.reset" why="people.accounts.reset_why" />
      {account.secondFactor && (
        <FoldedAct
          action={`${path}/kode`}
          act="people.accounts.reset_factor"
          why="people.accounts.reset_factor_why"
        />
      )}
      <FoldedAct action={`${path}/sesi`} act="people.accounts.end" why="people.accounts.end_why" />
      <FoldedAct
        action={`${path}/keadaan`}
        act={account.disabled ? 'people.accounts.enable' : 'people.accounts.disable'}
        why={account.disabled ? 'people.accounts.enable_why' : 'people.accounts.disable_why'}
      >
        {!account.disabled && <input type="hidden" name="disabled" value="on" />}
      </FoldedAct>
      {!account.disabled && (
        <FoldedAct
          action={`${path}/serah`}
          act="people.accounts.handover"
          why="people.accounts.handover_why"
          open={handover !== undefined}
        >
          <Fields fields={HANDOVER_FIELDS} filled={handover ?? EMPTY} />
        </FoldedAct>
      )}
    </>
  );
}

type Logged = AccountLogPage['items'][number];

const LOG_COLUMNS: readonly Column<Logged>[] = [
  { head: 'people.accounts.when', cell: ({ at }) => <On at={at} /> },
  { head: 'people.accounts.what', cell: (entry) => <What of={entry} /> },
  { head: 'people.accounts.by', cell: ({ by }) => by ?? <Sentence said="people.accounts.system" /> },
];

function What({ of: { event, roles, other, request } }: { of: Logged }) {
  const say = useSay();
  /** A log outlives the list of roles: what is no role any more is shown as it was written. */
  const roleName = (role: string): string => {
    const known = OFFICER_ROLES.find((one) => one === role);
    return known ? say(`common.role.${known}`) : role;
  };
  const given = roles?.map(({ role, unit }) => `${roleName(role)}${unit === null ? '' : ` ${unit}`}`);
  return (
    <span>
      {say(`people.account_event.${event}`)}
      {other !== undefined && <AlsoAt to={`${ACCOUNTS_PATH}/${other}`} name={other} />}
      {request !== undefined && <AlsoAt to={`${REQUESTS_PATH}/${request}`} name={`#${request}`} />}
      {given && <Beside>· {given.join(', ')}</Beside>}
    </span>
  );
}

function AlsoAt({ to, name }: { to: string; name: string }) {
  return [' · ', <a href={to}>{name}</a>];
}
