import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import { AccountRequestInput, RequestSecret, type RequestStatus } from '#shared/contract/account-requests.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { fullDate } from '#shared/words/time.ts';
import { EMPTY, type Field, type Filled, inputOf, readForm, submit, textOf } from '../../../pages/form.ts';
import { drawFields, type Html, notice, openPage } from '../../../pages/legacy.tsx';
import { ASK_PATH } from '../../../pages/paths.ts';
import { openPages } from '../../../pages/session.ts';
import type { Env } from '../../../platform/http/env.ts';
import { type Language, say } from '../../../platform/http/language.ts';
import type { PublicLimit } from '../../../platform/http/limits.ts';
import { HttpProblem } from '../../../platform/http/problem.ts';
import { unitCode, unitList } from '../../units/choose-unit.tsx';
import { ask, requestStatus } from '../ask.ts';
import type { RequestDeps } from '../deps.ts';
import { REQUEST_FIELDS } from './request-words.ts';

const STATUS_PATH = `${ASK_PATH}/status`;

const SECRET_FIELDS: readonly Field[] = [
  { kind: 'line', path: 'secret', label: 'people.ask.secret', max: 100 },
];

/** `asking` counts requests, `looking` whoever tries codes; both are shared with the API. */
export function askPages(services: RequestDeps, asking: PublicLimit, looking: PublicLimit): Hono<Env> {
  const app = openPages(ASK_PATH, services);

  app.get('/', (c) => c.html(formPage(c, services, EMPTY)));

  app.post('/', async (c) => {
    const values = await readForm(c);
    const input = { ...inputOf(REQUEST_FIELDS, values), unit: unitCode(services, textOf(values, 'unit')) };
    const outcome = await submit(
      { schema: AccountRequestInput, fields: REQUEST_FIELDS, input },
      async (request) => {
        await asking(c);
        return ask(services, request);
      },
    );
    if (outcome.ok) return c.html(receiptPage(c, outcome.value.secret), 201);
    const filled = { values, faults: outcome.faults };
    return c.html(formPage(c, services, filled, outcome.bad), outcome.status);
  });

  app.get('/status', (c) => c.html(statusPage(c, EMPTY)));

  app.post('/status', async (c) => {
    await looking(c);
    const values = await readForm(c);
    const given = RequestSecret.safeParse(inputOf(SECRET_FIELDS, values));
    const found = given.success ? await unlessMissing(requestStatus(services, given.data.secret)) : null;
    return c.html(statusPage(c, { values }, found), found === null ? 404 : 200);
  });

  return app;
}

async function unlessMissing<T>(looking: Promise<T>): Promise<T | null> {
  try {
    return await looking;
  } catch (error) {
    if (error instanceof HttpProblem && error.word === 'not-found') return null;
    throw error;
  }
}

function formPage(c: Context<Env>, services: RequestDeps, filled: Filled, bad?: Phrase): Html {
  const language = c.get('language');
  const body = html`${bad ? notice('bad', say(bad, language)) : ''}<p>${say('people.ask.intro', language)}</p>
<p><a href="${STATUS_PATH}">${say('people.ask.follow', language)}</a></p>
<form class="stacked" method="post" action="${ASK_PATH}">${drawFields(REQUEST_FIELDS, filled, language)}
<p><button>${say('people.requests.send', language)}</button></p></form>${unitList(services)}`;
  return openPage(language, { title: 'people.ask.title', body });
}

function receiptPage(c: Context<Env>, secret: string): Html {
  const language = c.get('language');
  const body = html`${notice('good', say('people.ask.sent', language))}
<h2>${say('people.ask.secret', language)}</h2><code class="secret">${secret}</code>
<p>${say('people.ask.keep', language)}</p><p><a href="${STATUS_PATH}">${say('people.ask.follow', language)}</a></p>`;
  return openPage(language, { title: 'people.ask.title', body });
}

/** `found` is null for an unknown code, and absent before one was given. */
function statusPage(c: Context<Env>, filled: Filled, found?: RequestStatus | null): Html {
  const language = c.get('language');
  const words = (said: Phrase): string => say(said, language);
  const body = html`${found === null ? notice('bad', words('people.ask.unknown')) : ''}${found ? standing(found, words, language) : ''}
<form class="stacked" method="post" action="${STATUS_PATH}">${drawFields(SECRET_FIELDS, filled, language)}
<p><button>${words('people.ask.look')}</button></p></form>
<p><a href="${ASK_PATH}">${words('people.ask.back')}</a></p>`;
  return openPage(language, { title: 'people.ask.status_title', body });
}

function standing(
  { state, askedAt, decidedAt, reason, username }: RequestStatus,
  words: (said: Phrase) => string,
  language: Language,
): Html {
  const date = (at: string): string => fullDate(Date.parse(at), language);
  return html`<dl class="facts" role="status">
<dt>${words('people.accounts.state')}</dt><dd>${words(`people.request_state.${state}`)}</dd>
<dt>${words('people.requests.asked')}</dt><dd>${date(askedAt)}</dd>
${decidedAt === null ? '' : html`<dt>${words('people.requests.decided')}</dt><dd>${date(decidedAt)}</dd>`}
${username === null ? '' : html`<dt>${words('people.accounts.username')}</dt><dd>${username}</dd>`}
${reason === null ? '' : html`<dt>${words('people.requests.reason')}</dt><dd class="prose">${reason}</dd>`}
</dl>
${state === 'pending' ? html`<p>${words('people.ask.pending')}</p>` : ''}
${state === 'approved' ? html`<p>${words('people.ask.approved')}</p>` : ''}
${state === 'rejected' || state === 'lapsed' ? html`<p><a href="${ASK_PATH}">${words('people.ask.again')}</a></p>` : ''}`;
}
