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
import { fullDate } from '#shared/words/time.ts';
import type { Services } from '../../compose/services.ts';
import { drawFields, folded } from '../../pages/draw-form.ts';
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
import { DUTY_PATH } from '../../pages/menu.ts';
import { type Html, notice, officePage } from '../../pages/page.ts';
import { doneOf } from '../../pages/query.ts';
import { may, officePages } from '../../pages/session.ts';
import { table } from '../../pages/table.ts';
import { SAVE } from '../../pages/words.ts';
import type { Env } from '../../platform/http/env.ts';
import { type Language, type Said, say } from '../../platform/http/language.ts';
import { HttpProblem, invalid } from '../../platform/http/problem.ts';
import { ownDuty, readRoster, writeRoster } from './roster.ts';
import { rosterName } from './roster-name.ts';

const W = {
  title: { id: 'Jadwal piket', en: 'Duty roster' },
  validators: { id: 'Validator', en: 'Validators' },
  introValidators: {
    id: 'Laporan yang menunggu validasi diusulkan bergiliran kepada validator yang sedang piket.',
    en: 'Reports that wait for validation are proposed in turn to the validators on duty.',
  },
  introUnit: {
    id: 'Jam tenang tidak pernah membisukan pemberitahuan bagi yang sedang piket.',
    en: 'Quiet hours never mute notifications for whoever is on duty.',
  },
  none: { id: 'Belum ada piket yang dijadwalkan.', en: 'No duty is planned yet.' },
  noRoster: {
    id: 'Peran Anda tidak memiliki jadwal piket.',
    en: 'Your role has no duty roster.',
  },
  officer: { id: 'Petugas', en: 'Officer' },
  username: { id: 'Nama pengguna', en: 'Username' },
  usernameHint: {
    id: 'Akun aktif dengan peran dan unit yang sesuai.',
    en: 'An active account with the role and unit for it.',
  },
  from: { id: 'Mulai (WIB)', en: 'From (WIB)' },
  until: { id: 'Sampai (WIB)', en: 'Until (WIB)' },
  add: { id: 'Tambah piket', en: 'Add a duty' },
  remove: { id: 'Hapus', en: 'Take off' },
  removeWhy: { id: 'Petugas ini tidak lagi piket pada waktu itu.', en: 'They are no longer on duty then.' },
  rosters: { id: 'Jadwal', en: 'Rosters' },
  onDuty: { id: 'Anda sedang piket sampai', en: 'You are on duty until' },
  next: { id: 'Piket Anda berikutnya mulai', en: 'Your next duty begins' },
} satisfies Record<string, Said>;

const DONE = {
  simpan: { id: 'Piket sudah disimpan.', en: 'The duty is kept.' },
  hapus: { id: 'Piket sudah dihapus dari jadwal.', en: 'The duty is off the roster.' },
} satisfies Record<string, Said>;

const FAULTS: Record<NonNullable<ReturnType<typeof periodFault>>, Said> = {
  backwards: { id: 'Waktu selesai harus setelah waktu mulai.', en: 'It must end after it begins.' },
  'too-long': {
    id: 'Paling lama 31 hari. Bagi menjadi beberapa piket.',
    en: 'At most 31 days. Split it into several.',
  },
  overlap: {
    id: 'Bertumpuk dengan piket lain petugas yang sama.',
    en: 'It overlaps another duty of the same officer.',
  },
};

const FIELDS: readonly Field[] = [
  { kind: 'line', path: 'officer', label: W.username, hint: W.usernameHint, max: 60 },
  { kind: 'wib', path: 'from', label: W.from },
  { kind: 'wib', path: 'until', label: W.until },
];

type Period = z.output<typeof PeriodInput>;
type Planned = DutyRoster['periods'][number];

/** A roster that the caller may read. */
interface Readable {
  /** Code of the office; null for the validators'. */
  unit: string | null;
  name: Said;
  maySet: boolean;
}

export function dutyPages(services: Services): Hono<Env> {
  const app = officePages(DUTY_PATH, 'duty:own', services);

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
  services: Services,
  c: Context<Env>,
  { unit }: Readable,
  values: Values,
  change: (planned: readonly Period[]) => readonly Period[],
): Promise<void> {
  const roster = rosterName(unit);
  const { version, periods } = await readRoster(services, roster);
  if (textOf(values, 'versi') !== String(version)) throw new HttpProblem('stale-version', { detail: STALE });
  const planned = periods.map(({ officer, from, until }) => ({ officer: officer.username, from, until }));
  const input = { periods: [...change(planned)] };
  await writeRoster(services, { roster, input, before: version, by: c.get('actor').id });
}

const STALE: Said = {
  id: 'Jadwal ini baru saja diubah orang lain. Periksa yang terbaru di bawah, lalu simpan lagi.',
  en: 'Somebody else has just changed this roster. Look at the newest below, then keep yours again.',
};

function added(planned: readonly Period[], period: Period): Period[] {
  const times = ({ from, until }: Period) => ({ from: Date.parse(from), until: Date.parse(until) });
  const own = planned.filter(({ officer }) => officer === period.officer).map(times);
  const fault = periodFault(times(period), own);
  if (fault) throw invalid('until', fault, FAULTS[fault]);
  return [...planned, period];
}

function readable(c: Context<Env>): Readable[] {
  const own = grantsOf(c.get('actor')).flatMap(({ role, unit }) =>
    role === 'unit_admin' && unit
      ? [{ unit: unit.code, name: { id: unit.name, en: unit.name }, maySet: may(c, 'duty:unit:set') }]
      : [],
  );
  if (!may(c, 'duty:validators')) return own;
  return [{ unit: null, name: W.validators, maySet: may(c, 'duty:validators:set') }, ...own];
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

function addressOf({ unit }: Readable, done?: keyof typeof DONE, below = ''): string {
  const query = new URLSearchParams({
    ...(unit === null ? {} : { unit }),
    ...(done === undefined ? {} : { sudah: done }),
  });
  return `${DUTY_PATH}${below}${query.size === 0 ? '' : `?${query}`}`;
}

async function rosterPage(c: Context<Env>, services: Services, filled: Filled, bad?: Said): Promise<Html> {
  const language = c.get('language');
  const words = (said: Said): string => say(said, language);
  const roster = chosen(c);
  if (!roster) {
    if (c.req.query('unit') !== undefined) throw new HttpProblem('not-found');
    return officePage(c, { title: W.title, body: html`<p class="empty">${words(W.noRoster)}</p>` });
  }
  const { version, periods } = await readRoster(services, rosterName(roster.unit));
  const now = services.clock.now();
  const ahead = periods.filter(({ until }) => Date.parse(until) > now);
  const duty = await ownDuty(services, c.get('actor'));
  const done = doneOf(c, DONE);
  const all = readable(c);
  const body = html`${bad ? notice('bad', words(bad)) : done ? notice('good', words(done)) : ''}
${
  all.length < 2
    ? ''
    : html`<nav class="tabs" aria-label="${words(W.rosters)}">${all.map(
        (one) =>
          html`<a href="${addressOf(one)}"${one.unit === roster.unit ? html` aria-current="page"` : ''}>${words(one.name)}</a>`,
      )}</nav>`
}
<p>${words(roster.unit === null ? W.introValidators : W.introUnit)}</p>
${duty.until === null ? '' : html`<p>${words(W.onDuty)} ${fullDate(Date.parse(duty.until), language)}.</p>`}
${duty.next === null ? '' : html`<p>${words(W.next)} ${fullDate(Date.parse(duty.next), language)}.</p>`}
${table(language, W.title, columns(language, roster, version), ahead, W.none)}
${
  roster.maySet
    ? folded(
        words(W.add),
        html`<form class="stacked" method="post" action="${addressOf(roster)}">
<input type="hidden" name="versi" value="${version}">${drawFields(FIELDS, filled, language)}
<p><button>${words(SAVE)}</button></p></form>`,
        bad !== undefined || ahead.length === 0,
      )
    : ''
}`;
  return officePage(c, { title: W.title, body, wide: true });
}

function columns(language: Language, roster: Readable, version: number) {
  const at = (text: string): string => fullDate(Date.parse(text), language);
  const shown = [
    { head: W.officer, cell: ({ officer }: Planned) => `${officer.name} (${officer.username})` },
    { head: W.from, cell: ({ from }: Planned) => at(from) },
    { head: W.until, cell: ({ until }: Planned) => at(until) },
  ];
  if (!roster.maySet) return shown;
  const hidden = (name: string, value: string): Html =>
    html`<input type="hidden" name="${name}" value="${value}">`;
  const remove = ({ officer, from, until }: Planned): Html =>
    html`<div>${folded(
      say(W.remove, language),
      html`<form method="post" action="${addressOf(roster, undefined, '/hapus')}"><p>${say(W.removeWhy, language)}</p>
${hidden('versi', String(version))}${hidden('officer', officer.username)}${hidden('from', from)}${hidden('until', until)}
<button class="quiet">${say(W.remove, language)}</button></form>`,
    )}</div>`;
  return [...shown, { head: W.remove, cell: remove }];
}
