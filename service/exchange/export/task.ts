/** What passes between the service and the process that makes an export. */
import { z } from 'zod';
import type { ExportFormat, ExportQuery } from '#shared/contract/exports.ts';
import type { Actor } from '#shared/contract/session.ts';
import type { Language } from '../../platform/http/language.ts';

export interface ExportTask {
  database: string;
  format: ExportFormat | 'everything';
  filter: ExportQuery;
  actor: Actor;
  language: Language;
  /** ms UTC */
  now: number;
}

/** Said once, before the first byte. */
export const Announced = z.object({ rows: z.number().int() });
