/** Exports of reports: the list's own filters, everything the caller may see that fits them. */
import { z } from 'zod';
import { get } from './operation.ts';
import { TicketFilter } from './ticket.ts';

export const EXPORT_FORMATS = ['csv', 'xlsx', 'ndjson'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export const ExportQuery = TicketFilter.omit({ cursor: true, limit: true });
export type ExportQuery = z.infer<typeof ExportQuery>;

/** `semicolon` comes with decimal commas: what Excel set to Indonesian opens as columns and numbers. */
const CSV_SEPARATORS = ['comma', 'semicolon'] as const;
export type CsvSeparator = (typeof CSV_SEPARATORS)[number];
export const CsvQuery = ExportQuery.extend({ separator: z.enum(CSV_SEPARATORS).default('comma') });

/** Response header: how many reports there are to come, so that a long export can tell how far it is. */
export const EXPORT_ROWS_HEADER = 'x-row-count';

const EXPORT = { query: ExportQuery, refuses: ['in-progress'] } as const;

export const EXPORT_OPERATIONS = {
  exportCsv: get('/exports/tickets.csv', 'tickets:export', { ...EXPORT, query: CsvQuery }),
  exportXlsx: get('/exports/tickets.xlsx', 'tickets:export', EXPORT),
  exportNdjson: get('/exports/tickets.ndjson', 'tickets:export', EXPORT),
  exportEverything: get('/exports/everything.ndjson', 'tickets:export-everything', EXPORT),
};
