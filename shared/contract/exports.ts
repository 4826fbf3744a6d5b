/** Exports of reports: the list's own filters, everything the caller may see that fits them. */
import type { z } from 'zod';
import { TicketFilter } from './ticket.ts';

export const EXPORT_FORMATS = ['csv', 'xlsx', 'ndjson'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export const ExportQuery = TicketFilter.omit({ cursor: true, limit: true });
export type ExportQuery = z.infer<typeof ExportQuery>;

/** Response header: how many reports there are to come, so that a long export can tell how far it is. */
export const EXPORT_ROWS_HEADER = 'x-row-count';
