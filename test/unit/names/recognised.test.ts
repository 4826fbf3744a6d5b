/** How many of the names that other systems write are recognised, and that none is taken for another. */
import { describe, expect, it } from 'vitest';
import { JAKARTA } from '#shared/city/packs.ts';
import { officeNames } from '#shared/names/offices.ts';
import { categoryNames } from '#shared/ticket/category.ts';
import { unitsOf } from '../../../service/people/units/seed.ts';
import { readText } from '../house/sources.ts';

const BANGKA = '31.74.03.1002';
const units = (await unitsOf(JAKARTA)).map((row) => ({
  ...row,
  aliases: row.aliases ?? null,
  parent: row.parent ?? null,
}));
const offices = officeNames(units);
const categories = categoryNames(JAKARTA.categories);
const category = (written: string) => categories.find(written)?.name;
const office = (written: string) => offices.office(written, BANGKA)?.code;

const linesOf = (file: string) =>
  readText(`test/fixtures/names/${file}`)
    .split('\n')
    .filter((line) => line !== '');

describe.each([
  ['categories-seen.txt', category],
  ['offices-seen.txt', office],
])('of the rows in %s', (file, find) => {
  it('at least 99 % are recognised', () => {
    const rows = linesOf(file).map((line) => {
      const [, count, name = ''] = /^ *(\d+) (.*)$/.exec(line) ?? [];
      return { count: Number(count), isKnown: find(name) !== undefined };
    });
    const sum = (some: typeof rows) => some.reduce((all, { count }) => all + count, 0);
    expect(sum(rows)).toBe(199);
    expect(sum(rows.filter(({ isKnown }) => isKnown)) / 199).toBeGreaterThanOrEqual(0.99);
  });
});

/** Written before the rules: of what is meant `@` marks an office by its code, `-` what must not be recognised at all. */
const SPELLINGS = linesOf('spellings.tsv').map((line) => {
  const [written = '', meant = ''] = line.split('\t');
  const found = meant.startsWith('@') ? office(written) : category(written);
  const wanted = meant.replace('@', '');
  return { written, wanted: wanted === '-' ? undefined : wanted, found };
});

describe.each([
  ['looked at', 0],
  ['kept unseen', 1],
])('of the fresh spellings that were %s while the rules were made', (_, half) => {
  const theirs = SPELLINGS.filter((__, i) => i % 2 === half);

  it('at least 95 % are recognised', () => {
    const meant = theirs.filter(({ wanted }) => wanted !== undefined);
    expect(meant.length).toBeGreaterThan(100);
    expect(meant.filter(({ found }) => found !== undefined).length / meant.length).toBeGreaterThanOrEqual(
      0.95,
    );
  });

  it('none is taken for another', () => {
    expect(theirs.filter(({ found, wanted }) => found !== undefined && found !== wanted)).toEqual([]);
  });
});

it('each category and each office is found by its own name, unless a kelurahan has the name of another', () => {
  expect(JAKARTA.categories.filter(({ name }) => category(name) !== name)).toEqual([]);
  expect(units.filter(({ name, code }) => office(name) !== code)).toEqual([]);
});

it('what an office is called decides nothing where two are called so', () => {
  expect(offices.office('Gambir', null)).toBeUndefined();
  expect(offices.kelurahan('Gambir')?.name).toBe('Kelurahan Gambir');
  expect(offices.kelurahan('KEL. GAMBIR')?.name).toBe('Kelurahan Gambir');
});

it('a report’s own office is where the report is, and nobody’s while that is not known', () => {
  expect(office('KECAMATAN')).toBe('31.74.03');
  expect(office('Walikota')).toBe('31.74');
  expect(offices.office('KELURAHAN', null)).toBeNull();
  expect(offices.office('KECAMATAN', null)).toBeNull();
});

it('a Suku Dinas without a city is the one of the report’s city, and the Dinas above while that is not known', () => {
  expect(offices.office('SUKU DINAS BINA MARGA', '31.73.05.1001')?.code).toBe('sudin-bina-marga-31.73');
  expect(offices.office('Sudin Bina Marga', null)?.code).toBe('dinas-bina-marga');
});

it('near names come best first, three at most, none where nothing resembles', () => {
  const near = (written: string) => categories.near(written).map(({ name }) => name);
  expect(near('lampu pju mati')[0]).toBe('Lampu PJU');
  expect(near('parkir')[0]).toBe('Parkir Liar');
  expect(near('liar').length).toBeLessThanOrEqual(3);
  for (const nothing of ['', 'q', 'zzzz', '🌳']) expect(near(nothing)).toEqual([]);
});

it.each(['', ' ', 'Jalanan', 'Jalan raya', '__proto__', 'constructor', 'x'.repeat(10_000)])(
  '%j is nothing',
  (written) => {
    expect(category(written)).toBeUndefined();
    expect(office(written)).toBeUndefined();
  },
);
