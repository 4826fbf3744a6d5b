/** `/permohonan`: asking for an account without one, and how what was asked stands. */
import type { Context, Hono } from 'hono';
import {
  AccountRequestInput,
  REQUESTABLE_ROLES,
  RequestSecret,
  type RequestStatus,
} from '#shared/contract/account-requests.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { answerPage } from '../../../pages/answer.tsx';
import { useSay } from '../../../pages/context.tsx';
import { Fields, Form } from '../../../pages/fields.tsx';
import {
  choice,
  EMPTY,
  type Field,
  type Filled,
  inputOf,
  line,
  optionsOf,
  readForm,
  takeForm,
  textOf,
  type Values,
} from '../../../pages/form.ts';
import { ASK_PATH } from '../../../pages/menu.ts';
import { OpenPage } from '../../../pages/page.tsx';
import { Banner, Facts, LinkLine, Outcome } from '../../../pages/parts.tsx';
import { openPages } from '../../../pages/session.ts';
import type { Env } from '../../../platform/http/env.ts';
import { unlessMissing } from '../../../platform/http/problem.ts';
import type { PeopleDeps } from '../../deps.ts';
import { On } from '../../parts.tsx';
import { UNIT_LIST, UnitList, unitCode } from '../../units/choose-unit.tsx';
import { ask, requestStatus } from '../ask.ts';

const STATUS_PATH = `${ASK_PATH}/status`;

const SECRET_FIELDS: readonly Field[] = [line('secret', 'people.ask.secret', 100)];

/** `asking` counts requests, and is shared with the API. */
export function askPages(services: PeopleDeps, asking: (c: Context<Env>) => Promise<void>): Hono<Env> {
  const { units } = services;
  const app = openPages(ASK_PATH, services);

  app.get('/', (c) => answerPage(c, <AskPage units={units} filled={EMPTY} />));

  app.post('/', async (c) => {
    const sent = await takeForm(c, requestForm(services), async (request) => {
      await asking(c);
      return ask(services, request);
    });
    if (sent.ok) return answerPage(c, <ReceiptPage secret={sent.value.secret} />, 201);
    return answerPage(c, <AskPage units={units} {...sent.refused} />, sent.status);
  });

  app.get('/status', (c) => answerPage(c, <StatusPage filled={EMPTY} />));

  app.post('/status', async (c) => {
    const values = await readForm(c);
    const given = RequestSecret.safeParse(inputOf(SECRET_FIELDS, values));
    const found = given.success ? await unlessMissing(requestStatus(services, given.data.secret)) : null;
    return answerPage(c, <StatusPage filled={{ values }} found={found} />, found === null ? 404 : 200);
  });

  return app;
}

/** What was sent in {@link REQUEST_FIELDS}. */
export function requestForm(services: Pick<PeopleDeps, 'units'>) {
  const input = (values: Values) => ({
    ...inputOf(REQUEST_FIELDS, values),
    unit: unitCode(services, textOf(values, 'unit')),
  });
  return { schema: AccountRequestInput, fields: REQUEST_FIELDS, input };
}

function AskPage({ units, filled, bad }: { units: PeopleDeps['units']; filled: Filled; bad?: Phrase }) {
  const say = useSay();
  return (
    <OpenPage title={say('people.ask.title')}>
      <Outcome bad={bad} />
      <p>{say('people.ask.intro')}</p>
      <LinkLine to={STATUS_PATH}>{say('people.ask.follow')}</LinkLine>
      <Form action={ASK_PATH} submit="people.requests.send">
        <Fields fields={REQUEST_FIELDS} filled={filled} />
      </Form>
      <UnitList units={units} />
    </OpenPage>
  );
}

function ReceiptPage({ secret }: { secret: string }) {
  const say = useSay();
  return (
    <OpenPage title={say('people.ask.title')}>
      <Banner kind="good">{say('people.ask.sent')}</Banner>
      <h2>{say('people.ask.secret')}</h2>
      <code class="secret">{secret}</code>
      <p>{say('people.ask.keep')}</p>
      <LinkLine to={STATUS_PATH}>{say('people.ask.follow')}</LinkLine>
    </OpenPage>
  );
}

/** `found` is null for an unknown code, and absent before one was given. */
function StatusPage({ filled, found }: { filled: Filled; found?: RequestStatus | null }) {
  const say = useSay();
  return (
    <OpenPage title={say('people.ask.status_title')}>
      {found === null && <Banner kind="bad">{say('people.ask.unknown')}</Banner>}
      {found && <Standing of={found} />}
      <Form action={STATUS_PATH} submit="people.ask.look">
        <Fields fields={SECRET_FIELDS} filled={filled} />
      </Form>
      <LinkLine to={ASK_PATH}>{say('people.ask.back')}</LinkLine>
    </OpenPage>
  );
}

function Standing({ of: { state, askedAt, decidedAt, reason, username } }: { of: RequestStatus }) {
  const say = useSay();
  return (
    <>
      <div role="status">
        <Facts
          facts={[
            ['people.accounts.state', say(`people.request_state.${state}`)],
            ['people.requests.asked', <On at={askedAt} />],
            ['people.requests.decided', decidedAt && <On at={decidedAt} />],
            ['people.accounts.username', username],
            ['people.requests.reason', reason, 'prose'],
          ]}
        />
      </div>
      {(state === 'pending' || state === 'approved') && <p>{say(`people.ask.${state}`)}</p>}
      {(state === 'rejected' || state === 'lapsed') && (
        <LinkLine to={ASK_PATH}>{say('people.ask.again')}</LinkLine>
      )}
    </>
  );
}

/** Whose place is taken. */
export const REPLACES = line('replaces', 'people.requests.replaces', 50, {
  hint: 'people.requests.replaces_hint',
  optional: true,
});

/** "Format A", for whoever asks with or without sign-in. */
export const REQUEST_FIELDS: readonly Field[] = [
  line('name', 'people.accounts.name', 200, { autocomplete: 'name' }),
  line('nip', 'people.requests.nip', 30, { hint: 'people.requests.nip_hint' }),
  line('unit', 'people.requests.unit', 64, { hint: 'people.requests.unit_hint', suggestions: UNIT_LIST }),
  choice(
    'role',
    'people.accounts.role',
    optionsOf(REQUESTABLE_ROLES, (role) => `common.role.${role}`),
  ),
  line('username', 'people.requests.username', 50, { hint: 'people.accounts.username_hint' }),
  line('contact', 'people.requests.contact', 200, { hint: 'people.requests.contact_hint' }),
  line('letter', 'people.requests.letter', 100),
  REPLACES,
];
