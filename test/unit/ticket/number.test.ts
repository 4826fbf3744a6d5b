import { describe, expect, it } from 'vitest';
import { CATEGORIES, categoryKey, findCategory, nearCategories } from '#shared/ticket/category.ts';
import { formatReportNumber, isReportNumber, REPORT_NUMBER_CANDIDATE } from '#shared/ticket/number.ts';

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
    expect([1, 9_999, 10_000, 99_999].map((n) => formatReportNumber('JK', '250305', n))).toEqual([
      'JK2503050001',
      'JK2503059999',
      'JK25030510000',
      'JK25030599999',
    ]);
  });

  const found = (text: string) => text.match(REPORT_NUMBER_CANDIDATE) ?? [];
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
const IN_CHARGE = {
  'dinas-bina-marga': ['Jalan', 'Trotoar', 'Lampu PJU', 'Jaringan Listrik', 'Tutup Saluran'],
  'dinas-sda': ['Saluran Air/Kali/Sungai', 'Penanganan Banjir'],
  'dinas-pertamanan': ['Pohon'],
  'dinas-perhubungan': ['Parkir Liar', 'Kemacetan', 'Rambu dan Marka'],
  'satpol-pp': ['PKL Liar', 'Spanduk/Reklame Liar', 'Kawasan Dilarang Merokok'],
  'dinas-sosial': ['PMKS'],
  'dinas-kpkp': ['Satwa Liar'],
  'dinas-pmptsp': ['Perizinan'],
  kelurahan: [
    'Sampah',
    'Coretan/Vandalisme',
    'Gangguan Ketenteraman dan Ketertiban',
    'Kebisingan',
    'Pelayanan Publik',
  ],
};

describe('a category', () => {
  it('names the office usually in charge, or leaves it to the kelurahan', () => {
    const inCharge = Object.keys(IN_CHARGE).map((office) => [
      office,
      CATEGORIES.filter((category) => (category.office ?? 'kelurahan') === office).map(({ name }) => name),
    ]);
    expect(Object.fromEntries(inCharge)).toEqual(IN_CHARGE);
    expect(Object.values(IN_CHARGE).flat()).toHaveLength(CATEGORIES.length);
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
    expect(findCategory(written)?.name).toBe(name);
  });

  it.each(['', ' ', 'Jalanan', 'Jalan raya', '__proto__', 'constructor'])('%j is none', (written) => {
    expect(findCategory(written)).toBeUndefined();
  });

  it('near names come best first, three at most, none where nothing resembles', () => {
    expect(nearCategories('lampu pju mati')[0]).toBe('Lampu PJU');
    expect(nearCategories('parkir')).toEqual(['Parkir Liar']);
    expect(nearCategories('liar').length).toBeLessThanOrEqual(3);
    for (const nothing of ['', 'q', 'zzzz', '🌳']) expect(nearCategories(nothing)).toEqual([]);
  });

  it('each is found by its own name, and no two are the same', () => {
    for (const category of CATEGORIES) expect(findCategory(category.name)).toBe(category);
    expect(new Set(CATEGORIES.map(({ name }) => categoryKey(name))).size).toBe(CATEGORIES.length);
  });
});
