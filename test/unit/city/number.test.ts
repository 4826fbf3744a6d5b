/** Numbers in a form that is not Jakarta's: written, recognised, found in running text. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { workFor } from '#shared/city/here.ts';
import { JAKARTA } from '#shared/city/packs.ts';
import {
  exampleNumber,
  formatReportNumber,
  isNumberBeginning,
  isReportNumber,
  numberCandidate,
  numberDay,
} from '#shared/ticket/number.ts';
import { wordsOf } from '#shared/words/catalogue.ts';
import { sayIn } from '#shared/words/phrase.ts';
import { EAST } from './east.ts';

beforeAll(() => workFor(EAST));
afterAll(() => workFor(JAKARTA));

it('are written with prefix, date and sequence as the city writes them', () => {
  expect(numberDay(Date.parse('2025-03-09T15:30:00Z'))).toBe('20250310');
  expect(formatReportNumber('own', '20250310', 7)).toBe('KTM-20250310-0007');
  expect(formatReportNumber('beside', '20250310', 10_000)).toBe('KTX-20250310-10000');
  expect(exampleNumber()).toBe('KTM-20250305-0007');
});

it.each([
  ['KTM-20250310-0007', true],
  ['KTX-20250310-10000', true],
  ['KTM-20250231-0007', false],
  ['KTM-20251310-0007', false],
  ['KTM202503100007', false],
  ['JK2503100007', false],
  ['ktm-20250310-0007', false],
])('%s is one: %s', (text, is) => {
  expect(isReportNumber(text)).toBe(is);
});

it.each([
  ['KTM', true],
  ['KTM-2025', true],
  ['KTM-20250310-00', true],
  ['KTM-20250310-', true],
  ['JK25', false],
  ['KTM jalan', false],
])('%s may be the beginning of one: %s', (text, may) => {
  expect(isNumberBeginning(text)).toBe(may);
});

it('are found in running text whatever their case, and no part of a longer code', () => {
  const text =
    'Laporan ktm-20250310-0007, XKTM-20250310-0008 dan KTX-20250310-00099 tetapi JK2503100001 tidak';
  expect(text.match(numberCandidate())).toEqual(['ktm-20250310-0007', 'KTX-20250310-00099']);
});

it('stand as the example in sentences', () => {
  expect(sayIn('id', wordsOf('id'))('desk.merge.number_lack')).toContain('KTM-20250305-0007');
});
