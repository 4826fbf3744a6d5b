/** `/kelola/permohonan`: what offices ask for. The operator decides; a unit admin asks for their own unit and follows it. */
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
import { fullDate } from '#shared/words/time.ts';
import type { Services } from '../../../compose/services.ts';
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
import { ALL, ROLE_NAMES } from '../../../pages/words.ts';
import type { Env } from '../../../platform/http/env.ts';
import { type Language, type Said, say } from '../../../platform/http/language.ts';
import { HttpProblem } from '../../../platform/http/problem.ts';
import { passwordPage } from '../../accounts/pages/parts.ts';
import { ACCOUNT_WORDS } from '../../accounts/pages/words.ts';
import { unitCode, unitList } from '../../units/choose-unit.tsx';
import { vouch } from '../ask.ts';
import { approve, reject } from '../decide.ts';
import { findRequest, listRequests } from '../read.ts';
import {
  REQUEST_DONE,
  REQUEST_FIELDS,
  STATE_NAMES,
  REQUEST_WORDS as W,
  WARNING_WORDS,
} from './request-words.ts';

export const REQUESTS_ENTRY: MenuEntry = {
  path: REQUESTS_PATH,
  label: { id: 'Permohonan', en: 'Requests' },
  right: 'requests:read',
};

const APPROVE_FIELDS: readonly Field[] = [
  { kind: 'line', path: 'username', label: W.approveUsername, hint: ACCOUNT_WORDS.usernameHint, max: 50 },
  { kind: 'line', path: 'replaces', label: W.replaces, hint: W.replacesHint, max: 50, optional: true },
];
const REJECT_FIELDS: readonly Field[] = [
  { kind: 'prose', path: 'reason', label: W.reason, hint: W.reasonHint },
];

/** What was sent in one of the two forms and refused. */
interface Sent {
  approving?: Filled;
  rejecting?: Filled;
  bad?: Said;
}

export function requestPages(services: Services): Hono<Env> {
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
    if (outcome.ok) return c.html(passwordPage(c, W.approved, outcome.value), 201);
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

async function listPage(c: Context<Env>, services: Services, filled: Filled, bad?: Said): Promise<Html> {
  const language = c.get('language');
  const asked = queryOf(c, AccountRequestsQuery);
  const everything = c.req.query('state') === '';
  const state = asked.state ?? (everything ? undefined : 'pending');
  const { items, next } = await listRequests(
    services,
    { ...asked, ...(state === undefined ? {} : { state }) },
    c.get('actor'),
  );
  const tab = (of: string, label: Said): Html =>
    html`<a href="${REQUESTS_PATH}?state=${of}"${of === (state ?? '') ? html` aria-current="page"` : ''}>${say(label, language)}</a>`;
  const body = html`${bad ? notice('bad', say(bad, language)) : ''}
<nav class="tabs" aria-label="${say(W.state, language)}">${REQUEST_STATES.map((one) => tab(one, STATE_NAMES[one]))}${tab('', ALL)}</nav>
${table(language, W.title, columns(language), items, W.none)}
${pager(c, next)}
${
  may(c, 'requests:make')
    ? html`${folded(
        say(W.vouch, language),
        html`<form class="stacked" method="post" action="${REQUESTS_PATH}">${drawFields(REQUEST_FIELDS, filled, language)}
<p><button>${say(W.send, language)}</button></p></form>`,
        bad !== undefined,
      )}${unitList(services)}`
    : ''
}`;
  return officePage(c, { title: W.title, body, wide: true });
}

function columns(language: Language): Column<AccountRequest>[] {
  return [
    {
      head: W.name,
      cell: ({ id, name, letter }) =>
        html`<a href="${REQUESTS_PATH}/${id}">${name ?? say(W.erased, language)}</a><span class="soft">${letter}</span>`,
    },
    { head: W.role, cell: ({ role }) => say(ROLE_NAMES[role], language) },
    { head: W.unit, cell: ({ unit }) => unit.name },
    { head: W.asked, cell: ({ askedAt }) => fullDate(Date.parse(askedAt), language) },
    {
      head: W.state,
      cell: ({ state, warnings }) =>
        html`<span>${say(STATE_NAMES[state], language)}${warnings.length > 0 ? html` <span class="tag assumed">! ${say(W.look, language)}</span>` : ''}</span>`,
    },
  ];
}

async function requestPage(c: Context<Env>, services: Services, sent: Sent): Promise<Html> {
  const language = c.get('language');
  const words = (said: Said): string => say(said, language);
  const request = await findRequest(services, idOf(c), c.get('actor'));
  const { decision } = request;
  const done = doneOf(c, REQUEST_DONE);
  const fact = (label: Said, value: Html | string | null): Html | '' =>
    value === null ? '' : html`<dt>${words(label)}</dt><dd>${value}</dd>`;
  const date = (at: string): string => fullDate(Date.parse(at), language);
  const body = html`${sent.bad ? notice('bad', words(sent.bad)) : done ? notice('good', words(done)) : ''}
${request.warnings.length > 0 ? html`<ul class="warnings">${request.warnings.map((one) => html`<li>${words(WARNING_WORDS[one])}</li>`)}</ul>` : ''}
<dl class="facts">
${fact(W.state, words(STATE_NAMES[request.state]))}
${fact(W.name, request.name ?? words(W.erased))}
${fact(W.nip, request.nip)}
${fact(W.role, words(ROLE_NAMES[request.role]))}
${fact(W.unit, html`${request.unit.name} <span class="soft">${request.unit.code}</span>`)}
${fact(W.username, request.username)}
${fact(W.replaces, request.replaces)}
${fact(W.letter, request.letter)}
${fact(W.contact, request.contact)}
${fact(W.asked, date(request.askedAt))}
${fact(W.voucher, request.vouchedBy ?? words(W.byAnybody))}
${decision ? decided(request, decision, words, date, may(c, 'accounts:manage')) : ''}
</dl>
${decision === null && may(c, 'requests:decide') ? deciding(request, sent, language) : ''}
<p><a href="${REQUESTS_PATH}">${words(W.back)}</a></p>`;
  return officePage(c, { title: W.title, body });
}

function decided(
  request: AccountRequest,
  { at, by, reason, account }: NonNullable<AccountRequest['decision']>,
  words: (said: Said) => string,
  date: (at: string) => string,
  mayOpen: boolean,
): Html {
  return html`<dt>${words(W.decided)}</dt><dd>${words(STATE_NAMES[request.state])} · ${date(at)}</dd>
<dt>${words(W.by)}</dt><dd>${by ?? words(ACCOUNT_WORDS.system)}</dd>
${reason === null ? '' : html`<dt>${words(W.reason)}</dt><dd class="prose">${reason}</dd>`}
${
  account === null
    ? ''
    : html`<dt>${words(W.account)}</dt><dd>${mayOpen ? html`<a href="${ACCOUNTS_PATH}/${account}">${account}</a>` : account}</dd>`
}`;
}

function deciding(request: AccountRequest, { approving, rejecting }: Sent, language: Language): Html {
  const path = `${REQUESTS_PATH}/${request.id}`;
  const asAsked = { values: { username: [request.username ?? ''], replaces: [request.replaces ?? ''] } };
  return html`${folded(
    say(W.approve, language),
    html`<form class="stacked" method="post" action="${path}/setujui"><p>${say(W.approveWhy, language)}</p>
${drawFields(APPROVE_FIELDS, approving ?? asAsked, language)}<p><button>${say(W.approve, language)}</button></p></form>`,
    approving !== undefined,
  )}
${folded(
  say(W.reject, language),
  html`<form class="stacked" method="post" action="${path}/tolak">
${drawFields(REJECT_FIELDS, rejecting ?? EMPTY, language)}<p><button class="quiet">${say(W.reject, language)}</button></p></form>`,
  rejecting !== undefined,
)}`;
}
