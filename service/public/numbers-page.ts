/** `/angka/2025-03`: a month of the city in numbers, for everybody: charts, a map where boundaries were loaded, tables. */

import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import { Month, type RankedUnit, type Ranking } from '#shared/contract/performance.ts';
import type { Share } from '#shared/performance/figures.ts';
import { monthAfter, monthOf } from '#shared/performance/period.ts';
import { grouped } from '#shared/words/distance.ts';
import { decimal, NONE, percent, roughly } from '#shared/words/number.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { fullDate, monthName, shortMonth } from '#shared/words/time.ts';
import {
  type Column,
  columnChart,
  folded,
  type Html,
  publicPage,
  shareBar,
  table,
} from '../pages/legacy.tsx';
import type { Link } from '../pages/menu.ts';
import { HOW_PATH, NUMBERS_PATH } from '../pages/paths.ts';
import { openPages } from '../pages/session.ts';
import { type Outlines, openOutlines } from '../people/boundaries/outlines.ts';
import type { Env } from '../platform/http/env.ts';
import { type Language, say } from '../platform/http/language.ts';
import { HttpProblem } from '../platform/http/problem.ts';
import { cached } from './cached.ts';
import type { PublicDeps } from './deps.ts';
import { type MonthNumbers, openNumbers } from './numbers.ts';

export const NUMBERS_LINK: Link = {
  path: NUMBERS_PATH,
  label: 'pages.menu.monthly_numbers',
};

const BANDS = ['good', 'fair', 'poor', 'none'] as const;

/** Shown at once; the rest unfolds. */
const FIRST_ROWS = 10;
const KEPT_SECONDS = 120;

export function numbersPages(services: PublicDeps): Hono<Env> {
  const app = openPages(NUMBERS_PATH, services);
  const numbers = openNumbers(services);
  const outlines = openOutlines(services.db);

  // The last month that is over: its numbers no longer move.
  app.get('/', (c) => c.redirect(addressOf(monthAfter(monthOf(services.clock.now()), -1)), 302));

  app.get('/:month', ...cached(KEPT_SECONDS), async (c) => {
    const month = Month.safeParse(c.req.param('month'));
    if (!month.success || month.data > monthOf(services.clock.now())) throw new HttpProblem('not-found');
    return c.html(monthPage(c, await numbers(month.data), await outlines(), services.clock.now()));
  });

  return app;
}

function addressOf(month: string): string {
  return `${NUMBERS_PATH}/${month}`;
}

function monthPage(c: Context<Env>, of: MonthNumbers, outlines: Outlines | null, now: number): Html {
  const language = c.get('language');
  const words = (said: Phrase): string => say(said, language);
  const { month, asOf, figures } = of;
  const current = monthOf(now);
  const title: Phrase = { key: 'public.numbers.title', values: { month: monthName(month, language) } };
  const others = [monthAfter(month, -1), monthAfter(month, 1)].filter(
    (one) => one <= current && one >= '2018-01',
  );
  const empty = figures.counts.received + figures.counts.backlog + figures.value.reports === 0;
  const body = html`<nav class="tabs" aria-label="${words('public.numbers.months')}">${others.map(
    (one) => html`<a href="${addressOf(one)}">${monthName(one, language)}</a>`,
  )}</nav>
<p class="soft">${month === current ? `${words('public.numbers.so_far')} ${fullDate(asOf, language)}.` : words('public.numbers.final')}</p>
${empty ? html`<p class="empty">${words('public.numbers.empty')}</p>` : content(of, outlines, language)}`;
  return publicPage(c, { title, body, wide: true });
}

function content(of: MonthNumbers, outlines: Outlines | null, language: Language): Html {
  const words = (said: Phrase): string => say(said, language);
  return html`${tiles(of, language)}
<h2>${words('public.numbers.trend')}</h2>
${trend(of, language)}
<h2>${words('public.numbers.kelurahan')}</h2>
<p>${words('public.numbers.value_why')} <span class="tag assumed">${words('pages.assumed')}</span>. <a href="${HOW_PATH}#nilai">${words('public.numbers.how')}</a>. ${words({ key: 'public.numbers.ranked_from', values: { count: of.kelurahan.leastReports } })}</p>
${outlines ? map(of.kelurahan, outlines, language) : ''}
${ranking(of.kelurahan, 'public.numbers.kelurahan', language)}
<h2>${words('public.numbers.dinas')}</h2>
${ranking(of.dinas, 'public.numbers.dinas', language)}
<h2>${words('public.numbers.categories')}</h2>
${categories(of, language)}`;
}

function tiles({ figures }: MonthNumbers, language: Language): Html {
  const { counts, shares, durations, stars } = figures;
  const rows: [Phrase, string, (string | undefined)?][] = [
    ['public.numbers.received', grouped(counts.received, language)],
    ['public.numbers.finished', grouped(counts.finished, language)],
    ['public.numbers.on_time', percent(shareOf(shares.onTime), language)],
    [
      'public.numbers.closing',
      roughly(durations.closingTime.median, language),
      say('public.numbers.closing_why', language),
    ],
    ['public.numbers.overdue', grouped(counts.overdue, language)],
    [
      'public.numbers.stars',
      stars.mean === null ? NONE : decimal(stars.mean, language),
      stars.mean === null ? undefined : say('public.numbers.of5', language),
    ],
  ];
  return html`<dl class="tiles">${rows.map(
    ([label, value, more]) =>
      html`<div><dt>${say(label, language)}</dt><dd>${value}${more === undefined ? '' : html` <span class="soft">${more}</span>`}</dd></div>`,
  )}</dl>`;
}

function trend({ months }: MonthNumbers, language: Language): Html {
  const words = (said: Phrase): string => say(said, language);
  const columns: Column<MonthNumbers['months'][number]>[] = [
    { head: 'public.numbers.month', cell: ({ month }) => monthName(month, language) },
    { head: 'public.numbers.received', cell: ({ figures }) => grouped(figures.counts.received, language) },
    { head: 'public.numbers.finished', cell: ({ figures }) => grouped(figures.counts.finished, language) },
    {
      head: 'public.numbers.on_time',
      cell: ({ figures }) => percent(shareOf(figures.shares.onTime), language),
    },
    {
      head: 'public.numbers.closing',
      cell: ({ figures }) => roughly(figures.durations.closingTime.median, language),
    },
  ];
  const chart = columnChart({
    id: 'per-bulan',
    title: words('public.numbers.trend'),
    description: months
      .map(
        ({ month, figures: { counts } }) =>
          `${monthName(month, language)}: ${counts.received}, ${counts.finished}`,
      )
      .join('; '),
    labels: months.map(({ month }) => shortMonth(month, language)),
    series: [
      {
        label: words('public.numbers.received'),
        values: months.map(({ figures }) => figures.counts.received),
      },
      {
        label: words('public.numbers.finished'),
        values: months.map(({ figures }) => figures.counts.finished),
      },
    ],
    write: (value) => grouped(value, language),
  });
  return html`${chart}${folded(words('public.numbers.as_table'), html`<div class="slim">${table(language, 'public.numbers.trend', columns, months, 'public.numbers.empty')}</div>`)}`;
}

function ranking({ items }: Ranking, head: Phrase, language: Language): Html {
  const words = (said: Phrase): string => say(said, language);
  const shown = items.filter(({ figures }) => figures.value.reports > 0);
  const rest = items.length - shown.length;
  const columns: Column<RankedUnit>[] = [
    { head: 'public.numbers.rank', cell: ({ rank }) => (rank === null ? NONE : String(rank)) },
    { head, cell: ({ unit }) => unit.name },
    { head: 'public.numbers.value', cell: (unit) => valueCell(unit, language) },
    {
      head: 'public.numbers.on_time',
      cell: ({ figures }) => percent(shareOf(figures.shares.onTime), language),
    },
    { head: 'public.numbers.received', cell: ({ figures }) => grouped(figures.counts.received, language) },
    { head: 'public.numbers.finished', cell: ({ figures }) => grouped(figures.counts.finished, language) },
  ];
  const more = shown.length > FIRST_ROWS;
  return html`<div class="slim">${table(language, head, columns, shown.slice(0, FIRST_ROWS), 'public.numbers.empty')}</div>
${more ? folded(`${words('public.numbers.all')}: ${shown.length}`, html`<div class="slim">${table(language, head, columns, shown, 'public.numbers.empty')}</div>`) : ''}
${rest > 0 && shown.length > 0 ? html`<p class="soft">${rest} ${words(head).toLowerCase()} ${words('public.numbers.none')}.</p>` : ''}`;
}

function valueCell({ figures: { value }, band }: RankedUnit, language: Language): Html {
  return html`<span class="measure">${shareBar(value.mean, band ?? '')}<span>${percent(value.mean, language)}${band === null ? '' : html` <span class="soft">${say(`public.band.${band}`, language)}</span>`}</span></span>`;
}

function categories({ categories: all }: MonthNumbers, language: Language): Html {
  const most = Math.max(1, ...all.map(({ figures }) => figures.counts.received));
  const columns: Column<MonthNumbers['categories'][number]>[] = [
    { head: 'public.numbers.category', cell: ({ category }) => category },
    {
      head: 'public.numbers.received',
      cell: ({ figures: { counts } }) =>
        html`<span class="measure">${shareBar(counts.received / most)}<span>${grouped(counts.received, language)}</span></span>`,
    },
    { head: 'public.numbers.finished', cell: ({ figures }) => grouped(figures.counts.finished, language) },
    {
      head: 'public.numbers.on_time',
      cell: ({ figures }) => percent(shareOf(figures.shares.onTime), language),
    },
    {
      head: 'public.numbers.closing',
      cell: ({ figures }) => roughly(figures.durations.closingTime.median, language),
    },
  ];
  return html`<div class="slim">${table(language, 'public.numbers.categories', columns, all, 'public.numbers.empty')}</div>`;
}

function map({ items }: Ranking, { width, height, paths }: Outlines, language: Language): Html {
  const words = (said: Phrase): string => say(said, language);
  const of = new Map(items.map((item) => [item.unit.code, item]));
  return html`<figure class="map"><svg viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="peta-t peta-d">
<title id="peta-t">${words('public.numbers.map')}</title><desc id="peta-d">${words('public.numbers.map_why')}</desc>
${paths.map(({ kelurahan, d }) => {
  const item = of.get(kelurahan);
  return html`<path class="${item?.band ?? 'none'}" d="${d}"><title>${item?.unit.name ?? kelurahan}: ${percent(item?.figures.value.mean ?? null, language)}</title></path>`;
})}</svg>
<figcaption>${BANDS.map((band) => html`<span class="key"><svg viewBox="0 0 10 10" aria-hidden="true"><rect class="${band}" width="10" height="10" rx="1"/></svg> ${words(`public.band.${band}`)}</span>`)} ${words('public.numbers.map_why')}</figcaption></figure>`;
}

/** Null where there is nothing to have a share of. */
function shareOf({ of, counted }: Share): number | null {
  return of === 0 ? null : counted / of;
}
