/** What is known here of reports that an import names: the row, what imports told before, and whether anybody decided. */
import { and, asc, eq, inArray } from 'drizzle-orm';
import type { EventAction } from '#shared/ticket/action.ts';
import type { Status } from '#shared/ticket/status.ts';
import type { Db } from '../../platform/db/database.ts';
import { type EventData, event, type TicketRow, ticket, ticketText } from '../../tables/ticket.ts';

/** Everything else is a decision that no import may overwrite. */
const DECIDES_NOTHING: readonly EventAction[] = [
  'impor',
  'catat',
  'usulkan',
  'nilai',
  'gabung_masuk',
  'hitung_ulang',
  'tunda_berakhir',
  'hapus_data',
];

export interface Known {
  row: TicketRow;
  /** What an import told last; null for a report that was filed here. */
  told: { status: Status; unit: string | null; followedUpAt?: number; closedAt?: number } | null;
  isDecidedHere: boolean;
  /** As it came; undefined where it came with none, or was erased since. */
  description: string | undefined;
}

export async function readKnown(db: Db, numbers: readonly string[]): Promise<Map<string, Known>> {
  const rows = await db
    .select()
    .from(ticket)
    .where(inArray(ticket.number, [...numbers]));
  if (rows.length === 0) return new Map();
  const ids = rows.map(({ id }) => id);
  const [events, texts] = await db.batch([
    db
      .select({
        ticketId: event.ticketId,
        action: event.action,
        to: event.to,
        unit: event.unitTo,
        data: event.data,
      })
      .from(event)
      .where(inArray(event.ticketId, ids))
      .orderBy(asc(event.ticketId), asc(event.version)),
    db
      .select({ ticketId: ticketText.ticketId, body: ticketText.body })
      .from(ticketText)
      .where(and(inArray(ticketText.ticketId, ids), eq(ticketText.kind, 'description'))),
  ]);
  return new Map(
    rows.map((row) => {
      const own = events.filter(({ ticketId }) => ticketId === row.id);
      const last = own.findLastIndex(({ action }) => action === 'impor');
      const told = own[0]?.action === 'impor' ? own[last] : undefined;
      const known: Known = {
        row,
        told: told ? { status: told.to, unit: told.unit, ...foreignOf(told.data) } : null,
        isDecidedHere: own.slice(last + 1).some(({ action }) => !DECIDES_NOTHING.includes(action)),
        description: texts.find(({ ticketId }) => ticketId === row.id)?.body,
      };
      return [row.number, known];
    }),
  );
}

function foreignOf({ foreign }: EventData): { followedUpAt?: number; closedAt?: number } {
  const { followedUpAt, closedAt } = foreign ?? {};
  return {
    ...(followedUpAt === undefined ? {} : { followedUpAt }),
    ...(closedAt === undefined ? {} : { closedAt }),
  };
}
