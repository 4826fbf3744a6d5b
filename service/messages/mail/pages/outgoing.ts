/** `/kelola/pesan`: where an officer wants notices; for those who manage them their words, and what failed. */
import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import { NOTICE_KINDS, type NoticeKind } from '#shared/contract/message-kind.ts';
import { fullDate } from '#shared/words/time.ts';
import type { Services } from '../../../compose/services.ts';
import { type Field, type Filled, inputOf, readForm, submit, valuesOf } from '../../../pages/form.ts';
import { type Column, drawFields, type Html, notice, officePage, table } from '../../../pages/legacy.tsx';
import type { MenuEntry } from '../../../pages/menu.ts';
import { doneOf } from '../../../pages/query.ts';
import { may, officePages, requireRight } from '../../../pages/session.ts';
import { SAVE } from '../../../pages/words.ts';
import type { Env } from '../../../platform/http/env.ts';
import { type Language, type Said, say } from '../../../platform/http/language.ts';
import { REPORTER } from '../contacts.ts';
import { deadNotices, sendAgain } from '../outbox.ts';
import { OwnContact, ownContact, setOwnContact } from '../own-contact.ts';
import { templateOf } from '../templates.ts';
import { OUTGOING_PATH, templatePages } from './templates.ts';
import { KIND_NAMES, NOTICE_DONE, SENDER_NAMES, NOTICE_WORDS as W, WHY_NAMES } from './words.ts';

export const OUTGOING_ENTRY: MenuEntry = {
  path: OUTGOING_PATH,
  label: { id: 'Pesan keluar', en: 'Outgoing' },
  right: 'notices:own',
};

const OWN_FIELDS: readonly Field[] = [
  {
    kind: 'line',
    path: 'email',
    label: W.email,
    hint: W.emailHint,
    max: 254,
    optional: true,
    autocomplete: 'email',
  },
  {
    kind: 'line',
    path: 'phone',
    label: W.phone,
    hint: W.phoneHint,
    max: 40,
    optional: true,
    autocomplete: 'tel',
  },
];

export function outgoingPages(services: Services): Hono<Env> {
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

async function page(c: Context<Env>, services: Services, own: Filled, bad?: Said): Promise<Html> {
  const language = c.get('language');
  const words = (said: Said): string => say(said, language);
  const done = doneOf(c, NOTICE_DONE);
  const { ways } = services.post;
  const body = html`${bad ? notice('bad', words(bad)) : done ? notice('good', words(done)) : ''}
${ways.length === 0 ? html`<p class="soft">${words(W.off)}</p>` : ''}
<h2>${words(W.own)}</h2>
<form class="stacked" method="post" action="${OUTGOING_PATH}"><p>${words(W.ownWhy)}</p>
${drawFields(OWN_FIELDS, own, language)}<p><button>${words(SAVE)}</button></p></form>
${may(c, 'notices:manage') ? await managed(services, language) : ''}`;
  return officePage(c, { title: W.title, body, wide: true });
}

async function managed(services: Services, language: Language): Promise<Html> {
  const templates = await Promise.all(
    NOTICE_KINDS.map(async (kind) => ({ kind, subject: (await templateOf(kind, services)).id.subject })),
  );
  const dead = await deadNotices(services);
  return html`<h2>${say(W.dead, language)}</h2>
${dead.length === 0 ? '' : html`<p>${say(W.deadWhy, language)}</p>`}
${table(language, W.dead, deadColumns(language), dead, W.noneDead)}
<h2>${say(W.templates, language)}</h2>
${table(language, W.templates, templateColumns(language), templates, W.noneDead)}`;
}

function templateColumns(language: Language): Column<{ kind: NoticeKind; subject: string }>[] {
  return [
    {
      head: W.kind,
      cell: ({ kind }) => html`<a href="${OUTGOING_PATH}/isi/${kind}">${say(KIND_NAMES[kind], language)}</a>`,
    },
    { head: W.subjectNow, cell: ({ subject }) => subject },
  ];
}

type Dead = Awaited<ReturnType<typeof deadNotices>>[number];

function deadColumns(language: Language): Column<Dead>[] {
  return [
    { head: W.number, cell: ({ number }) => html`<span class="whole">${number}</span>` },
    { head: W.kind, cell: ({ kind }) => say(KIND_NAMES[kind], language) },
    {
      head: W.to,
      cell: ({ recipient, sender }) =>
        `${say(recipient === REPORTER ? W.reporter : W.officer, language)} · ${say(SENDER_NAMES[sender], language)}`,
    },
    { head: W.why, cell: ({ why }) => (why === null ? '' : say(WHY_NAMES[why], language)) },
    {
      head: W.when,
      cell: ({ settledAt }) => (settledAt === null ? '' : fullDate(settledAt, language)),
    },
    {
      head: W.again,
      cell: ({ id }) =>
        html`<form method="post" action="${OUTGOING_PATH}/gagal/${id}"><button class="quiet">${say(W.again, language)}</button></form>`,
    },
  ];
}
