import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import { NOTICE_KINDS, type NoticeKind } from '#shared/contract/message-kind.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { fullDate } from '#shared/words/time.ts';
import { type Field, type Filled, inputOf, readForm, submit, valuesOf } from '../../../pages/form.ts';
import { type Column, drawFields, type Html, notice, officePage, table } from '../../../pages/legacy.tsx';
import type { MenuEntry } from '../../../pages/menu.ts';
import { doneOf } from '../../../pages/query.ts';
import { may, officePages, requireRight } from '../../../pages/session.ts';
import type { Env } from '../../../platform/http/env.ts';
import { type Language, say } from '../../../platform/http/language.ts';
import { REPORTER } from '../contacts.ts';
import { deadNotices, sendAgain } from '../outbox.ts';
import { OwnContact, ownContact, setOwnContact } from '../own-contact.ts';
import type { MailDeps } from '../post-rounds.ts';
import { templateOf } from '../templates.ts';
import { templatePages } from './templates.ts';

const OUTGOING_PATH = '/kelola/pesan';
export const OUTGOING_ENTRY: MenuEntry = {
  path: OUTGOING_PATH,
  label: 'pages.menu.outgoing',
  right: 'notices:own',
};

const DONE = ['kontak', 'isi', 'lagi'] as const;

const OWN_FIELDS: readonly Field[] = [
  {
    kind: 'line',
    path: 'email',
    label: 'messages.outgoing.email',
    hint: 'messages.outgoing.email_hint',
    max: 254,
    optional: true,
    autocomplete: 'email',
  },
  {
    kind: 'line',
    path: 'phone',
    label: 'messages.outgoing.phone',
    hint: 'messages.outgoing.phone_hint',
    max: 40,
    optional: true,
    autocomplete: 'tel',
  },
];

export function outgoingPages(services: MailDeps): Hono<Env> {
  const app = officePages(OUTGOING_ENTRY, services);

  app.get('/', async (c) => {
    const contact = await ownContact(c.get('actor').id, services);
    return c.html(await page(c, services, { values: valuesOf(OWN_FIELDS, contact) }));
  });

  app.post('/', async (c) => {
    const values = await readForm(c);
    const input = inputOf(OWN_FIELDS, values);
    const outcome = await submit({ schema: OwnContact, fields: OWN_FIELDS, input }, (contact) =>
      setOwnContact(c.get('actor').id, contact, services),
    );
    if (outcome.ok) return c.redirect(`${OUTGOING_PATH}?sudah=kontak`, 303);
    const filled = { values, faults: outcome.faults };
    return c.html(await page(c, services, filled, outcome.bad), outcome.status);
  });

  app.post('/gagal/:id', async (c) => {
    requireRight(c, 'notices:manage');
    await sendAgain(c.req.param('id'), services);
    return c.redirect(`${OUTGOING_PATH}?sudah=lagi`, 303);
  });

  app.route('/isi', templatePages(services));
  return app;
}

async function page(c: Context<Env>, services: MailDeps, own: Filled, bad?: Phrase): Promise<Html> {
  const language = c.get('language');
  const words = (said: Phrase): string => say(said, language);
  const done = doneOf(c, DONE, (done) => `messages.outgoing_done.${done}`);
  const { ways } = services.post;
  const body = html`${bad ? notice('bad', words(bad)) : done ? notice('good', words(done)) : ''}
${ways.length === 0 ? html`<p class="soft">${words('messages.outgoing.off')}</p>` : ''}
<h2>${words('messages.outgoing.own')}</h2>
<form class="stacked" method="post" action="${OUTGOING_PATH}"><p>${words('messages.outgoing.own_why')}</p>
${drawFields(OWN_FIELDS, own, language)}<p><button>${words('pages.save')}</button></p></form>
${may(c, 'notices:manage') ? await managed(services, language) : ''}`;
  return officePage(c, { title: 'messages.outgoing.title', body, wide: true });
}

async function managed(services: MailDeps, language: Language): Promise<Html> {
  const templates = await Promise.all(
    NOTICE_KINDS.map(async (kind) => ({ kind, subject: (await templateOf(kind, services)).id.subject })),
  );
  const dead = await deadNotices(services);
  return html`<h2>${say('messages.outgoing.dead', language)}</h2>
${dead.length === 0 ? '' : html`<p>${say('messages.outgoing.dead_why', language)}</p>`}
${table(language, 'messages.outgoing.dead', deadColumns(language), dead, 'messages.outgoing.none_dead')}
<h2>${say('messages.outgoing.templates', language)}</h2>
${table(language, 'messages.outgoing.templates', templateColumns(language), templates, 'messages.outgoing.none_dead')}`;
}

function templateColumns(language: Language): Column<{ kind: NoticeKind; subject: string }>[] {
  return [
    {
      head: 'messages.outgoing.kind',
      cell: ({ kind }) =>
        html`<a href="${OUTGOING_PATH}/isi/${kind}">${say(`messages.kind.${kind}`, language)}</a>`,
    },
    { head: 'messages.outgoing.subject_now', cell: ({ subject }) => subject },
  ];
}

type Dead = Awaited<ReturnType<typeof deadNotices>>[number];

function deadColumns(language: Language): Column<Dead>[] {
  return [
    { head: 'messages.outgoing.number', cell: ({ number }) => html`<span class="whole">${number}</span>` },
    { head: 'messages.outgoing.kind', cell: ({ kind }) => say(`messages.kind.${kind}`, language) },
    {
      head: 'messages.outgoing.to',
      cell: ({ recipient, sender }) =>
        `${say(recipient === REPORTER ? 'messages.outgoing.reporter' : 'messages.outgoing.officer', language)} · ${say(`messages.sender.${sender}`, language)}`,
    },
    {
      head: 'messages.outgoing.why',
      cell: ({ why }) => (why === null ? '' : say(`messages.why_not_sent.${why}`, language)),
    },
    {
      head: 'messages.outgoing.when',
      cell: ({ settledAt }) => (settledAt === null ? '' : fullDate(settledAt, language)),
    },
    {
      head: 'messages.outgoing.again',
      cell: ({ id }) =>
        html`<form method="post" action="${OUTGOING_PATH}/gagal/${id}"><button class="quiet">${say('messages.outgoing.again', language)}</button></form>`,
    },
  ];
}
