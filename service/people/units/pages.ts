/** `/kelola/unit`: offices by name, kind and place; the operator adds, renames, closes those that are no official place. */
import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import {
  KEPT_KINDS,
  NewUnit,
  UNIT_KINDS,
  type Unit,
  UnitChange,
  UnitsQuery,
} from '#shared/contract/units.ts';
import type { Services } from '../../compose/services.ts';
import { EMPTY, type Field, type Filled, inputOf, readForm, submit, textOf } from '../../pages/form.ts';
import {
  type Column,
  drawField,
  drawFields,
  folded,
  type Html,
  notice,
  officePage,
  table,
} from '../../pages/legacy.tsx';
import type { MenuEntry } from '../../pages/menu.ts';
import { doneOf, queryOf } from '../../pages/query.ts';
import { officePages } from '../../pages/session.ts';
import { ALL, SAVE, SEARCH } from '../../pages/words.ts';
import type { Env } from '../../platform/http/env.ts';
import { type Language, type Said, say } from '../../platform/http/language.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import { UNIT_LIST, unitCode, unitList } from './choose-unit.tsx';
import { changeUnit, createUnit, listUnits } from './units.ts';

const UNITS_PATH = '/kelola/unit';
export const UNITS_ENTRY: MenuEntry = {
  path: UNITS_PATH,
  label: { id: 'Unit', en: 'Units' },
  right: 'units:manage',
};

const W = {
  title: { id: 'Unit', en: 'Units' },
  name: { id: 'Nama', en: 'Name' },
  code: { id: 'Kode', en: 'Code' },
  codeHint: {
    id: '3–63 huruf kecil, angka atau garis, diawali huruf. Contoh: sudin-sda-jaksel. Tidak dapat diubah kemudian.',
    en: '3 to 63 small letters, digits or dashes, a letter first. Example: sudin-sda-jaksel. It cannot be changed later.',
  },
  kind: { id: 'Jenis', en: 'Kind' },
  parent: { id: 'Unit induk', en: 'Unit above' },
  within: { id: 'Di dalam unit', en: 'Within the unit' },
  text: { id: 'Nama atau kode', en: 'Name or code' },
  state: { id: 'Keadaan', en: 'State' },
  open: { id: 'Menerima laporan', en: 'Takes reports' },
  closed: { id: 'Ditutup', en: 'Closed' },
  none: { id: 'Tidak ada unit yang cocok. Ubah pencariannya.', en: 'No unit matches. Change the search.' },
  add: { id: 'Tambah unit', en: 'Add a unit' },
  rename: { id: 'Ubah nama', en: 'Rename' },
  close: { id: 'Tutup unit', en: 'Close the unit' },
  closeWhy: {
    id: 'Unit tidak lagi menerima laporan. Hanya dapat ditutup bila tidak ada laporan terbuka di sana atau di bawahnya.',
    en: 'The unit takes no more reports. It can be closed only while no open report lies there or below it.',
  },
  reopen: { id: 'Buka kembali unit', en: 'Reopen the unit' },
  reopenWhy: { id: 'Unit menerima laporan lagi.', en: 'The unit takes reports again.' },
  official: {
    id: 'Wilayah resmi mengikuti kode dan nama Kemendagri; tidak diubah di sini.',
    en: 'An official place follows Kemendagri’s code and name; it is not changed here.',
  },
  back: { id: 'Semua unit', en: 'All units' },
} satisfies Record<string, Said>;

const DONE = {
  tambah: { id: 'Unit sudah ditambahkan.', en: 'The unit is added.' },
  nama: { id: 'Nama unit sudah diubah.', en: 'The unit is renamed.' },
  tutup: { id: 'Unit sudah ditutup.', en: 'The unit is closed.' },
  buka: { id: 'Unit sudah dibuka kembali.', en: 'The unit is open again.' },
} satisfies Record<string, Said>;

const KIND_NAMES: Record<(typeof UNIT_KINDS)[number], Said> = {
  province: { id: 'Provinsi', en: 'Province' },
  city: { id: 'Kota/Kabupaten', en: 'City/regency' },
  kecamatan: { id: 'Kecamatan', en: 'Kecamatan' },
  kelurahan: { id: 'Kelurahan', en: 'Kelurahan' },
  dinas: { id: 'Dinas', en: 'Dinas' },
  suku_dinas: { id: 'Suku Dinas', en: 'Suku Dinas' },
  biro: { id: 'Biro', en: 'Biro' },
  bumd: { id: 'BUMD', en: 'BUMD' },
  upt: { id: 'UPT', en: 'UPT' },
};
const kindOptions = (kinds: readonly (typeof UNIT_KINDS)[number][]) =>
  kinds.map((kind) => ({ value: kind, label: KIND_NAMES[kind] }));

const SEARCH_FIELDS: readonly Field[] = [
  { kind: 'line', path: 'text', label: W.text, max: 100, optional: 'unsaid' },
  {
    kind: 'choice',
    path: 'kind',
    label: W.kind,
    optional: 'unsaid',
    options: [{ value: '', label: ALL }, ...kindOptions(UNIT_KINDS)],
  },
  { kind: 'line', path: 'within', label: W.within, max: 64, suggestions: UNIT_LIST, optional: 'unsaid' },
];
const NEW_FIELDS: readonly Field[] = [
  { kind: 'line', path: 'name', label: W.name, max: 200 },
  { kind: 'line', path: 'code', label: W.code, hint: W.codeHint, max: 63 },
  { kind: 'choice', path: 'kind', label: W.kind, options: kindOptions(KEPT_KINDS) },
  { kind: 'line', path: 'parent', label: W.parent, max: 64, suggestions: UNIT_LIST },
];
const NAME_FIELDS: readonly Field[] = [{ kind: 'line', path: 'name', label: W.name, max: 200 }];
const CLOSED_FIELDS: readonly Field[] = [{ kind: 'flag', path: 'closed', label: W.close }];

/** Some four hundred in all; a page shows the first of what was found, and a search finds the rest. */
const MOST_SHOWN = 100;

export function unitPages(services: Services): Hono<Env> {
  const app = officePages(UNITS_ENTRY, services);

  app.get('/', (c) => c.html(listPage(c, services, EMPTY)));

  app.post('/', async (c) => {
    const values = await readForm(c);
    const input = { ...inputOf(NEW_FIELDS, values), parent: unitCode(services, textOf(values, 'parent')) };
    const outcome = await submit({ schema: NewUnit, fields: NEW_FIELDS, input }, (unit) =>
      createUnit(services, unit),
    );
    if (outcome.ok) return c.redirect(`${UNITS_PATH}/${outcome.value.code}?sudah=tambah`, 303);
    return c.html(listPage(c, services, { values, faults: outcome.faults }, outcome.bad), outcome.status);
  });

  app.get('/:code', (c) => c.html(unitPage(c, services, c.req.param('code'))));

  app.post('/:code/nama', (c) => change(c, NAME_FIELDS, () => 'nama'));
  app.post('/:code/keadaan', (c) => change(c, CLOSED_FIELDS, ({ closed }) => (closed ? 'tutup' : 'buka')));

  return app;

  async function change(
    c: Context<Env>,
    fields: readonly Field[],
    done: (change: UnitChange) => keyof typeof DONE,
  ): Promise<Response> {
    const code = c.req.param('code') ?? '';
    const values = await readForm(c);
    const outcome = await submit(
      { schema: UnitChange, fields, input: inputOf(fields, values) },
      async (input) => {
        await changeUnit(services, code, input);
        return done(input);
      },
    );
    if (outcome.ok) return c.redirect(`${UNITS_PATH}/${code}?sudah=${outcome.value}`, 303);
    const filled = fields === NAME_FIELDS ? { values, faults: outcome.faults } : undefined;
    return c.html(unitPage(c, services, code, outcome.bad, filled), outcome.status);
  }
}

function listPage(c: Context<Env>, services: Services, filled: Filled, bad?: Said): Html {
  const language = c.get('language');
  const { within, ...asked } = queryOf(c, UnitsQuery);
  const found = listUnits(
    services,
    within === undefined ? asked : { ...asked, within: unitCode(services, within) },
  );
  const search = { values: { text: [asked.text ?? ''], kind: [asked.kind ?? ''], within: [within ?? ''] } };
  const body = html`${bad ? notice('bad', say(bad, language)) : ''}
<form class="search" role="search" method="get" action="${UNITS_PATH}">
${SEARCH_FIELDS.map((field) => drawField(field, search, language))}<button>${say(SEARCH, language)}</button>
</form>
<p class="soft">${say(shownOf(found.length), language)}</p>
${table(language, W.title, columns(services, language), found.slice(0, MOST_SHOWN), W.none)}
${folded(
  say(W.add, language),
  html`<form class="stacked" method="post" action="${UNITS_PATH}">${drawFields(NEW_FIELDS, filled, language)}
<p><button>${say(W.add, language)}</button></p></form>`,
  bad !== undefined,
)}${unitList(services)}`;
  return officePage(c, { title: W.title, body, wide: true });
}

function shownOf(found: number): Said {
  if (found <= MOST_SHOWN) return { id: `${found} unit`, en: `${found} units` };
  return {
    id: `${found} unit; ${MOST_SHOWN} yang pertama ditampilkan. Persempit pencarian untuk yang lain.`,
    en: `${found} units; the first ${MOST_SHOWN} are shown. Narrow the search for the others.`,
  };
}

function columns({ units }: Services, language: Language): Column<Unit>[] {
  return [
    {
      head: W.name,
      cell: ({ code, name }) =>
        html`<a href="${UNITS_PATH}/${code}">${name}</a><span class="soft">${code}</span>`,
    },
    { head: W.kind, cell: ({ kind }) => say(KIND_NAMES[kind], language) },
    { head: W.parent, cell: ({ parent }) => (parent === null ? '–' : units.named(parent).name) },
    { head: W.state, cell: (unit) => stateOf(unit, language) },
  ];
}

function stateOf({ closed }: Pick<Unit, 'closed'>, language: Language): Html {
  return closed
    ? html`<span class="tag off">${say(W.closed, language)}</span>`
    : html`<span>${say(W.open, language)}</span>`;
}

/** Throws 404. */
function unitPage(c: Context<Env>, services: Services, code: string, bad?: Said, filled?: Filled): Html {
  const language = c.get('language');
  const row = services.units.get(code);
  if (!row) throw new HttpProblem('not-found');
  const words = (said: Said): string => say(said, language);
  const done = doneOf(c, DONE);
  const closed = row.closedAt !== null;
  const path = `${UNITS_PATH}/${code}`;
  const body = html`${bad ? notice('bad', words(bad)) : done ? notice('good', words(done)) : ''}
<dl class="facts">
<dt>${words(W.code)}</dt><dd>${code}</dd>
<dt>${words(W.kind)}</dt><dd>${words(KIND_NAMES[row.kind])}</dd>
<dt>${words(W.parent)}</dt><dd>${row.parent === null ? '–' : services.units.named(row.parent).name}</dd>
<dt>${words(W.state)}</dt><dd>${stateOf({ closed }, language)}</dd>
</dl>
${
  KEPT_KINDS.some((kind) => kind === row.kind)
    ? html`${folded(
        words(W.rename),
        html`<form class="stacked" method="post" action="${path}/nama">
${drawFields(NAME_FIELDS, filled ?? { values: { name: [row.name] } }, language)}<p><button>${words(SAVE)}</button></p></form>`,
        filled !== undefined,
      )}
${folded(
  words(closed ? W.reopen : W.close),
  html`<form class="stacked" method="post" action="${path}/keadaan"><p>${words(closed ? W.reopenWhy : W.closeWhy)}</p>
${closed ? '' : html`<input type="hidden" name="closed" value="on">`}
<p><button class="quiet">${words(closed ? W.reopen : W.close)}</button></p></form>`,
)}`
    : html`<p>${words(W.official)}</p>`
}
<p><a href="${UNITS_PATH}">${words(W.back)}</a></p>`;
  return officePage(c, { title: { id: row.name, en: row.name }, body });
}
