/** Reports behind a figure as a list: what they came to, and what was late. */
import { html } from 'hono/html';
import type { ReportBehind } from '#shared/contract/performance.ts';
import { NONE, percent } from '#shared/words/number.ts';
import { shortDate } from '#shared/words/time.ts';
import { type Column, type Html, table } from '../../../pages/legacy.tsx';
import { TRACK_PATH } from '../../../pages/paths.ts';
import { type Language, say } from '../../../platform/http/language.ts';
import { STATUS_WORDS, W } from './words.ts';

/** `now` in ms UTC: dates of its year are written without one. */
export function reportsTable(
  items: readonly ReportBehind[],
  now: number,
  language: Language,
  none = W.none,
): Html {
  const date = (at: string | undefined): string =>
    at === undefined ? NONE : shortDate(Date.parse(at), now, language);
  const columns: Column<ReportBehind>[] = [
    {
      head: W.number,
      cell: ({ number }) => html`<a class="whole" href="${TRACK_PATH}/${number}">${number}</a>`,
    },
    { head: W.category, cell: ({ category }) => category },
    { head: W.unit, cell: ({ unit }) => unit?.name ?? NONE },
    { head: W.status, cell: ({ status }) => say(STATUS_WORDS[status], language) },
    { head: W.receivedAt, cell: ({ receivedAt }) => date(receivedAt) },
    { head: W.closedAt, cell: ({ closedAt }) => date(closedAt) },
    { head: W.late, cell: (report) => lateness(report, language) },
    { head: W.worth, cell: ({ worth }) => percent(worth, language) },
  ];
  return table(language, W.behind, columns, items, none);
}

function lateness({ lateResponse, lateCompletion }: ReportBehind, language: Language): Html | string {
  const late = [...(lateResponse ? [W.lateResponse] : []), ...(lateCompletion ? [W.lateCompletion] : [])];
  return late.length === 0
    ? NONE
    : html`${late.map((said) => html`<span class="whole">${say(said, language)}</span> `)}`;
}
