/** What all pages of performance ask by: month, office, category, channel and instant; and links that keep it. */
import type { Context } from 'hono';
import type { z } from 'zod';
import type { FiguresQuery } from '#shared/contract/performance.ts';
import { monthOf } from '#shared/performance/period.ts';
import { toTimestamp } from '#shared/time/zone.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { dayOf, fullDate, monthName } from '#shared/words/time.ts';
import { useLanguage, useSay, useVisit } from '../../../pages/context.tsx';
import { Fields } from '../../../pages/fields.tsx';
import {
  CHANNEL_OPTIONS,
  choice,
  inputOf,
  line,
  queryOf,
  searchField,
  type Values,
} from '../../../pages/form.ts';
import { PERFORMANCE_PATH } from '../../../pages/menu.ts';
import { Beside, Tabs } from '../../../pages/parts.tsx';
import { UNIT_LIST, UnitList, unitCode } from '../../../people/units/choose-unit.tsx';
import type { Env } from '../../../platform/http/env.ts';
import { categoryOptions } from '../../../rules/categories/register.ts';
import type { PerformanceDeps } from '../performance.ts';

const FIRST_MONTH = '2018-01';

const PAGES: readonly { path: string; label: Phrase }[] = [
  { path: PERFORMANCE_PATH, label: 'oversight.performance.figures' },
  { path: `${PERFORMANCE_PATH}/peringkat`, label: 'oversight.performance.ranking' },
  { path: `${PERFORMANCE_PATH}/lembar`, label: 'oversight.performance.statement' },
];

const FIELDS = {
  unit: searchField(line('unit', 'oversight.performance.unit', 80, { suggestions: UNIT_LIST })),
  channel: searchField(choice('channel', 'oversight.performance.channel', CHANNEL_OPTIONS)),
  asOf: searchField({ kind: 'instant', path: 'asOf', label: 'oversight.performance.as_of' }),
};

const categoryField = ({ categories }: Pick<PerformanceDeps, 'categories'>) =>
  searchField(choice('category', 'oversight.performance.category', categoryOptions(categories)));

type FieldName = keyof typeof FIELDS | 'category';

/** As the address has it: a search sends its empty fields too, an office may be named, an instant is a time of the city. */
export function askedIn<S extends z.ZodType>(
  c: Context<Env>,
  services: PerformanceDeps,
  schema: S,
): z.output<S> {
  const { unit, asOf } = c.req.query();
  const values: Values = { asOf: asOf === undefined ? [] : [asOf] };
  const isLocal = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(asOf ?? '');
  const changed = {
    ...(unit ? { unit: unitCode(services, unit) } : {}),
    ...(isLocal ? inputOf([FIELDS.asOf], values) : {}),
  };
  return queryOf(c, schema, changed);
}

/** An address of one of the pages that asks the same; `more` adds to it, and takes from it what is undefined. */
export function withSame(
  path: string,
  asked: FiguresQuery,
  more: Readonly<Record<string, string | undefined>> = {},
): string {
  const { month, from, to, asOf, unit, category, channel } = asked;
  const all = { month, from, to, asOf, unit, category, channel, ...more };
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(all)) if (value !== undefined) query.set(name, value);
  return query.size === 0 ? path : `${path}?${query}`;
}

export interface Asking<Q extends FiguresQuery = FiguresQuery>
  extends Pick<PerformanceDeps, 'units' | 'categories'> {
  asked: Q;
  /** ms UTC */
  now: number;
}

/** The links between the pages, and the form above each. */
export function SearchForm({
  asked,
  names,
  units,
  categories,
  now,
}: Asking & { names: readonly FieldName[] }) {
  const say = useSay();
  const { pathname } = useVisit().url;
  const thisMonth = monthOf(now);
  const fields = names.map((name) => (name === 'category' ? categoryField({ categories }) : FIELDS[name]));
  const asOf = asked.asOf && toTimestamp(Date.parse(asked.asOf)).slice(0, 16);
  const values = Object.entries({ ...asked, asOf }).map(([name, value]) => [name, value ? [value] : []]);
  return (
    <>
      <Tabs
        label="oversight.performance.pages"
        tabs={PAGES.map(({ path, label }) => ({
          path: withSame(path, asked),
          label: say(label),
          isHere: path === pathname,
        }))}
      />
      <form class="search" method="get" action={pathname}>
        <label>
          {say('oversight.performance.month')}{' '}
          <input
            type="month"
            name="month"
            min={FIRST_MONTH}
            max={thisMonth}
            value={asked.month ?? thisMonth}
            placeholder="2025-03"
          />
        </label>
        <Fields fields={fields} filled={{ values: Object.fromEntries(values) }} />
        <button type="submit">{say('oversight.performance.show')}</button>
        <UnitList units={units} />
      </form>
    </>
  );
}

interface Answered {
  from: string;
  to: string;
  asOf: string;
  unit?: { name: string } | null;
  category?: string | undefined;
}

/** What the page answers: whose work, which days, as of when. */
export function AnsweredLine({ from, to, asOf, unit, category }: Answered) {
  const say = useSay();
  const locale = useLanguage();
  const month = from.slice(0, 7);
  const isMonth = from.endsWith('-01') && month === to.slice(0, 7);
  const days = isMonth ? monthName(month, locale) : `${dayOf(from, locale)} – ${dayOf(to, locale)}`;
  const whose = unit === undefined ? [] : [unit?.name ?? say('oversight.performance.all')];
  return (
    <p class="asked">
      <strong>{[...whose, days, category].filter((said) => said !== undefined).join(' · ')}</strong>
      <Beside>
        {say('oversight.performance.as_of')} {fullDate(Date.parse(asOf), locale)}
      </Beside>
    </p>
  );
}
