/** The roles of an account in a form: a row each, and empty rows for more. */
import type { Grant } from '#shared/contract/session.ts';
import { OFFICER_ROLES } from '#shared/ticket/role.ts';
import { useSay } from '../../../pages/context.tsx';
import { FieldView } from '../../../pages/fields.tsx';
import {
  choice,
  type Field,
  type Filled,
  line,
  type Option,
  optionsOf,
  type Refused,
  textOf,
  type Values,
} from '../../../pages/form.ts';
import type { PeopleDeps } from '../../deps.ts';
import { UNIT_LIST, unitCode } from '../../units/choose-unit.tsx';

/** As many as an account may have (see the contract). */
const MOST_ROWS = 20;
const EMPTY_ROWS = 2;

const ROLE_OPTIONS: readonly Option[] = [
  { value: '', label: 'people.role_fields.none' },
  ...optionsOf(OFFICER_ROLES, (role) => `common.role.${role}`),
];

function row(index: number): [Field, Field] {
  return [
    choice(`roles.${index}.role`, 'people.role_fields.role', ROLE_OPTIONS, { optional: 'unsaid' }),
    line(`roles.${index}.unit`, 'people.role_fields.unit', 64, {
      suggestions: UNIT_LIST,
      optional: 'unsaid',
    }),
  ];
}

export const ROLE_FIELDS: readonly Field[] = Array.from({ length: MOST_ROWS }, (_, i) => row(i)).flat();

/** The rows in which a role was chosen. */
export function sentRoles(values: Values, services: Pick<PeopleDeps, 'units'>) {
  return Array.from({ length: MOST_ROWS }, (_, i) => ({
    role: textOf(values, `roles.${i}.role`),
    unit: textOf(values, `roles.${i}.unit`),
  })).flatMap(({ role, unit }) => {
    if (role === '') return [];
    return { role, unit: unit === '' ? null : unitCode(services, unit) };
  });
}

/** What is sent, or is, as all the rows of a form: without gaps, so that a refusal finds its row. */
export function roleValues(roles: readonly { role: string; unit: Grant['unit'] | string }[]): Values {
  const rows = Array.from({ length: MOST_ROWS }, (_, i) => roles[i] ?? { role: '', unit: '' });
  return Object.fromEntries(
    rows.flatMap(({ role, unit }, i) => [
      [`roles.${i}.role`, [role]],
      [`roles.${i}.unit`, [typeof unit === 'string' ? unit : (unit?.code ?? '')]],
    ]),
  );
}

/** What was refused, its roles in rows without gaps. */
export function inRows({ filled, bad }: Refused, services: Pick<PeopleDeps, 'units'>): Refused {
  const rows = roleValues(sentRoles(filled.values, services));
  return { filled: { ...filled, values: { ...filled.values, ...rows } }, bad };
}

export function RoleRows({ filled }: { filled: Filled }) {
  const say = useSay();
  const rows = ROLE_FIELDS.filter(
    ({ path }) => path.endsWith('.role') && textOf(filled.values, path) !== '',
  ).length;
  return (
    <>
      {Array.from({ length: Math.min(MOST_ROWS, rows + EMPTY_ROWS) }, (_, i) => (
        <div class="beside">
          {row(i).map((field) => (
            <div>
              <FieldView field={field} filled={filled} />
            </div>
          ))}
        </div>
      ))}
      <p class="soft">{say('people.role_fields.unit_hint')}</p>
    </>
  );
}
