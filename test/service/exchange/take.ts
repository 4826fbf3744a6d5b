/** Rows as an import takes them, without the process that reads the file: what becomes of each is the same. */

import { eq } from 'drizzle-orm';
import type { ImportColumn } from '#shared/contract/imports.ts';
import { readRow } from '#shared/exchange/row.ts';
import type { Channel } from '#shared/ticket/channel.ts';
import { type Importing, writeLines } from '../../../service/exchange/import/write.ts';
import { type ImportJobRow, importJob, importRefusal } from '../../../service/tables/import.ts';
import type { House } from '../harness.ts';

export type Row = Partial<Record<ImportColumn, string | number>>;

export interface Taken {
  added: number;
  moved: number;
  corrected: number;
  unchanged: number;
  /** Line, from 1, column and reason. */
  refused: [line: number, column: string | null, reason: string][];
}

let jobs = 0;

export async function take(
  house: House,
  rows: readonly Row[],
  channel: Channel = 'jaki',
  as: Partial<Importing> = {},
): Promise<Taken> {
  const { mayGoBack = false, ...changed } = as;
  const job: ImportJobRow = {
    id: `job-${++jobs}`,
    caller: 'operator',
    role: 'operator',
    channel,
    allowed: null,
    state: 'running',
    failure: null,
    format: null,
    encoding: null,
    declared: null,
    writeNow: true,
    corrections: {},
    expiresAt: null,
    understood: null,
    bytes: 0,
    holder: null,
    startedAt: house.now(),
    endedAt: house.now(),
    read: 0,
    added: 0,
    moved: 0,
    corrected: 0,
    unchanged: 0,
    refused: 0,
    ...changed,
  };
  await house.db.insert(importJob).values(job);
  const cells = (row: Row) => new Map(Object.entries(row) as [ImportColumn, string | number][]);
  const lines = rows.map((row, index) => ({ line: index + 1, ...readRow(cells(row), house.now()) }));
  const { added, moved, corrected, unchanged } = await writeLines(
    house.service.tickets.deps,
    { ...job, mayGoBack },
    job,
    lines,
  );
  const refused = await house.db.select().from(importRefusal).where(eq(importRefusal.jobId, job.id));
  return {
    added,
    moved,
    corrected,
    unchanged,
    refused: refused.map(({ line, column, reason }) => [line, column, reason]),
  };
}
