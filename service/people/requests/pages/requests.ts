import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import {
  type AccountRequest,
  AccountRequestInput,
  AccountRequestsQuery,
  ApprovalInput,
  REQUEST_STATES,
  RejectionInput,
} from '#shared/contract/account-requests.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { fullDate } from '#shared/words/time.ts';
import { EMPTY, type Field, type Filled, inputOf, readForm, submit, textOf } from '../../../pages/form.ts';
import {
  type Column,
  drawFields,
  folded,
  type Html,
  notice,
  officePage,
  pager,
  table,
} from '../../../pages/legacy.tsx';
import type { MenuEntry } from '../../../pages/menu.ts';
import { ACCOUNTS_PATH, REQUESTS_PATH } from '../../../pages/paths.ts';
import { doneOf, queryOf } from '../../../pages/query.ts';
import { may, officePages, requireRight } from '../../../pages/session.ts';
import type { Env } from '../../../platform/http/env.ts';
import { type Language, say } from '../../../platform/http/language.ts';
import { HttpProblem } from '../../../platform/http/problem.ts';
import { passwordPage } from '../../accounts/pages/parts.ts';
import { unitCode, unitList } from '../../units/choose-unit.tsx';
import { vouch } from '../ask.ts';
import { approve, reject } from '../decide.ts';
import type { RequestDeps } from '../deps.ts';
import { findRequest, listRequests } from '../read.ts';
import { REQUEST_FIELDS } from './request-fields.ts';

export const REQUESTS_ENTRY: MenuEntry = {
  path: REQUESTS_PATH,
  label: 'pages.menu.requests',
  right: 'requests:read',
};

const DONE = ['ajukan', 'tolak'] as const;

const APPROVE_FIELDS: readonly Field[] = [
  {
    kind: 'line',
    path: 'username',
    label: 'people.accounts.username',
    hint: 'people.accounts.username_hint',
    max: 50,
  },
  {
    kind: 'line',
    path: 'replaces',
    label: 'people.requests.replaces',
    hint: 'people.requests.replaces_hint',
    max: 50,
    optional: true,
  },
];
const REJECT_FIELDS: readonly Field[] = [
  { kind: 'prose', path: 'reason', label: 'people.requests.reason', hint: 'people.requests.reason_hint' },
];

/** What was sent in one of the two forms and refused. */
interface Sent {
  approving?: Filled;
  rejecting?: Filled;
  bad?: Phrase;
}

export function requestPages(services: RequestDeps): Hono<Env> {
  const app = officePages(REQUESTS_ENTRY, services);

  app.get('/', async (c) => c.html(await listPage(c, services, EMPTY)));

  app.post('/', async (c) => {
    requireRight(c, 'requests:make');
    const values = await readForm(c);
    const input = { ...inputOf(REQUEST_FIELDS, values), unit: unitCode(services, textOf(values, 'unit')) };
    const outcome = await submit({ schema: AccountRequestInput, fields: REQUEST_FIELDS, input }, (request) =>
      vouch(services, request, c.get('actor')),
    );
    if (outcome.ok) return c.redirect(`${REQUESTS_PATH}/${outcome.value.id}?sudah=ajukan`, 303);
    const filled = { values, faults: outcome.faults };
    return c.html(await listPage(c, services, filled, outcome.bad), outcome.status);
  });

  app.get('/:id', async (c) => c.html(await requestPage(c, services, {})));

  app.post('/:id/setujui', async (c) => {
    requireRight(c, 'requests:decide');
    const values = await readForm(c);
    // An emptied field means that nobody's place is taken, not that what was asked for holds.
    const input = { replaces: null, ...inputOf(APPROVE_FIELDS, values) };
    const outcome = await submit({ schema: ApprovalInput, fields: APPROVE_FIELDS, input }, (approval) =>
      approve(services, idOf(c), approval, c.get('actor')),
    );
    if (outcome.ok) return c.html(passwordPage(c, 'people.requests.approved', outcome.value), 201);
    const sent = { approving: { values, faults: outcome.faults }, bad: outcome.bad };
    return c.html(await requestPage(c, services, sent), outcome.status);
  });

  app.post('/:id/tolak', async (c) => {
    requireRight(c, 'requests:decide');
    const values = await readForm(c);
    const outcome = await submit(
      { schema: RejectionInput, fields: REJECT_FIELDS, input: inputOf(REJECT_FIELDS, values) },
      ({ reason }) => reject(services, idOf(c), reason, c.get('actor')),
    );
    if (outcome.ok) return c.redirect(`${REQUESTS_PATH}/${idOf(c)}?sudah=tolak`, 303);
    const sent = { rejecting: { values, faults: outcome.faults }, bad: outcome.bad };
    return c.html(await requestPage(c, services, sent), outcome.status);
  });

  return app;
}

function idOf(c: Context<Env>): number {
  const id = c.req.param('id') ?? '';
  if (!/^[1-9]\d{0,9}$/.test(id)) throw new HttpProblem('not-found');
  return Number(id);
}

async function listPage(c: Context<Env>, services: RequestDeps, filled: Filled, bad?: Phrase): Promise<Html> {
  const language = c.get('language');
  const asked = queryOf(c, AccountRequestsQuery);
  const everything = c.req.query('state') === '';
  const state = asked.state ?? (everything ? undefined : 'pending');
  const { items, next } = await listRequests(
    services,
    { ...asked, ...(state === undefined ? {} : { state }) },
    c.get('actor'),
  );
  const tab = (of: string, label: Phrase): Html =>
    html`<a href="${REQUESTS_PATH}?state=${of}"${of === (state ?? '') ? html` aria-current="page"` : ''}>${say(label, language)}</a>`;
  const body = html`${bad ? notice('bad', say(bad, language)) : ''}
<nav class="tabs" aria-label="${say('people.accounts.state', language)}">${REQUEST_STATES.map((one) => tab(one, `people.request_state.${one}`))}${tab('', 'pages.all')}</nav>
${table(language, 'people.requests.title', columns(language), items, 'people.requests.none')}
${pager(c, next)}
${
  may(c, 'requests:make')
    ? html`${folded(
        say('people.requests.vouch', language),
        html`<form class="stacked" method="post" action="${REQUESTS_PATH}">${drawFields(REQUEST_FIELDS, filled, language)}
<p><button>${say('people.requests.send', language)}</button></p></form>`,
        bad !== undefined,
      )}${unitList(services)}`
    : ''
}`;
  return officePage(c, { title: 'people.requests.title', body, wide: true });
}

function columns(language: Language): Column<AccountRequest>[] {
  return [
    {
      head: 'people.accounts.name',
      cell: ({ id, name, letter }) =>
        html`<a href="${REQUESTS_PATH}/${id}">${name ?? say('people.requests.erased', language)}</a><span class="soft">${letter}</span>`,
    },
    { head: 'people.accounts.role', cell: ({ role }) => say(`common.role.${role}`, language) },
    { head: 'people.requests.unit', cell: ({ unit }) => unit.name },
    { head: 'people.requests.asked', cell: ({ askedAt }) => fullDate(Date.parse(askedAt), language) },
    {
      head: 'people.accounts.state',
      cell: ({ state, warnings }) =>
        html`<span>${say(`people.request_state.${state}`, language)}${warnings.length > 0 ? html` <span class="tag assumed">! ${say('people.requests.look', language)}</span>` : ''}</span>`,
    },
  ];
}

async function requestPage(c: Context<Env>, services: RequestDeps, sent: Sent): Promise<Html> {
  const language = c.get('language');
  const words = (said: Phrase): string => say(said, language);
  const request = await findRequest(services, idOf(c), c.get('actor'));
  const { decision } = request;
  const done = doneOf(c, DONE, (done) => `people.request_done.${done}`);
  const fact = (label: Phrase, value: Html | string | null): Html | '' =>
    value === null ? '' : html`<dt>${words(label)}</dt><dd>${value}</dd>`;
  const date = (at: string): string => fullDate(Date.parse(at), language);
  const body = html`${sent.bad ? notice('bad', words(sent.bad)) : done ? notice('good', words(done)) : ''}
${request.warnings.length > 0 ? html`<ul class="warnings">${request.warnings.map((one) => html`<li>${words(`people.request_warning.${one}`)}</li>`)}</ul>` : ''}
<dl class="facts">
${fact('people.accounts.state', words(`people.request_state.${request.state}`))}
${fact('people.accounts.name', request.name ?? words('people.requests.erased'))}
${fact('people.requests.nip', request.nip)}
${fact('people.accounts.role', words(`common.role.${request.role}`))}
${fact('people.requests.unit', html`${request.unit.name} <span class="soft">${request.unit.code}</span>`)}
${fact('people.requests.username', request.username)}
${fact('people.requests.replaces', request.replaces)}
${fact('people.requests.letter', request.letter)}
${fact('people.requests.contact', request.contact)}
${fact('people.requests.asked', date(request.askedAt))}
${fact('people.requests.voucher', request.vouchedBy ?? words('people.requests.by_anybody'))}
${decision ? decided(request, decision, words, date, may(c, 'accounts:manage')) : ''}
</dl>
${decision === null && may(c, 'requests:decide') ? deciding(request, sent, language) : ''}
<p><a href="${REQUESTS_PATH}">${words('people.requests.back')}</a></p>`;
  return officePage(c, { title: 'people.requests.title', body });
}

function decided(
  request: AccountRequest,
  { at, by, reason, account }: NonNullable<AccountRequest['decision']>,
  words: (said: Phrase) => string,
  date: (at: string) => string,
  mayOpen: boolean,
): Html {
  return html`<dt>${words('people.requests.decided')}</dt><dd>${words(`people.request_state.${request.state}`)} · ${date(at)}</dd>
<dt>${words('people.accounts.by')}</dt><dd>${by ?? words('people.accounts.system')}</dd>
${reason === null ? '' : html`<dt>${words('people.requests.reason')}</dt><dd class="prose">${reason}</dd>`}
${
  account === null
    ? ''
    : html`<dt>${words('people.requests.account')}</dt><dd>${mayOpen ? html`<a href="${ACCOUNTS_PATH}/${account}">${account}</a>` : account}</dd>`
}`;
}

function deciding(request: AccountRequest, { approving, rejecting }: Sent, language: Language): Html {
  const path = `${REQUESTS_PATH}/${request.id}`;
  const asAsked = { values: { username: [request.username ?? ''], replaces: [request.replaces ?? ''] } };
  return html`${folded(
    say('people.requests.approve', language),
    html`<form class="stacked" method="post" action="${path}/setujui"><p>${say('people.requests.approve_why', language)}</p>
${drawFields(APPROVE_FIELDS, approving ?? asAsked, language)}<p><button>${say('people.requests.approve', language)}</button></p></form>`,
    approving !== undefined,
  )}
${folded(
  say('people.requests.reject', language),
  html`<form class="stacked" method="post" action="${path}/tolak">
${drawFields(REJECT_FIELDS, rejecting ?? EMPTY, language)}<p><button class="quiet">${say('people.requests.reject', language)}</button></p></form>`,
  rejecting !== undefined,
)}`;
}
