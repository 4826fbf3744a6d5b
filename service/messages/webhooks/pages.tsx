/** `/kelola/webhook`: the systems that are told of changes, and a new one. */
import type { Context, Hono } from 'hono';
import { NewWebhook, type Webhook, type WebhookSight } from '#shared/contract/webhooks.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { fullDate } from '#shared/words/time.ts';
import { answerPage } from '../../pages/answer.tsx';
import { useLanguage, useSay } from '../../pages/context.tsx';
import { Fields, Folded, Form } from '../../pages/fields.tsx';
import {
  choice,
  doneOf,
  EMPTY,
  type Field,
  type Filled,
  inputOf,
  line,
  optionsOf,
  takeForm,
  textOf,
  type Values,
} from '../../pages/form.ts';
import { menuEntry } from '../../pages/menu.ts';
import { OfficePage } from '../../pages/page.tsx';
import { pageOfList } from '../../pages/paging.ts';
import { Outcome } from '../../pages/parts.tsx';
import { officePages } from '../../pages/session.ts';
import { Pager, Table } from '../../pages/table.tsx';
import { UNIT_LIST, UnitList, unitCode } from '../../people/units/choose-unit.tsx';
import type { Env } from '../../platform/http/env.ts';
import { SecretPage, webhookDetail } from './detail-page.tsx';
import { ACTIONS, errorSaid, NAME, SeesAs, URL_FIELD, WEBHOOK_DONE, WEBHOOKS_PATH } from './parts.tsx';
import { createWebhook, listWebhooks, type WebhookDeps } from './subscriptions.ts';

export const WEBHOOKS_ENTRY = menuEntry(WEBHOOKS_PATH, 'pages.menu.webhooks', 'webhooks:manage');

const ROLE_PATH = 'sight.role';
const NEW_FIELDS: readonly Field[] = [
  NAME,
  URL_FIELD,
  choice(
    ROLE_PATH,
    'messages.webhooks.sees',
    optionsOf(['api_client', 'unit_admin', 'supervisor'], (role) => `messages.webhook_sees.${role}`),
  ),
  line('sight.client', 'messages.webhooks.client', 40, {
    hint: 'messages.webhooks.client_hint',
    optional: true,
  }),
  line('sight.unit', 'messages.webhooks.unit', 200, {
    hint: 'messages.webhooks.unit_hint',
    optional: true,
    suggestions: UNIT_LIST,
  }),
  ACTIONS,
];

/** Of the two narrower eyes only what belongs to the chosen ones. */
const ONLY_FOR: Record<WebhookSight['role'], string | null> = {
  api_client: 'sight.client',
  unit_admin: 'sight.unit',
  supervisor: null,
};

export function webhookPages(services: WebhookDeps): Hono<Env> {
  const app = officePages(WEBHOOKS_ENTRY, services);

  app.get('/', async (c) => answerPage(c, <ListPage {...(await listOf(c, services))} filled={EMPTY} />));

  app.post('/', async (c) => {
    const input = (values: Values) => newInput(services, values);
    const sent = await takeForm(c, { schema: NewWebhook, fields: NEW_FIELDS, input }, (webhook) =>
      createWebhook(services, webhook, c.get('actor')),
    );
    if (sent.ok) return answerPage(c, <SecretPage webhook={sent.value} done="messages.webhooks.made" />, 201);
    return answerPage(c, <ListPage {...(await listOf(c, services))} {...sent.refused} />, sent.status);
  });

  app.route('/', webhookDetail(services));
  return app;
}

function newInput(services: WebhookDeps, values: Values) {
  const role = textOf(values, ROLE_PATH);
  const wanted = Object.entries(ONLY_FOR).find(([one]) => one === role)?.[1];
  const fields = NEW_FIELDS.filter(
    ({ path }) => !path.startsWith('sight.') || path === ROLE_PATH || path === wanted,
  );
  const unit = unitCode(services, textOf(values, 'sight.unit'));
  return inputOf(fields, { ...values, 'sight.unit': [unit] });
}

type List = Awaited<ReturnType<typeof listOf>>;

async function listOf(c: Context<Env>, services: WebhookDeps) {
  const done = doneOf(c, WEBHOOK_DONE, (done) => `messages.webhook_done.${done}`);
  const all = await listWebhooks(services);
  const webhooks = pageOfList(c, all, ({ createdAt, id }) => [-Date.parse(createdAt), id]);
  return { webhooks, units: services.units, done };
}

function ListPage({ webhooks, units, done, filled, bad }: List & { filled: Filled; bad?: Phrase }) {
  const say = useSay();
  const language = useLanguage();
  return (
    <OfficePage title={say('messages.webhooks.title')} wide>
      <Outcome bad={bad} done={done} />
      <p>{say('messages.webhooks.intro')}</p>
      <Table
        caption="messages.webhooks.title"
        columns={[
          {
            head: 'messages.webhooks.name',
            cell: ({ id, name, url }) => (
              <div>
                <a href={`${WEBHOOKS_PATH}/${id}`}>{name}</a>
                <span class="soft">{url}</span>
              </div>
            ),
          },
          {
            head: 'messages.webhooks.sees',
            cell: ({ sight }) => <SeesAs sight={sight} unit={units.named} />,
          },
          { head: 'messages.webhooks.state', cell: (webhook) => <State {...webhook} /> },
          { head: 'messages.webhooks.waiting', cell: ({ waiting }) => waiting },
          { head: 'messages.webhooks.dead', cell: ({ dead }) => dead },
          {
            head: 'messages.webhooks.last_taken',
            cell: ({ lastTakenAt: at }) =>
              at === null ? say('messages.webhooks.never') : fullDate(Date.parse(at), language),
          },
        ]}
        items={webhooks.items}
        empty="messages.webhooks.none"
      />
      <Pager next={webhooks.next} shown={webhooks.shown} />
      <Folded summary={say('messages.webhooks.add')} open={bad !== undefined}>
        <Form action={WEBHOOKS_PATH} submit="messages.webhooks.add">
          <Fields fields={NEW_FIELDS} filled={filled} />
          <UnitList units={units} />
        </Form>
      </Folded>
    </OfficePage>
  );
}

function State({ paused, failing }: Webhook) {
  const say = useSay();
  if (paused !== null) return <span class="tag off">{say('messages.webhooks.paused_tag')}</span>;
  if (failing === null) return <span class="tag">{say('messages.webhooks.active')}</span>;
  return (
    <span>
      <span class="tag off">{say('messages.webhooks.failing_tag')}</span>
      <span class="soft"> {say(errorSaid(failing.error))}</span>
    </span>
  );
}
