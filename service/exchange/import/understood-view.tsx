/** A file before it is imported: how it is understood, what can be corrected of that, and what would come of it. */
import {
  type ColumnUnderstood,
  DATE_COLUMNS,
  DATE_ORDERS,
  type FileUnderstood,
  IMPORT_COLUMNS,
  type ImportCorrections,
  type ImportInFull,
  type ImportPreview,
  PREVIEW_FATES,
  type PreviewRow,
} from '#shared/contract/imports.ts';
import type { Locale } from '#shared/words/locale.ts';
import { grouped } from '#shared/words/number.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { fullDate } from '#shared/words/time.ts';
import { useLanguage, useSay } from '../../pages/context.tsx';
import { textOf, type Values } from '../../pages/form.ts';
import { OfficePage } from '../../pages/page.tsx';
import { Banner, Beside, type Fact, Facts, LinkLine, Outcome } from '../../pages/parts.tsx';
import { Table } from '../../pages/table.tsx';
import { RefusalGroups } from './refusals-view.tsx';
import { UnknownNames, type UnknownNamesShown } from './unknown-names-view.tsx';

export interface UnderstoodProps {
  job: ImportInFull & { understood: FileUnderstood; preview: ImportPreview };
  waiting: UnknownNamesShown;
  /** Where the list of imports is; this one lies below it. */
  base: string;
  done?: Phrase | undefined;
  bad?: Phrase | undefined;
}

export function UnderstoodPage({ job, waiting, base, done, bad }: UnderstoodProps) {
  const { id, expiresAt, understood, preview, refusalGroups } = job;
  const { asks, dates } = understood;
  const { added, moved, corrected } = preview.expected;
  const say = useSay();
  const language = useLanguage();
  const until = expiresAt === undefined ? '' : fullDate(Date.parse(expiresAt), language);
  const correct = <Correct job={job} action={`${base}/${id}/perbaikan`} />;
  const title = asks.includes('columns') ? undefined : say('exchange.preview.would');
  return (
    <OfficePage title={say('exchange.preview.title')} wide>
      <Outcome bad={bad} done={done} />
      <p>{say({ key: 'exchange.preview.nothing_written', values: { until } })}</p>
      {asks.length > 0 && (
        <Banner kind="bad">
          {say('exchange.preview.asked')} {asks.map((ask) => say(`exchange.asks.${ask}`)).join(' ')}
        </Banner>
      )}
      {dates.map((one) => (
        <Against {...one} />
      ))}
      {title && <Expected title={title} job={job} />}
      <Decide action={`${base}/${id}`} mayImport={asks.length === 0} writes={added + moved + corrected > 0} />
      <h2>{say('exchange.preview.file')}</h2>
      <Facts facts={fileFacts(job, say, language)} />
      {asks.length > 0 && correct}
      <h2>{say('exchange.preview.rows')}</h2>
      <Rows rows={preview.rows} dates={dates} />
      {asks.length === 0 && correct}
      <UnknownNames {...waiting} />
      {refusalGroups.length > 0 && (
        <RefusalGroups title="exchange.refusals.would_title" groups={refusalGroups} />
      )}
      <LinkLine to={base}>{say('exchange.page.all')}</LinkLine>
    </OfficePage>
  );
}

/** The choice holds; whoever chose is told what in the file speaks against it. */
function Against({ column, order, against }: FileUnderstood['dates'][number]) {
  const say = useSay();
  if (!against) return null;
  const values = {
    column: say(`exchange.import_column.${column}`),
    order: say(`exchange.date_order.${order}`),
  };
  return <Banner kind="bad">{say({ key: `exchange.order_against.${against}`, values })}</Banner>;
}

type Said = ReturnType<typeof useSay>;

function Expected({ title, job }: Pick<UnderstoodProps, 'job'> & { title: string }) {
  const { preview, understood, ignoredColumns } = job;
  const { asks, rows } = understood;
  const { expected } = preview;
  const say = useSay();
  const language = useLanguage();
  // What the result tells always, what is rare only where it is.
  const always = ['added', 'moved', 'corrected', 'unchanged', 'refused'];
  const told = PREVIEW_FATES.filter((fate) => expected[fate] > 0 || always.includes(fate));
  return (
    <section>
      <h2>{title}</h2>
      {asks.length > 0 && <p class="soft">{say('exchange.preview.provisional')}</p>}
      <Facts
        facts={[
          ['exchange.preview.records', grouped(rows, language)],
          ...told.map((fate): Fact => [`exchange.expected.${fate}`, grouped(expected[fate], language)]),
          ['exchange.page.ignored', ignoredColumns.length > 0 && ignoredColumns.join(', ')],
        ]}
      />
    </section>
  );
}

/** Where nothing would be written, importing is not what the page suggests. */
function Decide({ action, mayImport, writes }: { action: string; mayImport: boolean; writes: boolean }) {
  const say = useSay();
  return (
    <div class="decide">
      {mayImport && (
        <form method="post" action={`${action}/impor`}>
          <button type="submit" class={writes ? undefined : 'quiet'}>
            {say('exchange.preview.import')}
          </button>
          {!writes && <Beside>{say('exchange.preview.writes_nothing')}</Beside>}
        </form>
      )}
      <form method="post" action={`${action}/batal`}>
        <button type="submit" class="quiet">
          {say('exchange.preview.cancel')}
        </button>
        <Beside>{say('exchange.preview.cancel_why')}</Beside>
      </form>
    </div>
  );
}

const DELIMITERS: Readonly<Record<string, Phrase>> = {
  ';': 'exchange.delimiter.semicolon',
  ',': 'exchange.delimiter.comma',
  '\t': 'exchange.delimiter.tab',
  '|': 'exchange.delimiter.bar',
};

/** What kind of file it is, and where its table stands. */
export function fileFacts(
  { format, encoding, understood }: Pick<ImportInFull, 'format' | 'encoding' | 'understood'>,
  say: Said,
  language: Locale,
): Fact[] {
  const {
    delimiter,
    lineEnds,
    headingLine,
    sheet,
    otherSheets = [],
    hiddenRows = 0,
    dates = [],
  } = understood ?? {};
  const between = delimiter === undefined ? undefined : DELIMITERS[delimiter];
  const kind = [
    format?.toUpperCase(),
    between && say(between),
    encoding,
    lineEnds && say(`exchange.line_ends.${lineEnds}`),
  ];
  const orders = dates.map(({ column, order, by }) => {
    const why = say(`exchange.date_order_by.${by}`);
    // What is asked about is not told as read.
    const said = by === 'open' ? why : `${say(`exchange.date_order.${order}`)}, ${why}`;
    return `${say(`exchange.import_column.${column}`)}: ${said}`;
  });
  return [
    ['exchange.page.format', format && kind.filter(Boolean).join(', ')],
    ['exchange.page.sheet', sheet],
    ['exchange.page.other_sheets', otherSheets.length > 0 && otherSheets.join(', ')],
    [
      'exchange.preview.heading_line',
      headingLine !== undefined &&
        say({ key: 'exchange.preview.heading_at', values: { line: grouped(headingLine, language) } }),
    ],
    ['exchange.page.hidden_rows', hiddenRows > 0 && grouped(hiddenRows, language)],
    ['exchange.page.dates', orders.length > 0 && orders.join('; ')],
  ];
}

function Correct({ job, action }: { job: UnderstoodProps['job']; action: string }) {
  const { understood, preview } = job;
  const { sheet, sheets, otherSheets, columns, dates } = understood;
  const say = useSay();
  const holdsReports = (name: string): boolean => name === sheet || otherSheets.includes(name);
  return (
    <form method="post" action={action} class="correct">
      <h2>{say('exchange.preview.correct')}</h2>
      <p class="soft">{say('exchange.preview.correct_intro')}</p>
      {sheets.length > 1 && (
        <label>
          {say('exchange.preview.sheet')}{' '}
          <select name="lembar">
            {sheets.map((name) => (
              <option value={name} selected={name === sheet}>
                {holdsReports(name) ? name : say({ key: 'exchange.preview.sheet_plain', values: { name } })}
              </option>
            ))}
          </select>
        </label>
      )}
      {dates.map((one) => (
        <OrderChoice {...one} />
      ))}
      <Table
        caption="exchange.preview.correct"
        columns={[
          { head: 'exchange.preview.column', cell: ({ name }) => <strong>{name}</strong> },
          {
            head: 'exchange.preview.examples',
            cell: ({ name }) => <span class="soft">{(preview.examples[name] ?? []).join(' · ') || '–'}</span>,
          },
          {
            head: 'exchange.preview.means',
            cell: (column) => <ColumnChoice place={columns.indexOf(column)} column={column} />,
          },
        ]}
        items={columns}
        empty="exchange.preview.no_rows"
      />
      <p>
        <button type="submit" class="quiet">
          {say('exchange.preview.again')}
        </button>
        <Beside>{say('exchange.preview.again_why')}</Beside>
      </p>
    </form>
  );
}

function OrderChoice({ column, order, by, example }: FileUnderstood['dates'][number]) {
  const say = useSay();
  const named = say(`exchange.import_column.${column}`);
  return (
    <label>
      {say('exchange.preview.order')}:{' '}
      {example === undefined
        ? named
        : say({ key: 'exchange.preview.order_of', values: { column: named, example } })}{' '}
      <select name={`urutan.${column}`} required={by === 'open'}>
        {by === 'open' && <option value="">{say('exchange.preview.choose')}</option>}
        {DATE_ORDERS.map((one) => (
          <option value={one} selected={by !== 'open' && one === order}>
            {say(`exchange.date_order.${one}`)}
          </option>
        ))}
      </select>
      <Beside>{say(`exchange.date_order_by.${by}`)}</Beside>
    </label>
  );
}

function ColumnChoice({ place, column: { name, column, by } }: { place: number; column: ColumnUnderstood }) {
  const say = useSay();
  return (
    <>
      <select name={`kolom.${place}`} aria-label={`${say('exchange.preview.means')}: ${name}`}>
        <option value="">{say('exchange.preview.not_used')}</option>
        {IMPORT_COLUMNS.map((one) => (
          <option value={one} selected={one === column}>
            {say(`exchange.import_column.${one}`)}
          </option>
        ))}
      </select>
      {by !== 'heading' && <Beside>{say(`exchange.column_by.${by}`)}</Beside>}
    </>
  );
}

/** What was chosen: only what differs from what the file itself says, and what was chosen before. */
export function correctionsOf(values: Values, understood: FileUnderstood): unknown {
  const { sheet, sheetBy, columns, dates } = understood;
  const wanted = textOf(values, 'lembar');
  // The columns and dates of another sheet are its own.
  if (wanted !== '' && wanted !== sheet) return { sheet: wanted };
  const kept: ImportCorrections =
    sheetBy !== undefined && sheetBy !== 'heading' && sheet !== undefined ? { sheet } : {};
  const all = columns.map((one, place) => ({ ...one, now: textOf(values, `kolom.${place}`) || null }));
  // Of two that stand for one thing both are said, to be refused.
  const isTwice = (now: string | null): boolean =>
    now !== null && all.filter((one) => one.now === now).length > 1;
  const chosen = all.filter(({ by, column, now }) => by !== 'heading' || column !== now || isTwice(now));
  const orders = dates
    .map(({ column, order, by }) => ({ column, by, order, now: textOf(values, `urutan.${column}`) }))
    .filter(
      ({ by, order, now }) =>
        now !== '' && (by === 'chosen' || by === 'remembered' || by === 'open' || order !== now),
    );
  return {
    ...kept,
    ...(chosen.length > 0 ? { columns: Object.fromEntries(chosen.map(({ name, now }) => [name, now])) } : {}),
    ...(orders.length > 0
      ? { dates: Object.fromEntries(orders.map(({ column, now }) => [column, now])) }
      : {}),
  };
}

function Rows({ rows, dates }: { rows: readonly PreviewRow[]; dates: FileUnderstood['dates'] }) {
  const say = useSay();
  const language = useLanguage();
  return (
    <Table
      caption="exchange.preview.rows"
      columns={[
        { head: 'exchange.page.line', cell: ({ line }) => grouped(line, language) },
        {
          head: 'exchange.preview.row_number',
          cell: ({ number, fate }) => (
            <div>
              <span class="whole">{number}</span>
              <span class="soft">{say(`exchange.fate.${fate}`)}</span>
            </div>
          ),
        },
        {
          head: 'exchange.preview.row_category',
          cell: ({ category, description }) => (
            <div>
              {category}
              <span class="soft">{description}</span>
            </div>
          ),
        },
        {
          head: 'exchange.preview.row_status',
          cell: ({ status, narrative }) => (
            <div>
              {say(`common.status.${status}`)}
              <span class="soft">{narrative}</span>
            </div>
          ),
        },
        {
          head: 'exchange.page.dates',
          cell: (row) => (
            <>
              {DATE_COLUMNS.map((column) => (
                <DateRead column={column} at={row[column]} dates={dates} />
              ))}
            </>
          ),
        },
        {
          head: 'exchange.preview.row_office',
          cell: ({ kelurahan, unit, address }) =>
            [unit, kelurahan, address].filter(Boolean).join(' · ') || '–',
        },
      ]}
      items={rows}
      empty="exchange.preview.no_rows"
    />
  );
}

function DateRead({ column, at, dates }: DateReadProps) {
  const say = useSay();
  const language = useLanguage();
  if (at === undefined) return null;
  const isAsked = dates.some((one) => one.column === column && one.by === 'open');
  return (
    <div>
      {say(`exchange.import_column.${column}`)}:{' '}
      {isAsked ? say('exchange.preview.date_asked') : fullDate(Date.parse(at), language)}
    </div>
  );
}

interface DateReadProps {
  column: (typeof DATE_COLUMNS)[number];
  at: string | undefined;
  dates: FileUnderstood['dates'];
}
