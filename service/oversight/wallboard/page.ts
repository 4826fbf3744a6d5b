/**
 * `/kelola/dinding`: the queue on a screen on the wall, to be read from four metres. It comes anew by itself four times
 * a minute, without script; whoever wants to read in peace stops that.
 */
import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import { HOUR } from '#shared/time/wib.ts';
import { grouped } from '#shared/words/distance.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { clockTime, fullDate, timeLeft } from '#shared/words/time.ts';
import { columnChart, shareBar } from '../../pages/chart.ts';
import { PERFORMANCE_PATH, WALL_PATH } from '../../pages/menu.ts';
import { type Html, officePage } from '../../pages/page.ts';
import { officePages } from '../../pages/session.ts';
import { type Column, table } from '../../pages/table.ts';
import type { Env } from '../../platform/http/env.ts';
import { type Language, say } from '../../platform/http/language.ts';
import type { WallboardDeps } from './read.ts';
import { HOURS_AHEAD, readWall, type ValidatorLoad, type Wall } from './read.ts';

const SECONDS = 15;
const STOPPED = 'jeda';

export function wallPages(services: WallboardDeps): Hono<Env> {
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
  const words = (said: Phrase): string => say(said, language);
  const renewal = isStopped
    ? html`${words('oversight.wall.stopped')} · <a href="${WALL_PATH}">${words('oversight.wall.go')}</a>`
    : html`${words('oversight.wall.renewed')} · <a href="${WALL_PATH}?${STOPPED}">${words('oversight.wall.stop')}</a>`;
  const body = html`<p class="clock"><time>${fullDate(wall.now, language)}</time></p>
<div class="wall">
<section class="sums">${sums(wall, language)}</section>
<section><h2>${words('oversight.wall.ahead')}</h2>${hours(wall, language)}</section>
<section><h2>${words('oversight.wall.next')}</h2>${nextDue(wall, language)}</section>
<section><h2>${words('oversight.wall.validators')}</h2>${validators(wall, language)}</section>
</div>
<p class="soft">${renewal} · <a href="${PERFORMANCE_PATH}">${words('oversight.wall.leave')}</a></p>`;
  return officePage(c, { title: 'oversight.wall.title', body, layout: 'wall' });
}

function sums({ desks }: Wall, language: Language): Html {
  const sum = (what: 'overdue' | 'due1h' | 'dueToday' | 'all'): number =>
    desks.reduce((all, desk) => all + desk[what], 0);
  const big = (label: Phrase, what: 'overdue' | 'due1h' | 'dueToday' | 'all', kind: string): Html =>
    html`<div class="${kind}"><dt>${say(label, language)}</dt><dd>${grouped(sum(what), language)}</dd></div>`;
  const columns: Column<Wall['desks'][number]>[] = [
    { head: 'oversight.wall.desk', cell: ({ desk }) => say(`oversight.tray.${desk}`, language) },
    { head: 'oversight.wall.overdue', cell: ({ overdue }) => grouped(overdue, language) },
    { head: 'oversight.wall.due1h', cell: ({ due1h }) => grouped(due1h, language) },
    { head: 'oversight.wall.due_today', cell: ({ dueToday }) => grouped(dueToday, language) },
    { head: 'oversight.wall.all', cell: ({ all }) => grouped(all, language) },
  ];
  return html`<dl>${big('oversight.wall.overdue', 'overdue', sum('overdue') > 0 ? 'late' : '')}${big('oversight.wall.due1h', 'due1h', sum('due1h') > 0 ? 'soon' : '')}${big('oversight.wall.due_today', 'dueToday', '')}${big('oversight.wall.all', 'all', '')}</dl>
<div class="slim">${table(language, 'oversight.wall.title', columns, desks, 'oversight.wall.nothing')}</div>`;
}

function hours({ now, ahead }: Wall, language: Language): Html {
  const at = (hour: number): string => clockTime(now + hour * HOUR, language);
  return columnChart({
    id: 'per-jam',
    title: say('oversight.wall.ahead', language),
    description: ahead.map((many, hour) => `${at(hour)}–${at(hour + 1)}: ${many}`).join('; '),
    labels: Array.from({ length: HOURS_AHEAD }, (_, hour) => at(hour)),
    series: [{ label: say('oversight.wall.ahead_count', language), values: ahead }],
    write: (value) => grouped(value, language),
  });
}

function nextDue({ next, now }: Wall, language: Language): Html {
  const columns: Column<Wall['next'][number]>[] = [
    {
      head: 'oversight.wall.left',
      cell: ({ dueAt }) => html`<strong class="whole">${timeLeft(dueAt - now, language)}</strong>`,
    },
    { head: 'oversight.wall.number', cell: ({ number }) => html`<span class="whole">${number}</span>` },
    { head: 'oversight.wall.category', cell: ({ category }) => category },
    {
      head: 'oversight.wall.where',
      cell: ({ desk, unit }) => (desk === 'office' ? (unit ?? '') : say(`oversight.tray.${desk}`, language)),
    },
  ];
  return html`<div class="slim">${table(language, 'oversight.wall.next', columns, next, 'oversight.wall.nothing')}</div>`;
}

function validators({ validators: all, unproposed }: Wall, language: Language): Html {
  const most = Math.max(1, ...all.map(({ waiting }) => waiting));
  const columns: Column<ValidatorLoad>[] = [
    {
      head: 'oversight.wall.validator',
      cell: ({ name, onDuty }) =>
        html`<span>${name}${onDuty ? html` <span class="tag">${say('oversight.wall.on_duty', language)}</span>` : ''}</span>`,
    },
    {
      head: 'oversight.wall.waiting',
      cell: ({ waiting }) =>
        html`<span class="measure">${shareBar(waiting / most)}<span>${grouped(waiting, language)}</span></span>`,
    },
    { head: 'oversight.wall.overdue', cell: ({ overdue }) => grouped(overdue, language) },
  ];
  return html`<div class="slim">${table(language, 'oversight.wall.validators', columns, all, 'oversight.wall.nobody')}</div>
${unproposed === 0 ? '' : html`<p>${say('oversight.wall.unproposed', language)}: <strong>${grouped(unproposed, language)}</strong></p>`}`;
}
