/** The figures as tables: each number leads to exactly the reports it counts; and those reports as a list. */
import type { ComponentChildren } from 'preact';
import type { FiguresAnswer, FiguresQuery, ReportBehind } from '#shared/contract/performance.ts';
import { shareOf } from '#shared/performance/figures.ts';
import type { FigureName, Part } from '#shared/performance/table.ts';
import type { ReturnReason } from '#shared/ticket/reason.ts';
import { decimal, grouped, NONE, percent, roughly } from '#shared/words/number.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { shortDate } from '#shared/words/time.ts';
import { Sentence, useLanguage, useSay } from '../../../pages/context.tsx';
import { PERFORMANCE_PATH, TRACK_PATH } from '../../../pages/menu.ts';
import { Assumed, Beside } from '../../../pages/parts.tsx';
import { type Column, SlimTable, Table } from '../../../pages/table.tsx';
import { withSame } from './search.tsx';

export const BEHIND_PATH = `${PERFORMANCE_PATH}/laporan`;

const TILES = ['received', 'finished', 'backlog', 'overdue'] as const;
const SHARES = ['response', 'completion', 'onTime', 'returned', 'rated', 'repeats'] as const;
const DURATIONS = ['responseTime', 'completionTime', 'closingTime', 'validationTime'] as const;
const COUNTS = ['refused', 'unanswered', 'adopted', 'endUntold'] as const;

const NAME: Column<FigureName> = {
  head: 'oversight.performance.figure',
  cell: (name) => <Sentence said={`oversight.figure.${name}`} />,
};

interface FiguresProps {
  answer: FiguresAnswer;
  /** What the links from the numbers keep; on paper there is none, and numbers are as they are. */
  asked?: FiguresQuery;
}

export function FigureTables({ answer: { figures, policy, assumed }, asked }: FiguresProps) {
  const say = useSay();
  const locale = useLanguage();
  const { value, stars, shares, durations, counts, returnReasons } = figures;
  const shown = (many: number, figure: FigureName, part: Part = 'of', reason?: ReturnReason) =>
    many === 0 || asked === undefined ? (
      grouped(many, locale)
    ) : (
      <a href={withSame(BEHIND_PATH, asked, { figure, part, reason })}>{grouped(many, locale)}</a>
    );
  return (
    <>
      <dl class="tiles">
        <Tile label="oversight.figure.value">
          {percent(value.mean, locale)}
          {assumed && <Assumed />}
          <Beside>
            {say('oversight.performance.judged')} {shown(value.reports, 'value')};{' '}
            {say('oversight.performance.by')} {policy}
          </Beside>
        </Tile>
        {TILES.map((figure) => (
          <Tile label={`oversight.figure.${figure}`}>{shown(counts[figure], figure)}</Tile>
        ))}
        <Tile label="oversight.figure.stars">
          {stars.mean === null ? NONE : decimal(stars.mean, locale)}
          <Beside>
            {say('oversight.performance.reports')}: {shown(stars.reports, 'stars')}
          </Beside>
        </Tile>
      </dl>
      <Section<(typeof SHARES)[number]>
        title="oversight.performance.shares"
        columns={[
          NAME,
          { head: 'oversight.performance.share', cell: (name) => percent(shareOf(shares[name]), locale) },
          {
            head: 'oversight.performance.counted',
            cell: (name) => shown(shares[name].counted, name, 'counted'),
          },
          {
            head: 'oversight.performance.missed',
            cell: (name) => shown(shares[name].of - shares[name].counted, name, 'missed'),
          },
          { head: 'oversight.performance.of', cell: (name) => shown(shares[name].of, name) },
        ]}
        items={SHARES}
      />
      <Section<(typeof DURATIONS)[number]>
        title="oversight.performance.durations"
        columns={[
          NAME,
          { head: 'oversight.performance.median', cell: (name) => roughly(durations[name].median, locale) },
          { head: 'oversight.performance.p90', cell: (name) => roughly(durations[name].p90, locale) },
          { head: 'oversight.performance.reports', cell: (name) => shown(durations[name].reports, name) },
        ]}
        items={DURATIONS}
      />
      <div class="pair">
        <section>
          <Section
            title="oversight.performance.reasons"
            columns={[
              {
                head: 'oversight.performance.reason',
                cell: ({ code }) => say(`common.return_reason.${code}`),
              },
              {
                head: 'oversight.performance.reports',
                cell: ({ code, reports }) => shown(reports, 'returned', 'counted', code),
              },
            ]}
            items={returnReasons}
          />
        </section>
        <section>
          <Section<(typeof COUNTS)[number]>
            title="oversight.performance.counts"
            columns={[
              NAME,
              { head: 'oversight.performance.reports', cell: (name) => shown(counts[name], name) },
            ]}
            items={COUNTS}
          />
        </section>
      </div>
    </>
  );
}

function Tile({ label, children }: { label: Phrase; children: ComponentChildren }) {
  return (
    <div>
      <dt>
        <Sentence said={label} />
      </dt>
      <dd>{children}</dd>
    </div>
  );
}

interface SectionProps<T> {
  title: Phrase;
  columns: readonly Column<T>[];
  items: readonly T[];
}

function Section<T>({ title, columns, items }: SectionProps<T>) {
  return (
    <>
      <h2>
        <Sentence said={title} />
      </h2>
      <SlimTable caption={title} columns={columns} items={items} empty="oversight.performance.none" />
    </>
  );
}

interface ReportsProps {
  items: readonly ReportBehind[];
  /** ms UTC: dates of its year are written without one. */
  now: number;
  empty?: Phrase;
}

/** What they came to, and what was late. */
export function ReportsTable({ items, now, empty = 'oversight.performance.none' }: ReportsProps) {
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
