/** What a file is, by its bytes alone, and its text whatever encoding it came in. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type {
  ColumnUnderstood,
  FileUnderstood,
  ImportFailure,
  ImportFormat,
} from '#shared/contract/imports.ts';
import type { Naming } from '#shared/exchange/columns.ts';
import type { Cells } from '#shared/exchange/row.ts';

/** The file as a whole cannot be read (on). */
export class UnreadableFile extends Error {
  readonly failure: ImportFailure;
  constructor(failure: ImportFailure) {
    super(failure);
    this.name = 'UnreadableFile';
    this.failure = failure;
  }
}

export interface Source {
  path: string;
  format: ImportFormat;
  /** Null for what is no text. */
  encoding: string | null;
  /** A lone CR ended the lines of old machines, and a line feed may then stand inside a cell. */
  lineEnd: '\n' | '\r';
  /** As it is told; none where no line ends, or where the file is no text. */
  lineEnds?: NonNullable<FileUnderstood['lineEnds']>;
}

/** What people said of the file before it is read. */
export interface Wanted {
  naming: Naming;
  /** Of a workbook, by the names of its sheets that hold a table. */
  sheetOf(names: readonly string[]): Pick<FileUnderstood, 'sheet' | 'sheetBy'>;
}

/** What every reader gives: records with their line, whichever kind of file they came from. */
export type FileRecord = { line: number } & ({ cells: Cells } | { broken: true });

/** What is told of a file besides its records, as it is found. */
export interface FileNotes {
  /** Columns as they are found, each once: all at the top of a table, of JSON as they come. */
  columns(found: readonly ColumnUnderstood[]): void;
  /** Where in the file its table is. */
  table(found: Partial<FileUnderstood>): void;
  /** The cells of a row as they are written, in the order of the columns; absent once enough were seen. */
  row?: ((cells: readonly (string | number)[]) => void) | undefined;
  /** A row that its spreadsheet does not show; it is read all the same. */
  hidden(): void;
}

export type Reader = (notes: FileNotes) => AsyncGenerator<FileRecord>;

const HEAD_BYTES = 4_096;
const ZIP = 'PK\u0003\u0004';
/** Microsoft's compound file: the old `.xls`, and whatever is protected by a password. */
const COMPOUND = '\u00D0\u00CF\u0011\u00E0';
/** What an old spreadsheet calls its one part. All that names none is wrapped for a password. */
const OLD_SPREADSHEET = Buffer.from('Workbook', 'utf16le');
const HTML = /^<(!doctype html|html|head|meta|style|body|div|table|tr)\b/i;

/** Throws {@link UnreadableFile} for what is neither a table nor JSON; the old `.xls` is among that. */
export async function recognise(path: string): Promise<Source> {
  const head = await headOf(path);
  const magic = head.subarray(0, ZIP.length).toString('latin1');
  if (magic === ZIP) return { path, format: 'xlsx', encoding: null, lineEnd: '\n' };
  if (magic === COMPOUND) throw new UnreadableFile(await failureOfCompound(path));
  const encoding = await encodingOf(path, head);
  const start = new TextDecoder(encoding).decode(head).trimStart();
  if (start === '' || start.includes('\u0000')) throw new UnreadableFile('berkas_tidak_dikenal');
  const format = /^[[{]/.test(start) ? 'json' : HTML.test(start) ? 'html' : 'csv';
  // The first that stands outside of quotes.
  const end = start.replace(/"[^"]*"/g, '').match(/\r\n|\n|\r/)?.[0];
  const lineEnd = end === '\r' ? '\r' : '\n';
  return end === undefined
    ? { path, format, encoding, lineEnd }
    : { path, format, encoding, lineEnd, lineEnds: LINE_ENDS[end as keyof typeof LINE_ENDS] };
}

const LINE_ENDS = { '\r\n': 'crlf', '\n': 'lf', '\r': 'cr' } as const;

async function failureOfCompound(path: string): Promise<ImportFailure> {
  let before = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    const bytes = Buffer.concat([before, chunk as Buffer]);
    if (bytes.includes(OLD_SPREADSHEET)) return 'berkas_xls_lama';
    before = bytes.subarray(-OLD_SPREADSHEET.length);
  }
  return 'berkas_bersandi';
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/**
 * By its byte order mark; else UTF-8 where all of it is, else what older office programs write. The whole file is
 * looked at: one name with an accent may stand anywhere.
 */
async function encodingOf(path: string, head: Buffer): Promise<string> {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  // Some programs leave the mark out: letters of Latin script then have a NUL each.
  if (head.length > 3 && head[1] === 0 && head[3] === 0) return 'utf-16le';
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
      decoder.decode(chunk, { stream: true });
    }
    decoder.decode();
    return 'utf-8';
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return 'windows-1252';
  }
}

export async function* textOf({ path, encoding }: Source): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding ?? 'utf-8');
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
    yield decoder.decode(chunk, { stream: true });
  }
  yield decoder.decode();
}

/** A line as it lies in the file. Longer than `limit` characters only its beginning is kept, and `whole` is false. */
export interface Line {
  text: string;
  whole: boolean;
}

export async function* linesOf(source: Source, limit: number): AsyncGenerator<Line> {
  const { lineEnd } = source;
  let kept = '';
  let whole = true;
  const add = (text: string): void => {
    if (kept.length + text.length <= limit) kept += text;
    else whole = false;
  };
  for await (const text of textOf(source)) {
    let from = 0;
    for (let end = text.indexOf(lineEnd); end >= 0; end = text.indexOf(lineEnd, from)) {
      add(text.slice(from, end));
      yield { text: kept.endsWith('\r') ? kept.slice(0, -1) : kept, whole };
      [kept, whole, from] = ['', true, end + 1];
    }
    add(text.slice(from));
  }
  if (kept !== '') yield { text: kept, whole };
}
