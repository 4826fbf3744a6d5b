/** The names that reports wait for, on the import page: each is decided once, by choosing what it means or adding it. */
import type { ComponentChildren } from 'preact';
import { KEPT_KINDS, type NewUnit } from '#shared/contract/units.ts';
import type { UnknownName } from '#shared/contract/unknown-names.ts';
import { grouped } from '#shared/words/number.ts';
import { useLanguage, useSay } from '../../pages/context.tsx';
import { Folded } from '../../pages/fields.tsx';
import { textOf, type Values } from '../../pages/form.ts';
import { Table } from '../../pages/table.tsx';
import { UNIT_LIST, UnitList, unitCode } from '../../people/units/choose-unit.tsx';
import type { UnitDirectory } from '../../people/units/directory.ts';
import type { Categories } from '../../rules/categories/register.ts';
import type { TicketDeps } from '../../tickets/deps.ts';

export interface UnknownNamesShown {
  names: readonly UnknownName[];
  units: UnitDirectory;
  categories: Categories;
  /** Where a decision is sent to, and of which import it is sent back to the page. */
  action: string;
  back?: string;
  /** Below the list, where there are more. */
  pager?: ComponentChildren;
  /** Their reports have not come in yet. */
  isAhead?: boolean;
}

export function UnknownNames(shown: UnknownNamesShown) {
  const say = useSay();
  const language = useLanguage();
  if (shown.names.length === 0) return null;
  return (
    <section>
      <h2>{say(shown.isAhead ? 'exchange.preview.names' : 'exchange.names.title')}</h2>
      <p>{say(shown.isAhead ? 'exchange.preview.names_intro' : 'exchange.names.intro')}</p>
      <Table
        caption="exchange.names.title"
        columns={[
          {
            head: 'exchange.names.name',
            cell: ({ kind, name }) => (
              <div>
                <strong>{name}</strong>
                <span class="soft">{say(`exchange.name_kind.${kind}`)}</span>
              </div>
            ),
          },
          { head: 'exchange.names.reports', cell: ({ reports }) => grouped(reports, language) },
          { head: 'exchange.names.means', cell: (one) => <Deciding {...shown} one={one} /> },
        ]}
        items={shown.names}
        empty="exchange.names.none"
      />
      {shown.pager}
      <UnitList units={shown.units} />
    </section>
  );
}

function Deciding(shown: UnknownNamesShown & { one: UnknownName }) {
  const { one, categories, action } = shown;
  const { kind, near } = one;
  const say = useSay();
  return (
    <>
      <form method="post" action={action} class="search">
        <Asked {...shown} />
        {kind === 'category' ? <CategoryChoice near={near} categories={categories} /> : <OfficeChoice />}
        <button type="submit">{say('exchange.names.decide')}</button>
        {kind !== 'category' && near.length > 0 && (
          <span class="soft">{near.map(({ code, name }) => `${name} (${code})`).join(' · ')}</span>
        )}
      </form>
      {kind === 'unit' && <NewOffice {...shown} />}
    </>
  );
}

function Asked({ one: { kind, name }, back }: Pick<UnknownNamesShown, 'back'> & { one: UnknownName }) {
  return (
    <>
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="name" value={name} />
      {back !== undefined && <input type="hidden" name="back" value={back} />}
    </>
  );
}

/** One that is not there yet, under the name as it is written unless that is mended. */
function NewOffice(shown: UnknownNamesShown & { one: UnknownName }) {
  const { one, units, action } = shown;
  const say = useSay();
  const kind = kindOf(one.name);
  return (
    <Folded summary={say('exchange.names.add_office')}>
      <form method="post" action={action} class="search">
        <Asked {...shown} />
        <label>
          {say('people.units.name')}{' '}
          <input name="office.name" required maxLength={200} value={one.name} autoComplete="off" />
        </label>
        <label>
          {say('people.units.kind')}{' '}
          <select name="office.kind">
            {KEPT_KINDS.map((one) => (
              <option value={one} selected={one === kind}>
                {say(`common.unit_kind.${one}`)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {say('people.units.parent')}{' '}
          <input
            name="office.parent"
            required
            maxLength={200}
            autoComplete="off"
            list={UNIT_LIST}
            value={units.all().find(({ parent }) => parent === null)?.code}
          />
        </label>
        <button type="submit">{say('exchange.names.add_office')}</button>
      </form>
    </Folded>
  );
}

const KINDS_BY_WORD: readonly (readonly [RegExp, NewUnit['kind']])[] = [
  [/^(sudin|suku dinas)\b/i, 'suku_dinas'],
  [/^biro\b/i, 'biro'],
  [/^(pt|pd|perumda|perseroda)\b/i, 'bumd'],
  [/^(up|upt|uptd|upk|unit)\b/i, 'upt'],
];

function kindOf(name: string): NewUnit['kind'] {
  return KINDS_BY_WORD.find(([word]) => word.test(name))?.[1] ?? 'dinas';
}

/** As the form of a new office was filled in; its code follows from its name. */
export function officeOf(values: Values, services: Pick<TicketDeps, 'units'>) {
  const name = textOf(values, 'office.name');
  const code = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[-\d]+|-+$/g, '')
    .slice(0, LONGEST_CODE);
  const parent = unitCode(services, textOf(values, 'office.parent'));
  return { code, name, kind: textOf(values, 'office.kind'), parent };
}

const LONGEST_CODE = 63;

/** Sent in the place of a code. */
export const ADD = '+';

function CategoryChoice({ near, categories }: Pick<UnknownName, 'near'> & { categories: Categories }) {
  const say = useSay();
  return (
    <label>
      {say('exchange.names.category')}{' '}
      <select name="as" required>
        <option value="">{say('exchange.names.choose')}</option>
        {near.length > 0 && (
          <optgroup label={say('exchange.names.near')}>
            {near.map(({ code, name }) => (
              <option value={code}>{name}</option>
            ))}
          </optgroup>
        )}
        <optgroup label={say('exchange.names.all')}>
          {categories.all().map(({ code, name }) => (
            <option value={code}>{name}</option>
          ))}
        </optgroup>
        <option value={ADD}>{say('exchange.names.add')}</option>
      </select>
    </label>
  );
}

function OfficeChoice() {
  const say = useSay();
  return (
    <label>
      {say('exchange.names.office')}{' '}
      <input name="as" required maxLength={200} autoComplete="off" list={UNIT_LIST} />
    </label>
  );
}
