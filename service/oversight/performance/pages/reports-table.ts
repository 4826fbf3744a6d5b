/** Reports behind a figure as a list: what they came to, and what was late. */
import { html } from 'hono/html';
import type { ReportBehind } from '#shared/contract/performance.ts';
import { NONE, percent } from '#shared/words/number.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { shortDate } from '#shared/words/time.ts';
import { type Column, type Html, table } from '../../../pages/legacy.tsx';
import { TRACK_PATH } from '../../../pages/paths.ts';
import { type Language, say } from '../../../platform/http/language.ts';

/** `now` in ms UTC: dates of its year are written without one. */
export function reportsTable(
  items: readonly ReportBehind[],
  now: number,
  language: Language,
  none: Phrase = 'oversight.performance.none',
): Html {
  const date = (at: string | undefined): string =>
    at === undefined ? NONE : shortDate(Date.parse(at), now, language);
  const columns: Column<ReportBehind>[] = [
    {
      head: 'oversight.performance.number',
      cell: ({ number }) => html`<a class="whole" href="${TRACK_PATH}/${number}">${number}</a>`,
    },
    { head: 'oversight.performance.category', cell: ({ category }) => category },
    { head: 'oversight.performance.unit', cell: ({ unit }) => unit?.name ?? NONE },
    {
      head: 'oversight.performance.status',
      cell: ({ status }) => say(`common.status.${status}`, language),
    },
    { head: 'oversight.performance.received_at', cell: ({ receivedAt }) => date(receivedAt) },
    { head: 'oversight.performance.closed_at', cell: ({ closedAt }) => date(closedAt) },
    { head: 'oversight.performance.late', cell: (report) => lateness(report, language) },
    { head: 'oversight.performance.worth', cell: ({ worth }) => percent(worth, language) },
  ];
  return table(language, 'oversight.performance.behind', columns, items, none);
}

function lateness({ lateResponse, lateCompletion }: ReportBehind, language: Language): Html | string {
  const late: Phrase[] = [];
  if (lateResponse) late.push('oversight.performance.late_response');
  if (lateCompletion) late.push('oversight.performance.late_completion');
  return late.length === 0
    ? NONE
    : html`${late.map((said) => html`<span class="whole">${say(said, language)}</span> `)}`;
}
