/** `/permohonan`: asking for an account without one, and how what was asked stands. */
import type { Hono } from 'hono';
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
  EMPTY,
  type Field,
  type Filled,
  inputOf,
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
import type { PublicLimit } from '../../../platform/http/limits.ts';
import { HttpProblem } from '../../../platform/http/problem.ts';
import type { PeopleDeps } from '../../deps.ts';
import { On } from '../../parts.tsx';
import { UNIT_LIST, UnitList, unitCode } from '../../units/choose-unit.tsx';
import { ask, requestStatus } from '../ask.ts';

const STATUS_PATH = `${ASK_PATH}/status`;

const SECRET_FIELDS: readonly Field[] = [
  { kind: 'line', path: 'secret', label: 'people.ask.secret', max: 100 },
];

/** `asking` counts requests, `looking` whoever tries codes; both are shared with the API. */
export function askPages(services: PeopleDeps, asking: PublicLimit, looking: PublicLimit): Hono<Env> {
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
    await looking(c);
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

async function unlessMissing<T>(looking: Promise<T>): Promise<T | null> {
  try {
    return await looking;
  } catch (error) {
    if (error instanceof HttpProblem && error.word === 'not-found') return null;
    throw error;
  }
}

interface AskProps {
  units: PeopleDeps['units'];
  filled: Filled;
  bad?: Phrase;
}

function AskPage({ units, filled, bad }: AskProps) {
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
export const REPLACES: Field = {
  kind: 'line',
  path: 'replaces',
  label: 'people.requests.replaces',
  hint: 'people.requests.replaces_hint',
  max: 50,
  optional: true,
};

/** "Format A", for whoever asks with or without sign-in. */
export const REQUEST_FIELDS: readonly Field[] = [
  { kind: 'line', path: 'name', label: 'people.accounts.name', max: 200, autocomplete: 'name' },
  { kind: 'line', path: 'nip', label: 'people.requests.nip', hint: 'people.requests.nip_hint', max: 30 },
  {
    kind: 'line',
    path: 'unit',
    label: 'people.requests.unit',
    hint: 'people.requests.unit_hint',
    max: 64,
    suggestions: UNIT_LIST,
  },
  {
    kind: 'choice',
    path: 'role',
    label: 'people.accounts.role',
    options: optionsOf(REQUESTABLE_ROLES, (role) => `common.role.${role}`),
  },
  {
    kind: 'line',
    path: 'username',
    label: 'people.requests.username',
    hint: 'people.accounts.username_hint',
    max: 50,
  },
  {
    kind: 'line',
    path: 'contact',
    label: 'people.requests.contact',
    hint: 'people.requests.contact_hint',
    max: 200,
  },
  { kind: 'line', path: 'letter', label: 'people.requests.letter', max: 100 },
  REPLACES,
];
