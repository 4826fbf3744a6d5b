/** The roles of an account in a form: a row each, and empty rows for more. */
import { html } from 'hono/html';
import type { Grant } from '#shared/contract/session.ts';
import { OFFICER_ROLES } from '#shared/ticket/role.ts';
import type { Services } from '../../../compose/services.ts';
import type { Field, Filled, Values } from '../../../pages/form.ts';
import { textOf } from '../../../pages/form.ts';
import { drawField, type Html } from '../../../pages/legacy.tsx';
import { ROLE_NAMES } from '../../../pages/words.ts';
import type { Language, Said } from '../../../platform/http/language.ts';
import { UNIT_LIST, unitCode } from '../../units/choose-unit.tsx';

/** As many as an account may have (see the contract). */
const MOST_ROWS = 20;
const EMPTY_ROWS = 2;

const ROLE: Said = { id: 'Peran', en: 'Role' };
const UNIT: Said = { id: 'Unit', en: 'Unit' };
const UNIT_HINT: Said = {
  id: 'Kode atau nama unit. Admin unit harus terikat pada satu unit; untuk petugas lapangan ini wilayahnya.',
  en: 'Code or name of the unit. A unit admin has to be bound to one; for a field validator it is their area.',
};

const ROLE_OPTIONS = [
  { value: '', label: { id: '— tidak ada —', en: '— none —' } },
  ...OFFICER_ROLES.map((role) => ({ value: role, label: ROLE_NAMES[role] })),
];

function row(index: number): [Field, Field] {
  return [
    { kind: 'choice', path: `roles.${index}.role`, label: ROLE, options: ROLE_OPTIONS, optional: 'unsaid' },
    {
      kind: 'line',
      path: `roles.${index}.unit`,
      label: UNIT,
      max: 64,
      suggestions: UNIT_LIST,
      optional: 'unsaid',
    },
  ];
}

export const ROLE_FIELDS: readonly Field[] = Array.from({ length: MOST_ROWS }, (_, i) => row(i)).flat();

/** The rows in which a role was chosen. */
export function sentRoles(values: Values, services: Pick<Services, 'units'>) {
  return Array.from({ length: MOST_ROWS }, (_, i) => ({
    role: textOf(values, `roles.${i}.role`),
    unit: textOf(values, `roles.${i}.unit`),
  })).flatMap(({ role, unit }) => {
    if (role === '') return [];
    return { role, unit: unit === '' ? null : unitCode(services, unit) };
  });
}

/** What is sent, or is, as the rows of a form: without gaps, so that a refusal finds its row. */
export function roleValues(roles: readonly { role: string; unit: Grant['unit'] | string }[]): Values {
  return Object.fromEntries(
    roles.flatMap(({ role, unit }, i) => [
      [`roles.${i}.role`, [role]],
      [`roles.${i}.unit`, [typeof unit === 'string' ? unit : (unit?.code ?? '')]],
    ]),
  );
}

export function drawRoles(filled: Filled, language: Language): Html {
  const rows = Object.keys(filled.values).filter((path) => /^roles\.\d+\.role$/.test(path)).length;
  const shown = Math.min(MOST_ROWS, rows + EMPTY_ROWS);
  return html`${Array.from(
    { length: shown },
    (_, i) =>
      html`<div class="beside">${row(i).map((field) => html`<div>${drawField(field, filled, language)}</div>`)}</div>`,
  )}<p class="soft">${UNIT_HINT[language]}</p>`;
}
