import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import { type Policy, SetPolicy } from '#shared/contract/policy.ts';
import { EVIDENCE_POLICY } from '#shared/rules/evidence.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { fullDate } from '#shared/words/time.ts';
import {
  type Field,
  type Filled,
  inputOf,
  readForm,
  submit,
  textOf,
  type Values,
  valuesOf,
} from '../../pages/form.ts';
import { drawFields, folded, type Html, notice, officePage, table } from '../../pages/legacy.tsx';
import type { MenuEntry } from '../../pages/menu.ts';
import { doneOf } from '../../pages/query.ts';
import { may, officePages, requireRight } from '../../pages/session.ts';
import type { Env } from '../../platform/http/env.ts';
import { type Language, say } from '../../platform/http/language.ts';
import {
  CATEGORY_CLOCKS,
  CATEGORY_FIELDS,
  CHANGE_FIELDS,
  CLOCK_FIELDS,
  CLOCKS,
  EVIDENCE_FIELDS,
  KEEPS,
  type Marked,
  RETENTION_FIELDS,
  type Rule,
  STANDOFF_FIELDS,
  THRESHOLD_FIELDS,
} from './fields.ts';
import { PERFORMANCE_FIELDS, PERFORMANCE_RULES, WEIGHT_FIELDS } from './performance-fields.ts';
import type { PolicyDeps } from './policy.ts';
import { setPolicy, shownPolicy } from './set.ts';

const POLICY_PATH = '/kelola/ketentuan';
export const POLICY_ENTRY: MenuEntry = {
  path: POLICY_PATH,
  label: 'pages.menu.policy',
  right: 'policy:read',
};

const RULE_FIELDS: readonly Field[] = [...THRESHOLD_FIELDS, ...PERFORMANCE_FIELDS, ...WEIGHT_FIELDS];

/** The newest version when the form was opened: whoever set one meanwhile is not overwritten. */
const BEFORE = 'versi';

export function policyPages(services: PolicyDeps): Hono<Env> {
  const app = officePages(POLICY_ENTRY, services);

  app.get('/', (c) => c.html(rulesPage(c, services)));

  app.post('/', async (c) => {
    requireRight(c, 'policy:set');
    const values = await readForm(c);
    // A category without a limit has none of its own: its mark and source are not sent either.
    const fields = [...CHANGE_FIELDS, ...RULE_FIELDS].filter(({ path }) => !isOfEmptyCategory(path, values));
    const outcome = await submit(
      { schema: SetPolicy, fields, input: inputOf(fields, values, withoutCategories()) },
      (asked) => setPolicy(services, asked, c.get('actor').id, before(services, textOf(values, BEFORE))),
    );
    if (outcome.ok) return c.redirect(`${POLICY_PATH}?sudah=tetap`, 303);
    const filled = { values, faults: outcome.faults };
    return c.html(rulesPage(c, services, filled, outcome.bad), outcome.status);
  });

  return app;
}

/** The version that the form names; setting the one after it fails where it is no longer the newest. */
function before({ policy }: PolicyDeps, named: string): number {
  const newest = policy.newest();
  return /^[1-9]\d{0,8}$/.test(named) ? Math.min(Number(named), newest) : newest;
}

function isOfEmptyCategory(path: string, values: Values): boolean {
  const clock = CATEGORY_CLOCKS.find((one) => path.startsWith(`${one.path}.`));
  return clock !== undefined && textOf(values, `${clock.path}.hours`) === '';
}

/** The contract wants to hear that no category has a number of its own, and such a form says nothing of it. */
function withoutCategories() {
  return {
    clocks: { completionByCategory: {} },
    evidence: { location: { standoffByCategory: {} } },
    performance: { weights: { byCategory: {} } },
  };
}

function rulesPage(c: Context<Env>, { policy, clock }: PolicyDeps, sent?: Filled, bad?: Phrase): Html {
  const language = c.get('language');
  const words = (said: Phrase): string => say(said, language);
  const current = shownPolicy(policy.current());
  const done = doneOf(c, ['tetap'], () => 'rules.policy.done');
  const now = { ...valuesOf(RULE_FIELDS, current), [BEFORE]: [String(policy.newest())] };
  const body = html`${bad ? notice('bad', words(bad)) : done ? notice('good', words(done)) : ''}
<p>${words('rules.policy.intro')}</p>
${rules(current, language)}
${may(c, 'policy:set') ? folded(words('rules.policy.set'), setting(sent ?? { values: now }, language), sent !== undefined) : ''}
<h2>${words('rules.policy.history')}</h2>
${policy.history().map((row) => {
  const one = shownPolicy(row);
  const state =
    one.version === current.version
      ? 'rules.policy.current'
      : Date.parse(one.from) > clock.now()
        ? 'rules.policy.coming'
        : 'rules.policy.past';
  const date = fullDate(Date.parse(one.from), language);
  return folded(
    `${words('rules.policy.version')} ${one.version} · ${date} · ${words(state)}`,
    html`<p class="prose">${one.reason}</p>${rules(one, language)}`,
  );
})}`;
  return officePage(c, { title: 'rules.policy.title', body, wide: true });
}

function setting(filled: Filled, language: Language): Html {
  const group = (title: Phrase, fields: readonly Field[], why?: Phrase): Html =>
    folded(
      say(title, language),
      html`<div>${why ? html`<p>${say(why, language)}</p>` : ''}${drawFields(fields, filled, language)}</div>`,
      hasFault(fields, filled),
    );
  return html`<form class="stacked" method="post" action="${POLICY_PATH}"><p>${say('rules.policy.set_why', language)}</p>
<input type="hidden" name="${BEFORE}" value="${textOf(filled.values, BEFORE)}">
${group('rules.policy.clocks', CLOCK_FIELDS)}${group('rules.policy.by_category', CATEGORY_FIELDS)}
${group('rules.policy.evidence', EVIDENCE_FIELDS)}${group('rules.policy.standoffs', STANDOFF_FIELDS)}
${group('rules.policy.retention', RETENTION_FIELDS)}
${group('rules.policy.performance', PERFORMANCE_FIELDS, 'rules.policy.performance_why')}${group('rules.policy.weights', WEIGHT_FIELDS)}
${drawFields(CHANGE_FIELDS, filled, language)}
<p><button>${say('rules.policy.set', language)}</button></p></form>`;
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

function rules(policy: Policy, language: Language): Html {
  return table(
    language,
    'rules.policy.title',
    [
      { head: 'rules.policy.rule', cell: ({ label }: Row) => say(label, language) },
      { head: 'rules.policy.value', cell: ({ value }: Row) => value },
      {
        head: 'rules.policy.source',
        cell: ({ source, assumed }: Row) =>
          html`<span>${source}${assumed ? html` <span class="tag assumed">${say('pages.assumed', language)}</span>` : ''}</span>`,
      },
    ],
    [
      ...clockRows(policy, language),
      ...evidenceRows(policy),
      ...rowsOf(KEEPS, 'days', policy, language),
      ...markedRows(PERFORMANCE_RULES, policy, language),
    ],
    'rules.policy.none',
  );
}

/** Rules that say their own source. */
function rowsOf(rules: readonly Rule[], unit: 'hours' | 'days', policy: Policy, language: Language): Row[] {
  const marked = rules.map(
    ({ path, label }): Marked => ({
      label,
      value: `${path}.${unit}`,
      mark: path,
      unit: `rules.policy.${unit}`,
    }),
  );
  return markedRows(marked, policy, language);
}

/** One without a number (a category's) is no rule. */
function markedRows(rules: readonly Marked[], policy: Policy, language: Language): Row[] {
  const values = valuesOf(RULE_FIELDS, policy);
  return rules.flatMap(({ label, value: path, mark, unit }) => {
    const value = textOf(values, path);
    if (value === '') return [];
    const assumed = textOf(values, `${mark}.assumed`) !== '';
    return [
      {
        label,
        value: `${value} ${say(unit, language)}`,
        source: textOf(values, `${mark}.source`),
        assumed,
      },
    ];
  });
}

function clockRows(policy: Policy, language: Language): Row[] {
  const { until, source, assumed } = policy.clocks.sameDay;
  return [
    ...rowsOf(CLOCKS, 'hours', policy, language),
    { label: 'rules.policy.same_day', value: `${until} WIB`, source, assumed },
    ...rowsOf(CATEGORY_CLOCKS, 'hours', policy, language),
  ];
}

/** By the part of the thresholds they stand in: where its numbers come from. */
const MARKS: Record<string, string> = {
  location: 'radii and stand-off',
  time: 'time tolerances',
  edits: 'thumbnail difference',
  narrative: 'narrative counts',
};

function evidenceRows(policy: Policy): Row[] {
  const fields = [...EVIDENCE_FIELDS, ...STANDOFF_FIELDS];
  const values = valuesOf(fields, policy);
  return fields.flatMap(({ path, label }) => {
    const value = textOf(values, path);
    const mark = EVIDENCE_POLICY.marks[MARKS[path.split('.')[1] ?? ''] ?? ''];
    return value === '' || !mark ? [] : [{ label, value, source: mark.source, assumed: mark.assumed }];
  });
}
