/** What a file is, by its bytes alone, and its text whatever encoding it came in. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { ImportFailure, ImportFormat } from '#shared/contract/imports.ts';
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
}

/** What every reader gives: records with their line, whichever kind of file they came from. */
export type FileRecord = { line: number } & ({ cells: Cells } | { broken: true });

/** `ignored`: told of each header or key, once, from which nothing is taken. */
export type Reader = (ignored: (names: readonly string[]) => void) => AsyncGenerator<FileRecord>;

/** Rows looked through for the headings: exports begin with a title and a period. */
export const HEADING_WITHIN = 20;

const HEAD_BYTES = 4_096;
const ZIP = 'PK\u0003\u0004';

/** Throws {@link UnreadableFile} for what is neither a table nor JSON; the old `.xls` is among that. */
export async function recognise(path: string): Promise<Source> {
  const head = await headOf(path);
  if (head.subarray(0, ZIP.length).toString('latin1') === ZIP)
    return { path, format: 'xlsx', encoding: null };
  const encoding = await encodingOf(path, head);
  const start = new TextDecoder(encoding).decode(head).trimStart();
  if (start === '' || start.includes('\u0000')) throw new UnreadableFile('berkas_tidak_dikenal');
  return { path, format: /^[[{]/.test(start) ? 'json' : 'csv', encoding };
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
  let kept = '';
  let whole = true;
  const add = (text: string): void => {
    if (kept.length + text.length <= limit) kept += text;
    else whole = false;
  };
  for await (const text of textOf(source)) {
    let from = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      add(text.slice(from, end));
      yield { text: kept.endsWith('\r') ? kept.slice(0, -1) : kept, whole };
      [kept, whole, from] = ['', true, end + 1];
    }
    add(text.slice(from));
  }
  if (kept !== '') yield { text: kept, whole };
}
