/** The policy as a form and as a table: each rule's words, unit, and where its source and mark of estimate stand. */
import { CATEGORIES, categoryKey } from '#shared/ticket/category.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import type { Field } from '../../pages/form.ts';

const MINUTE = 60_000;

const MOST_HOURS = 366 * 24;

/** A rule that says its own source. */
export interface Rule {
  path: string;
  label: Phrase;
}

/** A number of the policy, and where its source and mark of estimate stand: several may share one. */
export interface Marked {
  label: Phrase;
  /** Path of the number. */
  value: string;
  mark: string;
  unit: Phrase;
}

/** In clock hours, each with its source. */
export const CLOCKS: readonly Rule[] = [
  { path: 'clocks.response', label: 'rules.policy_field.first_response' },
  { path: 'clocks.completion', label: 'rules.policy_field.completion' },
  { path: 'clocks.redFlag', label: 'rules.policy_field.red_flag' },
  { path: 'clocks.validation', label: 'rules.policy_field.validation' },
];

export const CATEGORY_CLOCKS: readonly Rule[] = CATEGORIES.map(({ name }) => ({
  path: `clocks.completionByCategory.${categoryKey(name)}`,
  label: { text: name },
}));

function clockFields({ path, label }: Rule, optional: Pick<Field, 'optional'>): Field[] {
  const hours: Phrase = { key: 'rules.policy_field.in_hours', values: { label: { say: label } } };
  return [
    { kind: 'number', path: `${path}.hours`, label: hours, min: 0.1, max: MOST_HOURS, ...optional },
    ...sourceFields(path, optional),
  ];
}

export function sourceFields(path: string, optional: Pick<Field, 'optional'>): Field[] {
  return [
    { kind: 'line', path: `${path}.source`, label: 'rules.policy.source', max: 500, ...optional },
    { kind: 'flag', path: `${path}.assumed`, label: 'rules.policy.assumed' },
  ];
}

export const CLOCK_FIELDS: readonly Field[] = [
  ...CLOCKS.flatMap((clock) => clockFields(clock, {})),
  {
    kind: 'line',
    path: 'clocks.sameDay.until',
    label: 'rules.policy.same_day',
    hint: 'rules.policy_field.hours_minutes_wib_example',
    max: 5,
  },
  { kind: 'line', path: 'clocks.sameDay.source', label: 'rules.policy.source', max: 500 },
  { kind: 'flag', path: 'clocks.sameDay.assumed', label: 'rules.policy.assumed' },
];
export const CATEGORY_FIELDS: readonly Field[] = CATEGORY_CLOCKS.flatMap((clock) =>
  clockFields(clock, { optional: 'unsaid' }),
);

const metres = (name: MetresName, min = 1): Field => ({
  kind: 'number',
  path: `evidence.location.${name}`,
  label: { key: 'rules.policy_field.in_metres', values: { label: { say: `rules.threshold.${name}` } } },
  min,
  max: 10_000,
});
const minutes = (name: 'toleranceMs' | 'fixToleranceMs'): Field => ({
  kind: 'number',
  path: `evidence.time.${name}`,
  label: { key: 'rules.policy_field.in_minutes', values: { label: { say: `rules.threshold.${name}` } } },
  min: 0,
  max: 1_440,
  scale: MINUTE,
});
const count = (name: 'words' | 'contentWords' | 'contentWordsWithAction' | 'copies'): Field => ({
  kind: 'number',
  path: `evidence.narrative.${name}`,
  label: `rules.threshold.${name}`,
  min: 1,
  max: 100,
  step: 1,
});
type MetresName = 'standoffM' | 'failFloorM' | 'reportR68M' | 'impreciseR68M' | 'conflictM';

const kept = (
  name: 'identity' | 'photos' | 'texts' | 'receipts',
  from: Phrase = 'rules.policy.from_closing',
): Rule & { from: Phrase } => ({
  path: `retention.${name}`,
  label: `rules.kept.${name}`,
  from,
});

/** In days from what `from` says, each with its source. */
export const KEEPS = [
  kept('identity'),
  kept('photos'),
  kept('texts'),
  kept('receipts', 'rules.policy.from_recording'),
];
export const RETENTION_FIELDS: readonly Field[] = KEEPS.flatMap(({ path, label, from }): Field[] => [
  {
    kind: 'number',
    path: `${path}.days`,
    label: { key: 'rules.policy_field.in_unit', values: { label: { say: label }, unit: { say: from } } },
    min: 30,
    max: 30 * 365,
    step: 1,
  },
  ...sourceFields(path, {}),
]);

export const EVIDENCE_FIELDS: readonly Field[] = [
  metres('standoffM', 0),
  metres('failFloorM'),
  metres('reportR68M'),
  metres('impreciseR68M'),
  metres('conflictM'),
  minutes('toleranceMs'),
  minutes('fixToleranceMs'),
  {
    kind: 'number',
    path: 'evidence.edits.thumbnailDifference',
    label: 'rules.policy_field.suspect_thumbnail_difference_1',
    min: 1,
    max: 255,
  },
  count('words'),
  count('contentWords'),
  count('contentWordsWithAction'),
  count('copies'),
];

export const STANDOFF_FIELDS: readonly Field[] = CATEGORIES.map(({ name }) => ({
  kind: 'number',
  path: `evidence.location.standoffByCategory.${categoryKey(name)}`,
  label: { text: name },
  min: 0,
  max: 10_000,
  optional: 'unsaid',
}));

export const STANDING_CAMERA_FIELDS: readonly Field[] = CATEGORIES.map(({ name }) => ({
  kind: 'flag',
  path: `evidence.pictures.standingCameras.${categoryKey(name)}`,
  label: { text: name },
}));

export const THRESHOLD_FIELDS: readonly Field[] = [
  ...CLOCK_FIELDS,
  ...CATEGORY_FIELDS,
  ...EVIDENCE_FIELDS,
  ...STANDOFF_FIELDS,
  ...STANDING_CAMERA_FIELDS,
  ...RETENTION_FIELDS,
];
export const CHANGE_FIELDS: readonly Field[] = [
  { kind: 'wib', path: 'from', label: 'rules.policy.from', hint: 'rules.policy.from_hint', optional: true },
  { kind: 'flag', path: 'recompute', label: 'rules.policy.recompute' },
  { kind: 'prose', path: 'reason', label: 'rules.policy.reason' },
];
