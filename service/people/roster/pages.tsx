/**
 * `/kelola/piket`: who is on duty when. Supervisors plan the validators, an office's admins plan themselves, one
 * period after another; what is over stays in the roster's history.
 */
import type { Context, Hono } from 'hono';
import type { ComponentChildren } from 'preact';
import { z } from 'zod';
import { type DutyRoster, PeriodInput } from '#shared/contract/roster.ts';
import { grantsOf } from '#shared/contract/session.ts';
import { periodFault } from '#shared/people/roster-period.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { answerPage } from '../../pages/answer.tsx';
import { Sentence, useSay } from '../../pages/context.tsx';
import { Fields, Folded, Form } from '../../pages/fields.tsx';
import {
  doneOf,
  EMPTY,
  type Field,
  type Filled,
  line,
  takeForm,
  textOf,
  type Values,
} from '../../pages/form.ts';
import { menuEntry } from '../../pages/menu.ts';
import { OfficePage } from '../../pages/page.tsx';
import { pageOfList } from '../../pages/paging.ts';
import { Outcome, Tabs } from '../../pages/parts.tsx';
import { may, officePages } from '../../pages/session.ts';
import { type Column, Pager, Table } from '../../pages/table.tsx';
import type { Env } from '../../platform/http/env.ts';
import { HttpProblem, invalid } from '../../platform/http/problem.ts';
import type { PeopleDeps } from '../deps.ts';
import { On } from '../parts.tsx';
import { ownRoster, readRoster, rosterName, writeRoster } from './roster.ts';

const ROSTER_PATH = '/kelola/piket';
export const ROSTER_ENTRY = menuEntry(ROSTER_PATH, 'pages.menu.duty', 'duty:own');

const DONE = ['simpan', 'hapus'] as const;

const FIELDS: readonly Field[] = [
  line('officer', 'people.roster.username', 60, { hint: 'people.roster.username_hint' }),
  { kind: 'instant', path: 'from', label: 'people.roster.from' },
  { kind: 'instant', path: 'until', label: 'people.roster.until' },
];

/** What names a period. */
const PARTS = ['officer', 'from', 'until'] as const;

type Period = z.output<typeof PeriodInput>;
type Planned = DutyRoster['periods'][number];

/** A roster that the caller may read. */
interface Readable {
  /** Code of the office; null for the validators'. */
  unit: string | null;
  name: Phrase;
  maySet: boolean;
}

export function rosterPages(services: PeopleDeps): Hono<Env> {
  const app = officePages(ROSTER_ENTRY, services);

  app.get('/', async (c) => {
    const roster = chosen(c);
    if (roster) return answerPage(c, <RosterPage {...(await shownOf(c, services, roster))} filled={EMPTY} />);
    if (c.req.query('unit') !== undefined) throw new HttpProblem('not-found');
    return answerPage(c, <NoRosterPage />);
  });

  app.post('/', async (c) => {
    const roster = writable(c);
    const sent = await takeForm(c, { schema: PeriodInput, fields: FIELDS }, (period, values) =>
      rewrite(services, c, roster, values, (planned) => added(planned, period)),
    );
    if (sent.ok) return c.redirect(addressOf(roster, 'simpan'), 303);
    return answerPage(
      c,
      <RosterPage {...(await shownOf(c, services, roster))} {...sent.refused} />,
      sent.status,
    );
  });

  app.post('/hapus', async (c) => {
    const roster = writable(c);
    const sent = await takeForm(c, { schema: z.object({}), fields: [] }, (_, values) =>
      rewrite(services, c, roster, values, (planned) =>
        planned.filter((one) => !PARTS.every((part) => one[part] === textOf(values, part))),
      ),
    );
    if (sent.ok) return c.redirect(addressOf(roster, 'hapus'), 303);
    const refused = { filled: EMPTY, bad: sent.refused.bad };
    return answerPage(c, <RosterPage {...(await shownOf(c, services, roster))} {...refused} />, sent.status);
  });

  return app;
}

/** Writes the version after the one the form was drawn from. Throws 412 when there is a newer one. */
async function rewrite(
  services: PeopleDeps,
  c: Context<Env>,
  { unit }: Readable,
  values: Values,
  change: (planned: readonly Period[]) => readonly Period[],
): Promise<void> {
  const roster = rosterName(unit);
  const { version, periods } = await readRoster(services, roster);
  if (textOf(values, 'versi') !== String(version))
    throw new HttpProblem('stale-version', { detail: 'people.roster.stale' });
  const planned = periods.map(({ officer, from, until }) => ({ officer: officer.username, from, until }));
  const input = { periods: [...change(planned)] };
  await writeRoster(services, { roster, input, before: version, by: c.get('actor').id });
}

function added(planned: readonly Period[], period: Period): Period[] {
  const times = ({ from, until }: Period) => ({ from: Date.parse(from), until: Date.parse(until) });
  const own = planned.filter(({ officer }) => officer === period.officer).map(times);
  const fault = periodFault(times(period), own);
  if (fault) throw invalid('until', fault, `people.roster_fault.${fault}`);
  return [...planned, period];
}

function readable(c: Context<Env>): Readable[] {
  const own = grantsOf(c.get('actor')).flatMap(({ role, unit }) =>
    role === 'unit_admin' && unit
      ? [{ unit: unit.code, name: { text: unit.name }, maySet: may(c, 'duty:unit:set') }]
      : [],
  );
  if (!may(c, 'duty:validators')) return own;
  return [{ unit: null, name: 'people.roster.validators', maySet: may(c, 'duty:validators:set') }, ...own];
}

/** The one that the address names, else the first. */
function chosen(c: Context<Env>): Readable | undefined {
  const all = readable(c);
  const unit = c.req.query('unit');
  return unit === undefined ? all[0] : all.find((one) => one.unit === unit);
}

/** Throws 403: reading a roster is not yet writing it. */
function writable(c: Context<Env>): Readable {
  const roster = chosen(c);
  if (!roster?.maySet) throw new HttpProblem('forbidden');
  return roster;
}

function addressOf({ unit }: Readable, done?: (typeof DONE)[number], below = ''): string {
  const query = new URLSearchParams({
    ...(unit === null ? {} : { unit }),
    ...(done === undefined ? {} : { sudah: done }),
  });
  return `${ROSTER_PATH}${below}${query.size === 0 ? '' : `?${query}`}`;
}

type Shown = Awaited<ReturnType<typeof shownOf>>;

async function shownOf(c: Context<Env>, services: PeopleDeps, roster: Readable) {
  const { version, periods } = await readRoster(services, rosterName(roster.unit));
  const now = services.clock.now();
  const ahead = periods.filter(({ until }) => Date.parse(until) > now);
  return {
    roster,
    /** All that the caller may read. */
    rosters: readable(c),
    version,
    /** What is not over yet. */
    ahead: pageOfList(c, ahead, ({ from, officer, until }) => [Date.parse(from), officer.username, until]),
    own: await ownRoster(services, c.get('actor')),
    done: doneOf(c, DONE, (done) => `people.roster_done.${done}`),
  };
}

function RosterPage(props: Shown & { filled: Filled; bad?: Phrase }) {
  const { roster, rosters, version, ahead, own, done, filled, bad } = props;
  const say = useSay();
  const tabs = rosters.map((one) => ({
    path: addressOf(one),
    label: say(one.name),
    isHere: one.unit === roster.unit,
  }));
  return (
    <OfficePage title={say('people.roster.title')} wide>
      <Outcome bad={bad} done={done} />
      {tabs.length > 1 && <Tabs label="people.roster.rosters" tabs={tabs} />}
      <p>{say(roster.unit === null ? 'people.roster.intro_validators' : 'people.roster.intro_unit')}</p>
      <OwnTime said="people.roster.on_duty" at={own.until} />
      <OwnTime said="people.roster.next" at={own.next} />
      <Table
        caption="people.roster.title"
        columns={roster.maySet ? [...COLUMNS, removal(roster, version)] : COLUMNS}
        items={ahead.items}
        empty="people.roster.none"
      />
      <Pager next={ahead.next} shown={ahead.shown} />
      {roster.maySet && (
        <Folded summary={say('people.roster.add')} open={bad !== undefined || ahead.shown.all === 0}>
          <Form action={addressOf(roster)} submit="pages.save">
            <Hidden name="versi" value={version} />
            <Fields fields={FIELDS} filled={filled} />
          </Form>
        </Folded>
      )}
    </OfficePage>
  );
}

function NoRosterPage() {
  const say = useSay();
  return (
    <OfficePage title={say('people.roster.title')}>
      <p class="empty">{say('people.roster.no_roster')}</p>
    </OfficePage>
  );
}

function OwnTime({ said, at }: { said: Phrase; at: string | null }) {
  return (
    at !== null && (
      <p>
        <Sentence said={said} /> <On at={at} />.
      </p>
    )
  );
}

const COLUMNS: readonly Column<Planned>[] = [
  { head: 'people.roster.officer', cell: ({ officer }) => `${officer.name} (${officer.username})` },
  { head: 'people.roster.from', cell: ({ from }) => <On at={from} /> },
  { head: 'people.roster.until', cell: ({ until }) => <On at={until} /> },
];

const removal = (roster: Readable, version: number): Column<Planned> => ({
  head: 'people.roster.remove',
  cell: ({ officer, ...times }) => (
    <Removal to={addressOf(roster, undefined, '/hapus')}>
      <Hidden name="versi" value={version} />
      {PARTS.map((part) => (
        <Hidden name={part} value={{ officer: officer.username, ...times }[part]} />
      ))}
    </Removal>
  ),
});

function Removal({ to, children }: { to: string; children: ComponentChildren }) {
  const say = useSay();
  return (
    <div>
      <Folded summary={say('people.roster.remove')}>
        <form method="post" action={to}>
          <p>{say('people.roster.remove_why')}</p>
          {children}
          <button class="quiet" type="submit">
            {say('people.roster.remove')}
          </button>
        </form>
      </Folded>
    </div>
  );
}

function Hidden({ name, value }: { name: string; value: string | number }) {
  return <input type="hidden" name={name} value={value} />;
}
