/** `/kelola/ekspor`: what somebody may see, filtered, as a file. */
import type { Context, Hono } from 'hono';
import { CsvQuery, type CsvSeparator, EXPORT_FORMATS } from '#shared/contract/exports.ts';
import { PROBLEMS, type ProblemWord } from '#shared/contract/problem.ts';
import { STATUSES } from '#shared/ticket/status.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { answerPage } from '../../pages/answer.tsx';
import { useSay } from '../../pages/context.tsx';
import { Fields } from '../../pages/fields.tsx';
import {
  CHANNEL_OPTIONS,
  choice,
  EMPTY,
  type Field,
  type Filled,
  inputOf,
  line,
  optionsOf,
  searchFields,
  type Values,
} from '../../pages/form.ts';
import { menuEntry } from '../../pages/menu.ts';
import { OfficePage } from '../../pages/page.tsx';
import { Outcome } from '../../pages/parts.tsx';
import { may, officePages, requireRight } from '../../pages/session.ts';
import { UNIT_LIST, UnitList, unitCode } from '../../people/units/choose-unit.tsx';
import type { UnitDirectory } from '../../people/units/directory.ts';
import type { Env } from '../../platform/http/env.ts';
import { HttpProblem, type ProblemExtra, problemSaid, sayWhen } from '../../platform/http/problem.ts';
import { categoryOptions } from '../../rules/categories/register.ts';
import type { ExportDeps } from './exports.ts';
import { answerExport } from './routes.ts';

const EXPORT_PATH = '/kelola/ekspor';
export const EXPORT_ENTRY = menuEntry(EXPORT_PATH, 'pages.menu.export', 'tickets:export');

const fieldsOf = ({ categories }: Pick<ExportDeps, 'categories'>) =>
  searchFields(
    line('text', 'exchange.page.text', 200),
    choice(
      'status',
      'exchange.page.status',
      optionsOf(STATUSES, (status) => `common.status.${status}`),
    ),
    line('unit', 'exchange.page.unit', 64, { suggestions: UNIT_LIST }),
    choice('category', 'exchange.page.category', categoryOptions(categories)),
    choice('channel', 'exchange.page.on_channel', CHANNEL_OPTIONS),
    { kind: 'date', path: 'from', label: 'exchange.page.from' },
    { kind: 'date', path: 'to', label: 'exchange.page.to' },
  );

export function exportPages(services: ExportDeps): Hono<Env> {
  const app = officePages(EXPORT_ENTRY, services);

  const pageOf = (c: Context<Env>) => ({
    units: services.units,
    fields: fieldsOf(services),
    mayTakeAll: may(c, 'tickets:export-everything'),
  });

  app.get('/', (c) => answerPage(c, <ExportPage {...pageOf(c)} filled={EMPTY} />));

  const answer = async (c: Context<Env>, format: Parameters<typeof answerExport>[2]) => {
    const values: Values = c.req.queries();
    const refused = (word: ProblemWord, extra: ProblemExtra): Response => {
      const bad = problemSaid(word, extra).detail;
      sayWhen(c, extra);
      return answerPage(c, <ExportPage {...pageOf(c)} filled={{ values }} bad={bad} />, PROBLEMS[word]);
    };
    const filter = CsvQuery.safeParse(filterOf(values, services));
    if (!filter.success) return refused('invalid', {});
    try {
      return await answerExport(c, services, format, filter.data);
    } catch (error) {
      if (!(error instanceof HttpProblem)) throw error;
      return refused(error.word, error.extra);
    }
  };
  for (const format of EXPORT_FORMATS) app.get(`/laporan.${format}`, (c) => answer(c, format));
  app.get('/riwayat.ndjson', (c) => {
    requireRight(c, 'tickets:export-everything');
    return answer(c, 'everything');
  });
  return app;
}

function filterOf(values: Values, services: ExportDeps): Record<string, unknown> {
  const { unit, ...rest } = inputOf(fieldsOf(services), values);
  return {
    ...rest,
    ...(unit === undefined ? {} : { unit: unitCode(services, String(unit)) }),
    separator: values.separator?.[0],
  };
}

interface ExportProps {
  units: UnitDirectory;
  fields: readonly Field[];
  mayTakeAll: boolean;
  filled: Filled;
  bad?: Phrase;
}

function ExportPage({ units, fields, mayTakeAll, filled, bad }: ExportProps) {
  const say = useSay();
  return (
    <OfficePage title={say('exchange.page.export_title')}>
      <Outcome bad={bad} />
      <p>{say('exchange.page.export_intro')}</p>
      <form class="stacked" method="get" action={`${EXPORT_PATH}/laporan.xlsx`}>
        <Fields fields={fields} filled={filled} />
        <p class="buttons">
          <TakeAs file="laporan.csv" label={{ text: 'CSV' }} />
          <TakeAs file="laporan.csv" label="exchange.page.csv_semicolon" separator="semicolon" />
          <TakeAs file="laporan.xlsx" label={{ text: 'XLSX' }} />
          <TakeAs file="laporan.ndjson" label={{ text: 'NDJSON' }} />
          {mayTakeAll && <TakeAs file="riwayat.ndjson" label="exchange.page.everything" />}
        </p>
      </form>
      <UnitList units={units} />
    </OfficePage>
  );
}

interface TakeAsProps {
  file: string;
  label: Phrase;
  separator?: CsvSeparator;
}

function TakeAs({ file, label, separator }: TakeAsProps) {
  const say = useSay();
  return (
    <button
      type="submit"
      formAction={`${EXPORT_PATH}/${file}`}
      {...(separator && { name: 'separator', value: separator })}
    >
      {say(label)}
    </button>
  );
}
