/** One batch of as many statements as there are: Drizzle's own takes no empty one. */
import type { BatchItem } from 'drizzle-orm/batch';
import type { Db } from './database.ts';

export async function runBatch(
  { db }: { db: Db },
  statements: readonly BatchItem<'sqlite'>[],
): Promise<void> {
  const [first, ...more] = statements;
  if (!first) return;
  await db.batch([first, ...more]);
}
