/** Nothing is one city's by code: what is, lies in the cities' packs. */
import { describe, expect, it } from 'vitest';
import { ZONE_NAMES } from '#shared/city/zones.ts';
import { listFiles, readSources, readText } from './sources.ts';

const PACKS = /^shared\/city\/(packs\/|packs\.ts$|zones\.ts$)/;

/** Where Jakarta may be named, and why. */
const EXCEPT: readonly [path: RegExp, why: string][] = [
  [/^service\/demo\//, "the demo's reports are told of Jakarta alone"],
  [/^shared\/evidence\/narrative\/lexicon\.json$/, 'an officer anywhere may name the capital'],
  [/^service\/compose\/(config|city)\.ts$/, 'the city of who names none, and of databases from before'],
  [/^service\/compose\/commands\/write-openapi\.ts$/, 'the description under version control is of one city'],
  [/^service\/compose\/launch\/start\.mjs$/, 'the same, before anything is built'],
  [/^wxt\.config\.ts$/, 'the same'],
];

/** A city's zone, number, address or name, as it would stand in code. */
const FOREIGN: readonly RegExp[] = [
  /\+0[789]:00/,
  /Asia\/(Jakarta|Makassar|Jayapura)/,
  new RegExp(`['"\`> (](${ZONE_NAMES.join('|')})['"\`<).]`),
  /\b(JK|TT)\d/,
  /['"`](JK|TT)['"`]/,
  /jakarta/i,
  /\b(DKI|Banda Aceh)\b/,
  /\b31\.\d\d\b/,
];

function foreignIn(text: string): string[] {
  return FOREIGN.flatMap((sign) => sign.exec(text)?.[0] ?? []);
}

/** Comments may tell of the city that a rule was seen in. */
function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '');
}

const sources = [...readSources()].filter(
  ([path]) => /^(extension|service|shared)\/.*\.tsx?$/.test(path) && !PACKS.test(path),
);
const data = listFiles().filter(
  (path) =>
    /^(shared|service|extension)\/.*\.json$/.test(path) &&
    !PACKS.test(path) &&
    !path.includes('/migrations/'),
);
const isExcept = (path: string): boolean => EXCEPT.some(([place]) => place.test(path));

it('no code knows a zone, a number, an address or a name of one city', () => {
  const found = sources
    .filter(([path]) => !isExcept(path))
    .flatMap(([path, text]) => foreignIn(withoutComments(text)).map((sign) => `${path}: ${sign}`));
  expect(found).toEqual([]);
});

it('no sentence and no other data does', () => {
  const found = data
    .filter((path) => !isExcept(path))
    .flatMap((path) => foreignIn(readText(path)).map((sign) => `${path}: ${sign}`));
  expect(found).toEqual([]);
});

it('each exception is one still', () => {
  const all = [
    ...sources.map(([path, text]) => ({ path, text: withoutComments(text) })),
    ...data.map((path) => ({ path, text: readText(path) })),
  ];
  const idle = EXCEPT.filter(
    ([place]) =>
      !String(place).includes('mjs') &&
      !String(place).includes('wxt') &&
      !all.some(({ path, text }) => place.test(path) && foreignIn(text).length > 0),
  );
  expect(idle.map(([, why]) => why)).toEqual([]);
});

describe('the guard sees', () => {
  it.each([
    ['an offset', "Date.parse('2025-03-10T00:00:00+07:00')"],
    ['a zone', "time + ' WIB'"],
    ['a number', "'JK2503050007'"],
    ['a prefix', "prefix === 'TT'"],
    ['an address', "'https://crm.jakarta.go.id/*'"],
    ['a code', "'31.74.03.1002'"],
  ])('%s', (_, text) => {
    expect(foreignIn(withoutComments(text))).not.toEqual([]);
  });
  it('no comment', () => {
    expect(foreignIn(withoutComments('/** WIB, as in Jakarta: +07:00 */ const a = 1; // JK2503'))).toEqual(
      [],
    );
  });
});
