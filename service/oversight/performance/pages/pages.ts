/**
 * `/kelola/kinerja`: how units perform. Supervisors look at all of them, unit admins at their own; every figure opens
 * into its reports, and a month of an office fits on paper.
 */

import type { Hono } from 'hono';
import { html } from 'hono/html';
import {
  BehindQuery,
  FiguresQuery,
  RANKED_KINDS,
  type RankedUnit,
  RankingQuery,
} from '#shared/contract/performance.ts';
import { grouped } from '#shared/words/distance.ts';
import { NONE, percent, roughly } from '#shared/words/number.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { monthName } from '#shared/words/time.ts';
import {
  type Column,
  folded,
  type Html,
  officePage,
  pager,
  shareBar,
  table,
} from '../../../pages/legacy.tsx';
import type { MenuEntry } from '../../../pages/menu.ts';
import { PERFORMANCE_PATH } from '../../../pages/paths.ts';
import { officePages } from '../../../pages/session.ts';
import type { Env } from '../../../platform/http/env.ts';
import { type Language, say } from '../../../platform/http/language.ts';
import { ownUnits, unitAsked } from '../ask.ts';
import type { PerformanceDeps } from '../performance.ts';
import { readBehind, readFigures, readRanking } from '../read.ts';
import { BEHIND_PATH, figureTables, linked, plain } from './figures-page.ts';
import { reportsTable } from './reports-table.ts';
import { answered, askedIn, searchForm, withSame } from './search.ts';

export const PERFORMANCE_ENTRY: MenuEntry = {
  path: PERFORMANCE_PATH,
  label: 'pages.menu.performance',
  right: 'performance:read',
};

/** A page of A4 holds some forty; whoever has more looks at them on the screen. */
const PRINTED = 200;

export function performancePages(services: PerformanceDeps): Hono<Env> {
  const app = officePages(PERFORMANCE_ENTRY, services);

  app.get('/', async (c) => {
    const asked = askedIn(c, services, FiguresQuery);
    const language = c.get('language');
    const answer = await readFigures(services, c.get('actor'), asked);
    const body = html`${searchForm(c, services, asked, ['unit', 'category', 'channel', 'asOf'])}
${answered(answer, language)}
${figureTables(answer, linked(asked, language), language)}`;
    return c.html(officePage(c, { title: 'oversight.performance.title', body, wide: true }));
  });

  app.get('/laporan', async (c) => {
    const asked = askedIn(c, services, BehindQuery);
    const language = c.get('language');
    const words = (said: Phrase): string => say(said, language);
    const page = await readBehind(services, c.get('actor'), asked);
    const { figure, part, reason } = asked;
    const which = [
      words(`oversight.figure.${figure}`),
      ...(part === 'of'
        ? []
        : [words(part === 'counted' ? 'oversight.performance.counted' : 'oversight.performance.missed')]),
      ...(reason === undefined ? [] : [words(`common.return_reason.${reason}`)]),
    ].join(' · ');
    const body = html`<p><a href="${withSame(PERFORMANCE_PATH, asked)}">${words('oversight.performance.back')}</a></p>
${answered(page, language)}
<p>${which}: <strong class="total">${grouped(page.total, language)}</strong></p>
${reportsTable(page.items, services.clock.now(), language)}
${pager(c, page.next)}`;
    return c.html(officePage(c, { title: 'oversight.performance.behind', body, wide: true }));
  });

  app.get('/peringkat', async (c) => {
    const asked = askedIn(c, services, RankingQuery);
    const language = c.get('language');
    const ranking = await readRanking(services, asked);
    const isJudged = ({ figures }: RankedUnit): boolean => figures.value.reports > 0;
    const judged = ranking.items.filter(isJudged);
    const rest = ranking.items.filter((item) => !isJudged(item));
    const own = ownUnits(c.get('actor'));
    const mayOpen = (code: string): boolean =>
      own === null || own.some((above) => services.units.isWithin(code, above));
    const columns = rankingColumns(asked, mayOpen, language);
    const body = html`${searchForm(c, services, asked, ['category', 'channel', 'asOf'])}
<nav class="tabs" aria-label="${say('oversight.performance.unit', language)}">${RANKED_KINDS.map(
      (kind) =>
        html`<a href="${withSame(c.req.path, asked, { kind })}"${kind === asked.kind ? html` aria-current="page"` : ''}>${say(`oversight.ranked_kind.${kind}`, language)}</a>`,
    )}</nav>
${answered(ranking, language)}
<p class="soft">${say({ key: 'oversight.performance.ranked_from', values: { count: ranking.leastReports } }, language)}</p>
${table(language, 'oversight.performance.ranking', columns, judged, 'oversight.performance.none')}
${rest.length === 0 ? '' : folded(`${say('oversight.performance.unjudged', language)}: ${rest.length}`, html`<div>${table(language, 'oversight.performance.ranking', columns, rest, 'oversight.performance.none')}</div>`)}`;
    return c.html(officePage(c, { title: 'oversight.performance.ranking', body, wide: true }));
  });

  app.get('/lembar', async (c) => {
    const asked = askedIn(c, services, FiguresQuery);
    const language = c.get('language');
    const words = (said: Phrase): string => say(said, language);
    const search = searchForm(c, services, asked, ['unit']);
    if (unitAsked(services, c.get('actor'), asked.unit) === null) {
      const body = html`${search}<p class="empty">${words('oversight.performance.choose_unit')}</p>`;
      return c.html(officePage(c, { title: 'oversight.performance.statement', body, wide: true }));
    }
    const answer = await readFigures(services, c.get('actor'), asked);
    const late = await readBehind(services, c.get('actor'), {
      ...asked,
      figure: 'onTime',
      part: 'missed',
      limit: PRINTED,
    });
    const name = answer.unit?.name ?? '';
    const title: Phrase = { key: 'oversight.performance.statement_of', values: { name } };
    const body = html`<div class="screen-only">${search}<p class="soft">${words('oversight.performance.print')}</p></div>
${answered(answer, language)}
${figureTables(answer, plain(language), language)}
<h2>${words('oversight.performance.not_in_time')}</h2>
${reportsTable(late.items, services.clock.now(), language, 'oversight.performance.all_in_time')}
${late.next === null ? '' : html`<p>${words('oversight.performance.more')} ${grouped(late.total - late.items.length, language)}.</p>`}
<p class="signature">${words('oversight.performance.know')}, ${name}, ${monthName(answer.from.slice(0, 7), language)}</p>`;
    return c.html(officePage(c, { title, body, wide: true }));
  });

  return app;
}

function rankingColumns(
  asked: RankingQuery,
  mayOpen: (code: string) => boolean,
  language: Language,
): Column<RankedUnit>[] {
  const share = ({ of, counted }: { of: number; counted: number }): string =>
    percent(of === 0 ? null : counted / of, language);
  const value = ({ figures, band }: RankedUnit): Html =>
    html`<span class="measure">${shareBar(figures.value.mean, band ?? '')}<span>${percent(figures.value.mean, language)}</span></span>`;
  return [
    { head: 'oversight.performance.rank', cell: ({ rank }) => (rank === null ? NONE : String(rank)) },
    {
      head: 'oversight.performance.unit',
      cell: ({ unit }) =>
        mayOpen(unit.code)
          ? html`<a href="${withSame(PERFORMANCE_PATH, asked, { unit: unit.code })}">${unit.name}</a>`
          : unit.name,
    },
    { head: 'oversight.performance.worth', cell: value },
    {
      head: 'oversight.performance.reports',
      cell: ({ unit, figures }) =>
        mayOpen(unit.code) && figures.value.reports > 0
          ? html`<a href="${withSame(BEHIND_PATH, asked, { unit: unit.code, figure: 'value' })}">${grouped(figures.value.reports, language)}</a>`
          : grouped(figures.value.reports, language),
    },
    { head: 'oversight.figure.response', cell: ({ figures }) => share(figures.shares.response) },
    { head: 'oversight.figure.completion', cell: ({ figures }) => share(figures.shares.completion) },
    { head: 'oversight.figure.returned', cell: ({ figures }) => share(figures.shares.returned) },
    {
      head: 'oversight.figure.closingTime',
      cell: ({ figures }) => roughly(figures.durations.closingTime.median, language),
    },
    { head: 'oversight.figure.backlog', cell: ({ figures }) => grouped(figures.counts.backlog, language) },
  ];
}
