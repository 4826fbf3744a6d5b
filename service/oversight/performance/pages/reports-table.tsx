/** Reports behind a figure as a list: what they came to, and what was late. */
import type { ReportBehind } from '#shared/contract/performance.ts';
import { NONE, percent } from '#shared/words/number.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { shortDate } from '#shared/words/time.ts';
import { Sentence, useLanguage } from '../../../pages/context.tsx';
import { TRACK_PATH } from '../../../pages/menu.ts';
import { type Column, Table } from '../../../pages/table.tsx';

interface Props {
  items: readonly ReportBehind[];
  /** ms UTC: dates of its year are written without one. */
  now: number;
  empty?: Phrase;
}

export function ReportsTable({ items, now, empty = 'oversight.performance.none' }: Props) {
  const locale = useLanguage();
  const date = (at: string | undefined): string =>
    at === undefined ? NONE : shortDate(Date.parse(at), now, locale);
  const columns: readonly Column<ReportBehind>[] = [
    {
      head: 'oversight.performance.number',
      cell: ({ number }) => (
        <a class="whole" href={`${TRACK_PATH}/${number}`}>
          {number}
        </a>
      ),
    },
    { head: 'oversight.performance.category', cell: ({ category }) => category },
    { head: 'oversight.performance.unit', cell: ({ unit }) => unit?.name ?? NONE },
    {
      head: 'oversight.performance.status',
      cell: ({ status }) => <Sentence said={`common.status.${status}`} />,
    },
    { head: 'oversight.performance.received_at', cell: ({ receivedAt }) => date(receivedAt) },
    { head: 'oversight.performance.closed_at', cell: ({ closedAt }) => date(closedAt) },
    { head: 'oversight.performance.late', cell: (report) => <Lateness {...report} /> },
    { head: 'oversight.performance.worth', cell: ({ worth }) => percent(worth, locale) },
  ];
  return <Table caption="oversight.performance.behind" columns={columns} items={items} empty={empty} />;
}

function Lateness({ lateResponse, lateCompletion }: ReportBehind) {
  const late: Phrase[] = [];
  if (lateResponse) late.push('oversight.performance.late_response');
  if (lateCompletion) late.push('oversight.performance.late_completion');
  if (late.length === 0) return <>{NONE}</>;
  return late.map((phrase) => (
    <>
      <span class="whole">
        <Sentence said={phrase} />
      </span>{' '}
    </>
  ));
}
