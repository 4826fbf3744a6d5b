/** The figures as tables: each number leads to exactly the reports it counts. */

import { html } from 'hono/html';
import type { Figures, FiguresAnswer, FiguresQuery } from '#shared/contract/performance.ts';
import type { FigureName, Part } from '#shared/performance/table.ts';
import type { ReturnReason } from '#shared/ticket/reason.ts';
import { grouped } from '#shared/words/distance.ts';
import { decimal, NONE, percent, roughly } from '#shared/words/number.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { type Column, type Html, table } from '../../../pages/legacy.tsx';
import { PERFORMANCE_PATH } from '../../../pages/paths.ts';
import { type Language, say } from '../../../platform/http/language.ts';
import { withSame } from './search.ts';

export const BEHIND_PATH = `${PERFORMANCE_PATH}/laporan`;

/** A number, as a link to its reports or, on paper, as it is. */
type Shown = (many: number, figure: FigureName, part?: Part, reason?: ReturnReason) => Html | string;

export function linked(asked: FiguresQuery, language: Language): Shown {
  return (many, figure, part = 'of', reason) =>
    many === 0
      ? grouped(many, language)
      : html`<a href="${withSame(BEHIND_PATH, asked, { figure, part, reason })}">${grouped(many, language)}</a>`;
}

export function plain(language: Language): Shown {
  return (many) => grouped(many, language);
}

export function figureTables(
  { figures, policy, assumed }: FiguresAnswer,
  shown: Shown,
  language: Language,
): Html {
  const words = (said: Phrase): string => say(said, language);
  const { value, stars } = figures;
  return html`<dl class="tiles">
<div><dt>${words('oversight.figure.value')}</dt><dd>${percent(value.mean, language)}${assumed ? html` <span class="tag assumed">${words('pages.assumed')}</span>` : ''}
<span class="soft">${words('oversight.performance.judged')} ${shown(value.reports, 'value')}; ${words('oversight.performance.by')} ${policy}</span></dd></div>
${tile('received', figures.counts.received)}${tile('finished', figures.counts.finished)}${tile('backlog', figures.counts.backlog)}${tile('overdue', figures.counts.overdue)}
<div><dt>${words('oversight.figure.stars')}</dt><dd>${stars.mean === null ? NONE : decimal(stars.mean, language)}
<span class="soft">${words('oversight.performance.reports')}: ${shown(stars.reports, 'stars')}</span></dd></div>
</dl>
<h2>${words('oversight.performance.shares')}</h2>
${shareTable(figures, shown, language)}
<h2>${words('oversight.performance.durations')}</h2>
${durationTable(figures, shown, language)}
<div class="pair"><section><h2>${words('oversight.performance.reasons')}</h2>
${reasonTable(figures, shown, language)}</section>
<section><h2>${words('oversight.performance.counts')}</h2>
${countTable(figures, shown, language)}</section></div>`;

  function tile(figure: FigureName, many: number): Html {
    return html`<div><dt>${words(`oversight.figure.${figure}`)}</dt><dd>${shown(many, figure)}</dd></div>`;
  }
}

const SHARES = ['response', 'completion', 'onTime', 'returned', 'rated', 'repeats'] as const;
type ShareName = (typeof SHARES)[number];

function shareTable({ shares }: Figures, shown: Shown, language: Language): Html {
  const columns: Column<ShareName>[] = [
    { head: 'oversight.performance.figure', cell: (name) => say(`oversight.figure.${name}`, language) },
    {
      head: 'oversight.performance.share',
      cell: (name) =>
        percent(shares[name].of === 0 ? null : shares[name].counted / shares[name].of, language),
    },
    {
      head: 'oversight.performance.counted',
      cell: (name) => html`${shown(shares[name].counted, name, 'counted')}`,
    },
    {
      head: 'oversight.performance.missed',
      cell: (name) => html`${shown(shares[name].of - shares[name].counted, name, 'missed')}`,
    },
    { head: 'oversight.performance.of', cell: (name) => html`${shown(shares[name].of, name, 'of')}` },
  ];
  return html`<div class="slim">${table(language, 'oversight.performance.shares', columns, SHARES, 'oversight.performance.none')}</div>`;
}

const DURATIONS = ['responseTime', 'completionTime', 'closingTime', 'validationTime'] as const;
type DurationName = (typeof DURATIONS)[number];

function durationTable({ durations }: Figures, shown: Shown, language: Language): Html {
  const columns: Column<DurationName>[] = [
    { head: 'oversight.performance.figure', cell: (name) => say(`oversight.figure.${name}`, language) },
    { head: 'oversight.performance.median', cell: (name) => roughly(durations[name].median, language) },
    { head: 'oversight.performance.p90', cell: (name) => roughly(durations[name].p90, language) },
    { head: 'oversight.performance.reports', cell: (name) => html`${shown(durations[name].reports, name)}` },
  ];
  return html`<div class="slim">${table(language, 'oversight.performance.durations', columns, DURATIONS, 'oversight.performance.none')}</div>`;
}

function reasonTable({ returnReasons }: Figures, shown: Shown, language: Language): Html {
  const columns: Column<Figures['returnReasons'][number]>[] = [
    {
      head: 'oversight.performance.reason',
      cell: ({ code }) => say(`common.return_reason.${code}`, language),
    },
    {
      head: 'oversight.performance.reports',
      cell: ({ code, reports }) => html`${shown(reports, 'returned', 'counted', code)}`,
    },
  ];
  return html`<div class="slim">${table(language, 'oversight.performance.reasons', columns, returnReasons, 'oversight.performance.none')}</div>`;
}

const COUNTS = ['refused', 'unanswered'] as const;

function countTable({ counts }: Figures, shown: Shown, language: Language): Html {
  const columns: Column<(typeof COUNTS)[number]>[] = [
    { head: 'oversight.performance.figure', cell: (name) => say(`oversight.figure.${name}`, language) },
    { head: 'oversight.performance.reports', cell: (name) => html`${shown(counts[name], name)}` },
  ];
  return html`<div class="slim">${table(language, 'oversight.performance.counts', columns, COUNTS, 'oversight.performance.none')}</div>`;
}
