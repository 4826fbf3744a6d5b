/** `/kelola/impor`: sending a file, watching it being read without a script, and what was not taken. */
import { Readable } from 'node:stream';
import { Busboy } from '@fastify/busboy';
import type { Context, Hono } from 'hono';
import {
  ImportCorrections,
  type ImportInFull,
  type ImportJob,
  ImportQuery,
  type RefusedLine,
} from '#shared/contract/imports.ts';
import { PROBLEMS } from '#shared/contract/problem.ts';
import { RecogniseName } from '#shared/contract/unknown-names.ts';
import { channelList } from '#shared/ticket/channel.ts';
import { grouped } from '#shared/words/number.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { fullDate } from '#shared/words/time.ts';
import { answerPage } from '../../pages/answer.tsx';
import { useLanguage, useSay } from '../../pages/context.tsx';
import { doneOf, takeForm, textOf, type Values } from '../../pages/form.ts';
import { IMPORT_PATH, menuEntry } from '../../pages/menu.ts';
import { OfficePage } from '../../pages/page.tsx';
import { CURSOR, pageOfList } from '../../pages/paging.ts';
import { Banner, Beside, Facts, LinkLine, Outcome } from '../../pages/parts.tsx';
import { officePages, streamedBody } from '../../pages/session.ts';
import { Pager, Table } from '../../pages/table.tsx';
import { unitCode } from '../../people/units/choose-unit.tsx';
import type { Env } from '../../platform/http/env.ts';
import { smallBody } from '../../platform/http/limits.ts';
import { HttpProblem, type ProblemExtra, problemSaid, sayWhen } from '../../platform/http/problem.ts';
import { checked } from '../../platform/http/validate.ts';
import type { Platform } from '../../platform/platform.ts';
import type { TicketDeps } from '../../tickets/deps.ts';
import type { Imports } from './imports.ts';
import { inFull } from './in-full.ts';
import { ColumnName, RefusalGroups } from './refusals-view.tsx';
import { answerRejections, rejectionsPage } from './tell-rejections.ts';
import { correctionsOf, fileFacts, UnderstoodPage } from './understood-view.tsx';
import { type NameDeps, type Recognition, recognise, waitingNames, withNear } from './unknown-names.ts';
import { ADD, officeOf, UnknownNames, type UnknownNamesShown } from './unknown-names-view.tsx';

export const IMPORT_ENTRY = menuEntry(IMPORT_PATH, 'pages.menu.import', 'tickets:import');

const REFRESH_SECONDS = 3;
/** Of the names, beside the list of imports. */
const NAMES_CURSOR = 'nama';

type ImportDeps = Pick<Platform, 'config'> &
  Pick<TicketDeps, 'accounts'> &
  NameDeps & { imports: Imports; recognition: Recognition };

export function importPages(services: ImportDeps): Hono<Env> {
  const { imports } = services;
  const app = officePages(IMPORT_ENTRY, services, streamedBody);

  const { units, categories } = services;
  const deciding = { units, categories, action: `${IMPORT_PATH}/nama` };
  const listOf = async (c: Context<Env>) => {
    const { names, pager } = await namesOf(c, services);
    return {
      ...(await imports.list(c.get('actor'), { cursor: c.req.query(CURSOR) })),
      // Names of every import's reports: of one alone nobody can tell afterwards.
      waiting: { ...deciding, names, pager },
      done: doneOf(c, ['nama'], () => 'exchange.names.done'),
    };
  };

  app.get('/', async (c) => answerPage(c, <ListPage {...(await listOf(c))} />));

  app.post('/', async (c) => {
    try {
      const { fields, file } = await readUpload(c.req.raw, 'berkas');
      const asked = checked(ImportQuery, { channel: fields.get('channel') });
      const job = await imports.start({ ...asked, actor: c.get('actor'), key: null, body: file });
      return c.redirect(`${IMPORT_PATH}/${job.id}`, 303);
    } catch (error) {
      if (!(error instanceof HttpProblem)) throw error;
      const bad = problemSaid(error.word, error.extra).detail;
      sayWhen(c, error.extra);
      return answerPage(c, <ListPage {...(await listOf(c))} bad={bad} />, PROBLEMS[error.word]);
    }
  });

  app.post('/nama', smallBody, async (c) => {
    const input = (values: Values) => meantBy(values, services);
    let back = '';
    const sent = await takeForm(c, { schema: RecogniseName, fields: [], input }, (asked, values) => {
      back = textOf(values, 'back');
      return recognise(services, asked, c.get('actor'));
    });
    if (!sent.ok)
      return answerPage(c, <ListPage {...(await listOf(c))} bad={sent.refused.bad} />, sent.status);
    void services.recognition.run();
    return c.redirect(`${IMPORT_PATH}${back === '' ? '' : `/${encodeURIComponent(back)}`}?sudah=nama`, 303);
  });

  const shown = async (c: Context<Env>, id: string) =>
    inFull(await imports.find(id, c.get('actor')), services, c.get('language'));

  /** As it stands: to be looked through and decided, or how far it has come. */
  async function answerJob(c: Context<Env>, job: ImportInFull, bad?: Phrase) {
    const { id, understood, preview } = job;
    if (understood && preview) {
      const page = {
        job: { ...job, understood, preview },
        waiting: { ...deciding, back: id, names: preview.unknownNames, isAhead: true },
        base: IMPORT_PATH,
        done: doneOf(c, ['nama'], () => 'exchange.names.done'),
      };
      return answerPage(c, <UnderstoodPage {...page} bad={bad} />, bad ? 422 : 200);
    }
    if (isRunning(job)) c.header('refresh', String(REFRESH_SECONDS));
    const refused = await rejectionsPage(c, imports, id, c.req.query(CURSOR));
    return answerPage(c, <JobPage job={job} refused={refused} />);
  }

  app.get('/:id', async (c) => answerJob(c, await shown(c, c.req.param('id'))));

  app.post('/:id/perbaikan', smallBody, async (c) => {
    const id = c.req.param('id');
    const { understood } = await imports.find(id, c.get('actor'));
    const input = (values: Values) => (understood ? correctionsOf(values, understood) : {});
    const sent = await takeForm(c, { schema: ImportCorrections, fields: [], input }, (corrections) =>
      imports.correct(id, c.get('actor'), corrections),
    );
    if (!sent.ok) return answerJob(c, await shown(c, id), sent.refused.bad);
    return c.redirect(`${IMPORT_PATH}/${id}`, 303);
  });

  app.post('/:id/impor', async (c) => {
    const id = c.req.param('id');
    await imports.confirm(id, c.get('actor'));
    return c.redirect(`${IMPORT_PATH}/${id}`, 303);
  });

  app.post('/:id/batal', async (c) => {
    const { id } = await imports.cancel(c.req.param('id'), c.get('actor'));
    return c.redirect(`${IMPORT_PATH}/${id}`, 303);
  });

  for (const as of ['csv', 'ndjson'] as const) {
    app.get(`/:id/ditolak.${as}`, async (c) => {
      const { id } = await imports.find(c.req.param('id'), c.get('actor'));
      return answerRejections(c, imports, id, as);
    });
  }
  return app;
}

/** The names that wait, a page of them. */
async function namesOf(c: Context<Env>, services: NameDeps) {
  const all = await waitingNames(services);
  const { items, next, shown } = pageOfList(
    c,
    all,
    (one) => [-one.reports, one.kind, one.name],
    NAMES_CURSOR,
  );
  return {
    names: withNear(items, services),
    pager: <Pager next={next} shown={shown} parameter={NAMES_CURSOR} />,
  };
}

/** Of a name: what it is said to be, or what is added under it. */
function meantBy(values: Values, services: NameDeps) {
  const as = textOf(values, 'as');
  const { kind, name } = { kind: textOf(values, 'kind'), name: textOf(values, 'name') };
  if (as === ADD) return { kind, name };
  if (as === '') return { kind, name, office: officeOf(values, services) };
  return { kind, name, as: kind === 'category' ? as : unitCode(services, as) };
}

interface Upload {
  /** What stood before the file. */
  fields: ReadonlyMap<string, string>;
  file: Readable;
}

const UPLOAD_LIMITS = { fields: 20, fieldSize: 1_000, files: 1 };

/**
 * A form with one file, read as it comes: the file goes on to whoever takes it, and never into memory as a whole. Throws
 * `malformed` where the form is none, or holds no file of that name.
 */
function readUpload(request: Request, name: string): Promise<Upload> {
  const type = request.headers.get('content-type') ?? '';
  const { body } = request;
  if (!body || !type.startsWith('multipart/form-data')) throw new HttpProblem('malformed', NO_FILE);
  return new Promise((resolve, reject) => {
    const fields = new Map<string, string>();
    const form = new Busboy({ headers: { 'content-type': type }, limits: UPLOAD_LIMITS });
    form.on('field', (field, value) => fields.set(field, value));
    form.on('file', (field, file, fileName) => {
      // Whoever reads it hears of it too; of a stream that nobody listens to it would end the process.
      file.on('error', () => reject(new HttpProblem('malformed', NO_FILE)));
      if (field === name && fileName) resolve({ fields, file: Readable.from(whole(file)) });
      else file.resume();
    });
    // After a file was handed on this comes too late to matter.
    form.on('finish', () => reject(new HttpProblem('malformed', NO_FILE)));
    form.on('error', () => reject(new HttpProblem('malformed', NO_FILE)));
    const source = Readable.from(body);
    source.on('error', (error) => form.destroy(error));
    source.pipe(form);
  });
}

async function* whole(file: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  try {
    yield* file;
  } catch {
    throw new HttpProblem('malformed', { detail: 'exchange.refused.file_cut' });
  }
}

const NO_FILE: ProblemExtra = { detail: 'exchange.refused.choose_file_first' };

function isRunning({ state }: ImportJob): boolean {
  return state === 'receiving' || state === 'understanding' || state === 'running';
}

const COUNTS = ['read', 'added', 'moved', 'corrected', 'unchanged', 'refused'] as const;

interface ListProps {
  items: readonly ImportJob[];
  next: string | null;
  waiting: UnknownNamesShown;
  done: Phrase | undefined;
  bad?: Phrase;
}

function ListPage({ items, next, waiting, done, bad }: ListProps) {
  const say = useSay();
  const language = useLanguage();
  const waits = items.find(({ state }) => state === 'understood');
  return (
    <OfficePage title={say('exchange.page.import_title')} wide>
      <Outcome bad={bad} done={done} />
      {waits && (
        <Banner kind="good">
          <a href={`${IMPORT_PATH}/${waits.id}`}>{say('exchange.page.waiting')}</a>
        </Banner>
      )}
      <p>{say('exchange.page.intro')}</p>
      {waits && <p>{say('exchange.page.replaces')}</p>}
      <SendForm />
      <UnknownNames {...waiting} />
      <h2>{say('exchange.page.earlier')}</h2>
      <Table
        caption="exchange.page.earlier"
        columns={[
          {
            head: 'exchange.page.started',
            cell: ({ id, startedAt }) => (
              <a href={`${IMPORT_PATH}/${id}`}>{fullDate(Date.parse(startedAt), language)}</a>
            ),
          },
          { head: 'exchange.page.state', cell: ({ state }) => say(`exchange.import_state.${state}`) },
          ...COUNTS.map((key) => ({
            head: `exchange.page.${key}` as const,
            cell: (job: ImportJob) => grouped(job[key], language),
          })),
        ]}
        items={items}
        empty="exchange.page.none"
      />
      <Pager next={next} />
    </OfficePage>
  );
}

function SendForm() {
  const say = useSay();
  return (
    <form class="stacked" method="post" action={IMPORT_PATH} encType="multipart/form-data">
      <label>
        {say('exchange.page.channel')}{' '}
        <select name="channel">
          {channelList().map(({ code }) => (
            <option value={code}>{say(`common.channel_in_full.${code}`)}</option>
          ))}
        </select>
      </label>
      <label>
        {say('exchange.page.file')}{' '}
        <input
          type="file"
          name="berkas"
          required
          accept=".csv,.tsv,.xlsx,.xls,.html,.json,.ndjson,.txt"
          aria-describedby="tentang-berkas"
        />
      </label>
      <p id="tentang-berkas" class="soft">
        {say('exchange.page.file_hint')}
      </p>
      <p>
        <button type="submit">{say('exchange.page.send')}</button>
      </p>
    </form>
  );
}

interface JobProps {
  job: ImportInFull;
  refused: { items: readonly RefusedLine[]; next: string | null };
}

function JobPage({ job, refused }: JobProps) {
  const { id, state, failure, startedAt, endedAt, ignoredColumns, refusalGroups } = job;
  const say = useSay();
  const language = useLanguage();
  const date = (at: string): string => fullDate(Date.parse(at), language);
  // Of what was never written every count would be nothing.
  const wasWritten = state === 'running' || state === 'done' || job.read > 0;
  return (
    <OfficePage title={say('exchange.page.import_title')} wide>
      {failure && <Banner kind="bad">{say(`exchange.failure.${failure}`)}</Banner>}
      <Facts
        facts={[
          ['exchange.page.state', say(`exchange.import_state.${state}`)],
          ['exchange.page.started', date(startedAt)],
          ['exchange.page.ended', endedAt && date(endedAt)],
          ...fileFacts(job, say, language),
          ...(wasWritten ? COUNTS : []).map(
            (key) => [`exchange.page.${key}`, grouped(job[key], language)] as const,
          ),
          ['exchange.page.ignored', ignoredColumns.length > 0 && ignoredColumns.join(', ')],
        ]}
      />
      {isRunning(job) && (
        <>
          <Progress job={job} />
          <p class="soft">{say('exchange.page.refresh')}</p>
          <form method="post" action={`${IMPORT_PATH}/${id}/batal`}>
            <button type="submit" class="quiet">
              {say('exchange.page.cancel')}
            </button>
            <Beside>{say(wasWritten ? 'exchange.page.cancel_why' : 'exchange.preview.cancel_why')}</Beside>
          </form>
        </>
      )}
      {refusalGroups.length > 0 && <RefusalGroups title="exchange.refusals.title" groups={refusalGroups} />}
      {refused.items.length > 0 && <Rejections job={job} refused={refused} />}
      <LinkLine to={IMPORT_PATH}>{say('exchange.page.all')}</LinkLine>
    </OfficePage>
  );
}

/** How far it is: of how many, once that is known. */
function Progress({ job: { state, looked, read, understood } }: Pick<JobProps, 'job'>) {
  const say = useSay();
  const language = useLanguage();
  if (state === 'running' && understood) {
    const values = { done: grouped(read, language), all: grouped(understood.rows, language) };
    return (
      <p>
        <progress value={read} max={understood.rows} aria-label={say('exchange.page.read')} />{' '}
        {say({ key: 'exchange.preview.progress', values })}
      </p>
    );
  }
  if (looked === undefined) return null;
  return <p>{say({ key: 'exchange.preview.looked', values: { rows: grouped(looked, language) } })}</p>;
}

function Rejections({ job: { id }, refused }: JobProps) {
  const say = useSay();
  const language = useLanguage();
  return (
    <>
      <h2>{say('exchange.page.refused_lines')}</h2>
      <p>
        {say('exchange.page.download')}: <a href={`${IMPORT_PATH}/${id}/ditolak.csv`}>CSV</a>,{' '}
        <a href={`${IMPORT_PATH}/${id}/ditolak.ndjson`}>NDJSON</a>
      </p>
      <Table
        caption="exchange.page.refused_lines"
        columns={[
          { head: 'exchange.page.line', cell: ({ line }) => grouped(line, language) },
          { head: 'exchange.page.column', cell: ({ column }) => <ColumnName column={column} /> },
          {
            head: 'exchange.page.why',
            cell: ({ message, reason }) => (
              <span>
                {message} <code class="soft">{reason}</code>
              </span>
            ),
          },
        ]}
        items={refused.items}
        empty="exchange.page.none"
      />
      <Pager next={refused.next} />
    </>
  );
}
