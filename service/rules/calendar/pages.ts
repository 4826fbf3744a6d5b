/** `/kelola/kalender`: the days that are not what their weekday says; a supervisor corrects them. */
import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import { CalendarQuery, SetCalendarDay, WibDate } from '#shared/contract/policy.ts';
import { DAY_KINDS } from '#shared/deadline/calendar.ts';
import { wibDate } from '#shared/time/wib.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { drawFields, folded } from '../../pages/draw-form.ts';
import { EMPTY, type Field, type Filled, inputOf, optionsOf, readForm, submit } from '../../pages/form.ts';
import { CALENDAR_PATH } from '../../pages/menu.ts';
import { type Html, notice, officePage } from '../../pages/page.ts';
import { doneOf, queryOf } from '../../pages/query.ts';
import { may, officePages, requireRight } from '../../pages/session.ts';
import { type Column, table } from '../../pages/table.ts';
import type { Env } from '../../platform/http/env.ts';
import { type Language, say } from '../../platform/http/language.ts';
import type { CalendarRow } from '../../tables/policy.ts';
import type { CalendarDeps } from './calendar.ts';
import { enterDay, removeDay } from './change-day.ts';
import { FORECAST } from './decreed.ts';

const DONE = ['simpan', 'hapus'] as const;

const FIELDS: readonly Field[] = [
  { kind: 'date', path: 'date', label: 'rules.calendar.date', hint: 'rules.calendar.date_hint' },
  {
    kind: 'choice',
    path: 'kind',
    label: 'rules.calendar.kind',
    options: optionsOf(DAY_KINDS, (kind) => `rules.day_kind.${kind}`),
  },
  { kind: 'line', path: 'name', label: 'rules.calendar.name', max: 200 },
  {
    kind: 'line',
    path: 'source',
    label: 'rules.calendar.source',
    hint: 'rules.calendar.source_hint',
    max: 500,
  },
];
const Day = SetCalendarDay.extend({ date: WibDate });

export function calendarPages(services: CalendarDeps): Hono<Env> {
  const app = officePages(CALENDAR_PATH, 'policy:read', services);

  app.get('/', (c) => c.html(yearPage(c, services, EMPTY)));

  app.post('/', async (c) => {
    requireRight(c, 'calendar:set');
    const values = await readForm(c);
    const outcome = await submit({ schema: Day, fields: FIELDS, input: inputOf(FIELDS, values) }, (day) =>
      enterDay(services, day, c.get('actor').id).then(() => day.date),
    );
    if (outcome.ok) return c.redirect(addressOf(outcome.value, 'simpan'), 303);
    return c.html(yearPage(c, services, { values, faults: outcome.faults }, outcome.bad), outcome.status);
  });

  app.post('/:date/hapus', async (c) => {
    requireRight(c, 'calendar:set');
    const date = c.req.param('date');
    await removeDay(services, date, c.get('actor').id);
    return c.redirect(addressOf(date, 'hapus'), 303);
  });

  return app;
}

function addressOf(date: string, done: (typeof DONE)[number]): string {
  return `${CALENDAR_PATH}?${new URLSearchParams({ year: date.slice(0, 4), sudah: done })}`;
}

function yearPage(c: Context<Env>, { days, clock }: CalendarDeps, filled: Filled, bad?: Phrase): Html {
  const language = c.get('language');
  const thisYear = Number(wibDate(clock.now()).slice(0, 4));
  const year = c.req.query('year') === undefined ? thisYear : queryOf(c, CalendarQuery).year;
  const done = doneOf(c, DONE, (done) => `rules.calendar_done.${done}`);
  const mayCorrect = may(c, 'calendar:set');
  const years = [...new Set([year - 1, year, year + 1, thisYear])].toSorted();
  const body = html`${bad ? notice('bad', say(bad, language)) : done ? notice('good', say(done, language)) : ''}
<p>${say('rules.calendar.intro', language)}</p>
<nav class="tabs" aria-label="${say('rules.calendar.year', language)}">${years.map(
    (one) =>
      html`<a href="${CALENDAR_PATH}?year=${one}"${one === year ? html` aria-current="page"` : ''}>${one}</a>`,
  )}</nav>
${table(language, 'rules.calendar.title', columns(language, mayCorrect), days.ofYear(year), 'rules.calendar.none')}
${
  mayCorrect
    ? folded(
        say('rules.calendar.add', language),
        html`<form class="stacked" method="post" action="${CALENDAR_PATH}">${drawFields(FIELDS, filled, language)}
<p><button>${say('pages.save', language)}</button></p></form>`,
        bad !== undefined,
      )
    : ''
}`;
  return officePage(c, { title: 'rules.calendar.title', body, wide: true });
}

function columns(language: Language, mayCorrect: boolean): Column<CalendarRow>[] {
  const shown: Column<CalendarRow>[] = [
    { head: 'rules.calendar.date', cell: ({ date }: CalendarRow) => date },
    { head: 'rules.calendar.name', cell: ({ name }: CalendarRow) => name },
    {
      head: 'rules.calendar.kind',
      cell: ({ kind }: CalendarRow) => (kind === null ? '' : say(`rules.day_kind.${kind}`, language)),
    },
    {
      head: 'rules.calendar.source',
      cell: ({ source }: CalendarRow) =>
        source === FORECAST
          ? html`<span>${source} <span class="tag assumed">${say('rules.calendar.estimate', language)}</span></span>`
          : source,
    },
  ];
  if (!mayCorrect) return shown;
  const remove = ({ date }: CalendarRow): Html =>
    html`<div>${folded(
      say('rules.calendar.remove', language),
      html`<form method="post" action="${CALENDAR_PATH}/${date}/hapus"><p>${say('rules.calendar.remove_why', language)}</p>
<button class="quiet">${say('rules.calendar.remove', language)}</button></form>`,
    )}</div>`;
  return [...shown, { head: 'rules.calendar.remove', cell: remove }];
}
