/** Calls that hand out many reports as one file. */
import { ExportQuery } from './exports.ts';
import type { Operation } from './operation.ts';

const EXPORT = {
  method: 'GET',
  query: ExportQuery,
  status: 200,
  right: 'tickets:export',
  refuses: ['in-progress'],
} as const satisfies Partial<Operation>;

export const EXPORT_OPERATIONS = {
  exportCsv: {
    ...EXPORT,
    path: '/exports/tickets.csv',
    summary: 'What the caller may see, as CSV; X-Row-Count tells how many',
  },
  exportXlsx: {
    ...EXPORT,
    path: '/exports/tickets.xlsx',
    summary: 'The same as a spreadsheet with numbers and dates as such',
  },
  exportNdjson: {
    ...EXPORT,
    path: '/exports/tickets.ndjson',
    summary: 'The same as the API has them, one report a line',
  },
  exportEverything: {
    ...EXPORT,
    path: '/exports/everything.ndjson',
    summary: 'Reports with their events, one a line (supervisor)',
    right: 'tickets:export-everything',
  },
} as const satisfies Record<string, Operation>;
