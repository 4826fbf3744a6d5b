/** `/kelola/pesan/isi/…`: the words of one kind of message, those in force and those before. */
import { type Context, Hono } from 'hono';
import {
  GAPS,
  MESSAGE_KINDS,
  type MessageKind,
  type MessageTemplate,
  NewMessageTemplate,
} from '#shared/contract/messages.ts';
import { LOCALES, type Locale } from '#shared/words/locale.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { fullDate } from '#shared/words/time.ts';
import { answerPage } from '../../../pages/answer.tsx';
import { useLanguage, useSay } from '../../../pages/context.tsx';
import { Fields, Folded, Form } from '../../../pages/fields.tsx';
import {
  type Field,
  type Filled,
  inputOf,
  line,
  takeForm,
  type Values,
  valuesOf,
} from '../../../pages/form.ts';
import { OfficePage } from '../../../pages/page.tsx';
import { Facts, LinkLine, Outcome } from '../../../pages/parts.tsx';
import { requireRight } from '../../../pages/session.ts';
import type { Env } from '../../../platform/http/env.ts';
import { HttpProblem } from '../../../platform/http/problem.ts';
import type { MailDeps } from '../deps.ts';
import { firstTemplate, setTemplate, type TemplateRow, templateHistory, templateOf } from '../templates.ts';

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
    line(`${locale}.subject`, subjectIn(locale), 120, { hint: 'messages.outgoing.subject_hint' }),
    { kind: 'prose', path: `${locale}.body`, label: bodyIn(locale), hint: 'messages.outgoing.body_hint' },
  ]),
  {
    kind: 'instant',
    path: 'from',
    label: 'messages.outgoing.from',
    hint: 'messages.outgoing.from_hint',
    optional: true,
  },
];

/** Mounted below the page on messages, behind its sign-in. */
export function templatePages(services: MailDeps): Hono<Env> {
  const app = new Hono<Env>();
  app.use(async (c, next) => {
    requireRight(c, 'messages:manage');
    await next();
  });

  app.get('/:kind', async (c) => {
    const kind = kindIn(c);
    const filled = { values: valuesOf(FIELDS, await templateOf(kind, services)) };
    const history = await templateHistory(kind, services);
    return answerPage(c, <TemplatePage kind={kind} history={history} filled={filled} />);
  });

  app.post('/:kind', async (c) => {
    const kind = kindIn(c);
    const input = (values: Values) => ({ ...inputOf(FIELDS, values), kind });
    const sent = await takeForm(c, { schema: NewMessageTemplate, fields: FIELDS, input }, (template) =>
      setTemplate(template, c.get('actor').id, services),
    );
    if (sent.ok) return c.redirect(`${OUTGOING_PATH}?sudah=isi`, 303);
    const history = await templateHistory(kind, services);
    return answerPage(c, <TemplatePage kind={kind} history={history} {...sent.refused} />, sent.status);
  });

  return app;
}

/** Throws 404. */
function kindIn(c: Context<Env>): MessageKind {
  const kind = MESSAGE_KINDS.find((known) => known === c.req.param('kind'));
  if (!kind) throw new HttpProblem('not-found');
  return kind;
}

interface TemplateProps {
  kind: MessageKind;
  history: readonly TemplateRow[];
  filled: Filled;
  bad?: Phrase;
}

function TemplatePage({ kind, history, filled, bad }: TemplateProps) {
  const say = useSay();
  const language = useLanguage();
  return (
    <OfficePage title={say(`messages.kind.${kind}`)}>
      <Outcome bad={bad} />
      <Form action={`${OUTGOING_PATH}/isi/${kind}`} submit="pages.save">
        <Fields fields={FIELDS} filled={filled} />
        <p class="soft">{say('messages.outgoing.refusal')}</p>
      </Form>
      <h2>{say('messages.outgoing.gaps')}</h2>
      <dl class="facts">
        {GAPS.map((gap) => (
          <>
            <dt>
              <code>{`{${gap}}`}</code>
            </dt>
            <dd>{say(`messages.gap.${gap}`)}</dd>
          </>
        ))}
      </dl>
      <h2>{say('messages.outgoing.history')}</h2>
      {history.map(({ effectiveFrom, words }) => (
        <Version summary={fullDate(effectiveFrom, language)} template={words} />
      ))}
      <Version summary={say('messages.outgoing.first')} template={firstTemplate(kind)} />
      <LinkLine to={OUTGOING_PATH}>{say('messages.outgoing.back')}</LinkLine>
    </OfficePage>
  );
}

function Version({ summary, template }: { summary: string; template: MessageTemplate }) {
  return (
    <Folded summary={summary}>
      <Facts
        facts={LOCALES.flatMap((locale) => [
          [subjectIn(locale), template[locale].subject, 'prose'] as const,
          [bodyIn(locale), template[locale].body, 'prose'] as const,
        ])}
      />
    </Folded>
  );
}
