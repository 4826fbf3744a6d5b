/** The calls of exports: a file of all that the caller may see and the filters let through. */
import { Readable } from 'node:stream';
import { type Context, Hono } from 'hono';
import {
  type CsvSeparator,
  EXPORT_OPERATIONS,
  EXPORT_ROWS_HEADER,
  type ExportQuery,
} from '#shared/contract/exports.ts';
import { dayCode } from '#shared/time/zone.ts';
import { answerCalls } from '../../platform/http/calls.ts';
import type { Env } from '../../platform/http/env.ts';
import type { ExportDeps, ExportTask } from './exports.ts';

const TYPES: Record<ExportTask['format'], { type: string; ending: string }> = {
  csv: { type: 'text/csv; charset=utf-8', ending: 'csv' },
  xlsx: { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', ending: 'xlsx' },
  ndjson: { type: 'application/x-ndjson', ending: 'ndjson' },
  everything: { type: 'application/x-ndjson', ending: 'ndjson' },
};

type Asked = ExportQuery & { separator?: CsvSeparator };
type Needs = Pick<ExportDeps, 'exports' | 'clock'>;

export function exportRoutes(services: Needs): Hono<Env> {
  const answer =
    (format: ExportTask['format']) =>
    ({ c, query }: { c: Context<Env>; query: Asked }) =>
      answerExport(c, services, format, query);
  return answerCalls(new Hono<Env>(), EXPORT_OPERATIONS, {
    exportCsv: answer('csv'),
    exportXlsx: answer('xlsx'),
    exportNdjson: answer('ndjson'),
    exportEverything: answer('everything'),
  });
}

export async function answerExport(
  c: Context<Env>,
  { exports, clock }: Needs,
  format: ExportTask['format'],
  { separator, ...filter }: Asked,
): Promise<Response> {
  const now = clock.now();
  const task = { format, filter, separator, actor: c.get('actor'), language: c.get('language'), now };
  const { rows, file } = await exports.start(task);
  const { type, ending } = TYPES[format];
  return c.body(Readable.toWeb(file) as ReadableStream, 200, {
    'content-type': type,
    'content-disposition': `attachment; filename="laporan-${dayCode(now)}.${ending}"`,
    [EXPORT_ROWS_HEADER]: String(rows),
  });
}
