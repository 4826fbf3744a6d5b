import { type Context, Hono } from 'hono';
import { html } from 'hono/html';
import { NOTICE_KINDS, type NoticeKind } from '#shared/contract/message-kind.ts';
import { GAPS, NewNoticeTemplate, type NoticeTemplate } from '#shared/messages/template.ts';
import { LOCALES, type Locale } from '#shared/words/locale.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { fullDate } from '#shared/words/time.ts';
import { type Field, type Filled, inputOf, readForm, submit, valuesOf } from '../../../pages/form.ts';
import { drawFields, folded, type Html, notice, officePage } from '../../../pages/legacy.tsx';
import { requireRight } from '../../../pages/session.ts';
import type { Env } from '../../../platform/http/env.ts';
import { type Language, say } from '../../../platform/http/language.ts';
import { HttpProblem } from '../../../platform/http/problem.ts';
import type { MailDeps } from '../post-rounds.ts';
import { firstTemplate, setTemplate, templateHistory, templateOf } from '../templates.ts';

const subjectIn = (language: Locale): Phrase => ({
  key: 'messages.outgoing.subject_in',
  values: { language: { language } },
});
const bodyIn = (language: Locale): Phrase => ({
  key: 'messages.outgoing.body_in',
  values: { language: { language } },
});

export const OUTGOING_PATH = '/kelola/pesan';

const FIELDS: readonly Field[] = [
  ...LOCALES.flatMap((locale): Field[] => [
    {
      kind: 'line',
      path: `${locale}.subject`,
      label: subjectIn(locale),
      hint: 'messages.outgoing.subject_hint',
      max: 120,
    },
    { kind: 'prose', path: `${locale}.body`, label: bodyIn(locale), hint: 'messages.outgoing.body_hint' },
  ]),
  {
    kind: 'wib',
    path: 'from',
    label: 'messages.outgoing.from',
    hint: 'messages.outgoing.from_hint',
    optional: true,
  },
];

/** Mounted below the page on notices, behind its sign-in. */
export function templatePages(services: MailDeps): Hono<Env> {
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
  services: MailDeps,
  kind: NoticeKind,
  filled: Filled,
  bad?: Phrase,
): Promise<Html> {
  const language = c.get('language');
  const words = (said: Phrase): string => say(said, language);
  const history = await templateHistory(kind, services);
  const body = html`${bad ? notice('bad', words(bad)) : ''}
<form class="stacked" method="post" action="${OUTGOING_PATH}/isi/${kind}">
${drawFields(FIELDS, filled, language)}<p class="soft">${words('messages.outgoing.refusal')}</p>
<p><button>${words('pages.save')}</button></p></form>
<h2>${words('messages.outgoing.gaps')}</h2>
<dl class="facts">${GAPS.map(
    (gap) => html`<dt><code>{${gap}}</code></dt><dd>${words(`messages.gap.${gap}`)}</dd>`,
  )}</dl>
<h2>${words('messages.outgoing.history')}</h2>
${history.map(({ effectiveFrom, words: set }) => version(fullDate(effectiveFrom, language), set, language))}
${version(words('messages.outgoing.first'), firstTemplate(kind), language)}
<p><a href="${OUTGOING_PATH}">${words('messages.outgoing.back')}</a></p>`;
  return officePage(c, { title: `messages.kind.${kind}`, body });
}

function version(summary: string, template: NoticeTemplate, language: Language): Html {
  const shown = LOCALES.flatMap((locale) => [
    [say(subjectIn(locale), language), template[locale].subject],
    [say(bodyIn(locale), language), template[locale].body],
  ]);
  return folded(
    summary,
    html`<dl class="facts">${shown.map(([label, text]) => html`<dt>${label}</dt><dd class="prose">${text}</dd>`)}</dl>`,
  );
}
