/** The figures as tables: each number leads to exactly the reports it counts. */
import { html } from 'hono/html';
import type { Figures, FiguresAnswer, FiguresQuery } from '#shared/contract/performance.ts';
import type { FigureName, Part } from '#shared/performance/table.ts';
import type { ReturnReason } from '#shared/ticket/reason.ts';
import { grouped } from '#shared/words/distance.ts';
import { decimal, NONE, percent, roughly } from '#shared/words/number.ts';
import { type Column, type Html, table } from '../../../pages/legacy.tsx';
import { PERFORMANCE_PATH } from '../../../pages/paths.ts';
import { ASSUMED } from '../../../pages/words.ts';
import { type Language, type Said, say } from '../../../platform/http/language.ts';
import { RETURN_REASON_NAMES } from '../../../rules/criteria/words.ts';
import { withSame } from './search.ts';
import { FIGURE_WORDS, W } from './words.ts';

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
  const words = (said: Said): string => say(said, language);
  const { value, stars } = figures;
  return html`<dl class="tiles">
<div><dt>${words(FIGURE_WORDS.value)}</dt><dd>${percent(value.mean, language)}${assumed ? html` <span class="tag assumed">${words(ASSUMED)}</span>` : ''}
<span class="soft">${words(W.judged)} ${shown(value.reports, 'value')}; ${words(W.by)} ${policy}</span></dd></div>
${tile('received', figures.counts.received)}${tile('finished', figures.counts.finished)}${tile('backlog', figures.counts.backlog)}${tile('overdue', figures.counts.overdue)}
<div><dt>${words(FIGURE_WORDS.stars)}</dt><dd>${stars.mean === null ? NONE : decimal(stars.mean, language)}
<span class="soft">${words(W.reports)}: ${shown(stars.reports, 'stars')}</span></dd></div>
</dl>
<h2>${words(W.shares)}</h2>
${shareTable(figures, shown, language)}
<h2>${words(W.durations)}</h2>
${durationTable(figures, shown, language)}
<div class="pair"><section><h2>${words(W.reasons)}</h2>
${reasonTable(figures, shown, language)}</section>
<section><h2>${words(W.counts)}</h2>
${countTable(figures, shown, language)}</section></div>`;

  function tile(figure: FigureName, many: number): Html {
    return html`<div><dt>${words(FIGURE_WORDS[figure])}</dt><dd>${shown(many, figure)}</dd></div>`;
  }
}

const SHARES = ['response', 'completion', 'onTime', 'returned', 'rated', 'repeats'] as const;
type ShareName = (typeof SHARES)[number];

function shareTable({ shares }: Figures, shown: Shown, language: Language): Html {
  const columns: Column<ShareName>[] = [
    { head: W.figure, cell: (name) => say(FIGURE_WORDS[name], language) },
    {
      head: W.share,
      cell: (name) =>
        percent(shares[name].of === 0 ? null : shares[name].counted / shares[name].of, language),
    },
    { head: W.counted, cell: (name) => html`${shown(shares[name].counted, name, 'counted')}` },
    {
      head: W.missed,
      cell: (name) => html`${shown(shares[name].of - shares[name].counted, name, 'missed')}`,
    },
    { head: W.of, cell: (name) => html`${shown(shares[name].of, name, 'of')}` },
  ];
  return html`<div class="slim">${table(language, W.shares, columns, SHARES, W.none)}</div>`;
}

const DURATIONS = ['responseTime', 'completionTime', 'closingTime', 'validationTime'] as const;
type DurationName = (typeof DURATIONS)[number];

function durationTable({ durations }: Figures, shown: Shown, language: Language): Html {
  const columns: Column<DurationName>[] = [
    { head: W.figure, cell: (name) => say(FIGURE_WORDS[name], language) },
    { head: W.median, cell: (name) => roughly(durations[name].median, language) },
    { head: W.p90, cell: (name) => roughly(durations[name].p90, language) },
    { head: W.reports, cell: (name) => html`${shown(durations[name].reports, name)}` },
  ];
  return html`<div class="slim">${table(language, W.durations, columns, DURATIONS, W.none)}</div>`;
}

function reasonTable({ returnReasons }: Figures, shown: Shown, language: Language): Html {
  const columns: Column<Figures['returnReasons'][number]>[] = [
    { head: W.reason, cell: ({ code }) => say(RETURN_REASON_NAMES[code], language) },
    { head: W.reports, cell: ({ code, reports }) => html`${shown(reports, 'returned', 'counted', code)}` },
  ];
  return html`<div class="slim">${table(language, W.reasons, columns, returnReasons, W.none)}</div>`;
}

const COUNTS = ['refused', 'unanswered'] as const;

function countTable({ counts }: Figures, shown: Shown, language: Language): Html {
  const columns: Column<(typeof COUNTS)[number]>[] = [
    { head: W.figure, cell: (name) => say(FIGURE_WORDS[name], language) },
    { head: W.reports, cell: (name) => html`${shown(counts[name], name)}` },
  ];
  return html`<div class="slim">${table(language, W.counts, columns, COUNTS, W.none)}</div>`;
}
