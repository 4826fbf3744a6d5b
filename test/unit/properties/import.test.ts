/** Tables of other systems hold anything: whatever a cell says is read or refused, and what we wrote we read again. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { IMPORT_COLUMNS } from '#shared/contract/imports.ts';
import { withFormulas, withoutFormulas } from '#shared/exchange/formula.ts';
import { readInstant } from '#shared/exchange/instant.ts';
import { ForeignReport, readRow } from '#shared/exchange/row.ts';
import { isSameText, plainText } from '#shared/exchange/text.ts';
import { DAY, toTimestamp } from '#shared/time/zone.ts';

const NOW = Date.parse('2026-11-30T12:00:00+07:00');
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    'JK2503050007',
    'Jalan',
    'Selesai',
    '10/03/2025 09.15',
    '-6.26',
    '106,81',
    '&#xD800;',
    '\0',
    '1e999',
  ),
);
const cell = fc.oneof(text, fc.double(), fc.integer({ min: -10, max: 60_000 }));

it('a row of any cells is a report of the contract, or faults that each name a column', () => {
  const rows = fc.array(fc.tuple(fc.constantFrom(...IMPORT_COLUMNS), cell), { maxLength: 15 });
  fc.assert(
    fc.property(rows, (cells) => {
      const read = readRow(new Map(cells), NOW);
      if ('report' in read) {
        expect(ForeignReport.safeParse(read.report).success).toBe(true);
        expect(JSON.stringify(read.report).isWellFormed()).toBe(true);
      } else {
        expect(read.faults.length).toBeGreaterThan(0);
        for (const { column } of read.faults) expect(IMPORT_COLUMNS).toContain(column);
      }
    }),
    { numRuns: 300 },
  );
});

it('an instant of ours is read as that instant, as text and as a spreadsheet’s number', () => {
  const seconds = fc.integer({
    min: Date.parse('1990-01-01') / 1_000,
    max: Date.parse('2090-01-01') / 1_000,
  });
  fc.assert(
    fc.property(seconds, (second) => {
      const at = second * 1_000;
      expect(readInstant(toTimestamp(at))?.at).toBe(at);
      const serial = (at + 7 * 3_600_000 - Date.UTC(1899, 11, 30)) / DAY;
      expect(Math.abs((readInstant(serial)?.at ?? 0) - at)).toBeLessThanOrEqual(1_000);
    }),
  );
});

it('any text is a date that there is, or none', () => {
  fc.assert(
    fc.property(
      fc.oneof(text, fc.stringMatching(/^\d{1,4}[-/. ]\d{1,2}[-/. ]\d{1,4}( \d{1,2}[:.]\d{2})?$/)),
      (said) => {
        const read = readInstant(said);
        if (read !== null) expect(Number.isSafeInteger(read.at)).toBe(true);
      },
    ),
    { numRuns: 300 },
  );
});

it('a text that was tidied once stays so, and says the same', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (said) => {
      const once = plainText(said.replaceAll('&', '+'));
      expect(plainText(once)).toBe(once);
      expect(isSameText(once, ` ${once}\r\n`)).toBe(true);
    }),
  );
});

it('no exported text begins a formula behind any separator, and what we export we read again', () => {
  const sheet = fc.array(
    fc.constantFrom('=', '+', '-', '@', '＝', ';', ',', '|', '\t', '\n', '"', ' ', 'a', '1'),
    {
      maxLength: 12,
    },
  );
  fc.assert(
    fc.property(sheet, (signs) => {
      const said = signs.join('');
      const safe = withoutFormulas(said);
      for (const field of safe.split(/[;,|\t\n]/))
        expect(field.replace(/^[ "]+/, '')).not.toMatch(/^[=+\-@＝]/);
      expect(withoutFormulas(safe)).toBe(safe);
      expect(withFormulas(safe)).toBe(said);
    }),
    { numRuns: 500 },
  );
});
