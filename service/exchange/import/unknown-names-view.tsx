/** The names that reports wait for, on the import page: each is decided once, by choosing what it means or adding it. */
import type { UnknownName } from '#shared/contract/unknown-names.ts';
import { grouped } from '#shared/words/number.ts';
import { useLanguage, useSay } from '../../pages/context.tsx';
import { Table } from '../../pages/table.tsx';
import { UNIT_LIST, UnitList } from '../../people/units/choose-unit.tsx';
import type { UnitDirectory } from '../../people/units/directory.ts';
import type { Categories } from '../../rules/categories/register.ts';

export interface UnknownNamesShown {
  names: readonly UnknownName[];
  units: UnitDirectory;
  categories: Categories;
  /** Where a decision is sent to, and of which import it is sent back to the page. */
  action: string;
  back?: string;
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
      <p class="soft">
        {say('exchange.names.new_office')} <a href="/kelola/unit">{say('pages.menu.units')}</a>
      </p>
      <UnitList units={shown.units} />
    </section>
  );
}

function Deciding({
  one: { kind, name, near },
  categories,
  action,
  back,
}: UnknownNamesShown & { one: UnknownName }) {
  const say = useSay();
  return (
    <form method="post" action={action} class="search">
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="name" value={name} />
      {back !== undefined && <input type="hidden" name="back" value={back} />}
      {kind === 'category' ? <CategoryChoice near={near} categories={categories} /> : <OfficeChoice />}
      <button type="submit">{say('exchange.names.decide')}</button>
      {kind !== 'category' && near.length > 0 && (
        <span class="soft">{near.map(({ code, name }) => `${name} (${code})`).join(' · ')}</span>
      )}
    </form>
  );
}

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
