/**
 * `/kelola/beranda`: where an officer starts. A supervisor the queue as a whole, an operator what the system still lacks,
 * everybody else what is due for them. A report's number leads to the desk where the extension is: it marks numbers here.
 */
import type { Hono } from 'hono';
import type { AccountRequest } from '#shared/contract/account-requests.ts';
import { type Counters, QueuePage } from '#shared/contract/queue.ts';
import { type Actor, HOME_PATH, hasRole, rolesOf } from '#shared/contract/session.ts';
import type { ListItem } from '#shared/contract/ticket.ts';
import { WORK_GROUPS, type WorkGroup } from '#shared/deadline/urgency.ts';
import { QUEUE_TRAYS } from '#shared/ticket/tray.ts';
import { StatusTag, TimeLeft } from '#shared/view/marks.tsx';
import { grouped } from '#shared/words/number.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { duration, fullDate } from '#shared/words/time.ts';
import { answerPage } from '../../pages/answer.tsx';
import { Sentence, useLanguage, useSay } from '../../pages/context.tsx';
import { ACCOUNTS_PATH, IMPORT_PATH, menuEntry, PERFORMANCE_PATH, REQUESTS_PATH } from '../../pages/menu.ts';
import { OfficePage } from '../../pages/page.tsx';
import { LinkLine } from '../../pages/parts.tsx';
import { officePages } from '../../pages/session.ts';
import { type Column, Table } from '../../pages/table.tsx';
import { KEYS_PATH } from '../../people/api-keys/pages.tsx';
import { On } from '../../people/parts.tsx';
import { countWaiting, listRequests } from '../../people/requests/read.ts';
import { ROSTER_ENTRY } from '../../people/roster/pages.tsx';
import { UNITS_ENTRY } from '../../people/units/pages.tsx';
import type { Env } from '../../platform/http/env.ts';
import { CRITERIA_ENTRY } from '../../rules/criteria/pages.tsx';
import type { TicketDeps } from '../../tickets/deps.ts';
import { openCounters } from '../../tickets/queue/counters.ts';
import { newestSeq } from '../../tickets/queue/feed.ts';
import { openQueue } from '../../tickets/queue/queue.ts';
import { WALLBOARD_PATH } from '../wallboard/page.tsx';
import { readWallboard, type ValidatorLoad, type Wallboard, type WallboardDeps } from '../wallboard/read.ts';
import {
  type AskedOfSupervisors,
  readAsked,
  readSetup,
  readStuck,
  type SetupStep,
  STEPS,
  type StuckReport,
} from './read.ts';

export const HOME_ENTRY = menuEntry(HOME_PATH, 'pages.menu.home', 'queue:read');

/** Of one's own queue; the rest is on the desk. */
const SHOWN = 15;
/** Of the requests; the rest is on their page. */
const REQUESTS_SHOWN = 10;

export function homePages(services: WallboardDeps, tickets: TicketDeps): Hono<Env> {
  const app = officePages(HOME_ENTRY, services);
  const counters = openCounters(tickets);
  const queue = openQueue(tickets);

  const ownQueue = async (actor: Actor) => ({
    counters: (await counters.read(actor, await newestSeq(tickets))).counters,
    items: QueuePage.parse(JSON.parse(await queue.page(actor, { limit: SHOWN }))).items,
    now: services.clock.now(),
  });
  const requests = async (actor: Actor) => ({
    items: (await listRequests(services, { state: 'pending', limit: REQUESTS_SHOWN }, actor)).items,
    waiting: await countWaiting(services),
  });
  const city = async () => ({
    board: await readWallboard(services),
    stuck: await readStuck(services),
    asked: await readAsked(services),
  });

  app.get('/', async (c) => {
    const actor = c.get('actor');
    const isSupervisor = hasRole(actor, 'supervisor');
    const works = rolesOf(actor).some((role) => QUEUE_TRAYS[role].length > 0);
    const isOperator = hasRole(actor, 'operator');
    return answerPage(
      c,
      <HomePage
        requests={isOperator ? await requests(actor) : null}
        setup={isOperator ? await readSetup(services) : null}
        city={isSupervisor ? await city() : null}
        own={works && !isSupervisor ? await ownQueue(actor) : null}
      />,
    );
  });
  return app;
}

type City = { board: Wallboard; stuck: StuckReport[]; asked: AskedOfSupervisors[] };
type Requests = { items: AccountRequest[]; waiting: number };
type Own = { counters: Counters; items: ListItem[]; now: number };

interface HomeProps {
  requests: Requests | null;
  setup: Record<SetupStep, boolean> | null;
  city: City | null;
  own: Own | null;
}

function HomePage({ requests, setup, city, own }: HomeProps) {
  const say = useSay();
  const lacks = setup !== null && STEPS.some((step) => !setup[step]);
  return (
    <OfficePage title={say('oversight.home.title')} wide>
      {requests !== null && requests.waiting > 0 && <WaitingRequests {...requests} />}
      {lacks && <Setup setup={setup} />}
      {setup !== null && !lacks && !city && !own && (
        <>
          <p>{say('oversight.home.set_up')}</p>
          <LinkLine to={ACCOUNTS_PATH}>{say('pages.menu.accounts')}</LinkLine>
        </>
      )}
      {city && <CityQueue city={city} />}
      {own && <OwnQueue own={own} />}
    </OfficePage>
  );
}

function WaitingRequests({ items, waiting }: Requests) {
  const say = useSay();
  return (
    <section>
      <h2>{say({ key: 'oversight.home.requests', values: { count: waiting } })}</h2>
      <Table
        caption="people.requests.title"
        columns={REQUEST_COLUMNS}
        items={items}
        empty="people.requests.none"
      />
      <LinkLine to={REQUESTS_PATH}>{say('oversight.home.all_requests')}</LinkLine>
    </section>
  );
}

const REQUEST_COLUMNS: readonly Column<AccountRequest>[] = [
  {
    head: 'people.accounts.name',
    cell: ({ id, name }) => <a href={`${REQUESTS_PATH}/${id}`}>{name}</a>,
  },
  { head: 'people.accounts.role', cell: ({ role }) => <Sentence said={`common.role.${role}`} /> },
  { head: 'people.accounts.unit', cell: ({ unit }) => unit.name },
  { head: 'oversight.home.at', cell: ({ askedAt }) => <On at={askedAt} /> },
];

const STEP_PATHS: Record<SetupStep, string> = {
  units: UNITS_ENTRY.path,
  accounts: ACCOUNTS_PATH,
  criteria: CRITERIA_ENTRY.path,
  channels: KEYS_PATH,
  duty: ROSTER_ENTRY.path,
  reports: IMPORT_PATH,
};

function Setup({ setup }: { setup: Record<SetupStep, boolean> }) {
  const say = useSay();
  return (
    <section>
      <h2>{say('oversight.home.setup')}</h2>
      <p class="soft">{say('oversight.home.setup_why')}</p>
      <ol class="setup">
        {STEPS.map((step) => (
          <li class={setup[step] ? 'done' : 'open'}>
            <span class="tag">{say(setup[step] ? 'oversight.home.done' : 'oversight.home.open')}</span>{' '}
            <a href={STEP_PATHS[step]}>{say(`oversight.home.step.${step}`)}</a>
            <p class="soft">{say(`oversight.home.step_why.${step}`)}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Sums({ of }: { of(group: WorkGroup): number }) {
  const say = useSay();
  const language = useLanguage();
  return (
    <dl class="sums">
      {WORK_GROUPS.map((group) => (
        <div class={of(group) > 0 ? `sum sum-${group}` : 'sum'}>
          <dt>{say(`common.work_group.${group}`)}</dt>
          <dd>{grouped(of(group), language)}</dd>
        </div>
      ))}
    </dl>
  );
}

function OwnQueue({ own: { counters, items, now } }: { own: Own }) {
  const say = useSay();
  const language = useLanguage();
  const columns: Column<ListItem>[] = [
    {
      head: 'oversight.wall.left',
      cell: ({ nextDueAt }) => (
        <strong class="whole">
          <TimeLeft dueAt={nextDueAt === null ? null : Date.parse(nextDueAt)} now={now} locale={language} />
        </strong>
      ),
    },
    { head: 'oversight.wall.number', cell: ({ number }) => <span class="whole">{number}</span> },
    { head: 'oversight.wall.category', cell: ({ category }) => category },
    { head: 'oversight.home.place', cell: ({ kelurahan, unit }) => kelurahan?.name ?? unit?.name ?? '–' },
    {
      head: 'oversight.performance.status',
      cell: ({ status }) => <StatusTag status={status} label={say(`common.status.${status}`)} />,
    },
  ];
  const all = WORK_GROUPS.reduce((sum, group) => sum + counters[group], 0);
  return (
    <section>
      <h2>{say('oversight.home.own')}</h2>
      <Sums of={(group) => counters[group]} />
      {counters.returned > 0 && (
        <p>{say({ key: 'oversight.home.returned', values: { count: counters.returned } })}</p>
      )}
      <Table caption="oversight.home.own" columns={columns} items={items} empty="oversight.wall.nothing" />
      {all > items.length && (
        <p>{say({ key: 'oversight.home.more', values: { count: all - items.length } })}</p>
      )}
      <p class="soft">{say('oversight.home.on_desk')}</p>
    </section>
  );
}

function CityQueue({ city: { board, stuck, asked } }: { city: City }) {
  const say = useSay();
  const language = useLanguage();
  const { desks, now } = board;
  const trays: Column<(typeof desks)[number]>[] = [
    { head: 'oversight.wall.desk', cell: ({ desk }) => say(`oversight.tray.${desk}`) },
    ...WORK_GROUPS.map((group) => ({
      head: `common.work_group.${group}` as const,
      cell: (desk: (typeof desks)[number]) => grouped(desk[group], language),
    })),
  ];
  return (
    <>
      <section>
        <h2>{say('oversight.wall.title')}</h2>
        <Sums of={(group) => desks.reduce((sum, desk) => sum + desk[group], 0)} />
        <Table caption="oversight.wall.title" columns={trays} items={desks} empty="oversight.wall.nothing" />
        <p>
          <a href={WALLBOARD_PATH}>{say('pages.menu.wall')}</a> ·{' '}
          <a href={PERFORMANCE_PATH}>{say('pages.menu.performance')}</a>
        </p>
      </section>
      <Asked asked={asked} />
      <Validators board={board} />
      <Stuck stuck={stuck} now={now} />
      <p class="soft">{say('oversight.home.on_desk')}</p>
    </>
  );
}

function Asked({ asked }: { asked: AskedOfSupervisors[] }) {
  const say = useSay();
  const language = useLanguage();
  const columns: Column<AskedOfSupervisors>[] = [
    { head: 'oversight.wall.number', cell: ({ number }) => <span class="whole">{number}</span> },
    {
      head: 'oversight.performance.status',
      cell: ({ status }) => <StatusTag status={status} label={say(`common.status.${status}`)} />,
    },
    { head: 'oversight.home.by', cell: ({ by }) => by ?? '–' },
    { head: 'oversight.home.at', cell: ({ at }) => fullDate(at, language) },
    { head: 'oversight.home.note', cell: ({ note }) => <span class="prose">{note ?? '–'}</span> },
  ];
  return (
    <section>
      <h2>{say('oversight.home.asked')}</h2>
      <Table
        caption="oversight.home.asked"
        columns={columns}
        items={asked}
        empty="oversight.home.asked_none"
      />
      {asked.length > 0 && <p class="soft">{say('oversight.home.asked_how')}</p>}
    </section>
  );
}

function Validators({ board: { validators, unproposed } }: { board: Wallboard }) {
  const say = useSay();
  const language = useLanguage();
  const columns: Column<ValidatorLoad>[] = [
    { head: 'oversight.wall.validator', cell: ({ name }) => name },
    {
      head: 'oversight.home.duty',
      cell: ({ onDuty }) => say(onDuty ? 'oversight.home.yes' : 'oversight.home.no'),
    },
    { head: 'oversight.wall.waiting', cell: ({ waiting }) => grouped(waiting, language) },
    { head: 'oversight.wall.overdue', cell: ({ overdue }) => grouped(overdue, language) },
    { head: 'oversight.home.decided', cell: ({ decided }) => grouped(decided, language) },
  ];
  return (
    <section>
      <h2>{say('oversight.wall.validators')}</h2>
      <Table
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
    </section>
  );
}

const WHY: Record<StuckReport['why'], Phrase> = {
  late: 'oversight.home.late',
  field: 'oversight.home.field',
};

function Stuck({ stuck, now }: { stuck: StuckReport[]; now: number }) {
  const say = useSay();
  const language = useLanguage();
  const columns: Column<StuckReport>[] = [
    { head: 'oversight.home.how_long', cell: ({ since }) => duration(now - since, language) },
    { head: 'oversight.home.why', cell: ({ why }) => say(WHY[why]) },
    { head: 'oversight.wall.number', cell: ({ number }) => <span class="whole">{number}</span> },
    { head: 'oversight.wall.category', cell: ({ category }) => category },
    {
      head: 'oversight.wall.where',
      cell: ({ desk, unit }) => (desk === 'office' ? unit : say(`oversight.tray.${desk}`)),
    },
  ];
  return (
    <section>
      <h2>{say('oversight.home.stuck')}</h2>
      <Table
        caption="oversight.home.stuck"
        columns={columns}
        items={stuck}
        empty="oversight.home.stuck_none"
      />
    </section>
  );
}
