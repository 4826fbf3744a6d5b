/** How far a database has come: of two, the one with less is the older state. */
import { z } from 'zod';
import { inspect } from '../../platform/db/embedded.ts';

const State = z.strictObject({
  /** The newest event. */
  seq: z.number().int(),
  /** The newest checkpoint. */
  checkpoint: z.number().int(),
  /** The file's `application_id`: a demo's or real. */
  mark: z.number().int(),
});
type State = z.infer<typeof State>;

/** What a backup says of itself; the last entry, so that one that was cut has none. */
export const Manifest = State.extend({
  format: z.literal(1),
  /** ms UTC */
  at: z.number(),
  /** hex, of the database. */
  sha256: z.string(),
  /** Beside database and keys. */
  files: z.number().int(),
});
export type Manifest = z.infer<typeof Manifest>;

export function stateIn(file: string): State {
  return inspect(file, (rows) => {
    const of = (sql: string): unknown => z.array(z.tuple([z.unknown()])).parse(rows(sql))[0]?.[0] ?? 0;
    return State.parse({
      seq: of('select max(seq) from file.event'),
      checkpoint: of('select max(n) from file.checkpoint'),
      mark: of('pragma file.application_id'),
    });
  });
}

/** hex; of the newest event up to this one. Two databases in which it differs went different ways before. */
export function historyUpTo(file: string, seq: number): string | null {
  return inspect(file, (rows) => {
    const found = rows(`select hash from file.event where seq <= ${seq} order by seq desc limit 1`);
    return z.array(z.tuple([z.string()])).parse(found)[0]?.[0] ?? null;
  });
}
