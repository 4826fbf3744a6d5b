/** `/kelola/kalender`: the days that are not what their weekday says; a supervisor corrects them. */
import type { Context, Hono } from 'hono';
import { type CalendarDay, CalendarQuery, CivilDate, SetCalendarDay } from '#shared/contract/policy.ts';
import { DAY_KINDS, type DayKind } from '#shared/deadline/calendar.ts';
import { civilDate } from '#shared/time/zone.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { answerPage } from '../../pages/answer.tsx';
import { Sentence, useSay } from '../../pages/context.tsx';
import { Fields, Folded, Form, QuietForm } from '../../pages/fields.tsx';
import {
  choice,
  doneOf,
  EMPTY,
  type Field,
  type Filled,
  line,
  optionsOf,
  queryOf,
  takeForm,
} from '../../pages/form.ts';
import { menuEntry } from '../../pages/menu.ts';
import { OfficePage } from '../../pages/page.tsx';
import { Beside, OnDay, Outcome, Tabs } from '../../pages/parts.tsx';
import { may, officePages, requireRight } from '../../pages/session.ts';
import { type Column, Table } from '../../pages/table.tsx';
import type { Env } from '../../platform/http/env.ts';
import { type CalendarDeps, enterDay, removeDay } from './calendar.ts';
import { FORECAST } from './holidays.ts';

const CALENDAR_PATH = '/kelola/kalender';
export const CALENDAR_ENTRY = menuEntry(CALENDAR_PATH, 'pages.menu.calendar', 'policy:read');

const DONE = ['simpan', 'hapus'] as const;

const kindSaid = (kind: DayKind) => `rules.day_kind.${kind}` as const;

const FIELDS: readonly Field[] = [
  { kind: 'date', path: 'date', label: 'rules.calendar.date', hint: 'rules.calendar.date_hint' },
  choice('kind', 'rules.calendar.kind', optionsOf(DAY_KINDS, kindSaid)),
  line('name', 'rules.calendar.name', 200),
  line('source', 'rules.calendar.source', 500, { hint: 'rules.calendar.source_hint' }),
];
const Day = SetCalendarDay.extend({ date: CivilDate });

export function calendarPages(services: CalendarDeps): Hono<Env> {
  const app = officePages(CALENDAR_ENTRY, services);

  app.get('/', (c) => answerPage(c, <YearPage {...yearOf(c, services)} filled={EMPTY} />));

  app.post('/', async (c) => {
    requireRight(c, 'calendar:set');
    const sent = await takeForm(c, { schema: Day, fields: FIELDS }, async (day) => {
      await enterDay(services, day, c.get('actor').id);
      return day.date;
    });
    if (sent.ok) return c.redirect(addressOf(sent.value, 'simpan'), 303);
    return answerPage(c, <YearPage {...yearOf(c, services)} {...sent.refused} />, sent.status);
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

type Year = ReturnType<typeof yearOf>;

function yearOf(c: Context<Env>, { days, clock }: CalendarDeps) {
  const thisYear = Number(civilDate(clock.now()).slice(0, 4));
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

const COLUMNS: readonly Column<CalendarDay>[] = [
  { head: 'rules.calendar.date', cell: ({ date }) => <OnDay date={date} /> },
  { head: 'rules.calendar.name', cell: ({ name }) => name },
  { head: 'rules.calendar.kind', cell: ({ kind }) => <Sentence said={kindSaid(kind)} /> },
  { head: 'rules.calendar.source', cell: ({ source }) => (source === FORECAST ? <Forecast /> : source) },
];
const REMOVAL: Column<CalendarDay> = {
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
