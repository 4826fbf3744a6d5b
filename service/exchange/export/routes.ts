/** The calls of exports: a file of all that the caller may see and the filters let through. */
import { Readable } from 'node:stream';
import { type Context, Hono } from 'hono';
import { EXPORT_FORMATS, EXPORT_ROWS_HEADER, ExportQuery } from '#shared/contract/exports.ts';
import { wibDayCode } from '#shared/time/wib.ts';
import type { Env } from '../../platform/http/env.ts';
import { valid } from '../../platform/http/validate.ts';
import type { ExportDeps, ExportTask } from './exports.ts';

const TYPES: Record<ExportTask['format'], { type: string; ending: string }> = {
  csv: { type: 'text/csv; charset=utf-8', ending: 'csv' },
  xlsx: { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', ending: 'xlsx' },
  ndjson: { type: 'application/x-ndjson', ending: 'ndjson' },
  everything: { type: 'application/x-ndjson', ending: 'ndjson' },
};

type Needs = Pick<ExportDeps, 'exports' | 'clock'>;

export function exportRoutes(services: Needs): Hono<Env> {
  const app = new Hono<Env>();
  for (const format of EXPORT_FORMATS) {
    app.get(`/exports/tickets.${format}`, valid('query', ExportQuery), (c) =>
      answerExport(c, services, format, c.req.valid('query')),
    );
  }
  app.get('/exports/everything.ndjson', valid('query', ExportQuery), (c) =>
    answerExport(c, services, 'everything', c.req.valid('query')),
  );
  return app;
}

export async function answerExport(
  c: Context<Env>,
  { exports, clock }: Needs,
  format: ExportTask['format'],
  filter: ExportQuery,
): Promise<Response> {
  const now = clock.now();
  const task = { format, filter, actor: c.get('actor'), language: c.get('language'), now };
  const { rows, file } = await exports.start(task);
  const { type, ending } = TYPES[format];
  return c.body(Readable.toWeb(file) as ReadableStream, 200, {
    'content-type': type,
    'content-disposition': `attachment; filename="laporan-${wibDayCode(now)}.${ending}"`,
    [EXPORT_ROWS_HEADER]: String(rows),
  });
}
