/** `/kelola/ketentuan`: the rules as they hold, as they were and will be; a supervisor sets them. */
import type { Context, Hono } from 'hono';
import { here } from '#shared/city/here.ts';
import { type Policy, SetPolicy } from '#shared/contract/policy.ts';
import { EVIDENCE_POLICY } from '#shared/rules/evidence.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { fullDate } from '#shared/words/time.ts';
import { answerPage } from '../../pages/answer.tsx';
import { Sentence, useLanguage, useSay } from '../../pages/context.tsx';
import { Fields, Folded, Form } from '../../pages/fields.tsx';
import {
  doneOf,
  type Field,
  type Filled,
  inputOf,
  type Refused,
  takeForm,
  textOf,
  type Values,
  valuesOf,
} from '../../pages/form.ts';
import { menuEntry } from '../../pages/menu.ts';
import { OfficePage } from '../../pages/page.tsx';
import { Assumed, Outcome } from '../../pages/parts.tsx';
import { may, officePages, requireRight } from '../../pages/session.ts';
import { type Column, Table } from '../../pages/table.tsx';
import type { Env } from '../../platform/http/env.ts';
import {
  CHANGE_FIELDS,
  CLOCK_FIELDS,
  CLOCKS,
  EVIDENCE_FIELDS,
  KEEPS,
  type Marked,
  PERFORMANCE_FIELDS,
  RETENTION_FIELDS,
  type Rule,
  type RulesFor,
  rulesFor,
} from './fields.ts';
import type { PolicyDeps } from './policy.ts';
import { setPolicy, shownPolicy } from './set.ts';
import { sourceIn, sourceMeant, sourceSaid } from './shipped-sources.ts';

const POLICY_PATH = '/kelola/ketentuan';
export const POLICY_ENTRY = menuEntry(POLICY_PATH, 'pages.menu.policy', 'policy:read');

/** The newest version when the form was opened: whoever set one meanwhile is not overwritten. */
const BEFORE = 'versi';

export function policyPages(services: PolicyDeps): Hono<Env> {
  const app = officePages(POLICY_ENTRY, services);

  app.get('/', (c) => answerPage(c, <RulesPage {...rulesOf(c, services)} />));

  app.post('/', async (c) => {
    requireRight(c, 'policy:set');
    const rules = rulesOfAll(services);
    const fields = [...CHANGE_FIELDS, ...rules.fields];
    const form = { schema: SetPolicy, fields, input: (values: Values) => policyInput(rules, fields, values) };
    const sent = await takeForm(c, form, (asked, values) =>
      setPolicy(services, asked, c.get('actor').id, before(services, textOf(values, BEFORE))),
    );
    if (sent.ok) return c.redirect(`${POLICY_PATH}?sudah=tetap`, 303);
    return answerPage(c, <RulesPage {...rulesOf(c, services)} {...sent.refused} />, sent.status);
  });

  return app;
}

/** The version that the form names; setting the one after it fails where it is no longer the newest. */
function before({ policy }: PolicyDeps, named: string): number {
  const newest = policy.newest();
  return /^[1-9]\d{0,8}$/.test(named) ? Math.min(Number(named), newest) : newest;
}

/** A category that is no longer in use keeps its numbers. */
function rulesOfAll({ categories }: Pick<PolicyDeps, 'categories'>): RulesFor {
  return rulesFor(categories.all().map(({ name }) => name));
}

/** A category without a limit has none of its own: its mark and source are not sent either. */
function policyInput({ categoryClocks }: RulesFor, fields: readonly Field[], values: Values) {
  const isOfEmptyCategory = (path: string): boolean => {
    const clock = categoryClocks.find((one) => path.startsWith(`${one.path}.`));
    return clock !== undefined && textOf(values, `${clock.path}.hours`) === '';
  };
  return inputOf(
    fields.filter(({ path }) => !isOfEmptyCategory(path)),
    withSources(values, sourceMeant),
    withoutCategories(),
  );
}

/** The sources among them in other words. */
function withSources(values: Values, reword: (source: string) => string): Values {
  return Object.fromEntries(
    Object.entries(values).map(([path, texts]) => [
      path,
      path.endsWith('.source') ? texts?.map(reword) : texts,
    ]),
  );
}

/** The contract wants to hear that no category has a number of its own, and such a form says nothing of it. */
function withoutCategories() {
  return {
    clocks: { completionByCategory: {} },
    evidence: { location: { standoffByCategory: {} }, pictures: { standingCameras: {} } },
    performance: { weights: { byCategory: {} } },
  };
}

type Rules = ReturnType<typeof rulesOf>;

function rulesOf(c: Context<Env>, services: PolicyDeps) {
  const { policy, clock } = services;
  const current = shownPolicy(policy.current());
  const rules = rulesOfAll(services);
  const asItIs = withSources(valuesOf(rules.fields, current), (source) =>
    sourceIn(c.get('language'), source),
  );
  return {
    current,
    rules,
    /** Those past and those to come too. */
    versions: policy.history().map(shownPolicy),
    /** ms UTC */
    now: clock.now(),
    unchanged: { values: { ...asItIs, [BEFORE]: [String(policy.newest())] } },
    maySet: may(c, 'policy:set'),
    done: doneOf(c, ['tetap'], () => 'rules.policy.done'),
  };
}

function RulesPage({
  current,
  rules,
  versions,
  now,
  unchanged,
  maySet,
  done,
  filled,
  bad,
}: Rules & Partial<Refused>) {
  const say = useSay();
  const language = useLanguage();
  const summaryOf = ({ version, from }: Policy): string => {
    const begins = Date.parse(from);
    const state = version === current.version ? 'current' : begins > now ? 'coming' : 'past';
    const date = fullDate(begins, language);
    return `${say('rules.policy.version')} ${version} · ${date} · ${say(`rules.policy.${state}`)}`;
  };
  return (
    <OfficePage title={say('rules.policy.title')} wide>
      <Outcome bad={bad} done={done} />
      <p>{say('rules.policy.intro')}</p>
      <RulesTable policy={current} rules={rules} />
      {maySet && (
        <Folded summary={say('rules.policy.set')} open={filled !== undefined}>
          <Setting filled={filled ?? unchanged} rules={rules} />
        </Folded>
      )}
      <h2>{say('rules.policy.history')}</h2>
      {versions.map((one) => (
        <Folded summary={summaryOf(one)}>
          <p class="prose">{one.reason}</p>
          <RulesTable policy={one} rules={rules} />
        </Folded>
      ))}
    </OfficePage>
  );
}

type Group = readonly [title: Phrase, fields: readonly Field[], why?: Phrase];

const groupsOf = ({
  categoryFields,
  standoffFields,
  standingCameraFields,
  weightFields,
}: RulesFor): readonly Group[] => [
  ['rules.policy.clocks', CLOCK_FIELDS],
  ['rules.policy.by_category', categoryFields],
  ['rules.policy.evidence', EVIDENCE_FIELDS],
  ['rules.policy.standoffs', standoffFields],
  ['rules.policy.standing_cameras', standingCameraFields, 'rules.policy.standing_cameras_why'],
  ['rules.policy.retention', RETENTION_FIELDS],
  ['rules.policy.performance', PERFORMANCE_FIELDS, 'rules.policy.performance_why'],
  ['rules.policy.weights', weightFields],
];

function Setting({ filled, rules }: { filled: Filled; rules: RulesFor }) {
  const say = useSay();
  return (
    <Form action={POLICY_PATH} submit="rules.policy.set">
      <p>{say('rules.policy.set_why')}</p>
      <input type="hidden" name={BEFORE} value={textOf(filled.values, BEFORE)} />
      {groupsOf(rules).map(([title, fields, why]) => (
        <Folded summary={say(title)} open={hasFault(fields, filled)}>
          <div>
            {why && <p>{say(why)}</p>}
            <Fields fields={fields} filled={filled} />
          </div>
        </Folded>
      ))}
      <Fields fields={CHANGE_FIELDS} filled={filled} />
    </Form>
  );
}

function hasFault(fields: readonly Field[], { faults }: Filled): boolean {
  return fields.some(({ path }) => faults?.has(path));
}

interface Row {
  label: Phrase;
  value: string;
  source: string;
  assumed: boolean;
}

const COLUMNS: readonly Column<Row>[] = [
  { head: 'rules.policy.rule', cell: ({ label }) => <Sentence said={label} /> },
  { head: 'rules.policy.value', cell: ({ value }) => value },
  {
    head: 'rules.policy.source',
    cell: ({ source, assumed }) => (
      <span>
        <Sentence said={sourceSaid(source)} />
        {assumed && <Assumed />}
      </span>
    ),
  },
];

function RulesTable({ policy, rules }: { policy: Policy; rules: RulesFor }) {
  const say = useSay();
  const { until, source, assumed } = policy.clocks.sameDay;
  const values = valuesOf(rules.fields, policy);
  /** One without a number (a category's) is no rule. */
  const marked = (numbers: readonly Marked[]): Row[] =>
    numbers.flatMap(({ label, value: path, mark, unit }) => {
      const value = textOf(values, path);
      if (value === '') return [];
      const isAssumed = textOf(values, `${mark}.assumed`) !== '';
      return [
        {
          label,
          value: `${value} ${say(unit)}`,
          source: textOf(values, `${mark}.source`),
          assumed: isAssumed,
        },
      ];
    });
  const rows = [
    ...marked(inUnit(CLOCKS, 'hours')),
    { label: 'rules.policy.same_day' as const, value: `${until} ${here().zone}`, source, assumed },
    ...marked(inUnit(rules.categoryClocks, 'hours')),
    ...evidenceRows(policy, rules),
    ...marked(inUnit(KEEPS, 'days')),
    ...marked(rules.performanceRules),
  ];
  return <Table caption="rules.policy.title" columns={COLUMNS} items={rows} empty="rules.policy.none" />;
}

/** Rules that say their own source. */
function inUnit(rules: readonly Rule[], unit: 'hours' | 'days'): Marked[] {
  return rules.map(({ path, label }) => ({
    label,
    value: `${path}.${unit}`,
    mark: path,
    unit: `rules.policy.${unit}`,
  }));
}

/** By the part of the thresholds they stand in: where its numbers come from. */
const MARKS: Record<string, string> = {
  location: 'radii and stand-off',
  time: 'time tolerances',
  edits: 'thumbnail difference',
  narrative: 'narrative counts',
};

function evidenceRows(policy: Policy, { standoffFields }: RulesFor): Row[] {
  const fields = [...EVIDENCE_FIELDS, ...standoffFields];
  const values = valuesOf(fields, policy);
  return fields.flatMap(({ path, label }) => {
    const value = textOf(values, path);
    const mark = EVIDENCE_POLICY.marks[MARKS[path.split('.')[1] ?? ''] ?? ''];
    return value === '' || !mark ? [] : [{ label, value, source: mark.source, assumed: mark.assumed }];
  });
}
