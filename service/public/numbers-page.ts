/** `/angka/2025-03`: a month of the city in numbers, for everybody: charts, a map where boundaries were loaded, tables. */
import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import { Month, type RankedUnit, type Ranking } from '#shared/contract/performance.ts';
import type { Share } from '#shared/performance/figures.ts';
import { monthAfter, monthOf } from '#shared/performance/period.ts';
import { grouped } from '#shared/words/distance.ts';
import { decimal, NONE, percent, roughly } from '#shared/words/number.ts';
import { fullDate, monthName, shortMonth } from '#shared/words/time.ts';
import type { Services } from '../compose/services.ts';
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
import { ASSUMED } from '../pages/words.ts';
import { type Outlines, openOutlines } from '../people/boundaries/outlines.ts';
import type { Env } from '../platform/http/env.ts';
import { type Language, type Said, say } from '../platform/http/language.ts';
import { HttpProblem } from '../platform/http/problem.ts';
import { cached } from './cached.ts';
import { type MonthNumbers, openNumbers } from './numbers.ts';

export const NUMBERS_LINK: Link = {
  path: NUMBERS_PATH,
  label: { id: 'Angka bulanan', en: 'Monthly numbers' },
};

const W = {
  title: { id: 'Angka', en: 'Numbers of' },
  soFar: { id: 'Bulan ini masih berjalan; angka sampai', en: 'This month is not over; numbers up to' },
  final: { id: 'Keadaan pada akhir bulan.', en: 'As things stood at the end of the month.' },
  months: { id: 'Bulan lain', en: 'Other months' },
  empty: { id: 'Tidak ada laporan pada bulan ini.', en: 'There was no report in this month.' },
  received: { id: 'Laporan masuk', en: 'Reports received' },
  finished: { id: 'Selesai', en: 'Done' },
  onTime: { id: 'Tepat waktu', en: 'In time' },
  closing: { id: 'Lama sampai selesai', en: 'Time until done' },
  closingWhy: { id: 'separuh lebih cepat dari ini', en: 'half were faster than this' },
  stars: { id: 'Nilai pelapor', en: 'Reporters’ rating' },
  of5: { id: 'dari 5', en: 'of 5' },
  overdue: { id: 'Terlambat dan belum selesai', en: 'Late and not done' },
  trend: { id: 'Masuk dan selesai per bulan', en: 'Received and done by month' },
  month: { id: 'Bulan', en: 'Month' },
  asTable: { id: 'Angkanya sebagai tabel', en: 'The numbers as a table' },
  kelurahan: { id: 'Kelurahan', en: 'Kelurahan' },
  dinas: { id: 'Dinas', en: 'Dinas' },
  rank: { id: 'Peringkat', en: 'Rank' },
  value: { id: 'Nilai', en: 'Value' },
  valueWhy: {
    id: 'Nilai menggabungkan tanggapan dan penyelesaian yang tepat waktu, termasuk laporan yang terlambat dan belum selesai. Rumusnya',
    en: 'The value combines responses and completions in time, counting reports that are late and not done. Its formula is an',
  },
  how: { id: 'Cara menghitungnya', en: 'How it is reckoned' },
  fewer: { id: 'Peringkat mulai dari', en: 'Ranked from' },
  reports: { id: 'laporan.', en: 'reports on.' },
  all: { id: 'Semua', en: 'All' },
  none: { id: 'tanpa laporan yang dinilai', en: 'without a report to judge by' },
  categories: { id: 'Kategori', en: 'Categories' },
  category: { id: 'Kategori', en: 'Category' },
  map: { id: 'Peta nilai per kelurahan', en: 'Map of values by kelurahan' },
  mapWhy: {
    id: 'Angka yang sama ada pada tabel di bawahnya. Kepulauan Seribu ada pada tabel saja.',
    en: 'The table below has the same numbers. Kepulauan Seribu is in the table only.',
  },
  noBand: { id: 'tidak ada nilai', en: 'no value' },
} satisfies Record<string, Said>;

const BANDS: Record<NonNullable<RankedUnit['band']>, Said> = {
  good: { id: 'baik', en: 'good' },
  fair: { id: 'cukup', en: 'fair' },
  poor: { id: 'kurang', en: 'poor' },
};

/** Shown at once; the rest unfolds. */
const FIRST_ROWS = 10;
const KEPT_SECONDS = 120;

export function numbersPages(services: Services): Hono<Env> {
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
  const words = (said: Said): string => say(said, language);
  const { month, asOf, figures } = of;
  const current = monthOf(now);
  const title = {
    id: `${W.title.id} ${monthName(month, 'id')}`,
    en: `${W.title.en} ${monthName(month, 'en')}`,
  };
  const others = [monthAfter(month, -1), monthAfter(month, 1)].filter(
    (one) => one <= current && one >= '2018-01',
  );
  const empty = figures.counts.received + figures.counts.backlog + figures.value.reports === 0;
  const body = html`<nav class="tabs" aria-label="${words(W.months)}">${others.map(
    (one) => html`<a href="${addressOf(one)}">${monthName(one, language)}</a>`,
  )}</nav>
<p class="soft">${month === current ? `${words(W.soFar)} ${fullDate(asOf, language)}.` : words(W.final)}</p>
${empty ? html`<p class="empty">${words(W.empty)}</p>` : content(of, outlines, language)}`;
  return publicPage(c, { title, body, wide: true });
}

function content(of: MonthNumbers, outlines: Outlines | null, language: Language): Html {
  const words = (said: Said): string => say(said, language);
  return html`${tiles(of, language)}
<h2>${words(W.trend)}</h2>
${trend(of, language)}
<h2>${words(W.kelurahan)}</h2>
<p>${words(W.valueWhy)} <span class="tag assumed">${words(ASSUMED)}</span>. <a href="${HOW_PATH}#nilai">${words(W.how)}</a>. ${words(W.fewer)} ${of.kelurahan.leastReports} ${words(W.reports)}</p>
${outlines ? map(of.kelurahan, outlines, language) : ''}
${ranking(of.kelurahan, W.kelurahan, language)}
<h2>${words(W.dinas)}</h2>
${ranking(of.dinas, W.dinas, language)}
<h2>${words(W.categories)}</h2>
${categories(of, language)}`;
}

function tiles({ figures }: MonthNumbers, language: Language): Html {
  const { counts, shares, durations, stars } = figures;
  const rows: [Said, string, (string | undefined)?][] = [
    [W.received, grouped(counts.received, language)],
    [W.finished, grouped(counts.finished, language)],
    [W.onTime, percent(shareOf(shares.onTime), language)],
    [W.closing, roughly(durations.closingTime.median, language), say(W.closingWhy, language)],
    [W.overdue, grouped(counts.overdue, language)],
    [
      W.stars,
      stars.mean === null ? NONE : decimal(stars.mean, language),
      stars.mean === null ? undefined : say(W.of5, language),
    ],
  ];
  return html`<dl class="tiles">${rows.map(
    ([label, value, more]) =>
      html`<div><dt>${say(label, language)}</dt><dd>${value}${more === undefined ? '' : html` <span class="soft">${more}</span>`}</dd></div>`,
  )}</dl>`;
}

function trend({ months }: MonthNumbers, language: Language): Html {
  const words = (said: Said): string => say(said, language);
  const columns: Column<MonthNumbers['months'][number]>[] = [
    { head: W.month, cell: ({ month }) => monthName(month, language) },
    { head: W.received, cell: ({ figures }) => grouped(figures.counts.received, language) },
    { head: W.finished, cell: ({ figures }) => grouped(figures.counts.finished, language) },
    { head: W.onTime, cell: ({ figures }) => percent(shareOf(figures.shares.onTime), language) },
    { head: W.closing, cell: ({ figures }) => roughly(figures.durations.closingTime.median, language) },
  ];
  const chart = columnChart({
    id: 'per-bulan',
    title: words(W.trend),
    description: months
      .map(
        ({ month, figures: { counts } }) =>
          `${monthName(month, language)}: ${counts.received}, ${counts.finished}`,
      )
      .join('; '),
    labels: months.map(({ month }) => shortMonth(month, language)),
    series: [
      { label: words(W.received), values: months.map(({ figures }) => figures.counts.received) },
      { label: words(W.finished), values: months.map(({ figures }) => figures.counts.finished) },
    ],
    write: (value) => grouped(value, language),
  });
  return html`${chart}${folded(words(W.asTable), html`<div class="slim">${table(language, W.trend, columns, months, W.empty)}</div>`)}`;
}

function ranking({ items }: Ranking, head: Said, language: Language): Html {
  const words = (said: Said): string => say(said, language);
  const shown = items.filter(({ figures }) => figures.value.reports > 0);
  const rest = items.length - shown.length;
  const columns: Column<RankedUnit>[] = [
    { head: W.rank, cell: ({ rank }) => (rank === null ? NONE : String(rank)) },
    { head, cell: ({ unit }) => unit.name },
    { head: W.value, cell: (unit) => valueCell(unit, language) },
    { head: W.onTime, cell: ({ figures }) => percent(shareOf(figures.shares.onTime), language) },
    { head: W.received, cell: ({ figures }) => grouped(figures.counts.received, language) },
    { head: W.finished, cell: ({ figures }) => grouped(figures.counts.finished, language) },
  ];
  const more = shown.length > FIRST_ROWS;
  return html`<div class="slim">${table(language, head, columns, shown.slice(0, FIRST_ROWS), W.empty)}</div>
${more ? folded(`${words(W.all)}: ${shown.length}`, html`<div class="slim">${table(language, head, columns, shown, W.empty)}</div>`) : ''}
${rest > 0 && shown.length > 0 ? html`<p class="soft">${rest} ${words(head).toLowerCase()} ${words(W.none)}.</p>` : ''}`;
}

function valueCell({ figures: { value }, band }: RankedUnit, language: Language): Html {
  return html`<span class="measure">${shareBar(value.mean, band ?? '')}<span>${percent(value.mean, language)}${band === null ? '' : html` <span class="soft">${say(BANDS[band], language)}</span>`}</span></span>`;
}

function categories({ categories: all }: MonthNumbers, language: Language): Html {
  const most = Math.max(1, ...all.map(({ figures }) => figures.counts.received));
  const columns: Column<MonthNumbers['categories'][number]>[] = [
    { head: W.category, cell: ({ category }) => category },
    {
      head: W.received,
      cell: ({ figures: { counts } }) =>
        html`<span class="measure">${shareBar(counts.received / most)}<span>${grouped(counts.received, language)}</span></span>`,
    },
    { head: W.finished, cell: ({ figures }) => grouped(figures.counts.finished, language) },
    { head: W.onTime, cell: ({ figures }) => percent(shareOf(figures.shares.onTime), language) },
    { head: W.closing, cell: ({ figures }) => roughly(figures.durations.closingTime.median, language) },
  ];
  return html`<div class="slim">${table(language, W.categories, columns, all, W.empty)}</div>`;
}

function map({ items }: Ranking, { width, height, paths }: Outlines, language: Language): Html {
  const words = (said: Said): string => say(said, language);
  const of = new Map(items.map((item) => [item.unit.code, item]));
  const kinds = [...Object.entries(BANDS), ['none', W.noBand] as const];
  return html`<figure class="map"><svg viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="peta-t peta-d">
<title id="peta-t">${words(W.map)}</title><desc id="peta-d">${words(W.mapWhy)}</desc>
${paths.map(({ kelurahan, d }) => {
  const item = of.get(kelurahan);
  return html`<path class="${item?.band ?? 'none'}" d="${d}"><title>${item?.unit.name ?? kelurahan}: ${percent(item?.figures.value.mean ?? null, language)}</title></path>`;
})}</svg>
<figcaption>${kinds.map(([kind, said]) => html`<span class="key"><svg viewBox="0 0 10 10" aria-hidden="true"><rect class="${kind}" width="10" height="10" rx="1"/></svg> ${words(said)}</span>`)} ${words(W.mapWhy)}</figcaption></figure>`;
}

/** Null where there is nothing to have a share of. */
function shareOf({ of, counted }: Share): number | null {
  return of === 0 ? null : counted / of;
}
