/** `/kelola/pesan`: where an officer wants messages; for who keeps them, those that failed and the words of each. */
import type { Context, Hono } from 'hono';
import { MESSAGE_KINDS } from '#shared/contract/messages.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { fullDate } from '#shared/words/time.ts';
import { answerPage } from '../../../pages/answer.tsx';
import { useLanguage, useSay } from '../../../pages/context.tsx';
import { Fields, Form, QuietForm } from '../../../pages/fields.tsx';
import { doneOf, type Field, type Filled, line, takeForm, valuesOf } from '../../../pages/form.ts';
import { menuEntry } from '../../../pages/menu.ts';
import { OfficePage } from '../../../pages/page.tsx';
import { CURSOR } from '../../../pages/paging.ts';
import { Outcome } from '../../../pages/parts.tsx';
import { may, officePages, requireRight } from '../../../pages/session.ts';
import { type Column, Pager, Table } from '../../../pages/table.tsx';
import type { Env } from '../../../platform/http/env.ts';
import { OwnContact, ownContact, REPORTER, setOwnContact } from '../contacts.ts';
import type { MailDeps } from '../deps.ts';
import { deadMails, sendAgain } from '../outbox.ts';
import { templateOf } from '../templates.ts';
import { OUTGOING_PATH, templatePages } from './templates.tsx';

export const OUTGOING_ENTRY = menuEntry(OUTGOING_PATH, 'pages.menu.outgoing', 'messages:own');

const DONE = ['kontak', 'isi', 'lagi'] as const;

const OWN_FIELDS: readonly Field[] = [
  line('email', 'messages.outgoing.email', 254, {
    hint: 'messages.outgoing.email_hint',
    optional: true,
    autocomplete: 'email',
  }),
  line('phone', 'messages.outgoing.phone', 40, {
    hint: 'messages.outgoing.phone_hint',
    optional: true,
    autocomplete: 'tel',
  }),
];

export function outgoingPages(services: MailDeps): Hono<Env> {
  const app = officePages(OUTGOING_ENTRY, services);

  app.get('/', async (c) => {
    const contact = await ownContact(c.get('actor').id, services);
    const own = { values: valuesOf(OWN_FIELDS, contact) };
    return answerPage(c, <OutgoingPage {...(await outgoingOf(c, services))} own={own} />);
  });

  app.post('/', async (c) => {
    const sent = await takeForm(c, { schema: OwnContact, fields: OWN_FIELDS }, (contact) =>
      setOwnContact(c.get('actor').id, contact, services),
    );
    if (sent.ok) return c.redirect(`${OUTGOING_PATH}?sudah=kontak`, 303);
    const { filled: own, bad } = sent.refused;
    return answerPage(
      c,
      <OutgoingPage {...(await outgoingOf(c, services))} own={own} bad={bad} />,
      sent.status,
    );
  });

  app.post('/gagal/:id', async (c) => {
    requireRight(c, 'messages:manage');
    await sendAgain(c.req.param('id'), services);
    return c.redirect(`${OUTGOING_PATH}?sudah=lagi`, 303);
  });

  app.route('/isi', templatePages(services));
  return app;
}

type Outgoing = Awaited<ReturnType<typeof outgoingOf>>;

type Managed = Awaited<ReturnType<typeof managedOf>>;

type Dead = Awaited<ReturnType<typeof deadMails>>['items'][number];

async function outgoingOf(c: Context<Env>, services: MailDeps) {
  return {
    isOff: services.mailer.ways.length === 0,
    managed: may(c, 'messages:manage') ? await managedOf(services, c.req.query(CURSOR)) : null,
    done: doneOf(c, DONE, (done) => `messages.outgoing_done.${done}`),
  };
}

async function managedOf(services: MailDeps, cursor: string | undefined) {
  const templates = await Promise.all(
    MESSAGE_KINDS.map(async (kind) => ({ kind, subject: (await templateOf(kind, services)).id.subject })),
  );
  return { dead: await deadMails(services, cursor), templates };
}

function OutgoingPage({ isOff, managed, done, own, bad }: Outgoing & { own: Filled; bad?: Phrase }) {
  const say = useSay();
  return (
    <OfficePage title={say('messages.outgoing.title')} wide>
      <Outcome bad={bad} done={done} />
      {isOff && <p class="soft">{say('messages.outgoing.off')}</p>}
      <h2>{say('messages.outgoing.own')}</h2>
      <Form action={OUTGOING_PATH} submit="pages.save">
        <p>{say('messages.outgoing.own_why')}</p>
        <Fields fields={OWN_FIELDS} filled={own} />
      </Form>
      {managed && <ManagedPart {...managed} />}
    </OfficePage>
  );
}

function ManagedPart({ dead, templates }: Managed) {
  const say = useSay();
  return (
    <>
      <h2>{say('messages.outgoing.dead')}</h2>
      {dead.items.length > 0 && <p>{say('messages.outgoing.dead_why')}</p>}
      <Table
        caption="messages.outgoing.dead"
        columns={useDeadColumns()}
        items={dead.items}
        empty="messages.outgoing.none_dead"
      />
      <Pager next={dead.next} />
      <h2>{say('messages.outgoing.templates')}</h2>
      <Table
        caption="messages.outgoing.templates"
        columns={[
          {
            head: 'messages.outgoing.kind',
            cell: ({ kind }) => <a href={`${OUTGOING_PATH}/isi/${kind}`}>{say(`messages.kind.${kind}`)}</a>,
          },
          { head: 'messages.outgoing.subject_now', cell: ({ subject }) => subject },
        ]}
        items={templates}
        empty="messages.outgoing.none_dead"
      />
    </>
  );
}

function useDeadColumns(): Column<Dead>[] {
  const say = useSay();
  const language = useLanguage();
  return [
    { head: 'messages.outgoing.number', cell: ({ number }) => <span class="whole">{number}</span> },
    { head: 'messages.outgoing.kind', cell: ({ kind }) => say(`messages.kind.${kind}`) },
    {
      head: 'messages.outgoing.to',
      cell: ({ recipient, sender }) =>
        `${say(recipient === REPORTER ? 'messages.outgoing.reporter' : 'messages.outgoing.officer')} · ${say(`messages.sender.${sender}`)}`,
    },
    { head: 'messages.outgoing.why', cell: ({ why }) => why && say(`messages.why_not_sent.${why}`) },
    {
      head: 'messages.outgoing.when',
      cell: ({ settledAt }) => settledAt !== null && fullDate(settledAt, language),
    },
    {
      head: 'messages.outgoing.again',
      cell: ({ id }) => (
        <QuietForm action={`${OUTGOING_PATH}/gagal/${id}`} submit="messages.outgoing.again" />
      ),
    },
  ];
}
