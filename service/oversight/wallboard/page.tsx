/**
 * `/kelola/dinding`: the queue on a screen on the wall, to be read from four metres. It comes anew by itself four times
 * a minute, without script; whoever wants to read in peace stops that.
 */
import type { Hono } from 'hono';
import { HOUR } from '#shared/time/zone.ts';
import { TimeLeft } from '#shared/view/marks.tsx';
import { grouped } from '#shared/words/number.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { clockTime, fullDate } from '#shared/words/time.ts';
import { answerPage } from '../../pages/answer.tsx';
import { ColumnChart, Measure } from '../../pages/chart.tsx';
import { useLanguage, useSay } from '../../pages/context.tsx';
import { menuEntry, PERFORMANCE_PATH } from '../../pages/menu.ts';
import { OfficePage } from '../../pages/page.tsx';
import { Beside } from '../../pages/parts.tsx';
import { officePages } from '../../pages/session.ts';
import { type Column, SlimTable } from '../../pages/table.tsx';
import type { Env } from '../../platform/http/env.ts';
import {
  HOURS_AHEAD,
  readWallboard,
  type ValidatorLoad,
  type Wallboard,
  type WallboardDeps,
} from './read.ts';

export const WALLBOARD_PATH = '/kelola/dinding';
export const WALLBOARD_ENTRY = menuEntry(WALLBOARD_PATH, 'pages.menu.wall', 'wall:read');

const SECONDS = 15;
const STOPPED = 'jeda';

export function wallboardPages(services: WallboardDeps): Hono<Env> {
  const app = officePages(WALLBOARD_ENTRY, services);
  app.get('/', async (c) => {
    const isStopped = c.req.query(STOPPED) !== undefined;
    if (!isStopped) c.header('refresh', String(SECONDS));
    return answerPage(c, <WallboardPage wallboard={await readWallboard(services)} isStopped={isStopped} />);
  });
  return app;
}

function WallboardPage({ wallboard, isStopped }: { wallboard: Wallboard; isStopped: boolean }) {
  const say = useSay();
  return (
    <OfficePage title={say('oversight.wall.title')} layout="wall">
      <p class="clock">
        <time>{fullDate(wallboard.now, useLanguage())}</time>
      </p>
      <div class="wall">
        <section class="sums">
          <Sums wallboard={wallboard} />
        </section>
        {PARTS.map(({ title, Part }) => (
          <section>
            <h2>{say(title)}</h2>
            <Part wallboard={wallboard} />
          </section>
        ))}
      </div>
      <p class="soft">
        {say(isStopped ? 'oversight.wall.stopped' : 'oversight.wall.renewed')} ·{' '}
        <a href={isStopped ? WALLBOARD_PATH : `${WALLBOARD_PATH}?${STOPPED}`}>
          {say(isStopped ? 'oversight.wall.go' : 'oversight.wall.stop')}
        </a>{' '}
        · <a href={PERFORMANCE_PATH}>{say('oversight.wall.leave')}</a>
      </p>
    </OfficePage>
  );
}

const PARTS = [
  { title: 'oversight.wall.ahead', Part: Hours },
  { title: 'oversight.wall.next', Part: NextDue },
  { title: 'oversight.wall.validators', Part: Validators },
] as const;

/** Coloured as soon as it is not nought. */
const SUMS: readonly {
  what: 'overdue' | 'due1h' | 'dueToday' | 'postponed' | 'atField' | 'all';
  label: Phrase;
  alarm?: string;
}[] = [
  { what: 'overdue', label: 'oversight.wall.overdue', alarm: 'late' },
  { what: 'due1h', label: 'oversight.wall.due1h', alarm: 'soon' },
  { what: 'dueToday', label: 'oversight.wall.due_today' },
  { what: 'postponed', label: 'common.work_group.postponed' },
  { what: 'atField', label: 'common.work_group.atField' },
  { what: 'all', label: 'oversight.wall.all' },
];

function Sums({ wallboard: { desks } }: { wallboard: Wallboard }) {
  const say = useSay();
  const language = useLanguage();
  const columns: Column<Wallboard['desks'][number]>[] = [
    { head: 'oversight.wall.desk', cell: ({ desk }) => say(`oversight.tray.${desk}`) },
    ...SUMS.map(({ what, label }) => ({
      head: label,
      cell: (desk: Wallboard['desks'][number]) => grouped(desk[what], language),
    })),
  ];
  return (
    <>
      <dl>
        {SUMS.map(({ what, label, alarm }) => {
          const sum = desks.reduce((all, desk) => all + desk[what], 0);
          return (
            <div class={sum > 0 ? alarm : undefined}>
              <dt>{say(label)}</dt>
              <dd>{grouped(sum, language)}</dd>
            </div>
          );
        })}
      </dl>
      <SlimTable
        caption="oversight.wall.title"
        columns={columns}
        items={desks}
        empty="oversight.wall.nothing"
      />
    </>
  );
}

function Hours({ wallboard: { now, ahead } }: { wallboard: Wallboard }) {
  const say = useSay();
  const language = useLanguage();
  const at = (hour: number): string => clockTime(now + hour * HOUR, language);
  return (
    <ColumnChart
      id="per-jam"
      title={say('oversight.wall.ahead')}
      description={ahead.map((many, hour) => `${at(hour)}–${at(hour + 1)}: ${many}`).join('; ')}
      labels={Array.from({ length: HOURS_AHEAD }, (_, hour) => at(hour))}
      series={[{ label: say('oversight.wall.ahead_count'), values: ahead }]}
      write={(value) => grouped(value, language)}
    />
  );
}

function NextDue({ wallboard: { next, now } }: { wallboard: Wallboard }) {
  const say = useSay();
  const language = useLanguage();
  const columns: Column<Wallboard['next'][number]>[] = [
    {
      head: 'oversight.wall.left',
      cell: ({ dueAt }) => (
        <strong class="whole">
          <TimeLeft dueAt={dueAt} now={now} locale={language} />
        </strong>
      ),
    },
    { head: 'oversight.wall.number', cell: ({ number }) => <span class="whole">{number}</span> },
    { head: 'oversight.wall.category', cell: ({ category }) => category },
    {
      head: 'oversight.wall.where',
      cell: ({ desk, unit }) => (desk === 'office' ? unit : say(`oversight.tray.${desk}`)),
    },
  ];
  return (
    <SlimTable caption="oversight.wall.next" columns={columns} items={next} empty="oversight.wall.nothing" />
  );
}

function Validators({ wallboard: { validators, unproposed } }: { wallboard: Wallboard }) {
  const say = useSay();
  const language = useLanguage();
  const most = Math.max(1, ...validators.map(({ waiting }) => waiting));
  const columns: Column<ValidatorLoad>[] = [
    {
      head: 'oversight.wall.validator',
      cell: ({ name, onDuty }) => (
        <span>
          {name}
          {onDuty && <Beside style="tag">{say('oversight.wall.on_duty')}</Beside>}
        </span>
      ),
    },
    {
      head: 'oversight.wall.waiting',
      cell: ({ waiting }) => <Measure share={waiting / most}>{grouped(waiting, language)}</Measure>,
    },
    { head: 'oversight.wall.overdue', cell: ({ overdue }) => grouped(overdue, language) },
  ];
  return (
    <>
      <SlimTable
        caption="oversight.wall.validators"
        columns={columns}
        items={validators}
        empty="oversight.wall.nobody"
      />
      {unproposed > 0 && (
        <p>
          {say('oversight.wall.unproposed')}: <strong>{grouped(unproposed, language)}</strong>
        </p>
      )}
    </>
  );
}
