/** What is asked for on "Format A", with sign-in and without. */
import { REQUESTABLE_ROLES } from '#shared/contract/account-requests.ts';
import { type Field, optionsOf } from '../../../pages/form.ts';
import { UNIT_LIST } from '../../units/choose-unit.tsx';

export const REQUEST_FIELDS: readonly Field[] = [
  { kind: 'line', path: 'name', label: 'people.accounts.name', max: 200, autocomplete: 'name' },
  { kind: 'line', path: 'nip', label: 'people.requests.nip', hint: 'people.requests.nip_hint', max: 30 },
  {
    kind: 'line',
    path: 'unit',
    label: 'people.requests.unit',
    hint: 'people.requests.unit_hint',
    max: 64,
    suggestions: UNIT_LIST,
  },
  {
    kind: 'choice',
    path: 'role',
    label: 'people.accounts.role',
    options: optionsOf(REQUESTABLE_ROLES, (role) => `common.role.${role}`),
  },
  {
    kind: 'line',
    path: 'username',
    label: 'people.requests.username',
    hint: 'people.accounts.username_hint',
    max: 50,
  },
  {
    kind: 'line',
    path: 'contact',
    label: 'people.requests.contact',
    hint: 'people.requests.contact_hint',
    max: 200,
  },
  { kind: 'line', path: 'letter', label: 'people.requests.letter', max: 100 },
  {
    kind: 'line',
    path: 'replaces',
    label: 'people.requests.replaces',
    hint: 'people.requests.replaces_hint',
    max: 50,
    optional: true,
  },
];
