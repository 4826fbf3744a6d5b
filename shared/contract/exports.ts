/** Exports of reports: the list's own filters, everything the caller may see that fits them. */
import type { z } from 'zod';
import type { Operation } from './operation.ts';
import { TicketFilter } from './ticket.ts';

export const EXPORT_FORMATS = ['csv', 'xlsx', 'ndjson'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export const ExportQuery = TicketFilter.omit({ cursor: true, limit: true });
export type ExportQuery = z.infer<typeof ExportQuery>;

/** Response header: how many reports there are to come, so that a long export can tell how far it is. */
export const EXPORT_ROWS_HEADER = 'x-row-count';

const EXPORT = {
  method: 'GET',
  query: ExportQuery,
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
