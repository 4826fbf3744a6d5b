/** `/kelola/permohonan`: accounts that were asked for; vouching for one, approving and rejecting. */
import type { Context, Hono } from 'hono';
import {
  type AccountRequest,
  AccountRequestsQuery,
  ApprovalInput,
  REQUEST_STATES,
  RejectionInput,
} from '#shared/contract/account-requests.ts';
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
  queryOf,
  takeForm,
  type Values,
} from '../../../pages/form.ts';
import { ACCOUNTS_PATH, menuEntry, REQUESTS_PATH } from '../../../pages/menu.ts';
import { OfficePage } from '../../../pages/page.tsx';
import { Beside, type Fact, Facts, LinkLine, Outcome, Tabs } from '../../../pages/parts.tsx';
import { may, officePages, requireRight } from '../../../pages/session.ts';
import { type Column, Pager, Table } from '../../../pages/table.tsx';
import type { Env } from '../../../platform/http/env.ts';
import type { PeopleDeps } from '../../deps.ts';
import { FoldedAct, On, PasswordPage, USERNAME } from '../../parts.tsx';
import { UnitList } from '../../units/choose-unit.tsx';
import { vouch } from '../ask.ts';
import { approve, reject } from '../decide.ts';
import { findRequest, listRequests } from '../read.ts';
import { idOf } from '../routes.ts';
import { REPLACES, REQUEST_FIELDS, requestForm } from './ask.tsx';

export const REQUESTS_ENTRY = menuEntry(REQUESTS_PATH, 'pages.menu.requests', 'requests:read');

const DONE = ['ajukan', 'tolak'] as const;

const APPROVE_FIELDS: readonly Field[] = [USERNAME, REPLACES];
const REJECT_FIELDS: readonly Field[] = [
  { kind: 'prose', path: 'reason', label: 'people.requests.reason', hint: 'people.requests.reason_hint' },
];

/** What was sent in one of the two forms and refused. */
interface Sent {
  approving?: Filled;
  rejecting?: Filled;
  bad?: Phrase;
}

export function requestPages(services: PeopleDeps): Hono<Env> {
  const app = officePages(REQUESTS_ENTRY, services);

  app.get('/', async (c) => answerPage(c, <ListPage {...(await foundBy(c, services))} filled={EMPTY} />));

  app.post('/', async (c) => {
    requireRight(c, 'requests:make');
    const sent = await takeForm(c, requestForm(services), (request) =>
      vouch(services, request, c.get('actor')),
    );
    if (sent.ok) return c.redirect(`${REQUESTS_PATH}/${sent.value.id}?sudah=ajukan`, 303);
    return answerPage(c, <ListPage {...(await foundBy(c, services))} {...sent.refused} />, sent.status);
  });

  app.get('/:id', async (c) => answerPage(c, <RequestPage {...(await shownOf(c, services))} />));

  app.post('/:id/setujui', async (c) => {
    requireRight(c, 'requests:decide');
    // An emptied field means that nobody's place is taken, not that what was asked for holds.
    const input = (values: Values) => ({ replaces: null, ...inputOf(APPROVE_FIELDS, values) });
    const sent = await takeForm(c, { schema: ApprovalInput, fields: APPROVE_FIELDS, input }, (approval) =>
      approve(services, idOf(c), approval, c.get('actor')),
    );
    if (sent.ok)
      return answerPage(c, <PasswordPage done="people.requests.approved" made={sent.value} />, 201);
    const { bad, filled: approving } = sent.refused;
    const page = <RequestPage {...(await shownOf(c, services))} approving={approving} bad={bad} />;
    return answerPage(c, page, sent.status);
  });

  app.post('/:id/tolak', async (c) => {
    requireRight(c, 'requests:decide');
    const sent = await takeForm(c, { schema: RejectionInput, fields: REJECT_FIELDS }, ({ reason }) =>
      reject(services, idOf(c), reason, c.get('actor')),
    );
    if (sent.ok) return c.redirect(`${REQUESTS_PATH}/${idOf(c)}?sudah=tolak`, 303);
    const { bad, filled: rejecting } = sent.refused;
    const page = <RequestPage {...(await shownOf(c, services))} rejecting={rejecting} bad={bad} />;
    return answerPage(c, page, sent.status);
  });

  return app;
}

type Found = Awaited<ReturnType<typeof foundBy>>;

async function foundBy(c: Context<Env>, services: PeopleDeps) {
  const asked = queryOf(c, AccountRequestsQuery);
  const everything = c.req.query('state') === '';
  const state = asked.state ?? (everything ? undefined : 'pending');
  const query = { ...asked, ...(state === undefined ? {} : { state }) };
  return {
    ...(await listRequests(services, query, c.get('actor'))),
    units: services.units,
    /** Undefined for all of them. */
    state,
    mayMake: may(c, 'requests:make'),
  };
}

function ListPage(props: Found & { filled: Filled; bad?: Phrase }) {
  const { units, state, items, next, mayMake, filled, bad } = props;
  const say = useSay();
  const tab = (of: Found['state'], label: Phrase) => ({
    path: `${REQUESTS_PATH}?state=${of ?? ''}`,
    label: say(label),
    isHere: of === state,
  });
  const tabs = [
    ...REQUEST_STATES.map((one) => tab(one, `people.request_state.${one}`)),
    tab(undefined, 'pages.all'),
  ];
  return (
    <OfficePage title={say('people.requests.title')} wide>
      <Outcome bad={bad} />
      <Tabs label="people.accounts.state" tabs={tabs} />
      <Table caption="people.requests.title" columns={COLUMNS} items={items} empty="people.requests.none" />
      <Pager next={next} />
      {mayMake && (
        <>
          <Folded summary={say('people.requests.vouch')} open={bad !== undefined}>
            <Form action={REQUESTS_PATH} submit="people.requests.send">
              <Fields fields={REQUEST_FIELDS} filled={filled} />
            </Form>
          </Folded>
          <UnitList units={units} />
        </>
      )}
    </OfficePage>
  );
}

const COLUMNS: readonly Column<AccountRequest>[] = [
  {
    head: 'people.accounts.name',
    cell: ({ id, name, letter }) => (
      <>
        <a href={`${REQUESTS_PATH}/${id}`}>{name ?? <Sentence said="people.requests.erased" />}</a>
        <span class="soft">{letter}</span>
      </>
    ),
  },
  { head: 'people.accounts.role', cell: ({ role }) => <Sentence said={`common.role.${role}`} /> },
  { head: 'people.requests.unit', cell: ({ unit }) => unit.name },
  { head: 'people.requests.asked', cell: ({ askedAt }) => <On at={askedAt} /> },
  { head: 'people.accounts.state', cell: (request) => <State of={request} /> },
];

function State({ of: { state, warnings } }: { of: AccountRequest }) {
  const say = useSay();
  return (
    <span>
      {say(`people.request_state.${state}`)}
      {warnings.length > 0 && <Beside style="tag assumed">! {say('people.requests.look')}</Beside>}
    </span>
  );
}

type Shown = Awaited<ReturnType<typeof shownOf>>;

async function shownOf(c: Context<Env>, services: PeopleDeps) {
  return {
    request: await findRequest(services, idOf(c), c.get('actor')),
    mayDecide: may(c, 'requests:decide'),
    /** The account that came of it. */
    mayOpen: may(c, 'accounts:manage'),
    done: doneOf(c, DONE, (done) => `people.request_done.${done}`),
  };
}

function RequestPage({ request, mayDecide, mayOpen, done, bad, ...sent }: Shown & Sent) {
  const say = useSay();
  const { decision, unit, warnings } = request;
  return (
    <OfficePage title={say('people.requests.title')}>
      <Outcome bad={bad} done={done} />
      {warnings.length > 0 && (
        <ul class="warnings">
          {warnings.map((one) => (
            <li>{say(`people.request_warning.${one}`)}</li>
          ))}
        </ul>
      )}
      <Facts
        facts={[
          ['people.accounts.state', say(`people.request_state.${request.state}`)],
          ['people.accounts.name', request.name ?? say('people.requests.erased')],
          ['people.requests.nip', request.nip],
          ['people.accounts.role', say(`common.role.${request.role}`)],
          ['people.requests.unit', [unit.name, <Beside>{unit.code}</Beside>]],
          ['people.requests.username', request.username],
          ['people.requests.replaces', request.replaces],
          ['people.requests.letter', request.letter],
          ['people.requests.contact', request.contact],
          ['people.requests.asked', <On at={request.askedAt} />],
          ['people.requests.voucher', request.vouchedBy ?? say('people.requests.by_anybody')],
          ...(decision === null ? [] : decided(request.state, decision, mayOpen)),
        ]}
      />
      {decision === null && mayDecide && <Deciding request={request} {...sent} />}
      <LinkLine to={REQUESTS_PATH}>{say('people.requests.back')}</LinkLine>
    </OfficePage>
  );
}

function decided(
  state: AccountRequest['state'],
  { at, by, reason, account }: NonNullable<AccountRequest['decision']>,
  mayOpen: boolean,
): Fact[] {
  const address = account !== null && mayOpen && <a href={`${ACCOUNTS_PATH}/${account}`}>{account}</a>;
  return [
    ['people.requests.decided', [<Sentence said={`people.request_state.${state}`} />, ' · ', <On at={at} />]],
    ['people.accounts.by', by ?? <Sentence said="people.accounts.system" />],
    ['people.requests.reason', reason, 'prose'],
    ['people.requests.account', address || account],
  ];
}

function Deciding({ request, approving, rejecting }: Pick<Shown, 'request'> & Sent) {
  const say = useSay();
  const path = `${REQUESTS_PATH}/${request.id}`;
  const asAsked = { values: { username: [request.username ?? ''], replaces: [request.replaces ?? ''] } };
  return (
    <>
      <Folded summary={say('people.requests.approve')} open={approving !== undefined}>
        <Form action={`${path}/setujui`} submit="people.requests.approve">
          <p>{say('people.requests.approve_why')}</p>
          <Fields fields={APPROVE_FIELDS} filled={approving ?? asAsked} />
        </Form>
      </Folded>
      <FoldedAct action={`${path}/tolak`} act="people.requests.reject" open={rejecting !== undefined}>
        <Fields fields={REJECT_FIELDS} filled={rejecting ?? EMPTY} />
      </FoldedAct>
    </>
  );
}
