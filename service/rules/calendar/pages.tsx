/** `/kelola/kalender`: the days that are not what their weekday says; a supervisor corrects them. */
import type { Context, Hono } from 'hono';
import { CalendarQuery, SetCalendarDay, WibDate } from '#shared/contract/policy.ts';
import { DAY_KINDS, type DayKind } from '#shared/deadline/calendar.ts';
import { wibDate } from '#shared/time/wib.ts';
import type { Services } from '../../compose/services.ts';
import { answerPage } from '../../pages/answer.tsx';
import { Outcome } from '../../pages/banner.tsx';
import { Sentence, useSay } from '../../pages/context.tsx';
import { Fields, Folded, Form, QuietForm } from '../../pages/fields.tsx';
import { EMPTY, type Field, type Filled, inputOf, readForm, submit } from '../../pages/form.ts';
import type { MenuEntry } from '../../pages/menu.ts';
import { OfficePage } from '../../pages/page.tsx';
import { Beside, Tabs } from '../../pages/parts.tsx';
import { doneOf, queryOf } from '../../pages/query.ts';
import { may, officePages, requireRight } from '../../pages/session.ts';
import { type Column, Table } from '../../pages/table.tsx';
import { SAVE } from '../../pages/words.ts';
import type { Env } from '../../platform/http/env.ts';
import type { Said } from '../../platform/http/language.ts';
import type { CalendarRow } from '../../tables/policy.ts';
import { enterDay, removeDay } from './change-day.ts';
import { FORECAST } from './decreed.ts';

const CALENDAR_PATH = '/kelola/kalender';
export const CALENDAR_ENTRY: MenuEntry = {
  path: CALENDAR_PATH,
  label: { id: 'Kalender', en: 'Calendar' },
  right: 'policy:read',
};

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

export function calendarPages(services: Services): Hono<Env> {
  const app = officePages(CALENDAR_ENTRY, services);

  app.get('/', (c) => answerPage(c, <YearPage {...yearOf(c, services)} filled={EMPTY} />));

  app.post('/', async (c) => {
    requireRight(c, 'calendar:set');
    const values = await readForm(c);
    const outcome = await submit({ schema: Day, fields: FIELDS, input: inputOf(FIELDS, values) }, (day) =>
      enterDay(services, day, c.get('actor').id).then(() => day.date),
    );
    if (outcome.ok) return c.redirect(addressOf(outcome.value, 'simpan'), 303);
    const refused = { filled: { values, faults: outcome.faults }, bad: outcome.bad };
    return answerPage(c, <YearPage {...yearOf(c, services)} {...refused} />, outcome.status);
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

interface Year {
  year: number;
  thisYear: number;
  days: readonly CalendarRow[];
  mayCorrect: boolean;
  done: Said | undefined;
}

function yearOf(c: Context<Env>, { days, clock }: Services): Year {
  const thisYear = Number(wibDate(clock.now()).slice(0, 4));
  const year = c.req.query('year') === undefined ? thisYear : queryOf(c, CalendarQuery).year;
  const mayCorrect = may(c, 'calendar:set');
  return { year, thisYear, days: days.ofYear(year), mayCorrect, done: doneOf(c, DONE) };
}

function YearPage({
  year,
  thisYear,
  days,
  mayCorrect,
  done,
  filled,
  bad,
}: Year & { filled: Filled; bad?: Said }) {
  const say = useSay();
  const years = [...new Set([year - 1, year, year + 1, thisYear])].toSorted();
  return (
    <OfficePage title={say(W.title)} wide>
      <Outcome bad={bad} done={done} />
      <p>{say(W.intro)}</p>
      <Tabs
        label={W.year}
        tabs={years.map((one) => ({
          path: `${CALENDAR_PATH}?year=${one}`,
          label: one,
          isHere: one === year,
        }))}
      />
      <Table
        caption={W.title}
        columns={mayCorrect ? [...COLUMNS, REMOVAL] : COLUMNS}
        items={days}
        empty={W.none}
      />
      {mayCorrect && (
        <Folded summary={say(W.add)} open={bad !== undefined}>
          <Form action={CALENDAR_PATH} submit={SAVE}>
            <Fields fields={FIELDS} filled={filled} />
          </Form>
        </Folded>
      )}
    </OfficePage>
  );
}

const COLUMNS: readonly Column<CalendarRow>[] = [
  { head: W.date, cell: ({ date }) => date },
  { head: W.name, cell: ({ name }) => name },
  { head: W.kind, cell: ({ kind }) => kind && <Sentence said={KIND_NAMES[kind]} /> },
  { head: W.source, cell: ({ source }) => (source === FORECAST ? <Forecast /> : source) },
];
const REMOVAL: Column<CalendarRow> = { head: W.remove, cell: ({ date }) => <Removal date={date} /> };

function Forecast() {
  const say = useSay();
  return (
    <span>
      {FORECAST}
      <Beside style="tag assumed">{say(W.estimate)}</Beside>
    </span>
  );
}

function Removal({ date }: { date: string }) {
  const say = useSay();
  return (
    <div>
      <Folded summary={say(W.remove)}>
        <QuietForm action={`${CALENDAR_PATH}/${date}/hapus`} submit={W.remove} why={W.removeWhy} />
      </Folded>
    </div>
  );
}
