/** `/kelola/webhook/:id`: one webhook, how it fares, what waits for it, and what may be done with it. */
import { type Context, Hono } from 'hono';
import {
  DeliveriesQuery,
  type Delivery,
  WebhookChange,
  type WebhookWithSecret,
} from '#shared/contract/webhooks.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { fullDate } from '#shared/words/time.ts';
import { answerPage } from '../../pages/answer.tsx';
import { Sentence, useLanguage, useSay } from '../../pages/context.tsx';
import { Fields, Folded, Form, QuietForm } from '../../pages/fields.tsx';
import { doneOf, queryOf, takeForm, valuesOf } from '../../pages/form.ts';
import { OfficePage } from '../../pages/page.tsx';
import { Banner, Facts, LinkLine, Outcome } from '../../pages/parts.tsx';
import { type Column, Pager, Table } from '../../pages/table.tsx';
import type { Env } from '../../platform/http/env.ts';
import { dropOne, listDeliveries, replayAll, replayOne } from './deliveries.ts';
import { actionSaid, CHANGE_FIELDS, errorSaid, SeesAs, WEBHOOK_DONE, WEBHOOKS_PATH } from './parts.tsx';
import { seqOf } from './routes.ts';
import {
  changeWebhook,
  deleteWebhook,
  findWebhook,
  rotateSecret,
  setWebhookState,
  type WebhookDeps,
} from './subscriptions.ts';

/** Of what waits, the next few. */
const NEXT_FEW = 20;

/** Mounted below `/kelola/webhook`, behind its sign-in. */
export function webhookDetail(services: WebhookDeps): Hono<Env> {
  const app = new Hono<Env>();
  const done = (c: Context<Env>, id: string, word: (typeof WEBHOOK_DONE)[number]) =>
    c.redirect(`${WEBHOOKS_PATH}/${id}?sudah=${word}`, 303);

  app.get('/:id', async (c) =>
    answerPage(c, <DetailPage {...(await detailOf(c, services, c.req.param('id')))} />),
  );

  app.post('/:id', async (c) => {
    const id = c.req.param('id');
    const sent = await takeForm(c, { schema: WebhookChange, fields: CHANGE_FIELDS }, (input) =>
      changeWebhook(services, id, input),
    );
    if (sent.ok) return done(c, id, 'ubah');
    return answerPage(
      c,
      <DetailPage {...(await detailOf(c, services, id))} {...sent.refused} />,
      sent.status,
    );
  });

  app.post('/:id/jeda', async (c) => {
    await setWebhookState(services, c.req.param('id'), true);
    return done(c, c.req.param('id'), 'jeda');
  });
  app.post('/:id/lanjut', async (c) => {
    await setWebhookState(services, c.req.param('id'), false);
    return done(c, c.req.param('id'), 'lanjut');
  });
  app.post('/:id/rahasia', async (c) => {
    const webhook = await rotateSecret(services, c.req.param('id'));
    return answerPage(c, <SecretPage webhook={webhook} done="messages.webhooks.secret_made" />);
  });
  app.post('/:id/hapus', async (c) => {
    await deleteWebhook(services, c.req.param('id'));
    return c.redirect(`${WEBHOOKS_PATH}?sudah=hapus`, 303);
  });
  app.post('/:id/ulang', async (c) => {
    await replayAll(services, c.req.param('id'));
    return done(c, c.req.param('id'), 'ulang');
  });
  app.post('/:id/:seq/ulang', async (c) => {
    await replayOne(services, c.req.param('id'), seqOf(c.req.param('seq')));
    return done(c, c.req.param('id'), 'ulang');
  });
  app.post('/:id/:seq/lewati', async (c) => {
    await dropOne(services, c.req.param('id'), seqOf(c.req.param('seq')));
    return done(c, c.req.param('id'), 'lewati');
  });

  return app;
}

/** After it was made: the only time that it is shown. */
export function SecretPage({ webhook, done }: { webhook: WebhookWithSecret; done: Phrase }) {
  const { id, name, url, secret } = webhook;
  const say = useSay();
  return (
    <OfficePage title={say('messages.webhooks.title')}>
      <Outcome done={done} />
      <Facts
        facts={[
          ['messages.webhooks.name', name],
          ['messages.webhooks.url', url],
        ]}
      />
      <h2>{say('messages.webhooks.secret')}</h2>
      <code class="secret">{secret}</code>
      <p>{say('messages.webhooks.once')}</p>
      <LinkLine to={`${WEBHOOKS_PATH}/${id}`}>{name}</LinkLine>
    </OfficePage>
  );
}

type Detail = Awaited<ReturnType<typeof detailOf>>;

async function detailOf(c: Context<Env>, services: WebhookDeps, id: string) {
  const webhook = await findWebhook(services, id);
  const { cursor } = queryOf(c, DeliveriesQuery.pick({ cursor: true }));
  return {
    webhook,
    units: services.units,
    letters: await listDeliveries(services, id, { state: 'dead', cursor }),
    waiting: (await listDeliveries(services, id, { state: 'waiting', limit: NEXT_FEW })).items,
    filled: { values: valuesOf(CHANGE_FIELDS, webhook) },
    done: doneOf(c, WEBHOOK_DONE, (done) => `messages.webhook_done.${done}`),
  };
}

function DetailPage({ webhook, units, letters, waiting, filled, done, bad }: Detail & { bad?: Phrase }) {
  const say = useSay();
  const at = `${WEBHOOKS_PATH}/${webhook.id}`;
  return (
    <OfficePage title={webhook.name} wide>
      <LinkLine to={WEBHOOKS_PATH}>{say('messages.webhooks.back')}</LinkLine>
      <Outcome bad={bad} done={done} />
      {webhook.paused && (
        <Banner kind="bad">{say(`messages.webhook_paused.${webhook.paused.because}`)}</Banner>
      )}
      <About webhook={webhook} units={units} />
      {webhook.paused ? <Deed at={at} deed="lanjut" isOpen /> : <Deed at={at} deed="jeda" />}
      <Folded summary={say('messages.webhooks.change')} open={bad !== undefined}>
        <Form action={at} submit="pages.save">
          <Fields fields={CHANGE_FIELDS} filled={filled} />
        </Form>
      </Folded>
      <Deed at={at} deed="rahasia" />
      <Deed at={at} deed="hapus" />
      <h2>{say('messages.webhooks.letters')}</h2>
      {letters.items.length > 0 && (
        <QuietForm
          action={`${at}/ulang`}
          submit="messages.webhooks.replay_all"
          why="messages.webhooks.letters_why"
        />
      )}
      <Table
        caption="messages.webhooks.letters"
        columns={lettersAt(at)}
        items={letters.items}
        empty="messages.webhooks.no_letters"
      />
      <Pager next={letters.next} />
      <h2>{say('messages.webhooks.queue')}</h2>
      <Table
        caption="messages.webhooks.queue"
        columns={WAITING}
        items={waiting}
        empty="messages.webhooks.no_queue"
      />
    </OfficePage>
  );
}

function About({ webhook, units }: Pick<Detail, 'webhook' | 'units'>) {
  const { url, sight, actions, failing, lastTakenAt, oldSecretUntil, waiting } = webhook;
  const say = useSay();
  const language = useLanguage();
  const date = (at: string): string => fullDate(Date.parse(at), language);
  const tried: Phrase | null = failing && {
    key: 'messages.webhooks.times_tried',
    values: { count: failing.tries },
  };
  return (
    <Facts
      facts={[
        ['messages.webhooks.url', url],
        ['messages.webhooks.sees', <SeesAs sight={sight} unit={units.named} />],
        [
          'messages.webhooks.event',
          actions.map((action) => say(actionSaid(action))).join(', ') || say('messages.webhooks.everything'),
        ],
        [
          'messages.webhooks.last_taken',
          lastTakenAt === null ? say('messages.webhooks.never') : date(lastTakenAt),
        ],
        ['messages.webhooks.waiting', waiting],
        ['messages.webhooks.error', failing && say(errorSaid(failing.error))],
        ['messages.webhooks.when', failing && tried && `${date(failing.since)} (${say(tried)})`],
        ['messages.webhooks.overlap', oldSecretUntil && date(oldSecretUntil)],
      ]}
    />
  );
}

/** What one press does with a webhook, by the end of its address. */
const DEEDS = {
  jeda: { label: 'messages.webhooks.pause', why: 'messages.webhooks.pause_why' },
  lanjut: { label: 'messages.webhooks.resume', why: 'messages.webhooks.resume_why' },
  rahasia: { label: 'messages.webhooks.rotate', why: 'messages.webhooks.rotate_why' },
  hapus: { label: 'messages.webhooks.remove', why: 'messages.webhooks.remove_why' },
} as const satisfies Record<string, { label: Phrase; why: Phrase }>;

function Deed({ at, deed, isOpen = false }: { at: string; deed: keyof typeof DEEDS; isOpen?: boolean }) {
  const say = useSay();
  const { label, why } = DEEDS[deed];
  return (
    <Folded summary={say(label)} open={isOpen}>
      <QuietForm action={`${at}/${deed}`} submit={label} why={why} />
    </Folded>
  );
}

const SHARED: readonly Column<Delivery>[] = [
  {
    head: 'messages.webhooks.report',
    cell: ({ number, version }) => (
      <span>
        {number}
        <span class="soft"> v{version}</span>
      </span>
    ),
  },
  { head: 'messages.webhooks.event', cell: ({ action }) => <Sentence said={actionSaid(action)} /> },
  { head: 'messages.webhooks.tries', cell: ({ tries }) => tries },
  {
    head: 'messages.webhooks.error',
    cell: ({ error }) => (error === null ? '–' : <Sentence said={errorSaid(error)} />),
  },
];

const WAITING: readonly Column<Delivery>[] = [
  ...SHARED,
  { head: 'messages.webhooks.next', cell: ({ nextAt }) => <Instant at={nextAt} /> },
];

function lettersAt(at: string): Column<Delivery>[] {
  return [
    ...SHARED,
    { head: 'messages.webhooks.when', cell: ({ deadAt }) => <Instant at={deadAt} /> },
    {
      head: 'messages.webhooks.replay',
      cell: ({ seq }) => <QuietForm action={`${at}/${seq}/ulang`} submit="messages.webhooks.replay" />,
    },
    {
      head: 'messages.webhooks.drop',
      cell: ({ seq }) => <QuietForm action={`${at}/${seq}/lewati`} submit="messages.webhooks.drop" />,
    },
  ];
}

function Instant({ at }: { at: string | null }) {
  const language = useLanguage();
  return at === null ? '–' : fullDate(Date.parse(at), language);
}
