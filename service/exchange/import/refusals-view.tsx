/** What an import refuses, by reason and value: each is mended once, in the file or in the system that wrote it. */
import { IMPORT_COLUMNS, type RefusalGroup } from '#shared/contract/imports.ts';
import { grouped } from '#shared/words/number.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { useLanguage, useSay } from '../../pages/context.tsx';
import { Table } from '../../pages/table.tsx';

export function RefusalGroups({ title, groups }: { title: Phrase; groups: readonly RefusalGroup[] }) {
  const say = useSay();
  const language = useLanguage();
  return (
    <section>
      <h2>{say(title)}</h2>
      <Table
        caption={title}
        columns={[
          { head: 'exchange.page.why', cell: ({ message }) => message },
          { head: 'exchange.page.column', cell: ({ column }) => <ColumnName column={column} /> },
          { head: 'exchange.refusals.value', cell: ({ value }) => value ?? '–' },
          {
            head: 'exchange.refusals.lines',
            cell: ({ lines, firstLine }) => (
              <div>
                {grouped(lines, language)}
                <span class="soft">
                  {say({ key: 'exchange.refusals.first', values: { line: grouped(firstLine, language) } })}
                </span>
              </div>
            ),
          },
        ]}
        items={groups}
        empty="exchange.refusals.none"
      />
    </section>
  );
}

/** As the page calls it; programs know it by its code. */
export function ColumnName({ column }: { column: string | undefined }) {
  const say = useSay();
  const known = IMPORT_COLUMNS.find((one) => one === column);
  return <>{known ? say(`exchange.import_column.${known}`) : '–'}</>;
}
