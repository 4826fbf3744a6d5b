/** The page on security, against the standard's own numbers (OWASP ASVS 5.0.0): every line once, each with what holds it. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import ASVS from './asvs.json' with { type: 'json' };
import { listFiles } from './sources.ts';

const page = readFileSync(new URL('../../../docs/security.md', import.meta.url), 'utf8');
const files = new Set(listFiles());
const rows = [...page.matchAll(/^\| (\d+\.\d+\.\d+) \| ([12]) \| ([^|]+) \| ([^|]+) \|$/gm)].map(
  ([, number = '', level = '', what = '', held = '']) => ({ number, level, what, held }),
);

it('has every line of levels 1 and 2 once, under its level', () => {
  for (const level of ['1', '2'] as const) {
    const named = rows.filter((row) => row.level === level).map(({ number }) => number);
    expect(named.toSorted()).toEqual(ASVS[level].toSorted());
  }
});

it.each(rows)('$number is held by what is there, or says why not', ({ what, held }) => {
  expect(what.trim().length).toBeGreaterThan(2);
  if (/^(Written|Not applicable|Not met): ./.test(held)) return;
  const tests = held.split(', ').map((test) => /^`(test\/\S+\.test\.tsx?)`$/.exec(test)?.[1]);
  for (const test of tests) expect([held, test !== undefined && files.has(test)]).toEqual([held, true]);
});
