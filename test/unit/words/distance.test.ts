import { expect, it } from 'vitest';
import { distance } from '#shared/words/number.ts';

const words = (metres: number, locale: 'id' | 'en' = 'id') => distance(metres, locale).replace('\u00a0', ' ');

it.each([
  [0, '0 m'],
  [61.6, '62 m'],
  [999.4, '999 m'],
  [999.6, '1 km'],
  [1204, '1,2 km'],
  [2000, '2 km'],
  [9949, '9,9 km'],
  [9960, '10 km'],
  [12_600, '13 km'],
  [1_392_000, '1.392 km'],
])('%d m reads %s', (metres, text) => {
  expect(words(metres)).toBe(text);
});

it('uses English marks in English', () => {
  expect([1204, 1_392_000].map((metres) => words(metres, 'en'))).toEqual(['1.2 km', '1,392 km']);
});
