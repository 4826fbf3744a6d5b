/** `/kelola/kunci`: keys of other systems. A key is shown once, when it is made. */
import type { Context, Hono } from 'hono';
import { type ApiKey, NewApiKey } from '#shared/contract/api-keys.ts';
import { API_SCOPES, type ApiScope } from '#shared/people/right.ts';
import { channelList } from '#shared/ticket/channel.ts';
import { toTimestamp } from '#shared/time/zone.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { answerPage } from '../../pages/answer.tsx';
import { Sentence, useSay } from '../../pages/context.tsx';
import { Fields, Folded, Form, QuietForm } from '../../pages/fields.tsx';
import { choices, doneOf, type Field, type Filled, line, optionsOf, takeForm } from '../../pages/form.ts';
import { menuEntry } from '../../pages/menu.ts';
import { OfficePage } from '../../pages/page.tsx';
import { type ListPage as PageOfList, pageOfList } from '../../pages/paging.ts';
import { Banner, Beside, Facts, LinkLine, Outcome } from '../../pages/parts.tsx';
import { officePages } from '../../pages/session.ts';
import { type Column, Pager, Table } from '../../pages/table.tsx';
import { systemClock } from '../../platform/clock.ts';
import type { Env } from '../../platform/http/env.ts';
import type { PeopleDeps } from '../deps.ts';
import { On } from '../parts.tsx';
import { USUAL } from './api-keys.ts';

export const KEYS_PATH = '/kelola/kunci';
export const KEYS_ENTRY = menuEntry(KEYS_PATH, 'pages.menu.api_keys', 'keys:manage');

const DONE = ['cabut'] as const;

function fieldsOf(): Field[] {
  return [
    line('client', 'people.keys.client', 40, { hint: 'people.keys.client_hint' }),
    line('name', 'people.keys.name', 200),
    choices('scopes', 'people.keys.scopes', optionsOf(API_SCOPES, withCode), {
      hint: 'people.keys.scopes_hint',
    }),
    choices(
      'channels',
      'people.keys.channels',
      optionsOf(
        channelList()
          .filter(({ until }) => until === null)
          .map(({ code }) => code),
        (channel) => `common.channel_in_full.${channel}`,
      ),
      { hint: 'people.keys.channels_hint' },
    ),
    {
      kind: 'lines',
      path: 'origins',
      label: 'people.keys.origins',
      hint: 'people.keys.origins_hint',
      optional: true,
    },
    { kind: 'instant', path: 'expiresAt', label: 'people.keys.expires', hint: 'people.keys.expires_hint' },
  ];
}

/** Beside its words the code by which documents call it. */
function withCode(scope: ApiScope): Phrase {
  return { key: 'people.keys.scope', values: { scope: { say: `people.scope.${scope}` }, code: scope } };
}

export function keyPages(services: PeopleDeps): Hono<Env> {
  const { apiKeys } = services;
  const app = officePages(KEYS_ENTRY, services);
  const fresh = (): Filled => ({
    values: { expiresAt: [toTimestamp(systemClock.now() + USUAL).slice(0, 16)] },
  });

  const listOf = async (c: Context<Env>) =>
    pageOfList(c, await apiKeys.list(), ({ createdAt, id }) => [-Date.parse(createdAt), id]);

  app.get('/', async (c) => {
    const done = doneOf(c, DONE, (done) => `people.key_done.${done}`);
    return answerPage(c, <ListPage keys={await listOf(c)} filled={fresh()} done={done} />);
  });

  app.post('/', async (c) => {
    const sent = await takeForm(c, { schema: NewApiKey, fields: fieldsOf() }, (input) =>
      apiKeys.create(input, c.get('actor')),
    );
    if (sent.ok) return answerPage(c, <SecretPage made={sent.value} />, 201);
    return answerPage(c, <ListPage keys={await listOf(c)} {...sent.refused} />, sent.status);
  });

  app.post('/:id/cabut', async (c) => {
    await apiKeys.revoke(c.req.param('id'), c.get('actor'));
    return c.redirect(`${KEYS_PATH}?sudah=cabut`, 303);
  });

  return app;
}

interface ListProps {
  keys: PageOfList<ApiKey>;
  filled: Filled;
  bad?: Phrase;
  done?: Phrase | undefined;
}

function ListPage({ keys, filled, bad, done }: ListProps) {
  const say = useSay();
  return (
    <OfficePage title={say('people.keys.title')} wide>
      <Outcome bad={bad} done={done} />
      <Table caption="people.keys.title" columns={COLUMNS} items={keys.items} empty="people.keys.none" />
      <Pager next={keys.next} shown={keys.shown} />
      <Folded summary={say('people.keys.add')} open={bad !== undefined}>
        <Form action={KEYS_PATH} submit="people.keys.add">
          <Fields fields={fieldsOf()} filled={filled} />
        </Form>
      </Folded>
    </OfficePage>
  );
}

function SecretPage({ made: { client, name, key } }: { made: ApiKey & { key: string } }) {
  const say = useSay();
  return (
    <OfficePage title={say('people.keys.title')}>
      <Banner kind="good">{say('people.keys.made')}</Banner>
      <Facts
        facts={[
          ['people.keys.client', client],
          ['people.keys.name', name],
        ]}
      />
      <code class="secret">{key}</code>
      <p>{say('people.keys.once')}</p>
      <LinkLine to={KEYS_PATH}>{say('people.keys.back')}</LinkLine>
    </OfficePage>
  );
}

const COLUMNS: readonly Column<ApiKey>[] = [
  {
    head: 'people.keys.client',
    cell: ({ client, name }) => (
      <div>
        {client}
        <span class="soft">{name}</span>
      </div>
    ),
  },
  {
    head: 'people.keys.scopes',
    cell: ({ scopes }) => <Several phrases={scopes.map(withCode)} />,
  },
  {
    head: 'people.keys.channels',
    cell: ({ channels }) => (
      <Several phrases={channels.map((code) => `common.channel_in_full.${code}` as const)} />
    ),
  },
  { head: 'people.keys.origins', cell: ({ origins }) => origins.join(', ') || '–' },
  { head: 'people.keys.created', cell: ({ createdAt }) => <On at={createdAt} /> },
  { head: 'people.keys.state', cell: (key) => <State of={key} /> },
];

function Several({ phrases }: { phrases: readonly Phrase[] }) {
  return phrases.map(useSay()).join(', ') || '–';
}

function State({ of: { id, expiresAt, revokedAt } }: { of: ApiKey }) {
  const say = useSay();
  if (revokedAt !== null) return <Gone said="people.keys.revoked" at={revokedAt} />;
  if (Date.parse(expiresAt) <= systemClock.now()) return <Gone said="people.keys.expired" at={expiresAt} />;
  return (
    <div>
      {say('people.keys.valid')}
      <span class="soft">
        {' '}
        {say('people.keys.expires')} <On at={expiresAt} />
      </span>
      <Folded summary={say('people.keys.revoke')}>
        <QuietForm
          action={`${KEYS_PATH}/${id}/cabut`}
          submit="people.keys.revoke"
          why="people.keys.revoke_why"
        />
      </Folded>
    </div>
  );
}

function Gone({ said, at }: { said: Phrase; at: string }) {
  return (
    <span>
      <span class="tag off">
        <Sentence said={said} />
      </span>
      <Beside>
        <On at={at} />
      </Beside>
    </span>
  );
}
