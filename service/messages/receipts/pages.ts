/**
 * `/kelola/pemberitahuan`: was it the system or the admin? When a report was made known, and officer by officer when
 * their browser had it, showed it and saw it opened.
 */

import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import { z } from 'zod';
import type { NotificationTrail } from '#shared/contract/notification.ts';
import { MINUTE } from '#shared/time/wib.ts';
import { fullDate } from '#shared/words/time.ts';
import type { Field } from '../../pages/form.ts';
import { type Column, drawField, type Html, notice, officePage, table } from '../../pages/legacy.tsx';
import type { MenuEntry } from '../../pages/menu.ts';
import { queryOf } from '../../pages/query.ts';
import { officePages } from '../../pages/session.ts';
import type { Env } from '../../platform/http/env.ts';
import { type Language, say } from '../../platform/http/language.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import { findPublic } from '../../tickets/tracking/track.ts';
import { drawNotices } from '../mail/pages/trail-part.ts';
import type { ReceiptDeps } from './receipts.ts';
import { trailOf } from './trail.ts';

const NOTICES_PATH = '/kelola/pemberitahuan';
export const NOTICES_ENTRY: MenuEntry = {
  path: NOTICES_PATH,
  label: 'pages.menu.notifications',
  right: 'notifications:read',
};

/** Of a browser that had no connection the service hears later. */
const LATE_MS = 5 * MINUTE;

const NUMBER: Field = { kind: 'line', path: 'nomor', label: 'messages.receipts.number', max: 40 };
const Query = z.object({ nomor: z.string().trim().max(40).optional() });

type Told = NotificationTrail['officers'][number]['receipts'][number];

export function noticePages(services: ReceiptDeps): Hono<Env> {
  const app = officePages(NOTICES_ENTRY, services);
  app.get('/', async (c) => {
    const { nomor = '' } = queryOf(c, Query);
    const trail = nomor === '' ? null : await find(services, nomor);
    return c.html(trailPage(c, nomor, trail), trail === 'unknown' ? 404 : 200);
  });
  return app;
}

async function find(services: ReceiptDeps, number: string): Promise<NotificationTrail | 'unknown'> {
  try {
    return await trailOf(await findPublic(services, number), services);
  } catch (error) {
    if (error instanceof HttpProblem && error.word === 'not-found') return 'unknown';
    throw error;
  }
}

function trailPage(c: Context<Env>, number: string, trail: NotificationTrail | 'unknown' | null): Html {
  const language = c.get('language');
  const body = html`${trail === 'unknown' ? notice('bad', say('messages.receipts.unknown', language)) : ''}
<p>${say('messages.receipts.intro', language)}</p>
<form class="search" role="search" method="get" action="${NOTICES_PATH}">
${drawField(NUMBER, { values: { nomor: [number] } }, language)}<button>${say('pages.search', language)}</button>
</form>
${trail === null || trail === 'unknown' ? '' : drawTrail(trail, language)}`;
  return officePage(c, { title: 'messages.receipts.title', body, wide: true });
}

function drawTrail({ number, changes, officers, notices }: NotificationTrail, language: Language): Html {
  return html`<h2>${number}</h2>
<h3>${say('messages.receipts.changes', language)}</h3>
${table(
  language,
  'messages.receipts.changes',
  [
    { head: 'messages.receipts.at', cell: ({ at }) => when(at, language) },
    { head: 'messages.receipts.status', cell: ({ to }) => say(`public.status.${to}`, language) },
    { head: 'messages.receipts.unit', cell: ({ unit }) => unit?.name ?? '–' },
  ],
  changes,
  'messages.receipts.no_change',
)}
${officers.length === 0 ? html`<p class="empty">${say('messages.receipts.nobody', language)}</p>` : ''}
${officers.map(
  ({ name, username, receipts }) => html`<h3>${name} <span class="soft">${username}</span></h3>
${table(language, { text: name }, columns(language), receipts, 'messages.receipts.silent')}`,
)}
${drawNotices(notices, language)}`;
}

function columns(language: Language): Column<Told>[] {
  const atOrNot = (at: string | undefined): string =>
    at === undefined ? say('messages.receipts.not', language) : when(at, language);
  return [
    {
      head: 'messages.receipts.kind',
      cell: ({ kind }: Told) => say(`messages.receipt_kind.${kind}`, language),
    },
    { head: 'messages.receipts.sent', cell: ({ sentAt }: Told) => when(sentAt, language) },
    { head: 'messages.receipts.shown', cell: ({ shownAt }: Told) => atOrNot(shownAt) },
    { head: 'messages.receipts.opened', cell: ({ openedAt }: Told) => atOrNot(openedAt) },
    { head: 'messages.receipts.remark', cell: (told: Told) => remarks(told, language).join('. ') || '–' },
  ];
}

function remarks({ heldBack, sentAt, recordedAt }: Told, language: Language): string[] {
  const late = Date.parse(recordedAt) - Date.parse(sentAt) > LATE_MS;
  return [
    ...(heldBack ? [say(`messages.held_back.${heldBack}`, language)] : []),
    ...(late ? [`${say('messages.receipts.late', language)} ${when(recordedAt, language)}`] : []),
  ];
}

function when(at: string, language: Language): string {
  return fullDate(Date.parse(at), language);
}
