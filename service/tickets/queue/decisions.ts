/** What the caller did today, and how much of it was decided: from the log, by whom it was done and when. */
import { and, count, desc, eq, gte, inArray } from 'drizzle-orm';
import type { OwnDecisions } from '#shared/contract/queue.ts';
import type { Actor } from '#shared/contract/session.ts';
import { ACTIONS, DECISION_ACTIONS } from '#shared/ticket/action.ts';
import { startOfDay, toTimestamp } from '#shared/time/zone.ts';
import { event } from '../../tables/ticket.ts';
import type { TicketDeps } from '../deps.ts';

const MOST = 500;

export async function decisionsToday(
  { db, clock, reads, units }: Pick<TicketDeps, 'db' | 'clock' | 'reads' | 'units'>,
  actor: Actor,
): Promise<OwnDecisions> {
  const since = startOfDay(clock.now());
  const own = (actions: typeof ACTIONS | typeof DECISION_ACTIONS) =>
    and(eq(event.actorId, actor.id), gte(event.at, since), inArray(event.action, [...actions]));
  const rows = await db
    .select()
    .from(event)
    .where(own(ACTIONS))
    .orderBy(desc(event.at), desc(event.seq))
    .limit(MOST);
  const [decided] = await db.select({ many: count() }).from(event).where(own(DECISION_ACTIONS));
  // One who has another office now reads no more of what lies with the old one.
  const seen = await reads.seeIds([...new Set(rows.map(({ ticketId }) => ticketId))], actor);
  const reports = new Map(seen.map(({ row }) => [row.id, row]));
  return {
    since: toTimestamp(since),
    decided: decided?.many ?? 0,
    items: rows.flatMap(({ ticketId, version, action, at, data }) => {
      const report = reports.get(ticketId);
      const known = ACTIONS.find((one) => one === action);
      if (!report || known === undefined) return [];
      const { number, category, status, kelurahan } = report;
      return {
        ...{ number, category, status, version, action: known, at: toTimestamp(at) },
        ...(kelurahan === null ? {} : { kelurahan: units.named(kelurahan) }),
        ...(data.madeAt === undefined ? {} : { madeAt: toTimestamp(data.madeAt) }),
        ...(data.reasonCodes ? { reasonCodes: data.reasonCodes } : {}),
        ...(data.reasonCode ? { reasonCode: data.reasonCode } : {}),
      };
    }),
  };
}
