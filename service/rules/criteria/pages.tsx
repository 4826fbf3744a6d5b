/** `/kelola/kriteria`: the library, read by every officer; a supervisor writes it. */
import type { Context, Hono } from 'hono';
import {
  CriteriaQuery,
  type Criterion,
  CriterionInput,
  type CriterionWithHistory,
} from '#shared/contract/criteria.ts';
import { RETURN_REASONS } from '#shared/ticket/reason.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { dayOf, fullDate } from '#shared/words/time.ts';
import { answerPage } from '../../pages/answer.tsx';
import { Sentence, useLanguage, useSay } from '../../pages/context.tsx';
import { Fields, Folded, Form, Search } from '../../pages/fields.tsx';
import {
  choice,
  choices,
  doneOf,
  EMPTY,
  type Field,
  type Filled,
  inputOf,
  line,
  type Option,
  optionsOf,
  queryOf,
  type Refused,
  searchFields,
  takeForm,
  textOf,
  type Values,
  valuesOf,
} from '../../pages/form.ts';
import { menuEntry } from '../../pages/menu.ts';
import { OfficePage } from '../../pages/page.tsx';
import { Assumed, Facts, LinkLine, OnDay, Outcome } from '../../pages/parts.tsx';
import { may, officePages, requireRight } from '../../pages/session.ts';
import { type Column, Pager, Table } from '../../pages/table.tsx';
import type { Env } from '../../platform/http/env.ts';
import { type Categories, categoryOptions } from '../categories/register.ts';
import { FindingsPage } from './findings-page.tsx';
import { type CriteriaDeps, findCriteria, findCriterion, writeCriterion } from './library.ts';

const CRITERIA_PATH = '/kelola/kriteria';
const FINDINGS = '/temuan';
export const CRITERIA_ENTRY = menuEntry(CRITERIA_PATH, 'pages.menu.criteria', 'criteria:read');

const DONE = ['tulis', 'ubah', 'akhiri'] as const;

const reasons = optionsOf(RETURN_REASONS, (code) => `common.return_reason.${code}`);

const searchFieldsOf = (categories: Categories) =>
  searchFields(
    line('text', 'rules.criteria.text', 200),
    choice('category', 'rules.criteria.category', categoryOptions(categories)),
    choice('reason', 'rules.criteria.reason', reasons),
  );

const UNTIL: Field = {
  kind: 'date',
  path: 'validUntil',
  label: 'rules.criteria.until',
  hint: 'rules.criteria.until_hint',
};
const EVERY_CATEGORY: Option = { value: '', label: 'rules.criteria.every' };

const fieldsOf = (categories: Categories): readonly Field[] => [
  line('title', 'rules.criteria.name', 200),
  { kind: 'prose', path: 'text', label: 'rules.criteria.rule' },
  choice('category', 'rules.criteria.category', [EVERY_CATEGORY, ...categoryOptions(categories)], {
    optional: 'unsaid',
  }),
  line('citation.regulation', 'rules.criteria.regulation', 200, { hint: 'rules.criteria.regulation_hint' }),
  line('citation.article', 'rules.criteria.article', 200, { optional: true }),
  { kind: 'date', path: 'citation.meetingDate', label: 'rules.criteria.meeting', optional: true },
  choices('reasonCodes', 'rules.criteria.reasons', reasons),
  {
    kind: 'date',
    path: 'validFrom',
    label: 'rules.criteria.from',
    hint: 'rules.criteria.from_hint',
    optional: true,
  },
  { ...UNTIL, optional: true },
  { kind: 'flag', path: 'assumed', label: 'rules.criteria.assumed' },
];
const END_FIELDS: readonly Field[] = [UNTIL];

/** Which version the form was opened on: whoever wrote meanwhile is not overwritten. */
const BEFORE = 'versi';

export function criteriaPages(services: CriteriaDeps): Hono<Env> {
  const app = officePages(CRITERIA_ENTRY, services);
  const formFields = () => fieldsOf(services.categories);

  app.get('/', async (c) => answerPage(c, <ListPage {...(await listOf(c, services))} filled={EMPTY} />));

  app.post('/', async (c) => {
    requireRight(c, 'criteria:write');
    const sent = await takeForm(c, { schema: CriterionInput, fields: formFields() }, (input) =>
      writeCriterion(services, input, null, c.get('actor').id),
    );
    if (sent.ok) return c.redirect(`${CRITERIA_PATH}/${sent.value.id}?sudah=tulis`, 303);
    return answerPage(c, <ListPage {...(await listOf(c, services))} {...sent.refused} />, sent.status);
  });

  app.get(FINDINGS, (c) => answerPage(c, <FindingsPage back={CRITERIA_PATH} />));

  app.get('/:id', async (c) => {
    const criterion = await findCriterion(services, c.req.param('id'));
    return answerPage(c, <CriterionPage {...openedOf(c, criterion)} fields={formFields()} />);
  });

  for (const [path, act] of [
    ['/:id', 'ubah'],
    ['/:id/akhiri', 'akhiri'],
  ] as const) {
    app.post(path, async (c) => {
      requireRight(c, 'criteria:write');
      const criterion = await findCriterion(services, c.req.param('id'));
      // Ending it changes nothing but its last day.
      const all = formFields();
      const asItIs = act === 'ubah' ? {} : inputOf(all, valuesOf(all, criterion));
      const fields = act === 'ubah' ? all : END_FIELDS;
      const input = (values: Values) => ({ ...asItIs, ...inputOf(fields, values) });
      const sent = await takeForm(c, { schema: CriterionInput, fields, input }, (changed, values) =>
        writeCriterion(services, changed, before(criterion, textOf(values, BEFORE)), c.get('actor').id),
      );
      if (sent.ok) return c.redirect(`${CRITERIA_PATH}/${criterion.id}?sudah=${act}`, 303);
      const page = <CriterionPage {...openedOf(c, criterion)} fields={all} act={act} {...sent.refused} />;
      return answerPage(c, page, sent.status);
    });
  }

  return app;
}

/** The version that the form names; writing the one after it fails where it is no longer the newest. */
function before({ id, version }: Criterion, named: string): Pick<Criterion, 'id' | 'version'> {
  return { id, version: /^[1-9]\d{0,8}$/.test(named) ? Math.min(Number(named), version) : version };
}

type List = Awaited<ReturnType<typeof listOf>>;

async function listOf(c: Context<Env>, services: CriteriaDeps) {
  const query = queryOf(c, CriteriaQuery);
  const { text = '', category = '', reason = '' } = query;
  return {
    ...(await findCriteria(services, { limit: 50, ...query })),
    asked: { values: { text: [text], category: [category], reason: [reason] } },
    mayWrite: may(c, 'criteria:write'),
    categories: services.categories,
  };
}

function ListPage({
  items,
  next,
  asked,
  mayWrite,
  categories,
  filled,
  bad,
}: List & { filled: Filled; bad?: Phrase }) {
  const say = useSay();
  return (
    <OfficePage title={say('rules.criteria.title')} wide>
      <Outcome bad={bad} />
      <LinkLine to={`${CRITERIA_PATH}${FINDINGS}`}>{say('rules.findings.title')}</LinkLine>
      <Search action={CRITERIA_PATH} fields={searchFieldsOf(categories)} filled={asked} />
      <Table caption="rules.criteria.title" columns={COLUMNS} items={items} empty="rules.criteria.none" />
      <Pager next={next} />
      {mayWrite && (
        <Folded summary={say('rules.criteria.add')} open={bad !== undefined}>
          <Form action={CRITERIA_PATH} submit="rules.criteria.add">
            <Fields fields={fieldsOf(categories)} filled={filled} />
          </Form>
        </Folded>
      )}
    </OfficePage>
  );
}

const COLUMNS: readonly Column<Criterion>[] = [
  {
    head: 'rules.criteria.name',
    cell: ({ id, title, text, assumed }) => (
      <div>
        <a href={`${CRITERIA_PATH}/${id}`}>{title}</a>
        {assumed && <Assumed />}
        <span class="soft">{text.length > 160 ? `${text.slice(0, 160)}…` : text}</span>
      </div>
    ),
  },
  { head: 'rules.criteria.category', cell: ({ category }) => category ?? EVERY },
  { head: 'rules.criteria.source', cell: ({ citation }) => <Cited {...citation} /> },
  { head: 'rules.criteria.valid', cell: (one) => <Validity {...one} /> },
];

const EVERY = <Sentence said="rules.criteria.every" />;

function Cited({ regulation, article, meetingDate }: Criterion['citation']) {
  const language = useLanguage();
  const meeting = meetingDate === undefined ? undefined : dayOf(meetingDate, language);
  return <>{[regulation, article, meeting].filter(Boolean).join(', ')}</>;
}

function Validity({ validFrom, validUntil }: Criterion) {
  return (
    <>
      <OnDay date={validFrom} /> –{' '}
      {validUntil === null ? <Sentence said="rules.criteria.no_end" /> : <OnDay date={validUntil} />}
    </>
  );
}

type Opened = ReturnType<typeof openedOf>;

function openedOf(c: Context<Env>, criterion: CriterionWithHistory) {
  const done = doneOf(c, DONE, (one) => `rules.criteria_done.${one}`);
  return { criterion, mayWrite: may(c, 'criteria:write'), done };
}

type Sent = Partial<Refused> & { fields: readonly Field[]; act?: 'ubah' | 'akhiri' };

function CriterionPage({ criterion, mayWrite, done, fields, act, filled, bad }: Opened & Sent) {
  const say = useSay();
  const language = useLanguage();
  const versionOf = ({ version, writtenAt }: Criterion): string =>
    `${say('rules.criteria.version')} ${version} · ${fullDate(Date.parse(writtenAt), language)}`;
  return (
    <OfficePage title={criterion.title} wide>
      <Outcome bad={bad} done={done} />
      <CriterionFacts one={criterion} />
      {mayWrite && (
        <Changing criterion={criterion} fields={fields} filled={act === 'ubah' ? filled : undefined} />
      )}
      {mayWrite && <Ending criterion={criterion} filled={act === 'akhiri' ? filled : undefined} />}
      <h2>{say('rules.criteria.history')}</h2>
      {criterion.history.map((one) => (
        <Folded summary={versionOf(one)}>
          <h3>{one.title}</h3>
          <CriterionFacts one={one} />
        </Folded>
      ))}
      <LinkLine to={CRITERIA_PATH}>{say('rules.criteria.back')}</LinkLine>
    </OfficePage>
  );
}

interface FormProps {
  criterion: Criterion;
  /** As it was sent and refused. */
  filled: Filled | undefined;
}

function Changing({ criterion, fields, filled }: FormProps & { fields: readonly Field[] }) {
  const say = useSay();
  // A new version holds from today unless another day is named.
  const now = { ...valuesOf(fields, criterion), validFrom: [] };
  return (
    <Folded summary={say('rules.criteria.change')} open={filled !== undefined}>
      <Form action={`${CRITERIA_PATH}/${criterion.id}`} submit="rules.criteria.change">
        <input type="hidden" name={BEFORE} value={criterion.version} />
        <p>{say('rules.criteria.change_why')}</p>
        <Fields fields={fields} filled={filled ?? { values: now }} />
      </Form>
    </Folded>
  );
}

function Ending({ criterion, filled }: FormProps) {
  const say = useSay();
  return (
    <Folded summary={say('rules.criteria.end')} open={filled !== undefined}>
      <form class="stacked" method="post" action={`${CRITERIA_PATH}/${criterion.id}/akhiri`}>
        <input type="hidden" name={BEFORE} value={criterion.version} />
        <p>{say('rules.criteria.end_why')}</p>
        <Fields fields={END_FIELDS} filled={filled ?? EMPTY} />
        <p>
          <button class="quiet" type="submit">
            {say('rules.criteria.end')}
          </button>
        </p>
      </form>
    </Folded>
  );
}

function CriterionFacts({ one }: { one: Criterion }) {
  const say = useSay();
  const source = (
    <>
      <Cited {...one.citation} />
      {one.assumed && <Assumed />}
    </>
  );
  const reasons = one.reasonCodes.map((code) => say(`common.return_reason.${code}`));
  return (
    <Facts
      facts={[
        ['rules.criteria.rule', one.text, 'prose'],
        ['rules.criteria.category', one.category ?? EVERY],
        ['rules.criteria.source', source],
        ['rules.criteria.valid', <Validity {...one} />],
        ['rules.criteria.reasons', reasons.length > 0 && reasons.join(', ')],
      ]}
    />
  );
}
