/** `/kelola/pesan/isi/…`: the words of one notice, those in force and newer ones. */
import { type Context, Hono } from 'hono';
import { html } from 'hono/html';
import { NOTICE_KINDS, type NoticeKind } from '#shared/contract/message-kind.ts';
import { FIRST_TEMPLATES, GAPS, NewNoticeTemplate, type NoticeTemplate } from '#shared/messages/template.ts';
import { fullDate } from '#shared/words/time.ts';
import type { Services } from '../../../compose/services.ts';
import { type Field, type Filled, inputOf, readForm, submit, valuesOf } from '../../../pages/form.ts';
import { drawFields, folded, type Html, notice, officePage } from '../../../pages/legacy.tsx';
import { requireRight } from '../../../pages/session.ts';
import { SAVE } from '../../../pages/words.ts';
import type { Env } from '../../../platform/http/env.ts';
import { type Language, type Said, say } from '../../../platform/http/language.ts';
import { HttpProblem } from '../../../platform/http/problem.ts';
import { setTemplate, templateHistory, templateOf } from '../templates.ts';
import { KIND_NAMES, NOTICE_WORDS as W } from './words.ts';

export const OUTGOING_PATH = '/kelola/pesan';

const FIELDS: readonly Field[] = [
  { kind: 'line', path: 'id.subject', label: W.subjectId, hint: W.subjectHint, max: 120 },
  { kind: 'prose', path: 'id.body', label: W.bodyId, hint: W.bodyHint },
  { kind: 'line', path: 'en.subject', label: W.subjectEn, hint: W.subjectHint, max: 120 },
  { kind: 'prose', path: 'en.body', label: W.bodyEn, hint: W.bodyHint },
  { kind: 'wib', path: 'from', label: W.from, hint: W.fromHint, optional: true },
];

/** Mounted below the page on notices, behind its sign-in. */
export function templatePages(services: Services): Hono<Env> {
  const app = new Hono<Env>();
  app.use(async (c, next) => {
    requireRight(c, 'notices:manage');
    await next();
  });

  app.get('/:kind', async (c) => {
    const kind = kindIn(c);
    return c.html(
      await page(c, services, kind, { values: valuesOf(FIELDS, await templateOf(kind, services)) }),
    );
  });

  app.post('/:kind', async (c) => {
    const kind = kindIn(c);
    const values = await readForm(c);
    const input = { ...inputOf(FIELDS, values), kind };
    const outcome = await submit({ schema: NewNoticeTemplate, fields: FIELDS, input }, (template) =>
      setTemplate(template, c.get('actor').id, services),
    );
    if (outcome.ok) return c.redirect(`${OUTGOING_PATH}?sudah=isi`, 303);
    const filled = { values, faults: outcome.faults };
    return c.html(await page(c, services, kind, filled, outcome.bad), outcome.status);
  });

  return app;
}

/** Throws 404. */
function kindIn(c: Context<Env>): NoticeKind {
  const kind = NOTICE_KINDS.find((known) => known === c.req.param('kind'));
  if (!kind) throw new HttpProblem('not-found');
  return kind;
}

async function page(
  c: Context<Env>,
  services: Services,
  kind: NoticeKind,
  filled: Filled,
  bad?: Said,
): Promise<Html> {
  const language = c.get('language');
  const words = (said: Said): string => say(said, language);
  const history = await templateHistory(kind, services);
  const body = html`${bad ? notice('bad', words(bad)) : ''}
<form class="stacked" method="post" action="${OUTGOING_PATH}/isi/${kind}">
${drawFields(FIELDS, filled, language)}<p class="soft">${words(W.refusal)}</p>
<p><button>${words(SAVE)}</button></p></form>
<h2>${words(W.gaps)}</h2>
<dl class="facts">${Object.entries(GAPS).map(
    ([gap, said]) => html`<dt><code>{${gap}}</code></dt><dd>${words(said)}</dd>`,
  )}</dl>
<h2>${words(W.history)}</h2>
${history.map(({ effectiveFrom, words: set }) => version(fullDate(effectiveFrom, language), set, language))}
${version(words(W.first), FIRST_TEMPLATES[kind], language)}
<p><a href="${OUTGOING_PATH}">${words(W.back)}</a></p>`;
  return officePage(c, { title: KIND_NAMES[kind], body });
}

function version(summary: string, { id, en }: NoticeTemplate, language: Language): Html {
  const shown = [
    [W.subjectId, id.subject],
    [W.bodyId, id.body],
    [W.subjectEn, en.subject],
    [W.bodyEn, en.body],
  ] as const;
  return folded(
    summary,
    html`<dl class="facts">${shown.map(
      ([label, text]) => html`<dt>${say(label, language)}</dt><dd class="prose">${text}</dd>`,
    )}</dl>`,
  );
}
