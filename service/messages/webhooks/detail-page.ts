/** `/kelola/webhook/…`: one webhook, how it fares, what it is owed, and what may be done to it. */
import { type Context, Hono } from 'hono';
import { html } from 'hono/html';
import {
  DeliveriesQuery,
  type Delivery,
  type Webhook,
  WebhookChange,
  type WebhookWithSecret,
} from '#shared/contract/webhooks.ts';
import { fullDate } from '#shared/words/time.ts';
import type { Services } from '../../compose/services.ts';
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
import { SAVE } from '../../pages/words.ts';
import type { Env } from '../../platform/http/env.ts';
import { type Language, type Said, say } from '../../platform/http/language.ts';
import { dropOne, listDeliveries, replayAll, replayOne } from './deliveries.ts';
import { CHANGE_FIELDS, sightSaid } from './fields.ts';
import { seqOf } from './routes.ts';
import { changeWebhook, deleteWebhook, findWebhook, rotateSecret, setWebhookState } from './subscriptions.ts';
import { actionSaid, errorSaid, PAUSED_BECAUSE, WEBHOOK_WORDS as W, WEBHOOK_DONE } from './words.ts';

export const WEBHOOKS_PATH = '/kelola/webhook';

/** Of what waits, the next few. */
const NEXT_FEW = 20;

/** Mounted below `/kelola/webhook`, behind its sign-in. */
export function webhookDetail(
  services: Services,
  secretPage: (c: Context<Env>, webhook: WebhookWithSecret, said: Said) => Html,
): Hono<Env> {
  const app = new Hono<Env>();
  const done = (c: Context<Env>, id: string, word: keyof typeof WEBHOOK_DONE) =>
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
    c.html(secretPage(c, await rotateSecret(services, c.req.param('id')), W.secretMade)),
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
  services: Services,
  id: string,
  sent?: Filled,
  bad?: Said,
): Promise<Html> {
  const language = c.get('language');
  const webhook = await findWebhook(services, id);
  const { cursor } = queryOf(c, DeliveriesQuery.pick({ cursor: true }));
  const letters = await listDeliveries(services, id, { state: 'dead', cursor });
  const waiting = await listDeliveries(services, id, { state: 'waiting', limit: NEXT_FEW });
  const told = doneOf(c, WEBHOOK_DONE);
  const filled = sent ?? { values: valuesOf(CHANGE_FIELDS, webhook) };
  const body = html`<p><a href="${WEBHOOKS_PATH}">${say(W.back, language)}</a></p>
${bad ? notice('bad', say(bad, language)) : told ? notice('good', say(told, language)) : ''}
${webhook.paused ? notice('bad', say(PAUSED_BECAUSE[webhook.paused.because], language)) : ''}
${facts(webhook, services, language)}
${deeds(webhook, filled, language, bad !== undefined)}
<h2>${say(W.letters, language)}</h2>
${letters.items.length === 0 ? '' : lettersIntro(id, language)}
${table(language, W.letters, letterColumns(id, language), letters.items, W.noLetters)}
${pager(c, letters.next)}
<h2>${say(W.queue, language)}</h2>
${table(language, W.queue, waitingColumns(language), waiting.items, W.noQueue)}`;
  return officePage(c, { title: { id: webhook.name, en: webhook.name }, body, wide: true });
}

function facts(webhook: Webhook, services: Services, language: Language): Html {
  const { url, sight, actions, failing, lastTakenAt, oldSecretUntil, waiting } = webhook;
  const date = (at: string): string => fullDate(Date.parse(at), language);
  const said = (words: Said): string => say(words, language);
  return html`<dl class="facts">
<dt>${said(W.url)}</dt><dd>${url}</dd>
<dt>${said(W.sees)}</dt><dd>${sightSaid(services, sight, language)}</dd>
<dt>${said(W.event)}</dt><dd>${
    actions.length === 0 ? said(W.everything) : actions.map((action) => said(actionSaid(action))).join(', ')
  }</dd>
<dt>${said(W.lastTaken)}</dt><dd>${lastTakenAt === null ? said(W.never) : date(lastTakenAt)}</dd>
<dt>${said(W.waiting)}</dt><dd>${waiting}</dd>
${
  failing === null
    ? ''
    : html`<dt>${said(W.error)}</dt><dd>${said(errorSaid(failing.error))}</dd>
<dt>${said(W.when)}</dt><dd>${date(failing.since)} (${failing.tries} ${said(W.tries).toLowerCase()})</dd>`
}
${oldSecretUntil === null ? '' : html`<dt>${said(W.overlap)}</dt><dd>${date(oldSecretUntil)}</dd>`}
</dl>`;
}

function deeds({ id, paused }: Webhook, filled: Filled, language: Language, isBad: boolean): Html {
  const at = `${WEBHOOKS_PATH}/${id}`;
  const said = (words: Said): string => say(words, language);
  const deed = (to: string, label: Said, why: Said, isOpen = false): Html =>
    folded(
      said(label),
      html`<form method="post" action="${at}/${to}"><p>${said(why)}</p><button class="quiet">${said(label)}</button></form>`,
      isOpen,
    );
  return html`${
    paused === null ? deed('jeda', W.pause, W.pauseWhy) : deed('lanjut', W.resume, W.resumeWhy, true)
  }
${folded(
  said(W.change),
  html`<form class="stacked" method="post" action="${at}">${drawFields(CHANGE_FIELDS, filled, language)}
<p><button>${said(SAVE)}</button></p></form>`,
  isBad,
)}
${deed('rahasia', W.rotate, W.rotateWhy)}
${deed('hapus', W.remove, W.removeWhy)}`;
}

function lettersIntro(id: string, language: Language): Html {
  return html`<form method="post" action="${WEBHOOKS_PATH}/${id}/ulang"><p>${say(W.lettersWhy, language)}</p>
<button class="quiet">${say(W.replayAll, language)}</button></form>`;
}

function sharedColumns(language: Language): Column<Delivery>[] {
  return [
    {
      head: W.report,
      cell: ({ number, version }) => html`<span>${number}<span class="soft"> v${version}</span></span>`,
    },
    { head: W.event, cell: ({ action }) => say(actionSaid(action), language) },
    { head: W.tries, cell: ({ tries }) => String(tries) },
    { head: W.error, cell: ({ error }) => (error === null ? '–' : say(errorSaid(error), language)) },
  ];
}

function letterColumns(id: string, language: Language): Column<Delivery>[] {
  const deed = (seq: number, to: string, label: Said): Html =>
    html`<form method="post" action="${WEBHOOKS_PATH}/${id}/${seq}/${to}"><button class="quiet">${say(label, language)}</button></form>`;
  return [
    ...sharedColumns(language),
    {
      head: W.when,
      cell: ({ deadAt }) => (deadAt === null ? '–' : fullDate(Date.parse(deadAt), language)),
    },
    { head: W.replay, cell: ({ seq }) => deed(seq, 'ulang', W.replay) },
    { head: W.drop, cell: ({ seq }) => deed(seq, 'lewati', W.drop) },
  ];
}

function waitingColumns(language: Language): Column<Delivery>[] {
  return [
    ...sharedColumns(language),
    {
      head: W.next,
      cell: ({ nextAt }) => (nextAt === null ? '–' : fullDate(Date.parse(nextAt), language)),
    },
  ];
}
