/** A text in an export begins no formula, however the spreadsheet that opens it splits and reads its lines. */
import { describe, expect, it } from 'vitest';
import { withFormulas, withoutFormulas } from '#shared/exchange/formula.ts';
import { csvRow } from '../../../service/exchange/csv.ts';

const BEGINNINGS = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
const SEPARATORS = [';', ',', '\t', '|', '\n', '\r\n'];

/** Cells as a program finds them that splits by `separator` and sees no quotes. */
const cellsBy = (separator: string, row: string): string[] =>
  row.split(separator).map((cell) => cell.replace(/^[ "]+/, ''));

describe.each(BEGINNINGS)('what begins with %s', (begins) => {
  it('is a text at the beginning of a cell', () => {
    expect(withoutFormulas(`${begins}1+1`)).toBe(`'${begins}1+1`);
    expect(withoutFormulas(`  ${begins}1+1`)).toBe(`  '${begins}1+1`);
  });

  it.each(SEPARATORS)('is a text behind %j', (separator) => {
    for (const between of ['', ' ', '"', ' " ']) {
      const text = `lubang${separator}${between}${begins}HYPERLINK("http://jahat.example")`;
      const formulas = cellsBy(separator, csvRow(['JK2503100001', text])).filter((cell) =>
        cell.startsWith(begins),
      );
      expect(formulas).toEqual([]);
      expect(withFormulas(withoutFormulas(text))).toBe(text);
    }
  });
});

it('leaves everything else as it is', () => {
  for (const text of ['Jl. Bangka II no. 5-7', 'a=b', 'surat@dki.id', "Jum'at; 3+4", 'pagi, siang']) {
    expect(withoutFormulas(text)).toBe(text);
    expect(withFormulas(text)).toBe(text);
  }
});

it('takes a text of nothing but signs and blanks no longer than any other', () => {
  const start = performance.now();
  for (const text of [' '.repeat(10_000), ' ='.repeat(5_000), `;${' '.repeat(9_998)}=`, '"'.repeat(10_000)]) {
    withFormulas(withoutFormulas(text));
  }
  expect(performance.now() - start).toBeLessThan(1_000);
});
