import { describe, expect, it } from 'vitest';
import { JAKARTA } from '#shared/city/packs.ts';
import { categoryKey, categoryNames } from '#shared/ticket/category.ts';
import { formatReportNumber, isReportNumber, numberCandidate } from '#shared/ticket/number.ts';

describe('a report number', () => {
  it.each(['JK2503050007', 'TT2503050007', 'JK25030510000', 'JK2402290001', 'JK2512319999'])(
    '%s is one',
    (text) => {
      expect(isReportNumber(text)).toBe(true);
    },
  );
  it.each([
    ['13 months', 'JK2513010007'],
    ['31 June', 'JK2506310007'],
    ['29 February of no leap year', 'JK2502290001'],
    ['day 0', 'JK2503000001'],
    ['month 0', 'JK2500010001'],
    ['three digits', 'JK250305007'],
    ['six digits', 'JK250305000007'],
    ['another prefix', 'JL2503050007'],
    ['lower case', 'jk2503050007'],
    ['text around', ' JK2503050007'],
    ['a line break behind', 'JK2503050007\n'],
    ['other digits', 'JK250305000٧'],
    ['nothing', ''],
  ])('%s is none', (_, text) => {
    expect(isReportNumber(text)).toBe(false);
  });

  it('widens past 9999 rather than fail', () => {
    expect([1, 9_999, 10_000, 99_999].map((n) => formatReportNumber('own', '250305', n))).toEqual([
      'JK2503050001',
      'JK2503059999',
      'JK25030510000',
      'JK25030599999',
    ]);
  });

  const found = (text: string) => text.match(numberCandidate()) ?? [];
  it.each([
    ['Laporan JK2503050007, selesai.', ['JK2503050007']],
    ['(jk2503050007)', ['jk2503050007']],
    ['JK2503050007/JK25030510000', ['JK2503050007', 'JK25030510000']],
    ['#JK2503050007-1', ['JK2503050007']],
    ['xJK2503050007', []],
    ['éJK2503050007', []],
    ['JK2503050007a', []],
    ['JK250305000789', []],
    ['9JK2503050007', []],
    ['JK 2503050007', []],
  ])('is found in “%s”', (text, numbers) => {
    expect(found(text)).toEqual(numbers);
  });
});

/** By office: what it is usually in charge of. */
/** As real data and the domain have it; the kelurahan itself where none is named. */
const IN_CHARGE: Record<string, string | null> = {
  Jalan: 'dinas-bina-marga',
  'Jaringan Listrik': 'dinas-bina-marga',
  'Parkir Liar': 'dinas-perhubungan',
  Pohon: 'dinas-pertamanan',
  'PKL Liar': 'satpol-pp',
  Reklame: 'satpol-pp',
  Sampah: null,
  'Gangguan Ketenteraman dan Ketertiban': null,
};

const categories = categoryNames(JAKARTA.categories);

describe('a category', () => {
  it('names the office usually in charge, or leaves it to the kelurahan', () => {
    for (const [name, office] of Object.entries(IN_CHARGE))
      expect(categories.find(name)?.office).toBe(office);
  });

  it.each([
    ['  SALURAN air /kali /  sungai ', 'saluran air/kali/sungai'],
    ['Rambu \n dan\tMarka', 'rambu dan marka'],
    ['Coretan/  Vandalisme', 'coretan/vandalisme'],
    ['Coretan  /Vandalisme', 'coretan/vandalisme'],
    ['ﬂora', 'flora'],
  ])('%j has the key %j, by which limits of its own are kept', (written, key) => {
    expect(categoryKey(written)).toBe(key);
  });

  it.each([
    ['jalan', 'Jalan'],
    ['  SALURAN air /kali /  sungai ', 'Saluran Air/Kali/Sungai'],
    ['Lampu\u00a0PJU', 'Lampu PJU'],
    ['ｊａｌａｎ', 'Jalan'],
    ['Rambu\n dan\tMarka', 'Rambu dan Marka'],
  ])('%j is %s', (written, name) => {
    expect(categories.find(written)?.name).toBe(name);
  });

  it('no two are kept by the same key', () => {
    expect(new Set(JAKARTA.categories.map(({ name }) => categoryKey(name))).size).toBe(
      JAKARTA.categories.length,
    );
  });
});
