/**
 * `/kelola/piket`: who is on duty when. Supervisors plan the validators, an office's admins plan themselves, one
 * period after another; what is over stays in the roster's history.
 */

import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import { z } from 'zod';
import { type DutyRoster, PeriodInput } from '#shared/contract/roster.ts';
import { grantsOf } from '#shared/contract/session.ts';
import { periodFault } from '#shared/people/roster-period.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { fullDate } from '#shared/words/time.ts';
import {
  EMPTY,
  type Field,
  type Filled,
  inputOf,
  readForm,
  submit,
  textOf,
  type Values,
} from '../../pages/form.ts';
import {
  type Column,
  drawFields,
  folded,
  type Html,
  notice,
  officePage,
  table,
} from '../../pages/legacy.tsx';
import type { MenuEntry } from '../../pages/menu.ts';
import { doneOf } from '../../pages/query.ts';
import { may, officePages } from '../../pages/session.ts';
import type { Env } from '../../platform/http/env.ts';
import { type Language, say } from '../../platform/http/language.ts';
import { HttpProblem, invalid } from '../../platform/http/problem.ts';
import type { RosterDeps } from './roster.ts';
import { ownDuty, readRoster, writeRoster } from './roster.ts';
import { rosterName } from './roster-name.ts';

const DUTY_PATH = '/kelola/piket';
export const DUTY_ENTRY: MenuEntry = {
  path: DUTY_PATH,
  label: 'pages.menu.duty',
  right: 'duty:own',
};

const DONE = ['simpan', 'hapus'] as const;

const FIELDS: readonly Field[] = [
  {
    kind: 'line',
    path: 'officer',
    label: 'people.roster.username',
    hint: 'people.roster.username_hint',
    max: 60,
  },
  { kind: 'wib', path: 'from', label: 'people.roster.from' },
  { kind: 'wib', path: 'until', label: 'people.roster.until' },
];

type Period = z.output<typeof PeriodInput>;
type Planned = DutyRoster['periods'][number];

/** A roster that the caller may read. */
interface Readable {
  /** Code of the office; null for the validators'. */
  unit: string | null;
  name: Phrase;
  maySet: boolean;
}

export function dutyPages(services: RosterDeps): Hono<Env> {
  const app = officePages(DUTY_ENTRY, services);

  app.get('/', async (c) => c.html(await rosterPage(c, services, EMPTY)));

  app.post('/', async (c) => {
    const values = await readForm(c);
    const roster = writable(c);
    const input = inputOf(FIELDS, values);
    const outcome = await submit({ schema: PeriodInput, fields: FIELDS, input }, async (period) => {
      await rewrite(services, c, roster, values, (planned) => added(planned, period));
    });
    if (outcome.ok) return c.redirect(addressOf(roster, 'simpan'), 303);
    const filled = { values, faults: outcome.faults };
    return c.html(await rosterPage(c, services, filled, outcome.bad), outcome.status);
  });

  app.post('/hapus', async (c) => {
    const values = await readForm(c);
    const roster = writable(c);
    const outcome = await submit({ schema: z.object({}), fields: [], input: {} }, async () => {
      await rewrite(services, c, roster, values, (planned) =>
        planned.filter(
          (one) =>
            !(['officer', 'from', 'until'] as const).every((part) => one[part] === textOf(values, part)),
        ),
      );
    });
    if (outcome.ok) return c.redirect(addressOf(roster, 'hapus'), 303);
    return c.html(await rosterPage(c, services, EMPTY, outcome.bad), outcome.status);
  });

  return app;
}

/** Writes the version after the one the form was drawn from. Throws 412 when there is a newer one. */
async function rewrite(
  services: RosterDeps,
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
  return `${DUTY_PATH}${below}${query.size === 0 ? '' : `?${query}`}`;
}

async function rosterPage(
  c: Context<Env>,
  services: RosterDeps,
  filled: Filled,
  bad?: Phrase,
): Promise<Html> {
  const language = c.get('language');
  const words = (said: Phrase): string => say(said, language);
  const roster = chosen(c);
  if (!roster) {
    if (c.req.query('unit') !== undefined) throw new HttpProblem('not-found');
    return officePage(c, {
      title: 'people.roster.title',
      body: html`<p class="empty">${words('people.roster.no_roster')}</p>`,
    });
  }
  const { version, periods } = await readRoster(services, rosterName(roster.unit));
  const now = services.clock.now();
  const ahead = periods.filter(({ until }) => Date.parse(until) > now);
  const duty = await ownDuty(services, c.get('actor'));
  const done = doneOf(c, DONE, (done) => `people.roster_done.${done}`);
  const all = readable(c);
  const body = html`${bad ? notice('bad', words(bad)) : done ? notice('good', words(done)) : ''}
${
  all.length < 2
    ? ''
    : html`<nav class="tabs" aria-label="${words('people.roster.rosters')}">${all.map(
        (one) =>
          html`<a href="${addressOf(one)}"${one.unit === roster.unit ? html` aria-current="page"` : ''}>${words(one.name)}</a>`,
      )}</nav>`
}
<p>${words(roster.unit === null ? 'people.roster.intro_validators' : 'people.roster.intro_unit')}</p>
${duty.until === null ? '' : html`<p>${words('people.roster.on_duty')} ${fullDate(Date.parse(duty.until), language)}.</p>`}
${duty.next === null ? '' : html`<p>${words('people.roster.next')} ${fullDate(Date.parse(duty.next), language)}.</p>`}
${table(language, 'people.roster.title', columns(language, roster, version), ahead, 'people.roster.none')}
${
  roster.maySet
    ? folded(
        words('people.roster.add'),
        html`<form class="stacked" method="post" action="${addressOf(roster)}">
<input type="hidden" name="versi" value="${version}">${drawFields(FIELDS, filled, language)}
<p><button>${words('pages.save')}</button></p></form>`,
        bad !== undefined || ahead.length === 0,
      )
    : ''
}`;
  return officePage(c, { title: 'people.roster.title', body, wide: true });
}

function columns(language: Language, roster: Readable, version: number): Column<Planned>[] {
  const at = (text: string): string => fullDate(Date.parse(text), language);
  const shown: Column<Planned>[] = [
    {
      head: 'people.roster.officer',
      cell: ({ officer }: Planned) => `${officer.name} (${officer.username})`,
    },
    { head: 'people.roster.from', cell: ({ from }: Planned) => at(from) },
    { head: 'people.roster.until', cell: ({ until }: Planned) => at(until) },
  ];
  if (!roster.maySet) return shown;
  const hidden = (name: string, value: string): Html =>
    html`<input type="hidden" name="${name}" value="${value}">`;
  const remove = ({ officer, from, until }: Planned): Html =>
    html`<div>${folded(
      say('people.roster.remove', language),
      html`<form method="post" action="${addressOf(roster, undefined, '/hapus')}"><p>${say('people.roster.remove_why', language)}</p>
${hidden('versi', String(version))}${hidden('officer', officer.username)}${hidden('from', from)}${hidden('until', until)}
<button class="quiet">${say('people.roster.remove', language)}</button></form>`,
    )}</div>`;
  return [...shown, { head: 'people.roster.remove', cell: remove }];
}
