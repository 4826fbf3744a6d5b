/** `/permohonan`: an office without an account asks for one, and follows the request by its secret. */
import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import { AccountRequestInput, RequestSecret, type RequestStatus } from '#shared/contract/account-requests.ts';
import { fullDate } from '#shared/words/time.ts';
import type { Services } from '../../../compose/services.ts';
import { EMPTY, type Field, type Filled, inputOf, readForm, submit, textOf } from '../../../pages/form.ts';
import { drawFields, type Html, notice, openPage } from '../../../pages/legacy.tsx';
import { ASK_PATH } from '../../../pages/paths.ts';
import { openPages } from '../../../pages/session.ts';
import type { Env } from '../../../platform/http/env.ts';
import { type Said, say } from '../../../platform/http/language.ts';
import type { PublicLimit } from '../../../platform/http/limits.ts';
import { HttpProblem } from '../../../platform/http/problem.ts';
import { ACCOUNT_WORDS } from '../../accounts/pages/words.ts';
import { unitCode, unitList } from '../../units/choose-unit.tsx';
import { ask, requestStatus } from '../ask.ts';
import { REQUEST_FIELDS, REQUEST_WORDS, STATE_NAMES } from './request-words.ts';

const STATUS_PATH = `${ASK_PATH}/status`;

const W = {
  title: { id: 'Permohonan akun (Format A)', en: 'Ask for an account (Format A)' },
  intro: {
    id: 'Untuk petugas kantor yang memakai Tuntas. Kirim juga surat bertanda tangan pimpinan kantor; operator mencocokkannya. Admin unit yang sudah punya akun dapat mengajukan setelah masuk.',
    en: 'For officers of an office that uses Tuntas. Send the letter signed by the head of the office as well; the operator compares them. A unit admin with an account may ask after signing in.',
  },
  follow: { id: 'Lihat permohonan yang sudah dikirim', en: 'See a request that was sent' },
  sent: { id: 'Permohonan sudah dikirim.', en: 'The request is sent.' },
  secret: { id: 'Kode permohonan', en: 'Code of the request' },
  keep: {
    id: 'Simpan kode ini: hanya ditampilkan sekarang, dan hanya dengan kode ini permohonan dapat dilihat.',
    en: 'Keep this code: it is shown now and never again, and the request can be seen by it alone.',
  },
  statusTitle: { id: 'Keadaan permohonan', en: 'State of a request' },
  look: { id: 'Lihat', en: 'Look' },
  unknown: {
    id: 'Kode ini tidak dikenal. Periksa apakah disalin lengkap.',
    en: 'This code is unknown. Check that it was copied whole.',
  },
  pending: {
    id: 'Operator belum memutuskan. Lihat lagi nanti.',
    en: 'The operator has not decided yet. Look again later.',
  },
  approved: {
    id: 'Akun sudah dibuat. Operator menyampaikan kata sandi sekali pakai kepada kantor Anda.',
    en: 'The account is made. The operator hands the one-time password to your office.',
  },
  again: { id: 'Kirim permohonan baru', en: 'Send a new request' },
  back: { id: 'Ke formulir permohonan', en: 'To the form' },
} satisfies Record<string, Said>;

const SECRET_FIELDS: readonly Field[] = [{ kind: 'line', path: 'secret', label: W.secret, max: 100 }];

/** `asking` counts requests, `looking` whoever tries codes; both are shared with the API. */
export function askPages(services: Services, asking: PublicLimit, looking: PublicLimit): Hono<Env> {
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

function formPage(c: Context<Env>, services: Services, filled: Filled, bad?: Said): Html {
  const language = c.get('language');
  const body = html`${bad ? notice('bad', say(bad, language)) : ''}<p>${say(W.intro, language)}</p>
<p><a href="${STATUS_PATH}">${say(W.follow, language)}</a></p>
<form class="stacked" method="post" action="${ASK_PATH}">${drawFields(REQUEST_FIELDS, filled, language)}
<p><button>${say(REQUEST_WORDS.send, language)}</button></p></form>${unitList(services)}`;
  return openPage(language, { title: W.title, body });
}

function receiptPage(c: Context<Env>, secret: string): Html {
  const language = c.get('language');
  const body = html`${notice('good', say(W.sent, language))}
<h2>${say(W.secret, language)}</h2><code class="secret">${secret}</code>
<p>${say(W.keep, language)}</p><p><a href="${STATUS_PATH}">${say(W.follow, language)}</a></p>`;
  return openPage(language, { title: W.title, body });
}

/** `found` is null for an unknown code, and absent before one was given. */
function statusPage(c: Context<Env>, filled: Filled, found?: RequestStatus | null): Html {
  const language = c.get('language');
  const words = (said: Said): string => say(said, language);
  const body = html`${found === null ? notice('bad', words(W.unknown)) : ''}${found ? standing(found, words, language) : ''}
<form class="stacked" method="post" action="${STATUS_PATH}">${drawFields(SECRET_FIELDS, filled, language)}
<p><button>${words(W.look)}</button></p></form>
<p><a href="${ASK_PATH}">${words(W.back)}</a></p>`;
  return openPage(language, { title: W.statusTitle, body });
}

function standing(
  { state, askedAt, decidedAt, reason, username }: RequestStatus,
  words: (said: Said) => string,
  language: 'id' | 'en',
): Html {
  const date = (at: string): string => fullDate(Date.parse(at), language);
  return html`<dl class="facts" role="status">
<dt>${words(REQUEST_WORDS.state)}</dt><dd>${words(STATE_NAMES[state])}</dd>
<dt>${words(REQUEST_WORDS.asked)}</dt><dd>${date(askedAt)}</dd>
${decidedAt === null ? '' : html`<dt>${words(REQUEST_WORDS.decided)}</dt><dd>${date(decidedAt)}</dd>`}
${username === null ? '' : html`<dt>${words(ACCOUNT_WORDS.username)}</dt><dd>${username}</dd>`}
${reason === null ? '' : html`<dt>${words(REQUEST_WORDS.reason)}</dt><dd class="prose">${reason}</dd>`}
</dl>
${state === 'pending' ? html`<p>${words(W.pending)}</p>` : ''}
${state === 'approved' ? html`<p>${words(W.approved)}</p>` : ''}
${state === 'rejected' || state === 'lapsed' ? html`<p><a href="${ASK_PATH}">${words(W.again)}</a></p>` : ''}`;
}
