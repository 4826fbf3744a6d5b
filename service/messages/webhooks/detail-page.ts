import { type Context, Hono } from 'hono';
import { html } from 'hono/html';
import {
  DeliveriesQuery,
  type Delivery,
  type Webhook,
  WebhookChange,
  type WebhookWithSecret,
} from '#shared/contract/webhooks.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { fullDate } from '#shared/words/time.ts';
import { type Filled, inputOf, readForm, submit, valuesOf } from '../../pages/form.ts';
import {
  type Column,
  drawFields,
  folded,
  type Html,
  notice,
  officePage,
  pager,
  table,
} from '../../pages/legacy.tsx';
import { doneOf, queryOf } from '../../pages/query.ts';
import type { Env } from '../../platform/http/env.ts';
import { type Language, say } from '../../platform/http/language.ts';
import { dropOne, listDeliveries, replayAll, replayOne } from './deliveries.ts';
import { CHANGE_FIELDS, sightSaid } from './fields.ts';
import { seqOf } from './routes.ts';
import type { WebhookDeps } from './subscriptions.ts';
import { changeWebhook, deleteWebhook, findWebhook, rotateSecret, setWebhookState } from './subscriptions.ts';
import { actionSaid, errorSaid, WEBHOOK_DONE } from './words.ts';

export const WEBHOOKS_PATH = '/kelola/webhook';

/** Of what waits, the next few. */
const NEXT_FEW = 20;

/** Mounted below `/kelola/webhook`, behind its sign-in. */
export function webhookDetail(
  services: WebhookDeps,
  secretPage: (c: Context<Env>, webhook: WebhookWithSecret, said: Phrase) => Html,
): Hono<Env> {
  const app = new Hono<Env>();
  const done = (c: Context<Env>, id: string, word: (typeof WEBHOOK_DONE)[number]) =>
    c.redirect(`${WEBHOOKS_PATH}/${id}?sudah=${word}`, 303);

  app.get('/:id', async (c) => c.html(await detailPage(c, services, c.req.param('id'))));

  app.post('/:id', async (c) => {
    const id = c.req.param('id');
    const values = await readForm(c);
    const outcome = await submit(
      { schema: WebhookChange, fields: CHANGE_FIELDS, input: inputOf(CHANGE_FIELDS, values) },
      (input) => changeWebhook(services, id, input),
    );
    if (outcome.ok) return done(c, id, 'ubah');
    const page = await detailPage(c, services, id, { values, faults: outcome.faults }, outcome.bad);
    return c.html(page, outcome.status);
  });

  app.post('/:id/jeda', async (c) => {
    await setWebhookState(services, c.req.param('id'), true);
    return done(c, c.req.param('id'), 'jeda');
  });
  app.post('/:id/lanjut', async (c) => {
    await setWebhookState(services, c.req.param('id'), false);
    return done(c, c.req.param('id'), 'lanjut');
  });
  app.post('/:id/rahasia', async (c) =>
    c.html(secretPage(c, await rotateSecret(services, c.req.param('id')), 'messages.webhooks.secret_made')),
  );
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

async function detailPage(
  c: Context<Env>,
  services: WebhookDeps,
  id: string,
  sent?: Filled,
  bad?: Phrase,
): Promise<Html> {
  const language = c.get('language');
  const webhook = await findWebhook(services, id);
  const { cursor } = queryOf(c, DeliveriesQuery.pick({ cursor: true }));
  const letters = await listDeliveries(services, id, { state: 'dead', cursor });
  const waiting = await listDeliveries(services, id, { state: 'waiting', limit: NEXT_FEW });
  const told = doneOf(c, WEBHOOK_DONE, (done) => `messages.webhook_done.${done}`);
  const filled = sent ?? { values: valuesOf(CHANGE_FIELDS, webhook) };
  const body = html`<p><a href="${WEBHOOKS_PATH}">${say('messages.webhooks.back', language)}</a></p>
${bad ? notice('bad', say(bad, language)) : told ? notice('good', say(told, language)) : ''}
${webhook.paused ? notice('bad', say(`messages.webhook_paused.${webhook.paused.because}`, language)) : ''}
${facts(webhook, services, language)}
${deeds(webhook, filled, language, bad !== undefined)}
<h2>${say('messages.webhooks.letters', language)}</h2>
${letters.items.length === 0 ? '' : lettersIntro(id, language)}
${table(language, 'messages.webhooks.letters', letterColumns(id, language), letters.items, 'messages.webhooks.no_letters')}
${pager(c, letters.next)}
<h2>${say('messages.webhooks.queue', language)}</h2>
${table(language, 'messages.webhooks.queue', waitingColumns(language), waiting.items, 'messages.webhooks.no_queue')}`;
  return officePage(c, { title: { text: webhook.name }, body, wide: true });
}

function facts(webhook: Webhook, services: WebhookDeps, language: Language): Html {
  const { url, sight, actions, failing, lastTakenAt, oldSecretUntil, waiting } = webhook;
  const date = (at: string): string => fullDate(Date.parse(at), language);
  const said = (words: Phrase): string => say(words, language);
  return html`<dl class="facts">
<dt>${said('messages.webhooks.url')}</dt><dd>${url}</dd>
<dt>${said('messages.webhooks.sees')}</dt><dd>${sightSaid(services, sight, language)}</dd>
<dt>${said('messages.webhooks.event')}</dt><dd>${
    actions.length === 0
      ? said('messages.webhooks.everything')
      : actions.map((action) => said(actionSaid(action))).join(', ')
  }</dd>
<dt>${said('messages.webhooks.last_taken')}</dt><dd>${lastTakenAt === null ? said('messages.webhooks.never') : date(lastTakenAt)}</dd>
<dt>${said('messages.webhooks.waiting')}</dt><dd>${waiting}</dd>
${
  failing === null
    ? ''
    : html`<dt>${said('messages.webhooks.error')}</dt><dd>${said(errorSaid(failing.error))}</dd>
<dt>${said('messages.webhooks.when')}</dt><dd>${date(failing.since)} (${said({ key: 'messages.webhooks.times_tried', values: { count: failing.tries } })})</dd>`
}
${oldSecretUntil === null ? '' : html`<dt>${said('messages.webhooks.overlap')}</dt><dd>${date(oldSecretUntil)}</dd>`}
</dl>`;
}

function deeds({ id, paused }: Webhook, filled: Filled, language: Language, isBad: boolean): Html {
  const at = `${WEBHOOKS_PATH}/${id}`;
  const said = (words: Phrase): string => say(words, language);
  const deed = (to: string, label: Phrase, why: Phrase, isOpen = false): Html =>
    folded(
      said(label),
      html`<form method="post" action="${at}/${to}"><p>${said(why)}</p><button class="quiet">${said(label)}</button></form>`,
      isOpen,
    );
  return html`${
    paused === null
      ? deed('jeda', 'messages.webhooks.pause', 'messages.webhooks.pause_why')
      : deed('lanjut', 'messages.webhooks.resume', 'messages.webhooks.resume_why', true)
  }
${folded(
  said('messages.webhooks.change'),
  html`<form class="stacked" method="post" action="${at}">${drawFields(CHANGE_FIELDS, filled, language)}
<p><button>${said('pages.save')}</button></p></form>`,
  isBad,
)}
${deed('rahasia', 'messages.webhooks.rotate', 'messages.webhooks.rotate_why')}
${deed('hapus', 'messages.webhooks.remove', 'messages.webhooks.remove_why')}`;
}

function lettersIntro(id: string, language: Language): Html {
  return html`<form method="post" action="${WEBHOOKS_PATH}/${id}/ulang"><p>${say('messages.webhooks.letters_why', language)}</p>
<button class="quiet">${say('messages.webhooks.replay_all', language)}</button></form>`;
}

function sharedColumns(language: Language): Column<Delivery>[] {
  return [
    {
      head: 'messages.webhooks.report',
      cell: ({ number, version }) => html`<span>${number}<span class="soft"> v${version}</span></span>`,
    },
    { head: 'messages.webhooks.event', cell: ({ action }) => say(actionSaid(action), language) },
    { head: 'messages.webhooks.tries', cell: ({ tries }) => String(tries) },
    {
      head: 'messages.webhooks.error',
      cell: ({ error }) => (error === null ? '–' : say(errorSaid(error), language)),
    },
  ];
}

function letterColumns(id: string, language: Language): Column<Delivery>[] {
  const deed = (seq: number, to: string, label: Phrase): Html =>
    html`<form method="post" action="${WEBHOOKS_PATH}/${id}/${seq}/${to}"><button class="quiet">${say(label, language)}</button></form>`;
  return [
    ...sharedColumns(language),
    {
      head: 'messages.webhooks.when',
      cell: ({ deadAt }) => (deadAt === null ? '–' : fullDate(Date.parse(deadAt), language)),
    },
    { head: 'messages.webhooks.replay', cell: ({ seq }) => deed(seq, 'ulang', 'messages.webhooks.replay') },
    { head: 'messages.webhooks.drop', cell: ({ seq }) => deed(seq, 'lewati', 'messages.webhooks.drop') },
  ];
}

function waitingColumns(language: Language): Column<Delivery>[] {
  return [
    ...sharedColumns(language),
    {
      head: 'messages.webhooks.next',
      cell: ({ nextAt }) => (nextAt === null ? '–' : fullDate(Date.parse(nextAt), language)),
    },
  ];
}
