/** Where the database lies, in a form that a process of its own can be handed. */
import { z } from 'zod';
import type { Reader } from './database.ts';
import { openReader, openSnapshot } from './embedded.ts';
import { openServerReader, openServerSnapshot, Server } from './remote.ts';

export const Source = z.union([z.object({ file: z.string() }), z.object({ server: Server })]);
export type Source = z.infer<typeof Source>;

/** Each batch is one moment of it. Nothing can be written. */
export function readerOf(source: Source): Reader {
  return 'file' in source ? openReader(source.file) : openServerReader(source.server);
}

/** The database as it is at this moment, for as long as it is read. */
export async function snapshotOf(source: Source): Promise<Reader> {
  return 'file' in source ? openSnapshot(source.file) : openServerSnapshot(source.server);
}
