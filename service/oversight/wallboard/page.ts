/**
 * `/kelola/dinding`: the queue on a screen on the wall, to be read from four metres. It comes anew by itself four times
 * a minute, without script; whoever wants to read in peace stops that.
 */
import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import type { Tray } from '#shared/ticket/tray.ts';
import { HOUR } from '#shared/time/wib.ts';
import { grouped } from '#shared/words/distance.ts';
import { clockTime, fullDate, timeLeft } from '#shared/words/time.ts';
import type { Services } from '../../compose/services.ts';
import { columnChart, shareBar } from '../../pages/chart.ts';
import { PERFORMANCE_PATH, WALL_PATH } from '../../pages/menu.ts';
import { type Html, officePage } from '../../pages/page.ts';
import { officePages } from '../../pages/session.ts';
import { type Column, table } from '../../pages/table.ts';
import type { Env } from '../../platform/http/env.ts';
import { type Language, type Said, say } from '../../platform/http/language.ts';
import { HOURS_AHEAD, readWall, type ValidatorLoad, type Wall } from './read.ts';

const W = {
  title: { id: 'Antrian seluruh kota', en: 'The city’s queue' },
  overdue: { id: 'Terlambat', en: 'Overdue' },
  due1h: { id: '< 1 jam', en: '< 1 h' },
  dueToday: { id: 'Hari ini', en: 'Today' },
  all: { id: 'Semua', en: 'All' },
  desk: { id: 'Meja', en: 'Desk' },
  ahead: { id: 'Jatuh tempo per jam', en: 'Falling due by the hour' },
  aheadCount: { id: 'Jatuh tempo', en: 'Falling due' },
  next: { id: 'Jatuh tempo berikutnya', en: 'Next to fall due' },
  number: { id: 'Nomor', en: 'Number' },
  category: { id: 'Kategori', en: 'Category' },
  where: { id: 'Di', en: 'With' },
  left: { id: 'Sisa', en: 'Left' },
  validators: { id: 'Beban validator', en: 'Load of the validators' },
  validator: { id: 'Validator', en: 'Validator' },
  waiting: { id: 'Menunggu', en: 'Waiting' },
  onDuty: { id: 'piket', en: 'on duty' },
  unproposed: { id: 'Belum diusulkan kepada siapa pun', en: 'Proposed to nobody yet' },
  nobody: { id: 'Tidak ada validator yang piket.', en: 'No validator is on duty.' },
  nothing: { id: 'Tidak ada yang menunggu.', en: 'Nothing is waiting.' },
  renewed: { id: 'Diperbarui sendiri tiap 15 detik', en: 'Renewed by itself every 15 seconds' },
  stop: { id: 'Hentikan', en: 'Stop' },
  stopped: { id: 'Tidak diperbarui', en: 'Not renewed' },
  go: { id: 'Perbarui lagi', en: 'Renew again' },
  leave: { id: 'Keluar dari tampilan dinding', en: 'Leave the wall view' },
} satisfies Record<string, Said>;

const DESK_NAMES: Record<Tray, Said> = {
  office: { id: 'Unit', en: 'Offices' },
  tray: { id: 'Baki kanal', en: 'Channel tray' },
  validator: { id: 'Validator', en: 'Validators' },
};

const SECONDS = 15;
const STOPPED = 'jeda';

export function wallPages(services: Services): Hono<Env> {
  const app = officePages(WALL_PATH, 'wall:read', services);
  app.get('/', async (c) => {
    const isStopped = c.req.query(STOPPED) !== undefined;
    if (!isStopped) c.header('refresh', String(SECONDS));
    return c.html(wallPage(c, await readWall(services), isStopped));
  });
  return app;
}

function wallPage(c: Context<Env>, wall: Wall, isStopped: boolean): Html {
  const language = c.get('language');
  const words = (said: Said): string => say(said, language);
  const renewal = isStopped
    ? html`${words(W.stopped)} · <a href="${WALL_PATH}">${words(W.go)}</a>`
    : html`${words(W.renewed)} · <a href="${WALL_PATH}?${STOPPED}">${words(W.stop)}</a>`;
  const body = html`<p class="clock"><time>${fullDate(wall.now, language)}</time></p>
<div class="wall">
<section class="sums">${sums(wall, language)}</section>
<section><h2>${words(W.ahead)}</h2>${hours(wall, language)}</section>
<section><h2>${words(W.next)}</h2>${nextDue(wall, language)}</section>
<section><h2>${words(W.validators)}</h2>${validators(wall, language)}</section>
</div>
<p class="soft">${renewal} · <a href="${PERFORMANCE_PATH}">${words(W.leave)}</a></p>`;
  return officePage(c, { title: W.title, body, layout: 'wall' });
}

function sums({ desks }: Wall, language: Language): Html {
  const sum = (what: 'overdue' | 'due1h' | 'dueToday' | 'all'): number =>
    desks.reduce((all, desk) => all + desk[what], 0);
  const big = (label: Said, what: 'overdue' | 'due1h' | 'dueToday' | 'all', kind: string): Html =>
    html`<div class="${kind}"><dt>${say(label, language)}</dt><dd>${grouped(sum(what), language)}</dd></div>`;
  const columns: Column<Wall['desks'][number]>[] = [
    { head: W.desk, cell: ({ desk }) => say(DESK_NAMES[desk], language) },
    { head: W.overdue, cell: ({ overdue }) => grouped(overdue, language) },
    { head: W.due1h, cell: ({ due1h }) => grouped(due1h, language) },
    { head: W.dueToday, cell: ({ dueToday }) => grouped(dueToday, language) },
    { head: W.all, cell: ({ all }) => grouped(all, language) },
  ];
  return html`<dl>${big(W.overdue, 'overdue', sum('overdue') > 0 ? 'late' : '')}${big(W.due1h, 'due1h', sum('due1h') > 0 ? 'soon' : '')}${big(W.dueToday, 'dueToday', '')}${big(W.all, 'all', '')}</dl>
<div class="slim">${table(language, W.title, columns, desks, W.nothing)}</div>`;
}

function hours({ now, ahead }: Wall, language: Language): Html {
  const at = (hour: number): string => clockTime(now + hour * HOUR, language);
  return columnChart({
    id: 'per-jam',
    title: say(W.ahead, language),
    description: ahead.map((many, hour) => `${at(hour)}–${at(hour + 1)}: ${many}`).join('; '),
    labels: Array.from({ length: HOURS_AHEAD }, (_, hour) => at(hour)),
    series: [{ label: say(W.aheadCount, language), values: ahead }],
    write: (value) => grouped(value, language),
  });
}

function nextDue({ next, now }: Wall, language: Language): Html {
  const columns: Column<Wall['next'][number]>[] = [
    {
      head: W.left,
      cell: ({ dueAt }) => html`<strong class="whole">${timeLeft(dueAt - now, language)}</strong>`,
    },
    { head: W.number, cell: ({ number }) => html`<span class="whole">${number}</span>` },
    { head: W.category, cell: ({ category }) => category },
    {
      head: W.where,
      cell: ({ desk, unit }) => (desk === 'office' ? (unit ?? '') : say(DESK_NAMES[desk], language)),
    },
  ];
  return html`<div class="slim">${table(language, W.next, columns, next, W.nothing)}</div>`;
}

function validators({ validators: all, unproposed }: Wall, language: Language): Html {
  const most = Math.max(1, ...all.map(({ waiting }) => waiting));
  const columns: Column<ValidatorLoad>[] = [
    {
      head: W.validator,
      cell: ({ name, onDuty }) =>
        html`<span>${name}${onDuty ? html` <span class="tag">${say(W.onDuty, language)}</span>` : ''}</span>`,
    },
    {
      head: W.waiting,
      cell: ({ waiting }) =>
        html`<span class="measure">${shareBar(waiting / most)}<span>${grouped(waiting, language)}</span></span>`,
    },
    { head: W.overdue, cell: ({ overdue }) => grouped(overdue, language) },
  ];
  return html`<div class="slim">${table(language, W.validators, columns, all, W.nobody)}</div>
${unproposed === 0 ? '' : html`<p>${say(W.unproposed, language)}: <strong>${grouped(unproposed, language)}</strong></p>`}`;
}
