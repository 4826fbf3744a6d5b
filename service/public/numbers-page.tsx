/** `/angka/2025-03`: a month of the city in numbers, for everybody: charts, a map where boundaries were loaded, tables. */
import type { Hono } from 'hono';
import { Month, type RankedUnit } from '#shared/contract/performance.ts';
import { type Figures, shareOf } from '#shared/performance/figures.ts';
import { monthAfter, monthOf } from '#shared/performance/period.ts';
import type { Locale } from '#shared/words/locale.ts';
import { decimal, grouped, NONE, percent, roughly } from '#shared/words/number.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { fullDate, monthName, shortMonth } from '#shared/words/time.ts';
import { answerPage } from '../pages/answer.tsx';
import { ChartKey, ColumnChart, Measure } from '../pages/chart.tsx';
import { useLanguage, useSay } from '../pages/context.tsx';
import { Folded } from '../pages/fields.tsx';
import { HOW_PATH, type Link, NUMBERS_PATH } from '../pages/menu.ts';
import { PublicPage } from '../pages/page.tsx';
import { Assumed, Beside, Tabs } from '../pages/parts.tsx';
import { openPages } from '../pages/session.ts';
import { type Column, SlimTable } from '../pages/table.tsx';
import { type Outlines, openOutlines } from '../people/boundaries/outlines.ts';
import type { Env } from '../platform/http/env.ts';
import { HttpProblem } from '../platform/http/problem.ts';
import { cached } from './cached.ts';
import { type MonthNumbers, type NumbersDeps, openNumbers } from './numbers.ts';

export const NUMBERS_LINK: Link = {
  path: NUMBERS_PATH,
  label: 'pages.menu.monthly_numbers',
};

const EMPTY = 'public.numbers.empty';

const BANDS = ['good', 'fair', 'poor', 'none'] as const;

/** Shown at once; the rest unfolds. */
const FIRST_ROWS = 10;
const KEPT_SECONDS = 120;

export function numbersPages(services: NumbersDeps): Hono<Env> {
  const app = openPages(NUMBERS_PATH, services);
  const numbers = openNumbers(services);
  const outlines = openOutlines(services.db, services.config.city.units.offshore);

  // The last month that is over: its numbers no longer move.
  app.get('/', (c) => c.redirect(addressOf(monthAfter(monthOf(services.clock.now()), -1)), 302));

  app.get('/:month', ...cached(KEPT_SECONDS), async (c) => {
    const month = Month.safeParse(c.req.param('month'));
    const current = monthOf(services.clock.now());
    if (!month.success || month.data > current) throw new HttpProblem('not-found');
    const shown = { of: await numbers(month.data), outlines: await outlines() };
    return answerPage(c, <MonthPage {...shown} current={current} />);
  });

  return app;
}

function addressOf(month: string): string {
  return `${NUMBERS_PATH}/${month}`;
}

interface Shown {
  of: MonthNumbers;
  /** Null where no boundaries were loaded. */
  outlines: Outlines | null;
}

function MonthPage({ of, outlines, current }: Shown & { current: string }) {
  const say = useSay();
  const locale = useLanguage();
  const { month, asOf, figures } = of;
  const others = [monthAfter(month, -1), monthAfter(month, 1)].filter(
    (one) => one <= current && one >= '2018-01',
  );
  const isEmpty = figures.counts.received + figures.counts.backlog + figures.value.reports === 0;
  return (
    <PublicPage
      title={say({ key: 'public.numbers.title', values: { month: monthName(month, locale) } })}
      wide
    >
      <Tabs
        label="public.numbers.months"
        tabs={others.map((one) => ({
          path: addressOf(one),
          label: monthName(one, locale),
          isHere: false,
        }))}
      />
      <p class="soft">
        {month === current
          ? `${say('public.numbers.so_far')} ${fullDate(asOf, locale)}.`
          : say('public.numbers.final')}
      </p>
      {isEmpty ? <p class="empty">{say('public.numbers.empty')}</p> : <Content of={of} outlines={outlines} />}
    </PublicPage>
  );
}

function Content({ of, outlines }: Shown) {
  const say = useSay();
  return (
    <>
      <Tiles figures={of.figures} />
      <h2>{say('public.numbers.trend')}</h2>
      <Trend months={of.months} />
      <h2>{say('public.numbers.kelurahan')}</h2>
      <p>
        {say('public.numbers.value_why')}
        <Assumed />. <a href={`${HOW_PATH}#nilai`}>{say('public.numbers.how')}</a>.{' '}
        {say({ key: 'public.numbers.ranked_from', values: { count: of.kelurahan.leastReports } })}
      </p>
      {outlines && <CityMap items={of.kelurahan.items} outlines={outlines} />}
      <Ranked items={of.kelurahan.items} head="public.numbers.kelurahan" />
      <h2>{say('public.numbers.dinas')}</h2>
      <Ranked items={of.dinas.items} head="public.numbers.dinas" />
      <h2>{say('public.numbers.categories')}</h2>
      <Categories all={of.categories} />
    </>
  );
}

function Tiles({ figures: { counts, shares, durations, stars } }: { figures: Figures }) {
  const say = useSay();
  const locale = useLanguage();
  const rows: [label: Phrase, value: string, more?: Phrase | false][] = [
    ['public.numbers.received', grouped(counts.received, locale)],
    ['public.numbers.finished', grouped(counts.finished, locale)],
    ...(counts.adopted > 0 ? [adoptedSaid(counts, locale)] : []),
    ['public.numbers.on_time', percent(shareOf(shares.onTime), locale)],
    ['public.numbers.closing', roughly(durations.closingTime.median, locale), 'public.numbers.closing_why'],
    ['public.numbers.overdue', grouped(counts.overdue, locale)],
    [
      'public.numbers.stars',
      stars.mean === null ? NONE : decimal(stars.mean, locale),
      stars.mean !== null && 'public.numbers.of5',
    ],
  ];
  return (
    <dl class="tiles">
      {rows.map(([label, value, more]) => (
        <div>
          <dt>{say(label)}</dt>
          <dd>
            {value}
            {more && <Beside>{say(more)}</Beside>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Apart from the rest: what happened to them lies in another system. */
function adoptedSaid(
  { adopted, endUntold }: Figures['counts'],
  locale: Locale,
): [Phrase, string, Phrase | false] {
  const count = grouped(endUntold, locale);
  return [
    'public.numbers.adopted',
    grouped(adopted, locale),
    endUntold > 0 && { key: 'public.numbers.end_untold', values: { count } },
  ];
}

function columnsIn(locale: Locale) {
  const column = (
    name: 'received' | 'finished' | 'on_time' | 'closing',
    said: (figures: Figures) => string,
  ): Column<{ figures: Figures }> => ({
    head: `public.numbers.${name}`,
    cell: ({ figures }) => said(figures),
  });
  return {
    received: column('received', ({ counts }) => grouped(counts.received, locale)),
    finished: column('finished', ({ counts }) => grouped(counts.finished, locale)),
    onTime: column('on_time', ({ shares }) => percent(shareOf(shares.onTime), locale)),
    closing: column('closing', ({ durations }) => roughly(durations.closingTime.median, locale)),
  };
}

function Trend({ months }: Pick<MonthNumbers, 'months'>) {
  const say = useSay();
  const locale = useLanguage();
  const { received, finished, onTime, closing } = columnsIn(locale);
  return (
    <>
      <ColumnChart
        id="per-bulan"
        title={say('public.numbers.trend')}
        description={months
          .map(
            ({ month, figures: { counts } }) =>
              `${monthName(month, locale)}: ${counts.received}, ${counts.finished}`,
          )
          .join('; ')}
        labels={months.map(({ month }) => shortMonth(month, locale))}
        series={(['received', 'finished'] as const).map((what) => ({
          label: say(`public.numbers.${what}`),
          values: months.map(({ figures }) => figures.counts[what]),
        }))}
        write={(value) => grouped(value, locale)}
      />
      <Folded summary={say('public.numbers.as_table')}>
        <SlimTable<(typeof months)[number]>
          empty={EMPTY}
          caption="public.numbers.trend"
          columns={[
            { head: 'public.numbers.month', cell: ({ month }) => monthName(month, locale) },
            received,
            finished,
            onTime,
            closing,
          ]}
          items={months}
        />
      </Folded>
    </>
  );
}

function Ranked({ items, head }: { items: readonly RankedUnit[]; head: Phrase }) {
  const say = useSay();
  const { received, finished, onTime } = columnsIn(useLanguage());
  const shown = items.filter(({ figures }) => figures.value.reports > 0);
  const rest = items.length - shown.length;
  const columns: Column<RankedUnit>[] = [
    { head: 'public.numbers.rank', cell: ({ rank }) => rank ?? NONE },
    { head, cell: ({ unit }) => unit.name },
    { head: 'public.numbers.value', cell: (unit) => <Value {...unit} /> },
    onTime,
    received,
    finished,
  ];
  return (
    <>
      <SlimTable empty={EMPTY} caption={head} columns={columns} items={shown.slice(0, FIRST_ROWS)} />
      {shown.length > FIRST_ROWS && (
        <Folded summary={`${say('public.numbers.all')}: ${shown.length}`}>
          <SlimTable empty={EMPTY} caption={head} columns={columns} items={shown} />
        </Folded>
      )}
      {rest > 0 && shown.length > 0 && (
        <p class="soft">
          {rest} {say(head).toLowerCase()} {say('public.numbers.none')}.
        </p>
      )}
    </>
  );
}

function Value({ figures: { value }, band }: RankedUnit) {
  const say = useSay();
  return (
    <Measure share={value.mean} band={band}>
      {percent(value.mean, useLanguage())}
      {band && <Beside>{say(`public.band.${band}`)}</Beside>}
    </Measure>
  );
}

function Categories({ all }: { all: MonthNumbers['categories'] }) {
  const locale = useLanguage();
  const { received, finished, onTime, closing } = columnsIn(locale);
  const most = Math.max(1, ...all.map(({ figures }) => figures.counts.received));
  const columns: Column<MonthNumbers['categories'][number]>[] = [
    { head: 'public.numbers.category', cell: ({ category }) => category },
    {
      head: received.head,
      cell: (one) => <Measure share={one.figures.counts.received / most}>{received.cell(one)}</Measure>,
    },
    finished,
    onTime,
    closing,
  ];
  return <SlimTable empty={EMPTY} caption="public.numbers.categories" columns={columns} items={all} />;
}

function CityMap({ items, outlines }: { items: readonly RankedUnit[]; outlines: Outlines }) {
  const say = useSay();
  const locale = useLanguage();
  const { width, height, paths } = outlines;
  const of = new Map(items.map((item) => [item.unit.code, item]));
  return (
    <figure class="map">
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-labelledby="peta-t peta-d">
        <title id="peta-t">{say('public.numbers.map')}</title>
        <desc id="peta-d">{say('public.numbers.map_why')}</desc>
        {paths.map(({ kelurahan, d }) => {
          const item = of.get(kelurahan);
          const value = percent(item?.figures.value.mean ?? null, locale);
          return (
            <path class={item?.band ?? 'none'} d={d}>
              <title>{`${item?.unit.name ?? kelurahan}: ${value}`}</title>
            </path>
          );
        })}
      </svg>
      <figcaption>
        {BANDS.map((band) => (
          <ChartKey style={band} label={say(`public.band.${band}`)} />
        ))}{' '}
        {say('public.numbers.map_why')}
      </figcaption>
    </figure>
  );
}
