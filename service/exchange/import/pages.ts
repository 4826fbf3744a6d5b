/** `/kelola/impor`: sending a file, watching it being read without a script, and what was not taken. */
import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import { type ImportJob, ImportQuery, type RefusedLine } from '#shared/contract/imports.ts';
import { PROBLEMS } from '#shared/contract/problem.ts';
import { CHANNEL_LIST } from '#shared/ticket/channel.ts';
import { fullDate } from '#shared/words/time.ts';
import type { Services } from '../../compose/services.ts';
import { type Column, type Html, notice, officePage, pager, table } from '../../pages/legacy.tsx';
import type { MenuEntry } from '../../pages/menu.ts';
import { officePages, streamedBody } from '../../pages/session.ts';
import type { Env } from '../../platform/http/env.ts';
import { type Language, type Said, say } from '../../platform/http/language.ts';
import { HttpProblem, problemSaid } from '../../platform/http/problem.ts';
import { STATE_WORDS, W } from '../words.ts';
import { readUpload } from './read-upload.ts';
import { FAILURE_WORDS } from './refusal-words.ts';
import { answerRefusals, toRefused } from './tell-refusals.ts';

const IMPORT_PATH = '/kelola/impor';
export const IMPORT_ENTRY: MenuEntry = {
  path: IMPORT_PATH,
  label: { id: 'Impor', en: 'Import' },
  right: 'tickets:import',
};

const REFRESH_SECONDS = 3;
const SHOWN_REFUSALS = 100;

export function importPages(services: Services): Hono<Env> {
  const { imports } = services;
  const app = officePages(IMPORT_ENTRY, services, streamedBody);

  const list = async (c: Context<Env>, bad?: Said): Promise<Html> => {
    const { items, next } = await imports.list(c.get('actor'), { cursor: c.req.query('cursor') });
    return listPage(c, items, next, bad);
  };

  app.get('/', async (c) => c.html(await list(c)));

  app.post('/', async (c) => {
    try {
      const { fields, file } = await readUpload(c.req.raw, 'berkas');
      const { channel } = ImportQuery.parse({ channel: fields.get('channel') });
      const job = await imports.start({ channel, actor: c.get('actor'), key: null, body: file });
      return c.redirect(`${IMPORT_PATH}/${job.id}`, 303);
    } catch (error) {
      if (!(error instanceof HttpProblem)) throw error;
      const { detail } = problemSaid(error.word, error.extra);
      return c.html(await list(c, detail), PROBLEMS[error.word]);
    }
  });

  app.get('/:id', async (c) => {
    const job = await imports.find(c.req.param('id'), c.get('actor'));
    const refused = await imports.refusals(job.id, 0, SHOWN_REFUSALS);
    if (isRunning(job)) c.header('refresh', String(REFRESH_SECONDS));
    return c.html(
      jobPage(
        c,
        job,
        refused.map((row) => toRefused(row, c.get('language'))),
      ),
    );
  });

  app.post('/:id/batal', async (c) => {
    const { id } = await imports.cancel(c.req.param('id'), c.get('actor'));
    return c.redirect(`${IMPORT_PATH}/${id}`, 303);
  });

  for (const as of ['csv', 'ndjson'] as const) {
    app.get(`/:id/ditolak.${as}`, async (c) => {
      const { id } = await imports.find(c.req.param('id'), c.get('actor'));
      return answerRefusals(c, imports, id, as);
    });
  }
  return app;
}

function isRunning({ state }: ImportJob): boolean {
  return state === 'receiving' || state === 'running';
}

function listPage(c: Context<Env>, items: readonly ImportJob[], next: string | null, bad?: Said): Html {
  const language = c.get('language');
  const words = (said: Said): string => say(said, language);
  const body = html`${bad ? notice('bad', words(bad)) : ''}
<p>${words(W.intro)}</p>
<form class="stacked" method="post" action="${IMPORT_PATH}" enctype="multipart/form-data">
<label>${words(W.channel)}
<select name="channel">${CHANNEL_LIST.map(({ code, label }) => html`<option value="${code}">${words(label)}</option>`)}</select></label>
<label>${words(W.file)}
<input type="file" name="berkas" required accept=".csv,.xlsx,.json,.ndjson,.txt" aria-describedby="tentang-berkas"></label>
<p id="tentang-berkas" class="soft">${words(W.fileHint)}</p>
<p><button>${words(W.send)}</button></p>
</form>
<h2>${words(W.earlier)}</h2>
${table(language, W.earlier, columns(language), items, W.none)}
${pager(c, next)}`;
  return officePage(c, { title: W.importTitle, body, wide: true });
}

function columns(language: Language): Column<ImportJob>[] {
  const count = (key: 'read' | 'added' | 'moved' | 'unchanged' | 'refused'): Column<ImportJob> => ({
    head: W[key],
    cell: (job) => numeral(job[key], language),
  });
  return [
    {
      head: W.started,
      cell: ({ id, startedAt }) =>
        html`<a href="${IMPORT_PATH}/${id}">${fullDate(Date.parse(startedAt), language)}</a>`,
    },
    { head: W.state, cell: ({ state }) => say(STATE_WORDS[state], language) },
    count('read'),
    count('added'),
    count('moved'),
    count('unchanged'),
    count('refused'),
  ];
}

function jobPage(c: Context<Env>, job: ImportJob, refused: readonly RefusedLine[]): Html {
  const language = c.get('language');
  const words = (said: Said): string => say(said, language);
  const date = (at: string): string => fullDate(Date.parse(at), language);
  const fact = (head: Said, value: string): Html => html`<dt>${words(head)}</dt><dd>${value}</dd>`;
  const counts = (['read', 'added', 'moved', 'unchanged', 'refused'] as const).map((key) =>
    fact(W[key], numeral(job[key], language)),
  );
  const body = html`${job.failure ? notice('bad', words(FAILURE_WORDS[job.failure])) : ''}
<dl class="facts">
${fact(W.state, words(STATE_WORDS[job.state]))}
${fact(W.started, date(job.startedAt))}
${job.endedAt === undefined ? '' : fact(W.ended, date(job.endedAt))}
${job.format === undefined ? '' : fact(W.format, [job.format.toUpperCase(), job.encoding].filter(Boolean).join(', '))}
${counts}
${job.ignoredColumns.length === 0 ? '' : fact(W.ignored, job.ignoredColumns.join(', '))}
</dl>
${
  isRunning(job)
    ? html`<p class="soft">${words(W.refresh)}</p>
<form method="post" action="${IMPORT_PATH}/${job.id}/batal"><button class="quiet">${words(W.cancel)}</button> <span class="soft">${words(W.cancelWhy)}</span></form>`
    : ''
}
${refused.length === 0 ? '' : refusedPart(job, refused, language)}
<p><a href="${IMPORT_PATH}">${words(W.all)}</a></p>`;
  return officePage(c, { title: W.importTitle, body, wide: true });
}

function refusedPart({ id }: ImportJob, refused: readonly RefusedLine[], language: Language): Html {
  const lines: Column<RefusedLine>[] = [
    { head: W.line, cell: ({ line }) => numeral(line, language) },
    { head: W.column, cell: ({ column }) => column ?? '–' },
    {
      head: W.why,
      cell: ({ message, reason }) => html`<span>${message} <code class="soft">${reason}</code></span>`,
    },
  ];
  const more =
    refused.length === SHOWN_REFUSALS ? html`<p class="soft">${say(W.firstOfMore, language)}</p>` : '';
  return html`<h2>${say(W.refusedLines, language)}</h2>
<p>${say(W.download, language)}: <a href="${IMPORT_PATH}/${id}/ditolak.csv">CSV</a>, <a href="${IMPORT_PATH}/${id}/ditolak.ndjson">NDJSON</a></p>
${more}${table(language, W.refusedLines, lines, refused, W.none)}`;
}

/** `12.500`; English `12,500`. */
function numeral(value: number, language: Language): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, language === 'id' ? '.' : ',');
}
