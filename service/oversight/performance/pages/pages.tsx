/**
 * `/kelola/kinerja`: how units perform. Supervisors look at all of them, unit admins at their own; every figure opens
 * into its reports, and a month of an office fits on paper.
 */
import type { Hono } from 'hono';
import {
  type BehindPage,
  BehindQuery,
  type FiguresAnswer,
  FiguresQuery,
  RANKED_KINDS,
  type RankedUnit,
  type Ranking,
  RankingQuery,
} from '#shared/contract/performance.ts';
import { shareOf } from '#shared/performance/figures.ts';
import { grouped, NONE, percent, roughly } from '#shared/words/number.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { monthName } from '#shared/words/time.ts';
import { answerPage } from '../../../pages/answer.tsx';
import { Measure } from '../../../pages/chart.tsx';
import { useLanguage, useSay, useVisit } from '../../../pages/context.tsx';
import { Folded } from '../../../pages/fields.tsx';
import { menuEntry, PERFORMANCE_PATH } from '../../../pages/menu.ts';
import { OfficePage } from '../../../pages/page.tsx';
import { LinkLine, Tabs } from '../../../pages/parts.tsx';
import { officePages } from '../../../pages/session.ts';
import { type Column, Pager, Table } from '../../../pages/table.tsx';
import type { Env } from '../../../platform/http/env.ts';
import { ownUnits, unitAsked } from '../ask.ts';
import type { PerformanceDeps } from '../performance.ts';
import { readBehind, readFigures, readRanking } from '../read.ts';
import { BEHIND_PATH, FigureTables, ReportsTable } from './figures-page.tsx';
import { AnsweredLine, type Asking, askedIn, SearchForm, withSame } from './search.tsx';

export const PERFORMANCE_ENTRY = menuEntry(PERFORMANCE_PATH, 'pages.menu.performance', 'performance:read');

/** A page of A4 holds some forty; whoever has more looks at them on the screen. */
const PRINTED = 200;

export function performancePages(services: PerformanceDeps): Hono<Env> {
  const app = officePages(PERFORMANCE_ENTRY, services);
  const { units, categories, clock } = services;

  app.get('/', async (c) => {
    const asked = askedIn(c, services, FiguresQuery);
    const answer = await readFigures(services, c.get('actor'), asked);
    return answerPage(c, <FiguresPage {...asking(asked)} answer={answer} />);
  });

  app.get('/laporan', async (c) => {
    const asked = askedIn(c, services, BehindQuery);
    const page = await readBehind(services, c.get('actor'), asked);
    return answerPage(c, <BehindFigurePage {...asking(asked)} page={page} />);
  });

  app.get('/peringkat', async (c) => {
    const asked = askedIn(c, services, RankingQuery);
    const ranking = await readRanking(services, asked);
    const own = ownUnits(c.get('actor'));
    const mayOpen = (code: string): boolean =>
      own === null || own.some((above) => units.isWithin(code, above));
    return answerPage(c, <RankingPage {...asking(asked)} ranking={ranking} mayOpen={mayOpen} />);
  });

  app.get('/lembar', async (c) => {
    const asked = askedIn(c, services, FiguresQuery);
    const actor = c.get('actor');
    if (unitAsked(services, actor, asked.unit) === null) {
      return answerPage(c, <ChooseUnitPage {...asking(asked)} />);
    }
    const answer = await readFigures(services, actor, asked);
    const which = { figure: 'onTime', part: 'missed', limit: PRINTED } as const;
    const late = await readBehind(services, actor, { ...asked, ...which });
    return answerPage(c, <StatementPage {...asking(asked)} answer={answer} late={late} />);
  });

  return app;

  function asking<Q extends FiguresQuery>(asked: Q): Asking<Q> {
    return { asked, units, categories, now: clock.now() };
  }
}

function FiguresPage({ answer, ...asking }: Asking & { answer: FiguresAnswer }) {
  const say = useSay();
  return (
    <OfficePage title={say('oversight.performance.title')} wide>
      <SearchForm {...asking} names={['unit', 'category', 'channel', 'asOf']} />
      <AnsweredLine {...answer} />
      <FigureTables answer={answer} asked={asking.asked} />
    </OfficePage>
  );
}

function BehindFigurePage({ asked, now, page }: Asking<BehindQuery> & { page: BehindPage }) {
  const say = useSay();
  const locale = useLanguage();
  const { figure, part, reason } = asked;
  const which: Phrase[] = [`oversight.figure.${figure}`];
  if (part !== 'of') which.push(`oversight.performance.${part}`);
  if (reason !== undefined) which.push(`common.return_reason.${reason}`);
  return (
    <OfficePage title={say('oversight.performance.behind')} wide>
      <LinkLine to={withSame(PERFORMANCE_PATH, asked)}>{say('oversight.performance.back')}</LinkLine>
      <AnsweredLine {...page} />
      <p>
        {which.map(say).join(' · ')}: <strong class="total">{grouped(page.total, locale)}</strong>
      </p>
      <ReportsTable items={page.items} now={now} />
      <Pager next={page.next} />
    </OfficePage>
  );
}

type RankingProps = Asking<RankingQuery> & { ranking: Ranking; mayOpen(code: string): boolean };

function RankingPage({ ranking, mayOpen, ...asking }: RankingProps) {
  const say = useSay();
  const { asked } = asking;
  const { pathname } = useVisit().url;
  const isJudged = ({ figures }: RankedUnit): boolean => figures.value.reports > 0;
  const unjudged = ranking.items.filter((item) => !isJudged(item));
  const table = (items: readonly RankedUnit[]) => (
    <RankingTable items={items} asked={asked} mayOpen={mayOpen} />
  );
  return (
    <OfficePage title={say('oversight.performance.ranking')} wide>
      <SearchForm {...asking} names={['category', 'channel', 'asOf']} />
      <Tabs
        label="oversight.performance.unit"
        tabs={RANKED_KINDS.map((kind) => ({
          path: withSame(pathname, asked, { kind }),
          label: say(`oversight.ranked_kind.${kind}`),
          isHere: kind === asked.kind,
        }))}
      />
      <AnsweredLine {...ranking} />
      <p class="soft">
        {say({ key: 'oversight.performance.ranked_from', values: { count: ranking.leastReports } })}
      </p>
      {table(ranking.items.filter(isJudged))}
      {unjudged.length > 0 && (
        <Folded summary={`${say('oversight.performance.unjudged')}: ${unjudged.length}`}>
          <div>{table(unjudged)}</div>
        </Folded>
      )}
    </OfficePage>
  );
}

interface TableProps {
  items: readonly RankedUnit[];
  asked: RankingQuery;
  mayOpen(code: string): boolean;
}

function RankingTable({ items, asked, mayOpen }: TableProps) {
  const locale = useLanguage();
  const columns: readonly Column<RankedUnit>[] = [
    { head: 'oversight.performance.rank', cell: ({ rank }) => rank ?? NONE },
    {
      head: 'oversight.performance.unit',
      cell: ({ unit: { code, name } }) =>
        mayOpen(code) ? <a href={withSame(PERFORMANCE_PATH, asked, { unit: code })}>{name}</a> : name,
    },
    {
      head: 'oversight.performance.worth',
      cell: ({ figures: { value }, band }) => (
        <Measure share={value.mean} band={band}>
          {percent(value.mean, locale)}
        </Measure>
      ),
    },
    {
      head: 'oversight.performance.reports',
      cell: ({ unit: { code }, figures: { value } }) => {
        const many = grouped(value.reports, locale);
        if (!mayOpen(code) || value.reports === 0) return many;
        return <a href={withSame(BEHIND_PATH, asked, { unit: code, figure: 'value' })}>{many}</a>;
      },
    },
    ...(['response', 'completion', 'returned'] as const).map(
      (name): Column<RankedUnit> => ({
        head: `oversight.figure.${name}`,
        cell: ({ figures }) => percent(shareOf(figures.shares[name]), locale),
      }),
    ),
    {
      head: 'oversight.figure.closingTime',
      cell: ({ figures }) => roughly(figures.durations.closingTime.median, locale),
    },
    { head: 'oversight.figure.backlog', cell: ({ figures }) => grouped(figures.counts.backlog, locale) },
  ];
  return (
    <Table
      caption="oversight.performance.ranking"
      columns={columns}
      items={items}
      empty="oversight.performance.none"
    />
  );
}

function ChooseUnitPage(asking: Asking) {
  const say = useSay();
  return (
    <OfficePage title={say('oversight.performance.statement')} wide>
      <SearchForm {...asking} names={['unit']} />
      <p class="empty">{say('oversight.performance.choose_unit')}</p>
    </OfficePage>
  );
}

function StatementPage({ answer, late, ...asking }: Asking & { answer: FiguresAnswer; late: BehindPage }) {
  const say = useSay();
  const locale = useLanguage();
  const name = answer.unit?.name ?? '';
  return (
    <OfficePage title={say({ key: 'oversight.performance.statement_of', values: { name } })} wide>
      <div class="screen-only">
        <SearchForm {...asking} names={['unit']} />
        <p class="soft">{say('oversight.performance.print')}</p>
      </div>
      <AnsweredLine {...answer} />
      <FigureTables answer={answer} />
      <h2>{say('oversight.performance.not_in_time')}</h2>
      <ReportsTable items={late.items} now={asking.now} empty="oversight.performance.all_in_time" />
      {late.next !== null && (
        <p>
          {say('oversight.performance.more')} {grouped(late.total - late.items.length, locale)}.
        </p>
      )}
      <p class="signature">
        {say('oversight.performance.know')}, {name}, {monthName(answer.from.slice(0, 7), locale)}
      </p>
    </OfficePage>
  );
}
