/** `/kelola/kalender`: the days that are not what their weekday says; a supervisor corrects them. */
import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import { CalendarQuery, SetCalendarDay, WibDate } from '#shared/contract/policy.ts';
import { DAY_KINDS, type DayKind } from '#shared/deadline/calendar.ts';
import { wibDate } from '#shared/time/wib.ts';
import { drawFields, folded } from '../../pages/draw-form.ts';
import { EMPTY, type Field, type Filled, inputOf, readForm, submit } from '../../pages/form.ts';
import { CALENDAR_PATH } from '../../pages/menu.ts';
import { type Html, notice, officePage } from '../../pages/page.ts';
import { doneOf, queryOf } from '../../pages/query.ts';
import { may, officePages, requireRight } from '../../pages/session.ts';
import { table } from '../../pages/table.ts';
import { SAVE } from '../../pages/words.ts';
import type { Env } from '../../platform/http/env.ts';
import { type Language, type Said, say } from '../../platform/http/language.ts';
import type { CalendarRow } from '../../tables/policy.ts';
import { enterDay, removeDay } from './change-day.ts';
import { FORECAST } from './decreed.ts';
import type { CalendarDeps } from './deps.ts';

const W = {
  title: { id: 'Kalender hari kerja', en: 'Calendar of working days' },
  intro: {
    id: 'Senin–Jumat adalah hari kerja, kecuali hari di bawah ini. Koreksi berlaku sejak disimpan; yang sudah diputuskan tetap.',
    en: 'Monday to Friday are working days but for those below. A correction counts from when it is kept; what was decided stays.',
  },
  date: { id: 'Tanggal', en: 'Date' },
  kind: { id: 'Jenis', en: 'Kind' },
  name: { id: 'Nama', en: 'Name' },
  source: { id: 'Sumber', en: 'Source' },
  sourceHint: {
    id: 'Keputusan yang menetapkannya, atau bahwa ini perkiraan.',
    en: 'The decree it comes from, or that it is an estimate.',
  },
  dateHint: { id: 'Antara 2018 dan 2099.', en: 'From 2018 to 2099.' },
  add: { id: 'Tambah atau koreksi hari', en: 'Enter or correct a day' },
  remove: { id: 'Hapus', en: 'Take off' },
  removeWhy: { id: 'Hari minggunya menentukan lagi.', en: 'Its weekday decides again.' },
  estimate: { id: 'perkiraan', en: 'estimate' },
  none: {
    id: 'Belum ada hari yang dicatat untuk tahun ini. Masukkan dari SKB 3 Menteri.',
    en: 'No day is entered for this year yet. Enter those of the ministers’ decree.',
  },
  year: { id: 'Tahun', en: 'Year' },
} satisfies Record<string, Said>;

const DONE = {
  simpan: { id: 'Hari sudah disimpan.', en: 'The day is kept.' },
  hapus: { id: 'Hari sudah dihapus dari kalender.', en: 'The day is off the calendar.' },
} satisfies Record<string, Said>;

const KIND_NAMES: Record<DayKind, Said> = {
  holiday: { id: 'Hari libur nasional', en: 'National holiday' },
  cuti_bersama: { id: 'Cuti bersama', en: 'Cuti bersama' },
  working: { id: 'Hari kerja', en: 'Working day' },
};

const FIELDS: readonly Field[] = [
  { kind: 'date', path: 'date', label: W.date, hint: W.dateHint },
  {
    kind: 'choice',
    path: 'kind',
    label: W.kind,
    options: DAY_KINDS.map((kind) => ({ value: kind, label: KIND_NAMES[kind] })),
  },
  { kind: 'line', path: 'name', label: W.name, max: 200 },
  { kind: 'line', path: 'source', label: W.source, hint: W.sourceHint, max: 500 },
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

function addressOf(date: string, done: keyof typeof DONE): string {
  return `${CALENDAR_PATH}?${new URLSearchParams({ year: date.slice(0, 4), sudah: done })}`;
}

function yearPage(c: Context<Env>, { days, clock }: CalendarDeps, filled: Filled, bad?: Said): Html {
  const language = c.get('language');
  const thisYear = Number(wibDate(clock.now()).slice(0, 4));
  const year = c.req.query('year') === undefined ? thisYear : queryOf(c, CalendarQuery).year;
  const done = doneOf(c, DONE);
  const mayCorrect = may(c, 'calendar:set');
  const years = [...new Set([year - 1, year, year + 1, thisYear])].toSorted();
  const body = html`${bad ? notice('bad', say(bad, language)) : done ? notice('good', say(done, language)) : ''}
<p>${say(W.intro, language)}</p>
<nav class="tabs" aria-label="${say(W.year, language)}">${years.map(
    (one) =>
      html`<a href="${CALENDAR_PATH}?year=${one}"${one === year ? html` aria-current="page"` : ''}>${one}</a>`,
  )}</nav>
${table(language, W.title, columns(language, mayCorrect), days.ofYear(year), W.none)}
${
  mayCorrect
    ? folded(
        say(W.add, language),
        html`<form class="stacked" method="post" action="${CALENDAR_PATH}">${drawFields(FIELDS, filled, language)}
<p><button>${say(SAVE, language)}</button></p></form>`,
        bad !== undefined,
      )
    : ''
}`;
  return officePage(c, { title: W.title, body, wide: true });
}

function columns(language: Language, mayCorrect: boolean) {
  const shown = [
    { head: W.date, cell: ({ date }: CalendarRow) => date },
    { head: W.name, cell: ({ name }: CalendarRow) => name },
    { head: W.kind, cell: ({ kind }: CalendarRow) => (kind === null ? '' : say(KIND_NAMES[kind], language)) },
    {
      head: W.source,
      cell: ({ source }: CalendarRow) =>
        source === FORECAST
          ? html`<span>${source} <span class="tag assumed">${say(W.estimate, language)}</span></span>`
          : source,
    },
  ];
  if (!mayCorrect) return shown;
  const remove = ({ date }: CalendarRow): Html =>
    html`<div>${folded(
      say(W.remove, language),
      html`<form method="post" action="${CALENDAR_PATH}/${date}/hapus"><p>${say(W.removeWhy, language)}</p>
<button class="quiet">${say(W.remove, language)}</button></form>`,
    )}</div>`;
  return [...shown, { head: W.remove, cell: remove }];
}
