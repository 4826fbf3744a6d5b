/** What a follow-up is worth, as a part of the policy's form and table. */
import { CATEGORIES, categoryKey } from '#shared/ticket/category.ts';
import type { Field } from '../../pages/form.ts';
import type { Said } from '../../platform/http/language.ts';
import { type Marked, sourceFields } from './fields.ts';

const PERCENT: Said = { id: '%', en: '%' };
const REPORTS: Said = { id: 'laporan', en: 'reports' };
const TIMES: Said = { id: 'kali', en: 'times' };

function marked(number: string, mark: string, label: Said, unit: Said): Marked {
  return { value: `performance.${number}`, mark: `performance.${mark}`, label, unit };
}

const NUMBERS = {
  lateResponse: marked(
    'lateResponse.percent',
    'lateResponse',
    { id: 'Dikurangi bila tanggapan terlambat', en: 'Taken off for a late response' },
    PERCENT,
  ),
  lateCompletion: marked(
    'lateCompletion.percent',
    'lateCompletion',
    { id: 'Dikurangi bila penyelesaian terlambat', en: 'Taken off for a late completion' },
    PERCENT,
  ),
  leastReports: marked(
    'ranking.leastReports',
    'ranking',
    { id: 'Diperingkat mulai dari', en: 'Ranked from' },
    REPORTS,
  ),
  good: marked('bands.good', 'bands', { id: 'Baik mulai dari', en: 'Good from' }, PERCENT),
  fair: marked('bands.fair', 'bands', { id: 'Cukup mulai dari', en: 'Fair from' }, PERCENT),
} satisfies Record<string, Marked>;

const WEIGHTS: readonly Marked[] = CATEGORIES.map(({ name }) =>
  marked(
    `weights.byCategory.${categoryKey(name)}`,
    'weights',
    { id: `Bobot ${name}`, en: `Weight of ${name}` },
    TIMES,
  ),
);

export const PERFORMANCE_RULES: readonly Marked[] = [...Object.values(NUMBERS), ...WEIGHTS];

function numberField({ value, label, unit }: Marked, min: number, max: number): Field {
  const said = { id: `${label.id} (${unit.id})`, en: `${label.en} (${unit.en})` };
  return { kind: 'number', path: value, label: said, min, max, step: 1 };
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
      label: { id: name, en: name },
      min: 0.01,
      max: 100,
      optional: 'unsaid',
    }),
  ),
];
