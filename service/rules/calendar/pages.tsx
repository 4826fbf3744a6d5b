/** `/kelola/kalender`: the days that are not what their weekday says; a supervisor corrects them. */
import type { Context, Hono } from 'hono';
import { CalendarQuery, SetCalendarDay, WibDate } from '#shared/contract/policy.ts';
import { DAY_KINDS, type DayKind } from '#shared/deadline/calendar.ts';
import { wibDate } from '#shared/time/wib.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { answerPage } from '../../pages/answer.tsx';
import { Sentence, useSay } from '../../pages/context.tsx';
import { Fields, Folded, Form, QuietForm } from '../../pages/fields.tsx';
import {
  doneOf,
  EMPTY,
  type Field,
  type Filled,
  inputOf,
  queryOf,
  readForm,
  submit,
} from '../../pages/form.ts';
import type { MenuEntry } from '../../pages/menu.ts';
import { OfficePage } from '../../pages/page.tsx';
import { Beside, Outcome, Tabs } from '../../pages/parts.tsx';
import { may, officePages, requireRight } from '../../pages/session.ts';
import { type Column, Table } from '../../pages/table.tsx';
import type { Env } from '../../platform/http/env.ts';
import type { CalendarRow } from '../../tables/rules.ts';
import { type CalendarDeps, enterDay, removeDay } from './calendar.ts';
import { FORECAST } from './holidays.ts';

const CALENDAR_PATH = '/kelola/kalender';
export const CALENDAR_ENTRY: MenuEntry = {
  path: CALENDAR_PATH,
  label: 'pages.menu.calendar',
  right: 'policy:read',
};

const DONE = ['simpan', 'hapus'] as const;

const KIND_NAMES: Record<DayKind, Phrase> = {
  holiday: 'rules.day_kind.holiday',
  cuti_bersama: 'rules.day_kind.cuti_bersama',
  working: 'rules.day_kind.working',
};

const FIELDS: readonly Field[] = [
  { kind: 'date', path: 'date', label: 'rules.calendar.date', hint: 'rules.calendar.date_hint' },
  {
    kind: 'choice',
    path: 'kind',
    label: 'rules.calendar.kind',
    options: DAY_KINDS.map((kind) => ({ value: kind, label: KIND_NAMES[kind] })),
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

function addressOf(date: string, done: (typeof DONE)[number]): string {
  return `${CALENDAR_PATH}?${new URLSearchParams({ year: date.slice(0, 4), sudah: done })}`;
}

interface Year {
  year: number;
  thisYear: number;
  days: readonly CalendarRow[];
  mayCorrect: boolean;
  done: Phrase | undefined;
}

function yearOf(c: Context<Env>, { days, clock }: CalendarDeps): Year {
  const thisYear = Number(wibDate(clock.now()).slice(0, 4));
  const year = c.req.query('year') === undefined ? thisYear : queryOf(c, CalendarQuery).year;
  const mayCorrect = may(c, 'calendar:set');
  return {
    year,
    thisYear,
    days: days.ofYear(year),
    mayCorrect,
    done: doneOf(c, DONE, (done) => `rules.calendar_done.${done}`),
  };
}

function YearPage({
  year,
  thisYear,
  days,
  mayCorrect,
  done,
  filled,
  bad,
}: Year & { filled: Filled; bad?: Phrase }) {
  const say = useSay();
  const years = [...new Set([year - 1, year, year + 1, thisYear])].toSorted();
  return (
    <OfficePage title={say('rules.calendar.title')} wide>
      <Outcome bad={bad} done={done} />
      <p>{say('rules.calendar.intro')}</p>
      <Tabs
        label="rules.calendar.year"
        tabs={years.map((one) => ({
          path: `${CALENDAR_PATH}?year=${one}`,
          label: one,
          isHere: one === year,
        }))}
      />
      <Table
        caption="rules.calendar.title"
        columns={mayCorrect ? [...COLUMNS, REMOVAL] : COLUMNS}
        items={days}
        empty="rules.calendar.none"
      />
      {mayCorrect && (
        <Folded summary={say('rules.calendar.add')} open={bad !== undefined}>
          <Form action={CALENDAR_PATH} submit="pages.save">
            <Fields fields={FIELDS} filled={filled} />
          </Form>
        </Folded>
      )}
    </OfficePage>
  );
}

const COLUMNS: readonly Column<CalendarRow>[] = [
  { head: 'rules.calendar.date', cell: ({ date }) => date },
  { head: 'rules.calendar.name', cell: ({ name }) => name },
  { head: 'rules.calendar.kind', cell: ({ kind }) => kind && <Sentence said={KIND_NAMES[kind]} /> },
  { head: 'rules.calendar.source', cell: ({ source }) => (source === FORECAST ? <Forecast /> : source) },
];
const REMOVAL: Column<CalendarRow> = {
  head: 'rules.calendar.remove',
  cell: ({ date }) => <Removal date={date} />,
};

function Forecast() {
  const say = useSay();
  return (
    <span>
      {FORECAST}
      <Beside style="tag assumed">{say('rules.calendar.estimate')}</Beside>
    </span>
  );
}

function Removal({ date }: { date: string }) {
  const say = useSay();
  return (
    <div>
      <Folded summary={say('rules.calendar.remove')}>
        <QuietForm
          action={`${CALENDAR_PATH}/${date}/hapus`}
          submit="rules.calendar.remove"
          why="rules.calendar.remove_why"
        />
      </Folded>
    </div>
  );
}
