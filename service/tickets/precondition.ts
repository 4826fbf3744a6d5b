/** What an action's `If-Match` is held against: the report as it was decided on, whoever it is proposed to by now. */
import { and, desc, eq, ne } from 'drizzle-orm';
import { namesVersion, requireVersion } from '../platform/http/precondition.ts';
import { event, type TicketRow } from '../tables/ticket.ts';
import type { TicketDeps } from './deps.ts';

/**
 * A proposal to another validator changes nothing that a decision rests on: one made on a version before it, offline
 * perhaps, still holds. Another proposal does not: it was made on who had the report then. Throws 428 and 412.
 */
export async function requireSameReport(
  { db }: Pick<TicketDeps, 'db'>,
  { id, version }: TicketRow,
  action: unknown,
  header: string | undefined,
): Promise<void> {
  const isExact = action === 'usulkan' || namesVersion(header, version);
  requireVersion(header, version, isExact ? version : await lastChanged(db, id, version));
}

/** The version of the newest event that is no proposal; `newest` where there is none. */
async function lastChanged(db: TicketDeps['db'], ticketId: number, newest: number): Promise<number> {
  const [last] = await db
    .select({ version: event.version })
    .from(event)
    .where(and(eq(event.ticketId, ticketId), ne(event.action, 'usulkan')))
    .orderBy(desc(event.version))
    .limit(1);
  return last?.version ?? newest;
}
