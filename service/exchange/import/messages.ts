/** What passes between the service and the process that reads a file for it. */
import { z } from 'zod';
import {
  type DateOrder,
  FileUnderstood,
  IMPORT_FAILURES,
  IMPORT_FORMATS,
  type ImportCorrections,
} from '#shared/contract/imports.ts';
import { Fault, ForeignReport } from '#shared/exchange/row.ts';

/** What was said of a file whose headings, or sheets, have this mark. */
export interface Remembered {
  mark: string;
  said: ImportCorrections;
}

export interface ReadTask {
  path: string;
  /** Records that were dealt with before a restart. */
  skip: number;
  /** ms UTC */
  now: number;
  /** How it was understood before; null where that is to be found out first. */
  as: FileUnderstood | null;
  /** For that: what its sender says of it, and said of others. */
  corrections: ImportCorrections;
  remembered: readonly Remembered[];
  declared: DateOrder | null;
}

export const ReadLine = z.object({
  line: z.number().int(),
  report: ForeignReport.optional(),
  /** Instead of a report: why it is none. */
  faults: z.array(Fault).optional(),
});
export type ReadLine = z.infer<typeof ReadLine>;

/** After `lines` the process waits until it is sent anything: so no more than two batches are ever under way. */
export const FromReader = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('opened'),
    format: z.enum(IMPORT_FORMATS),
    encoding: z.string().nullable(),
  }),
  /** Records looked at so far. */
  z.object({ kind: z.literal('looked'), rows: z.number().int() }),
  z.object({
    kind: z.literal('understood'),
    understood: FileUnderstood,
    examples: z.record(z.string(), z.array(z.string())),
  }),
  z.object({ kind: z.literal('lines'), lines: z.array(ReadLine) }),
  z.object({ kind: z.literal('end') }),
  z.object({ kind: z.literal('failed'), failure: z.enum(IMPORT_FAILURES) }),
]);
export type FromReader = z.infer<typeof FromReader>;
