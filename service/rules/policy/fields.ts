/** The policy as a form and as a table: each rule's words, unit, and where its source and mark of estimate stand. */
import { categoryKey } from '#shared/ticket/category.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { type Field, line } from '../../pages/form.ts';

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

type Limits = Omit<Extract<Field, { kind: 'number' }>, 'kind' | 'path' | 'label'>;

function number(path: string, label: Phrase, limits: Limits): Field {
  return { kind: 'number', path, label, ...limits };
}

function sourceFields(path: string, optional: Pick<Field, 'optional'> = {}): Field[] {
  return [
    line(`${path}.source`, 'rules.policy.source', 500, { ...optional }),
    { kind: 'flag', path: `${path}.assumed`, label: 'rules.policy.assumed' },
  ];
}

/** Of every category; what is left empty has none of its own. */
function byCategory(names: readonly string[], path: string, limits: Limits): Field[] {
  return names.map((name) =>
    number(`${path}.${categoryKey(name)}`, { text: name }, { ...limits, optional: 'unsaid' }),
  );
}

/** In clock hours, each with its source. */
export const CLOCKS: readonly Rule[] = [
  { path: 'clocks.response', label: 'rules.policy_field.first_response' },
  { path: 'clocks.completion', label: 'rules.policy_field.completion' },
  { path: 'clocks.redFlag', label: 'rules.policy_field.red_flag' },
  { path: 'clocks.validation', label: 'rules.policy_field.validation' },
];

function clockFields({ path, label }: Rule, optional: Pick<Field, 'optional'> = {}): Field[] {
  const hours: Phrase = { key: 'rules.policy_field.in_hours', values: { label: { say: label } } };
  return [
    number(`${path}.hours`, hours, { min: 0.1, max: MOST_HOURS, ...optional }),
    ...sourceFields(path, optional),
  ];
}

export const CLOCK_FIELDS: readonly Field[] = [
  ...CLOCKS.flatMap((clock) => clockFields(clock)),
  line('clocks.sameDay.until', 'rules.policy.same_day', 5, {
    hint: 'rules.policy_field.hours_minutes_example',
  }),
  ...sourceFields('clocks.sameDay'),
];
type Metres = 'standoffM' | 'failFloorM' | 'reportR68M' | 'impreciseR68M' | 'conflictM';

const metres = (name: Metres, min = 1): Field => {
  const label: Phrase = {
    key: 'rules.policy_field.in_metres',
    values: { label: { say: `rules.threshold.${name}` } },
  };
  return number(`evidence.location.${name}`, label, { min, max: 10_000 });
};
const minutes = (name: 'toleranceMs' | 'fixToleranceMs'): Field => {
  const label: Phrase = {
    key: 'rules.policy_field.in_minutes',
    values: { label: { say: `rules.threshold.${name}` } },
  };
  return number(`evidence.time.${name}`, label, { min: 0, max: 1_440, scale: MINUTE });
};
const count = (name: 'words' | 'contentWords' | 'contentWordsWithAction' | 'copies'): Field =>
  number(`evidence.narrative.${name}`, `rules.threshold.${name}`, { min: 1, max: 100, step: 1 });

export const EVIDENCE_FIELDS: readonly Field[] = [
  metres('standoffM', 0),
  metres('failFloorM'),
  metres('reportR68M'),
  metres('impreciseR68M'),
  metres('conflictM'),
  minutes('toleranceMs'),
  minutes('fixToleranceMs'),
  number('evidence.edits.thumbnailDifference', 'rules.policy_field.suspect_thumbnail_difference_1', {
    min: 1,
    max: 255,
  }),
  count('words'),
  count('contentWords'),
  count('contentWordsWithAction'),
  count('copies'),
];

/** A number whose label says its unit. */
function inUnit(path: string, label: Phrase, unit: Phrase, limits: Limits): Field {
  const both: Phrase = {
    key: 'rules.policy_field.in_unit',
    values: { label: { say: label }, unit: { say: unit } },
  };
  return number(path, both, { ...limits, step: 1 });
}

const kept = (
  name: 'identity' | 'photos' | 'texts' | 'receipts',
  from: Phrase = 'rules.policy.from_closing',
): Rule & { from: Phrase } => ({ path: `retention.${name}`, label: `rules.kept.${name}`, from });

/** In days from what `from` says, each with its source. */
export const KEEPS = [
  kept('identity'),
  kept('photos'),
  kept('texts'),
  kept('receipts', 'rules.policy.from_recording'),
];
export const RETENTION_FIELDS: readonly Field[] = KEEPS.flatMap(({ path, label, from }) => [
  inUnit(`${path}.days`, label, from, { min: 30, max: 30 * 365 }),
  ...sourceFields(path),
]);

/** What a follow-up is worth. The first part of a number's path says where its source stands. */
function worth(path: string, label: Phrase, unit: 'percent' | 'reports' | 'times'): Marked {
  const mark = `performance.${path.split('.')[0]}`;
  return { value: `performance.${path}`, mark, label, unit: `rules.policy.unit_${unit}` };
}

const WORTH = {
  lateResponse: worth('lateResponse.percent', 'rules.policy_field.taken_off_late_response', 'percent'),
  lateCompletion: worth('lateCompletion.percent', 'rules.policy_field.taken_off_late_completion', 'percent'),
  leastReports: worth('ranking.leastReports', 'rules.policy_field.ranked_from', 'reports'),
  good: worth('bands.good', 'rules.policy_field.good_from', 'percent'),
  fair: worth('bands.fair', 'rules.policy_field.fair_from', 'percent'),
};

function worthField({ value, label, unit }: Marked, min: number, max: number): Field {
  return inUnit(value, label, unit, { min, max });
}

export const PERFORMANCE_FIELDS: readonly Field[] = [
  worthField(WORTH.lateResponse, 0, 100),
  ...sourceFields('performance.lateResponse'),
  worthField(WORTH.lateCompletion, 0, 100),
  ...sourceFields('performance.lateCompletion'),
  worthField(WORTH.leastReports, 1, 10_000),
  ...sourceFields('performance.ranking'),
  worthField(WORTH.good, 0, 100),
  worthField(WORTH.fair, 0, 100),
  ...sourceFields('performance.bands'),
];

/** All of it, with what each category of these names may have of its own. */
export function rulesFor(names: readonly string[]) {
  const categoryClocks = names.map((name): Rule => {
    return { path: `clocks.completionByCategory.${categoryKey(name)}`, label: { text: name } };
  });
  const categoryFields = categoryClocks.flatMap((clock) => clockFields(clock, { optional: 'unsaid' }));
  const standoffFields = byCategory(names, 'evidence.location.standoffByCategory', { min: 0, max: 10_000 });
  const standingCameraFields = names.map(
    (name): Field => ({
      kind: 'flag',
      path: `evidence.pictures.standingCameras.${categoryKey(name)}`,
      label: { text: name },
    }),
  );
  const weightFields = [
    ...sourceFields('performance.weights'),
    ...byCategory(names, 'performance.weights.byCategory', { min: 0.01, max: 100 }),
  ];
  return {
    categoryClocks,
    categoryFields,
    standoffFields,
    standingCameraFields,
    weightFields,
    performanceRules: [
      ...Object.values(WORTH),
      ...names.map((name) => {
        const label: Phrase = { key: 'rules.policy_field.weight', values: { name } };
        return worth(`weights.byCategory.${categoryKey(name)}`, label, 'times');
      }),
    ],
    fields: [
      ...CLOCK_FIELDS,
      ...categoryFields,
      ...EVIDENCE_FIELDS,
      ...standoffFields,
      ...standingCameraFields,
      ...RETENTION_FIELDS,
      ...PERFORMANCE_FIELDS,
      ...weightFields,
    ],
  };
}
export type RulesFor = ReturnType<typeof rulesFor>;

export const CHANGE_FIELDS: readonly Field[] = [
  {
    kind: 'instant',
    path: 'from',
    label: 'rules.policy.from',
    hint: 'rules.policy.from_hint',
    optional: true,
  },
  { kind: 'flag', path: 'recompute', label: 'rules.policy.recompute' },
  { kind: 'prose', path: 'reason', label: 'rules.policy.reason' },
];
