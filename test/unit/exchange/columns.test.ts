import { expect, it } from 'vitest';
import { IMPORT_COLUMNS } from '#shared/contract/imports.ts';
import { columnNamed } from '#shared/exchange/columns.ts';
import en from '#shared/words/en/exchange.json' with { type: 'json' };
import id from '#shared/words/id/exchange.json' with { type: 'json' };

it('a column is known by what the pages call it', () => {
  for (const column of IMPORT_COLUMNS) {
    expect([id, en].map((words) => columnNamed(words.import_column[column]))).toEqual([column, column]);
  }
});

it.each(['Kantor', 'Dinas', 'Perangkat Daerah'])('%s is the office', (heading) => {
  expect(columnNamed(heading)).toBe('unit');
});
