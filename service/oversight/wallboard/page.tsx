/**
 * `/kelola/dinding`: the queue on a screen on the wall, to be read from four metres. It comes anew by itself four times
 * a minute, without script; whoever wants to read in peace stops that.
 */
import type { Hono } from 'hono';
import type { Desk } from '#shared/ticket/desk.ts';
import { HOUR } from '#shared/time/wib.ts';
import { TimeLeft } from '#shared/view/time-left.tsx';
import { grouped } from '#shared/words/distance.ts';
import { clockTime, fullDate } from '#shared/words/time.ts';
import type { Services } from '../../compose/services.ts';
import { answerPage } from '../../pages/answer.tsx';
import { ColumnChart, Measure } from '../../pages/chart.tsx';
import { useLanguage, useSay } from '../../pages/context.tsx';
import type { MenuEntry } from '../../pages/menu.ts';
import { OfficePage } from '../../pages/page.tsx';
import { Beside } from '../../pages/parts.tsx';
import { PERFORMANCE_PATH } from '../../pages/paths.ts';
import { officePages } from '../../pages/session.ts';
import { type Column, Table } from '../../pages/table.tsx';
import type { Env } from '../../platform/http/env.ts';
import type { Said } from '../../platform/http/language.ts';
import { HOURS_AHEAD, readWall, type ValidatorLoad, type Wall } from './read.ts';

const WALL_PATH = '/kelola/dinding';
export const WALL_ENTRY: MenuEntry = {
  path: WALL_PATH,
  label: { id: 'Dinding', en: 'Wall' },
  right: 'wall:read',
};

const W = {
  title: { id: 'Antrian seluruh kota', en: 'The city’s queue' },
  overdue: { id: 'Terlambat', en: 'Overdue' },
  due1h: { id: '< 1 jam', en: '< 1 h' },
  dueToday: { id: 'Hari ini', en: 'Today' },
  all: { id: 'Semua', en: 'All' },
  desk: { id: 'Meja', en: 'Desk' },
  ahead: { id: 'Jatuh tempo per jam', en: 'Falling due by the hour' },
  aheadCount: { id: 'Jatuh tempo', en: 'Falling due' },
  next: { id: 'Jatuh tempo berikutnya', en: 'Next to fall due' },
  number: { id: 'Nomor', en: 'Number' },
  category: { id: 'Kategori', en: 'Category' },
  where: { id: 'Di', en: 'With' },
  left: { id: 'Sisa', en: 'Left' },
  validators: { id: 'Beban validator', en: 'Load of the validators' },
  validator: { id: 'Validator', en: 'Validator' },
  waiting: { id: 'Menunggu', en: 'Waiting' },
  onDuty: { id: 'piket', en: 'on duty' },
  unproposed: { id: 'Belum diusulkan kepada siapa pun', en: 'Proposed to nobody yet' },
  nobody: { id: 'Tidak ada validator yang piket.', en: 'No validator is on duty.' },
  nothing: { id: 'Tidak ada yang menunggu.', en: 'Nothing is waiting.' },
  renewed: { id: 'Diperbarui sendiri tiap 15 detik', en: 'Renewed by itself every 15 seconds' },
  stop: { id: 'Hentikan', en: 'Stop' },
  stopped: { id: 'Tidak diperbarui', en: 'Not renewed' },
  go: { id: 'Perbarui lagi', en: 'Renew again' },
  leave: { id: 'Keluar dari tampilan dinding', en: 'Leave the wall view' },
} satisfies Record<string, Said>;

const DESK_NAMES: Record<Desk, Said> = {
  office: { id: 'Unit', en: 'Offices' },
  tray: { id: 'Baki kanal', en: 'Channel tray' },
  validator: { id: 'Validator', en: 'Validators' },
};

const SECONDS = 15;
const STOPPED = 'jeda';

export function wallPages(services: Services): Hono<Env> {
  const app = officePages(WALL_ENTRY, services);
  app.get('/', async (c) => {
    const isStopped = c.req.query(STOPPED) !== undefined;
    if (!isStopped) c.header('refresh', String(SECONDS));
    return answerPage(c, <WallPage wall={await readWall(services)} isStopped={isStopped} />);
  });
  return app;
}

function WallPage({ wall, isStopped }: { wall: Wall; isStopped: boolean }) {
  const say = useSay();
  return (
    <OfficePage title={say(W.title)} layout="wall">
      <p class="clock">
        <time>{fullDate(wall.now, useLanguage())}</time>
      </p>
      <div class="wall">
        <section class="sums">
          <Sums wall={wall} />
        </section>
        {PARTS.map(({ title, Part }) => (
          <section>
            <h2>{say(title)}</h2>
            <Part wall={wall} />
          </section>
        ))}
      </div>
      <p class="soft">
        {say(isStopped ? W.stopped : W.renewed)} ·{' '}
        <a href={isStopped ? WALL_PATH : `${WALL_PATH}?${STOPPED}`}>{say(isStopped ? W.go : W.stop)}</a> ·{' '}
        <a href={PERFORMANCE_PATH}>{say(W.leave)}</a>
      </p>
    </OfficePage>
  );
}

const PARTS = [
  { title: W.ahead, Part: Hours },
  { title: W.next, Part: NextDue },
  { title: W.validators, Part: Validators },
];

type Sum = 'overdue' | 'due1h' | 'dueToday' | 'all';

/** Coloured as soon as it is not nought. */
const SUMS: readonly { what: Sum; alarm?: string }[] = [
  { what: 'overdue', alarm: 'late' },
  { what: 'due1h', alarm: 'soon' },
  { what: 'dueToday' },
  { what: 'all' },
];

function Sums({ wall: { desks } }: { wall: Wall }) {
  const say = useSay();
  const language = useLanguage();
  const columns: Column<Wall['desks'][number]>[] = [
    { head: W.desk, cell: ({ desk }) => say(DESK_NAMES[desk]) },
    ...SUMS.map(({ what }) => ({
      head: W[what],
      cell: (desk: Wall['desks'][number]) => grouped(desk[what], language),
    })),
  ];
  return (
    <>
      <dl>
        {SUMS.map(({ what, alarm }) => {
          const sum = desks.reduce((all, desk) => all + desk[what], 0);
          return (
            <div class={sum > 0 ? alarm : undefined}>
              <dt>{say(W[what])}</dt>
              <dd>{grouped(sum, language)}</dd>
            </div>
          );
        })}
      </dl>
      <div class="slim">
        <Table caption={W.title} columns={columns} items={desks} empty={W.nothing} />
      </div>
    </>
  );
}

function Hours({ wall: { now, ahead } }: { wall: Wall }) {
  const say = useSay();
  const language = useLanguage();
  const at = (hour: number): string => clockTime(now + hour * HOUR, language);
  return (
    <ColumnChart
      id="per-jam"
      title={say(W.ahead)}
      description={ahead.map((many, hour) => `${at(hour)}–${at(hour + 1)}: ${many}`).join('; ')}
      labels={Array.from({ length: HOURS_AHEAD }, (_, hour) => at(hour))}
      series={[{ label: say(W.aheadCount), values: ahead }]}
      write={(value) => grouped(value, language)}
    />
  );
}

function NextDue({ wall: { next, now } }: { wall: Wall }) {
  const say = useSay();
  const language = useLanguage();
  const columns: Column<Wall['next'][number]>[] = [
    {
      head: W.left,
      cell: ({ dueAt }) => (
        <strong class="whole">
          <TimeLeft dueAt={dueAt} now={now} locale={language} />
        </strong>
      ),
    },
    { head: W.number, cell: ({ number }) => <span class="whole">{number}</span> },
    { head: W.category, cell: ({ category }) => category },
    { head: W.where, cell: ({ desk, unit }) => (desk === 'office' ? unit : say(DESK_NAMES[desk])) },
  ];
  return (
    <div class="slim">
      <Table caption={W.next} columns={columns} items={next} empty={W.nothing} />
    </div>
  );
}

function Validators({ wall: { validators, unproposed } }: { wall: Wall }) {
  const say = useSay();
  const language = useLanguage();
  const most = Math.max(1, ...validators.map(({ waiting }) => waiting));
  const columns: Column<ValidatorLoad>[] = [
    {
      head: W.validator,
      cell: ({ name, onDuty }) => (
        <span>
          {name}
          {onDuty && <Beside style="tag">{say(W.onDuty)}</Beside>}
        </span>
      ),
    },
    {
      head: W.waiting,
      cell: ({ waiting }) => <Measure share={waiting / most}>{grouped(waiting, language)}</Measure>,
    },
    { head: W.overdue, cell: ({ overdue }) => grouped(overdue, language) },
  ];
  return (
    <>
      <div class="slim">
        <Table caption={W.validators} columns={columns} items={validators} empty={W.nobody} />
      </div>
      {unproposed > 0 && (
        <p>
          {say(W.unproposed)}: <strong>{grouped(unproposed, language)}</strong>
        </p>
      )}
    </>
  );
}
