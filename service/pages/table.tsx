/** Lists as tables that become cards on a narrow screen, and their pages. */
import type { ComponentChildren } from 'preact';
import { grouped } from '#shared/words/number.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { useLanguage, useSay, useVisit } from './context.tsx';
import { CURSOR, type Shown } from './paging.ts';

export interface Column<T> {
  head: Phrase;
  cell(item: T): ComponentChildren;
}

interface TableProps<T> {
  caption: Phrase;
  columns: readonly Column<T>[];
  items: readonly T[];
  /** Stands in for no rows. */
  empty: Phrase;
}

/** A table that is laid out as cards loses what its elements are, so it is said. */
const AS = {
  table: { role: 'table' },
  group: { role: 'rowgroup' },
  row: { role: 'row' },
  head: { role: 'columnheader', scope: 'col' },
  cell: { role: 'cell' },
} as const;

export function Table<T>({ caption, columns, items, empty }: TableProps<T>) {
  const say = useSay();
  if (items.length === 0) return <p class="empty">{say(empty)}</p>;
  return (
    <table {...AS.table} aria-label={say(caption)}>
      <thead {...AS.group}>
        <tr {...AS.row}>
          {columns.map(({ head }) => (
            <th {...AS.head}>{say(head)}</th>
          ))}
        </tr>
      </thead>
      <tbody {...AS.group}>
        {items.map((item) => (
          <tr {...AS.row}>
            {columns.map(({ head, cell }) => (
              <td {...AS.cell} data-head={say(head)}>
                {cell(item)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** One whose cells are short: it stays a table where the screen is narrow. */
export function SlimTable<T>(props: TableProps<T>) {
  return (
    <div class="slim">
      <Table {...props} />
    </div>
  );
}

interface PagerProps {
  next: string | null;
  /** Where it is known how many there are. */
  shown?: Shown;
  /** Of a list beside another one: what its cursor is called in the address. */
  parameter?: string;
}

/** Forwards by the list's own cursor; what else the address asks for is kept, but not what was done before. */
export function Pager({ next, shown, parameter = CURSOR }: PagerProps) {
  const say = useSay();
  const { pathname, searchParams } = useVisit().url;
  const at = searchParams.get(parameter);
  if (at === null && next === null) return null;
  const address = (cursor: string | null): string => {
    const query = new URLSearchParams(searchParams);
    query.delete('sudah');
    query.delete(parameter);
    if (cursor !== null) query.set(parameter, cursor);
    return query.size === 0 ? pathname : `${pathname}?${query}`;
  };
  return (
    <nav class="pager" aria-label={say('pages.table.pages')}>
      {shown && shown.all > 0 && <ShownOf {...shown} />}
      {at !== null && <a href={address(null)}>{say('pages.table.first')}</a>}{' '}
      {next !== null && (
        <a rel="next" href={address(next)}>
          {say('pages.table.next')}
        </a>
      )}
    </nav>
  );
}

function ShownOf({ from, to, all }: Shown) {
  const say = useSay();
  const language = useLanguage();
  const values = { from: grouped(from, language), to: grouped(to, language), all: grouped(all, language) };
  return <span class="soft">{say({ key: 'pages.table.shown', values })}</span>;
}
