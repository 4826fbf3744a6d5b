/**
 * `/kelola/pemberitahuan`: was it the system or the admin? When a report was made known, and officer by officer when
 * their browser had it, showed it and saw it opened.
 */
import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import { z } from 'zod';
import type { Holdback, NotificationKind, NotificationTrail } from '#shared/contract/notification.ts';
import { MINUTE } from '#shared/time/wib.ts';
import { fullDate } from '#shared/words/time.ts';
import type { Services } from '../../compose/services.ts';
import type { Field } from '../../pages/form.ts';
import { drawField, type Html, notice, officePage, table } from '../../pages/legacy.tsx';
import type { MenuEntry } from '../../pages/menu.ts';
import { queryOf } from '../../pages/query.ts';
import { officePages } from '../../pages/session.ts';
import { SEARCH } from '../../pages/words.ts';
import type { Env } from '../../platform/http/env.ts';
import { type Language, type Said, say } from '../../platform/http/language.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import { findPublic, STATUS_SAID } from '../../tickets/tracking/track.ts';
import { drawNotices } from '../mail/pages/trail-part.ts';
import { trailOf } from './trail.ts';

const NOTICES_PATH = '/kelola/pemberitahuan';
export const NOTICES_ENTRY: MenuEntry = {
  path: NOTICES_PATH,
  label: { id: 'Pemberitahuan', en: 'Notifications' },
  right: 'notifications:read',
};

const W = {
  title: { id: 'Jejak pemberitahuan', en: 'Trail of notifications' },
  intro: {
    id: 'Kapan sebuah laporan diberitahukan, dan kapan peramban tiap petugas menerima, menampilkan dan membukanya. Ini catatan dari peramban petugas sendiri, bukan bukti.',
    en: "When a report was made known, and when each officer's browser had it, showed it and opened it. It is what their own browsers say: a record, not a proof.",
  },
  number: { id: 'Nomor laporan', en: 'Report number' },
  unknown: { id: 'Tidak ada laporan dengan nomor itu.', en: 'There is no report with that number.' },
  changes: { id: 'Diberitahukan oleh layanan', en: 'Made known by the service' },
  at: { id: 'Waktu', en: 'When' },
  status: { id: 'Menjadi', en: 'Became' },
  unit: { id: 'Berada pada', en: 'Lies with' },
  noChange: { id: 'Belum ada perubahan.', en: 'No change yet.' },
  silent: {
    id: 'Tidak ada peramban petugas ini yang mencatat apa pun: belum masuk, atau tanpa ekstensi.',
    en: 'No browser of theirs said anything: not signed in, or without the extension.',
  },
  nobody: {
    id: 'Tidak ada petugas yang perlu diberi tahu pada unit laporan ini.',
    en: 'Nobody had to be told at the unit this report lies with.',
  },
  kind: { id: 'Tentang', en: 'About' },
  sent: { id: 'Sampai di peramban', en: 'Reached the browser' },
  shown: { id: 'Ditampilkan', en: 'Shown' },
  opened: { id: 'Laporan dibuka', en: 'Report opened' },
  remark: { id: 'Keterangan', en: 'Remark' },
  late: { id: 'Baru tercatat', en: 'Recorded only' },
  not: { id: 'belum', en: 'not yet' },
} satisfies Record<string, Said>;

const KINDS: Record<NotificationKind, Said> = {
  arrived: { id: 'Pekerjaan baru', en: 'New work' },
  returned: { id: 'Tindak lanjut dikembalikan', en: 'Follow-up returned' },
  due: { id: 'Batas waktu mendekat', en: 'A limit that comes near' },
};

const HELD_BACK: Record<Holdback, Said> = {
  quiet_hours: { id: 'Ditahan jam tenang', en: 'Held back by quiet hours' },
  switched_off: { id: 'Dimatikan petugas', en: 'Switched off by the officer' },
  browser: { id: 'Tidak diizinkan peramban', en: 'Not allowed by the browser' },
};

/** Of a browser that had no connection the service hears later. */
const LATE_MS = 5 * MINUTE;

const NUMBER: Field = { kind: 'line', path: 'nomor', label: W.number, max: 40 };
const Query = z.object({ nomor: z.string().trim().max(40).optional() });

type Told = NotificationTrail['officers'][number]['receipts'][number];

export function noticePages(services: Services): Hono<Env> {
  const app = officePages(NOTICES_ENTRY, services);
  app.get('/', async (c) => {
    const { nomor = '' } = queryOf(c, Query);
    const trail = nomor === '' ? null : await find(services, nomor);
    return c.html(trailPage(c, nomor, trail), trail === 'unknown' ? 404 : 200);
  });
  return app;
}

async function find(services: Services, number: string): Promise<NotificationTrail | 'unknown'> {
  try {
    return await trailOf(await findPublic(services, number), services);
  } catch (error) {
    if (error instanceof HttpProblem && error.word === 'not-found') return 'unknown';
    throw error;
  }
}

function trailPage(c: Context<Env>, number: string, trail: NotificationTrail | 'unknown' | null): Html {
  const language = c.get('language');
  const body = html`${trail === 'unknown' ? notice('bad', say(W.unknown, language)) : ''}
<p>${say(W.intro, language)}</p>
<form class="search" role="search" method="get" action="${NOTICES_PATH}">
${drawField(NUMBER, { values: { nomor: [number] } }, language)}<button>${say(SEARCH, language)}</button>
</form>
${trail === null || trail === 'unknown' ? '' : drawTrail(trail, language)}`;
  return officePage(c, { title: W.title, body, wide: true });
}

function drawTrail({ number, changes, officers, notices }: NotificationTrail, language: Language): Html {
  return html`<h2>${number}</h2>
<h3>${say(W.changes, language)}</h3>
${table(
  language,
  W.changes,
  [
    { head: W.at, cell: ({ at }) => when(at, language) },
    { head: W.status, cell: ({ to }) => say(STATUS_SAID[to], language) },
    { head: W.unit, cell: ({ unit }) => unit?.name ?? '–' },
  ],
  changes,
  W.noChange,
)}
${officers.length === 0 ? html`<p class="empty">${say(W.nobody, language)}</p>` : ''}
${officers.map(
  ({ name, username, receipts }) => html`<h3>${name} <span class="soft">${username}</span></h3>
${table(language, { id: name, en: name }, columns(language), receipts, W.silent)}`,
)}
${drawNotices(notices, language)}`;
}

function columns(language: Language) {
  const atOrNot = (at: string | undefined): string =>
    at === undefined ? say(W.not, language) : when(at, language);
  return [
    { head: W.kind, cell: ({ kind }: Told) => say(KINDS[kind], language) },
    { head: W.sent, cell: ({ sentAt }: Told) => when(sentAt, language) },
    { head: W.shown, cell: ({ shownAt }: Told) => atOrNot(shownAt) },
    { head: W.opened, cell: ({ openedAt }: Told) => atOrNot(openedAt) },
    { head: W.remark, cell: (told: Told) => remarks(told, language).join('. ') || '–' },
  ];
}

function remarks({ heldBack, sentAt, recordedAt }: Told, language: Language): string[] {
  const late = Date.parse(recordedAt) - Date.parse(sentAt) > LATE_MS;
  return [
    ...(heldBack ? [say(HELD_BACK[heldBack], language)] : []),
    ...(late ? [`${say(W.late, language)} ${when(recordedAt, language)}`] : []),
  ];
}

function when(at: string, language: Language): string {
  return fullDate(Date.parse(at), language);
}
