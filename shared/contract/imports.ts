/** Imports of reports from other systems: what is sent, how far it has come, what was not taken and why. */
import { z } from 'zod';
import { CHANNELS } from '../ticket/channel.ts';
import { del, get, post } from './operation.ts';
import { Instant, Paging, pageOf } from './primitives.ts';

/** Largest file taken: a million reports with their texts. */
export const MAX_IMPORT_BYTES = 1024 * 1024 * 1024;

/** The bytes decide what a file is; the type it is sent under must only be one of these. */
export const IMPORT_TYPES = [
  'text/csv',
  'application/x-ndjson',
  'application/json',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.ms-excel',
  'text/html',
  'text/plain',
  'text/tab-separated-values',
  'application/octet-stream',
] as const;

export const IMPORT_STATES = ['receiving', 'running', 'done', 'cancelled', 'failed'] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

export const IMPORT_FORMATS = ['csv', 'json', 'xlsx', 'html'] as const;
export type ImportFormat = (typeof IMPORT_FORMATS)[number];

/**
 * Why a file as a whole could not be read on. `kepala_tidak_dikenal`: no row of headings names number, category,
 * status and date of receipt. `berkas_tidak_dikenal`: neither a table nor JSON. `berkas_bersandi`: protected by a
 * password. `berkas_xls_lama`: a spreadsheet of the kind before 2007. `berkas_rusak`: it ends or breaks in the middle. `berkas_terlalu_besar`: it unpacks to more than is taken. `kiriman_terputus`: it never came whole.
 * `gangguan`: a fault of ours.
 */
export const IMPORT_FAILURES = [
  'kepala_tidak_dikenal',
  'berkas_tidak_dikenal',
  'berkas_bersandi',
  'berkas_xls_lama',
  'berkas_rusak',
  'berkas_terlalu_besar',
  'kiriman_terputus',
  'gangguan',
] as const;
export type ImportFailure = (typeof IMPORT_FAILURES)[number];

/** What comes first in a date of numbers alone. Day, as everywhere in Indonesia, unless a column shows otherwise. */
export const DATE_ORDERS = ['day_first', 'month_first'] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

export const DATE_COLUMNS = ['receivedAt', 'reportedAt', 'followedUpAt', 'closedAt'] as const;

/** By what a column's order was known: its own dates, the day in the reports' numbers, other columns, or what was declared. */
export const ORDER_GROUNDS = ['column', 'number', 'file', 'declared'] as const;

export const ImportQuery = z.object({
  /** The channel of reports whose row names none. */
  channel: z.enum(CHANNELS).default('jaki'),
  /** Of dates of numbers alone, where the file itself does not show it. */
  dateOrder: z.enum(DATE_ORDERS).default('day_first'),
});

export const ColumnOrder = z.object({
  column: z.enum(DATE_COLUMNS),
  order: z.enum(DATE_ORDERS),
  by: z.enum(ORDER_GROUNDS),
});
export type ColumnOrder = z.infer<typeof ColumnOrder>;

/** How a file was understood, found before its first line is taken. */
export const FileUnderstood = z.object({
  /** The sheet that is read, and others that hold reports as well and are not. */
  sheet: z.string().optional(),
  otherSheets: z.array(z.string()),
  /** Rows that the spreadsheet does not show; they are taken like others. */
  hiddenRows: z.number().int(),
  /** Which number of a date comes first, for each column where that is a question, and how it was known. */
  dates: z.array(ColumnOrder),
  /** The latest date in it: a file is newer than another by that. */
  newest: Instant.optional(),
});
export type FileUnderstood = z.infer<typeof FileUnderstood>;

export const ImportJob = z.object({
  id: z.string(),
  state: z.enum(IMPORT_STATES),
  failure: z.enum(IMPORT_FAILURES).optional(),
  channel: z.enum(CHANNELS),
  /** As recognised from its bytes. */
  format: z.enum(IMPORT_FORMATS).optional(),
  encoding: z.string().optional(),
  understood: FileUnderstood.optional(),
  bytes: z.number().int(),
  startedAt: Instant,
  endedAt: Instant.optional(),
  /** Records read so far; each is one of the five that follow. */
  read: z.number().int(),
  added: z.number().int(),
  /** Known reports whose status went on. */
  moved: z.number().int(),
  /** Known reports of which something other than the status is told otherwise than before. */
  corrected: z.number().int(),
  unchanged: z.number().int(),
  refused: z.number().int(),
  /** Columns from which nothing was taken. */
  ignoredColumns: z.array(z.string()),
});
export type ImportJob = z.infer<typeof ImportJob>;

export const ImportPage = pageOf(ImportJob);
export type ImportPage = z.infer<typeof ImportPage>;

export const RefusalsQuery = z.object({
  as: z.enum(['csv', 'ndjson']).default('ndjson'),
});

/** Why a line is not taken. The words are for programs, the sentences for the operator. */
export const LINE_REFUSALS = [
  'baris_rusak',
  'nomor_tidak_sah',
  'status_tidak_dikenal',
  'kategori_tidak_dikenal',
  'kanal_tidak_dikenal',
  'kanal_tidak_boleh',
  'tanggal_tidak_terbaca',
  'tanggal_di_masa_depan',
  'tanggal_terbalik',
  'titik_tidak_sah',
  'unit_tidak_dikenal',
  'teks_tidak_sah',
  'nomor_terpakai',
  'kanal_berbeda',
  'isi_berbeda',
  'dicatat_di_sini',
  'diputuskan_di_sini',
  'status_mundur',
] as const;

export type LineRefusal = (typeof LINE_REFUSALS)[number];

/** One fault of a line that was not taken; what stood there is not repeated. */
export const RefusedLine = z.object({
  line: z.number().int(),
  column: z.string().optional(),
  reason: z.enum(LINE_REFUSALS),
  message: z.string(),
});
export type RefusedLine = z.infer<typeof RefusedLine>;

export const IMPORT_OPERATIONS = {
  startImport: post('/imports', 'tickets:import', {
    query: ImportQuery,
    upload: { types: IMPORT_TYPES, maxBytes: MAX_IMPORT_BYTES },
    status: 202,
    result: ImportJob,
    refuses: ['in-progress'],
  }),
  listImports: get('/imports', 'tickets:import', { query: Paging, result: ImportPage }),
  getImport: get('/imports/{id}', 'tickets:import', { result: ImportJob }),
  cancelImport: del('/imports/{id}', 'tickets:import', { result: ImportJob }),
  importRefusals: get('/imports/{id}/refusals', 'tickets:import', { query: RefusalsQuery }),
};
