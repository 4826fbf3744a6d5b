/** What a follow-up is worth, as a part of the policy's form and table. */
import { CATEGORIES, categoryKey } from '#shared/ticket/category.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import type { Field } from '../../pages/form.ts';
import { type Marked, sourceFields } from './fields.ts';

function marked(number: string, mark: string, label: Phrase, unit: Phrase): Marked {
  return { value: `performance.${number}`, mark: `performance.${mark}`, label, unit };
}

const NUMBERS = {
  lateResponse: marked(
    'lateResponse.percent',
    'lateResponse',
    'rules.policy_field.taken_off_late_response',
    'rules.policy.unit_percent',
  ),
  lateCompletion: marked(
    'lateCompletion.percent',
    'lateCompletion',
    'rules.policy_field.taken_off_late_completion',
    'rules.policy.unit_percent',
  ),
  leastReports: marked(
    'ranking.leastReports',
    'ranking',
    'rules.policy_field.ranked_from',
    'rules.policy.unit_reports',
  ),
  good: marked('bands.good', 'bands', 'rules.policy_field.good_from', 'rules.policy.unit_percent'),
  fair: marked('bands.fair', 'bands', 'rules.policy_field.fair_from', 'rules.policy.unit_percent'),
} satisfies Record<string, Marked>;

const WEIGHTS: readonly Marked[] = CATEGORIES.map(({ name }) =>
  marked(
    `weights.byCategory.${categoryKey(name)}`,
    'weights',
    { key: 'rules.policy_field.weight', values: { name } },
    'rules.policy.unit_times',
  ),
);

export const PERFORMANCE_RULES: readonly Marked[] = [...Object.values(NUMBERS), ...WEIGHTS];

function numberField({ value, label, unit }: Marked, min: number, max: number): Field {
  const values = { label: { say: label }, unit: { say: unit } };
  return {
    kind: 'number',
    path: value,
    label: { key: 'rules.policy_field.in_unit', values },
    min,
    max,
    step: 1,
  };
}

export const PERFORMANCE_FIELDS: readonly Field[] = [
  numberField(NUMBERS.lateResponse, 0, 100),
  ...sourceFields('performance.lateResponse', {}),
  numberField(NUMBERS.lateCompletion, 0, 100),
  ...sourceFields('performance.lateCompletion', {}),
  numberField(NUMBERS.leastReports, 1, 10_000),
  ...sourceFields('performance.ranking', {}),
  numberField(NUMBERS.good, 0, 100),
  numberField(NUMBERS.fair, 0, 100),
  ...sourceFields('performance.bands', {}),
];

export const WEIGHT_FIELDS: readonly Field[] = [
  ...sourceFields('performance.weights', {}),
  ...CATEGORIES.map(
    ({ name }): Field => ({
      kind: 'number',
      path: `performance.weights.byCategory.${categoryKey(name)}`,
      label: { text: name },
      min: 0.01,
      max: 100,
      optional: 'unsaid',
    }),
  ),
];
