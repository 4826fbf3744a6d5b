/** The lines that were not taken, for people and programs: as many as there are, never all of them in memory. */
import { Readable } from 'node:stream';
import type { Context } from 'hono';
import { z } from 'zod';
import type { RefusedLine } from '#shared/contract/imports.ts';
import { fromCursor, pageOf } from '../../platform/http/cursor.ts';
import type { Env } from '../../platform/http/env.ts';
import { type Language, say } from '../../platform/http/language.ts';
import { csvRow } from '../csv.ts';
import type { Imports, RejectionRow } from './imports.ts';

const PAGE = 500;

const FORMS = {
  csv: {
    type: 'text/csv; charset=utf-8',
    // The mark by which spreadsheets know UTF-8.
    head: `\uFEFF${csvRow(['line', 'column', 'reason', 'message'])}`,
    row: ({ line, column, reason, message }: RefusedLine) => csvRow([line, column ?? '', reason, message]),
  },
  ndjson: {
    type: 'application/x-ndjson',
    head: '',
    row: (refused: RefusedLine) => `${JSON.stringify(refused)}\n`,
  },
};

function toRefused({ line, column, reason }: RejectionRow, language: Language): RefusedLine {
  const message = say(`exchange.rejection.${reason}`, language);
  return { line, ...(column === null ? {} : { column }), reason, message };
}

const SHOWN = 100;
const Place = z.tuple([z.number()]);

/** A page of them, in the order of their file. Throws 422 for a cursor that is none. */
export async function rejectionsPage(
  c: Context<Env>,
  imports: Pick<Imports, 'rejections'>,
  id: string,
  cursor: string | undefined,
): Promise<{ items: RefusedLine[]; next: string | null }> {
  const [after] = cursor ? fromCursor(cursor, Place) : [0];
  const rows = await imports.rejections(id, after, SHOWN + 1);
  const { page, next } = pageOf(rows, SHOWN, (row) => [row.id]);
  return { items: page.map((row) => toRefused(row, c.get('language'))), next };
}

export function answerRejections(
  c: Context<Env>,
  imports: Pick<Imports, 'rejections'>,
  id: string,
  as: keyof typeof FORMS,
): Response {
  const language = c.get('language');
  const { type, head, row } = FORMS[as];
  async function* pages(): AsyncGenerator<Buffer> {
    yield Buffer.from(head);
    for (let after = 0; ; ) {
      const page = await imports.rejections(id, after, PAGE);
      yield Buffer.from(page.map((one) => row(toRefused(one, language))).join(''));
      after = page.at(-1)?.id ?? after;
      if (page.length < PAGE) return;
    }
  }
  return c.body(Readable.toWeb(Readable.from(pages())) as ReadableStream, 200, {
    'content-type': type,
    'content-disposition': `attachment; filename="ditolak-${id.slice(0, 8)}.${as}"`,
  });
}
