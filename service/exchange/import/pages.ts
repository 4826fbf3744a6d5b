/** `/kelola/impor`: sending a file, watching it being read without a script, and what was not taken. */

import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import { type ImportJob, ImportQuery, type RefusedLine } from '#shared/contract/imports.ts';
import { PROBLEMS } from '#shared/contract/problem.ts';
import { CHANNELS } from '#shared/ticket/channel.ts';
import { grouped } from '#shared/words/distance.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { fullDate } from '#shared/words/time.ts';
import { type Column, type Html, notice, officePage, pager, table } from '../../pages/legacy.tsx';
import type { MenuEntry } from '../../pages/menu.ts';
import { officePages, streamedBody } from '../../pages/session.ts';
import type { Env } from '../../platform/http/env.ts';
import { type Language, say } from '../../platform/http/language.ts';
import { HttpProblem, problemSaid } from '../../platform/http/problem.ts';
import type { ImportDeps } from './imports.ts';
import { readUpload } from './read-upload.ts';
import { answerRefusals, toRefused } from './tell-refusals.ts';

const IMPORT_PATH = '/kelola/impor';
export const IMPORT_ENTRY: MenuEntry = {
  path: IMPORT_PATH,
  label: 'pages.menu.import',
  right: 'tickets:import',
};

const REFRESH_SECONDS = 3;
const SHOWN_REFUSALS = 100;

export function importPages(services: ImportDeps): Hono<Env> {
  const { imports } = services;
  const app = officePages(IMPORT_ENTRY, services, streamedBody);

  const list = async (c: Context<Env>, bad?: Phrase): Promise<Html> => {
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

function listPage(c: Context<Env>, items: readonly ImportJob[], next: string | null, bad?: Phrase): Html {
  const language = c.get('language');
  const words = (said: Phrase): string => say(said, language);
  const body = html`${bad ? notice('bad', words(bad)) : ''}
<p>${words('exchange.page.intro')}</p>
<form class="stacked" method="post" action="${IMPORT_PATH}" enctype="multipart/form-data">
<label>${words('exchange.page.channel')}
<select name="channel">${CHANNELS.map((code) => html`<option value="${code}">${words(`common.channel_in_full.${code}`)}</option>`)}</select></label>
<label>${words('exchange.page.file')}
<input type="file" name="berkas" required accept=".csv,.xlsx,.json,.ndjson,.txt" aria-describedby="tentang-berkas"></label>
<p id="tentang-berkas" class="soft">${words('exchange.page.file_hint')}</p>
<p><button>${words('exchange.page.send')}</button></p>
</form>
<h2>${words('exchange.page.earlier')}</h2>
${table(language, 'exchange.page.earlier', columns(language), items, 'exchange.page.none')}
${pager(c, next)}`;
  return officePage(c, { title: 'exchange.page.import_title', body, wide: true });
}

function columns(language: Language): Column<ImportJob>[] {
  const count = (key: 'read' | 'added' | 'moved' | 'unchanged' | 'refused'): Column<ImportJob> => ({
    head: `exchange.page.${key}`,
    cell: (job) => grouped(job[key], language),
  });
  return [
    {
      head: 'exchange.page.started',
      cell: ({ id, startedAt }) =>
        html`<a href="${IMPORT_PATH}/${id}">${fullDate(Date.parse(startedAt), language)}</a>`,
    },
    { head: 'exchange.page.state', cell: ({ state }) => say(`exchange.import_state.${state}`, language) },
    count('read'),
    count('added'),
    count('moved'),
    count('unchanged'),
    count('refused'),
  ];
}

function jobPage(c: Context<Env>, job: ImportJob, refused: readonly RefusedLine[]): Html {
  const language = c.get('language');
  const words = (said: Phrase): string => say(said, language);
  const date = (at: string): string => fullDate(Date.parse(at), language);
  const fact = (head: Phrase, value: string): Html => html`<dt>${words(head)}</dt><dd>${value}</dd>`;
  const counts = (['read', 'added', 'moved', 'unchanged', 'refused'] as const).map((key) =>
    fact(`exchange.page.${key}`, grouped(job[key], language)),
  );
  const body = html`${job.failure ? notice('bad', words(`exchange.failure.${job.failure}`)) : ''}
<dl class="facts">
${fact('exchange.page.state', words(`exchange.import_state.${job.state}`))}
${fact('exchange.page.started', date(job.startedAt))}
${job.endedAt === undefined ? '' : fact('exchange.page.ended', date(job.endedAt))}
${job.format === undefined ? '' : fact('exchange.page.format', [job.format.toUpperCase(), job.encoding].filter(Boolean).join(', '))}
${counts}
${job.ignoredColumns.length === 0 ? '' : fact('exchange.page.ignored', job.ignoredColumns.join(', '))}
</dl>
${
  isRunning(job)
    ? html`<p class="soft">${words('exchange.page.refresh')}</p>
<form method="post" action="${IMPORT_PATH}/${job.id}/batal"><button class="quiet">${words('exchange.page.cancel')}</button> <span class="soft">${words('exchange.page.cancel_why')}</span></form>`
    : ''
}
${refused.length === 0 ? '' : refusedPart(job, refused, language)}
<p><a href="${IMPORT_PATH}">${words('exchange.page.all')}</a></p>`;
  return officePage(c, { title: 'exchange.page.import_title', body, wide: true });
}

function refusedPart({ id }: ImportJob, refused: readonly RefusedLine[], language: Language): Html {
  const lines: Column<RefusedLine>[] = [
    { head: 'exchange.page.line', cell: ({ line }) => grouped(line, language) },
    { head: 'exchange.page.column', cell: ({ column }) => column ?? '–' },
    {
      head: 'exchange.page.why',
      cell: ({ message, reason }) => html`<span>${message} <code class="soft">${reason}</code></span>`,
    },
  ];
  const more =
    refused.length === SHOWN_REFUSALS
      ? html`<p class="soft">${say('exchange.page.first_of_more', language)}</p>`
      : '';
  return html`<h2>${say('exchange.page.refused_lines', language)}</h2>
<p>${say('exchange.page.download', language)}: <a href="${IMPORT_PATH}/${id}/ditolak.csv">CSV</a>, <a href="${IMPORT_PATH}/${id}/ditolak.ndjson">NDJSON</a></p>
${more}${table(language, 'exchange.page.refused_lines', lines, refused, 'exchange.page.none')}`;
}
