/** Imports of reports from other systems: what is sent, how far it has come, what was not taken and why. */
import { z } from 'zod';
import { CHANNELS } from '../ticket/channel.ts';
import { STATUSES } from '../ticket/status.ts';
import { del, get, post, put } from './operation.ts';
import { Instant, line, Paging, pageOf } from './primitives.ts';
import { UnknownName } from './unknown-names.ts';

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

/**
 * `understanding`: read and compared, nothing is written. `understood`: waits for somebody to confirm it, and is
 * `expired` where nobody did.
 */
export const IMPORT_STATES = [
  'receiving',
  'understanding',
  'understood',
  'running',
  'done',
  'cancelled',
  'expired',
  'failed',
] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

export const IMPORT_FORMATS = ['csv', 'json', 'xlsx', 'html'] as const;
export type ImportFormat = (typeof IMPORT_FORMATS)[number];

/**
 * Why a file as a whole could not be read on. `kepala_tidak_dikenal`: no row looks like headings of a table
 * of reports. `berkas_tidak_dikenal`: neither a table nor JSON. `berkas_bersandi`: protected by a
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

/**
 * By what a column's order was known: its own dates, the day in the reports' numbers, other columns, what was declared or
 * chosen for this file, or what was chosen for one like it. `open`: by nothing, so it is asked.
 */
export const ORDER_GROUNDS = [
  'column',
  'number',
  'file',
  'declared',
  'chosen',
  'remembered',
  'open',
] as const;

/** `seen`: a file is written only once somebody who saw how it was understood confirms it. `now`: unless anything is asked. */
export const IMPORT_WRITES = ['seen', 'now'] as const;
export type ImportWrite = (typeof IMPORT_WRITES)[number];

export const ImportQuery = z.object({
  /** The channel of reports whose row names none. */
  channel: z.enum(CHANNELS).default('jaki'),
  /** Of dates of numbers alone, where the file itself does not show it; without it that is asked. */
  dateOrder: z.enum(DATE_ORDERS).optional(),
  write: z.enum(IMPORT_WRITES).default('seen'),
});

export const ColumnOrder = z.object({
  column: z.enum(DATE_COLUMNS),
  order: z.enum(DATE_ORDERS),
  by: z.enum(ORDER_GROUNDS),
  /** What in the file shows the other order, where somebody said this one. */
  against: z.enum(['column', 'number', 'file']).optional(),
  /** A date of it that both orders read, and otherwise. */
  example: z.string().optional(),
});
export type ColumnOrder = z.infer<typeof ColumnOrder>;

/** What a column of a table may hold of a report. */
export const IMPORT_COLUMNS = [
  'number',
  'category',
  'status',
  'receivedAt',
  'reportedAt',
  'followedUpAt',
  'closedAt',
  'channel',
  'description',
  'narrative',
  'address',
  'kelurahan',
  'unit',
  'lat',
  'lon',
  'point',
] as const;
export type ImportColumn = (typeof IMPORT_COLUMNS)[number];

/** Without these nothing is known of a report. */
export const REQUIRED_COLUMNS = ['number', 'category', 'status', 'receivedAt'] as const;

/** How it was known what a column is: by its heading, or as somebody chose for this file or for one like it. */
export const COLUMN_GROUNDS = ['heading', 'chosen', 'remembered'] as const;

export const ColumnUnderstood = z.object({
  /** Its heading as it is written, each one once. */
  name: z.string(),
  /** Null where nothing is taken from it. */
  column: z.enum(IMPORT_COLUMNS).nullable(),
  by: z.enum(COLUMN_GROUNDS),
});
export type ColumnUnderstood = z.infer<typeof ColumnUnderstood>;

/** Of a file whose lines end; the first one decides. */
export const LINE_ENDS = ['crlf', 'lf', 'cr'] as const;

/** What nobody can know but who sends the file: which column is what, or which number of a date comes first. */
export const IMPORT_QUESTIONS = ['columns', 'dates'] as const;
export type ImportQuestion = (typeof IMPORT_QUESTIONS)[number];

/** How a file was understood, found before its first line is taken. */
export const FileUnderstood = z.object({
  lineEnds: z.enum(LINE_ENDS).optional(),
  /** What stands between two cells of a text. */
  delimiter: z.string().optional(),
  /** The line its headings stand in; of headings over two lines the second. */
  headingLine: z.number().int().optional(),
  /** The sheet that is read, and others that hold reports as well and are not. */
  sheet: z.string().optional(),
  otherSheets: z.array(z.string()),
  /** Of a workbook those with a table, whether of reports or not: one of them is read. */
  sheets: z.array(z.string()),
  sheetBy: z.enum(COLUMN_GROUNDS).optional(),
  columns: z.array(ColumnUnderstood),
  /** Records in it. */
  rows: z.number().int(),
  /** Rows that the spreadsheet does not show; they are taken like others. */
  hiddenRows: z.number().int(),
  /** Which number of a date comes first, for each column where that is a question, and how it was known. */
  dates: z.array(ColumnOrder),
  /** What has to be answered before it can be imported. */
  asks: z.array(z.enum(IMPORT_QUESTIONS)),
  /** The latest date in it: a file is newer than another by that. */
  newest: Instant.optional(),
});
export type FileUnderstood = z.infer<typeof FileUnderstood>;

/** What a file was understood otherwise than it is, as a whole: the next one takes the place of this. */
export const ImportCorrections = z.strictObject({
  sheet: line(200).optional(),
  /** By heading. Null: nothing is taken from it. */
  columns: z.record(line(200), z.enum(IMPORT_COLUMNS).nullable()).optional(),
  dates: z.partialRecord(z.enum(DATE_COLUMNS), z.enum(DATE_ORDERS)).optional(),
});
export type ImportCorrections = z.infer<typeof ImportCorrections>;

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
  /** While it is understood: until when it waits to be confirmed. */
  expiresAt: Instant.optional(),
  /** While it is being understood: records looked at so far. */
  looked: z.number().int().optional(),
  /** What was corrected of how it was understood. */
  corrections: ImportCorrections.optional(),
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

/** What would become of a record. `repeated`: of a report that stands further up in the file; it follows that. */
export const PREVIEW_FATES = ['added', 'moved', 'corrected', 'unchanged', 'refused', 'repeated'] as const;
export type PreviewFate = (typeof PREVIEW_FATES)[number];

const records = z.number().int();
/** Of each fate how many. */
const RECORDS = {
  added: records,
  moved: records,
  corrected: records,
  unchanged: records,
  refused: records,
  repeated: records,
} satisfies Record<PreviewFate, z.ZodType>;

/** A record as it is understood. Category and offices by our names where they are recognised, else as written. */
export const PreviewRow = z.object({
  line: z.number().int(),
  fate: z.enum(PREVIEW_FATES),
  number: z.string(),
  category: z.string(),
  status: z.enum(STATUSES),
  channel: z.enum(CHANNELS),
  receivedAt: Instant,
  reportedAt: Instant.optional(),
  followedUpAt: Instant.optional(),
  closedAt: Instant.optional(),
  kelurahan: z.string().optional(),
  unit: z.string().optional(),
  address: z.string().optional(),
  /** The beginnings of its texts. */
  description: z.string().optional(),
  narrative: z.string().optional(),
});
export type PreviewRow = z.infer<typeof PreviewRow>;

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

/** Lines that are refused for one reason and one value. */
export const RefusalGroup = z.object({
  reason: z.enum(LINE_REFUSALS),
  column: z.string().optional(),
  /** What stood there; of texts, and of values beyond the first thousands, nothing is kept. */
  value: z.string().optional(),
  lines: z.number().int(),
  firstLine: z.number().int(),
  message: z.string(),
});
export type RefusalGroup = z.infer<typeof RefusalGroup>;

/** What would come of the file. Nothing of it is written. */
export const ImportPreview = z.object({
  /** The first ten records that are reports. */
  rows: z.array(PreviewRow),
  /** The first cells of each column, by its heading. */
  examples: z.record(z.string(), z.array(z.string())),
  expected: z.object(RECORDS),
  /** Names that nobody recognises yet, most reports first. */
  unknownNames: z.array(UnknownName),
});
export type ImportPreview = z.infer<typeof ImportPreview>;

/** One import, looked at by itself. */
export const ImportInFull = ImportJob.extend({
  /** While it is `understood`. */
  preview: ImportPreview.optional(),
  /** What is refused, most lines first: of a file that is understood what would be. */
  refusalGroups: z.array(RefusalGroup),
});
export type ImportInFull = z.infer<typeof ImportInFull>;

export const IMPORT_OPERATIONS = {
  startImport: post('/imports', 'tickets:import', {
    query: ImportQuery,
    upload: { types: IMPORT_TYPES, maxBytes: MAX_IMPORT_BYTES },
    status: 202,
    result: ImportJob,
    refuses: ['in-progress'],
  }),
  listImports: get('/imports', 'tickets:import', { query: Paging, result: ImportPage }),
  getImport: get('/imports/{id}', 'tickets:import', { result: ImportInFull }),
  correctImport: put('/imports/{id}/corrections', 'tickets:import', {
    body: ImportCorrections,
    status: 202,
    result: ImportJob,
    refuses: ['illegal-transition'],
  }),
  confirmImport: post('/imports/{id}/confirm', 'tickets:import', {
    status: 202,
    result: ImportJob,
    refuses: ['illegal-transition', 'invalid'],
  }),
  cancelImport: del('/imports/{id}', 'tickets:import', { result: ImportJob }),
  importRefusals: get('/imports/{id}/refusals', 'tickets:import', { query: RefusalsQuery }),
};
