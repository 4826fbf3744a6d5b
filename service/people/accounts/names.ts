/** Officers' names by their accounts. */
import { inArray } from 'drizzle-orm';
import type { OfficerName } from '#shared/contract/roster.ts';
import type { Db } from '../../platform/db/database.ts';
import { user } from '../../tables/account.ts';

export async function officerNames(db: Db, ids: Iterable<string>): Promise<Map<string, OfficerName>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();
  const rows = await db
    .select({ id: user.id, username: user.username, name: user.name })
    .from(user)
    .where(inArray(user.id, wanted));
  return new Map(rows.map(({ id, username, name }) => [id, { username: username ?? '', name }]));
}
