/** What is known here of reports that an import names: the row, what imports told before, and whether anybody decided. */
import { and, asc, inArray, type SQL, sql } from 'drizzle-orm';
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { EventAction } from '#shared/ticket/action.ts';
import type { Channel } from '#shared/ticket/channel.ts';
import { isOpen, type Status } from '#shared/ticket/status.ts';
import type { Db } from '../../platform/db/database.ts';
import {
  type EventData,
  event,
  type TextRef,
  type TicketRow,
  ticket,
  ticketText,
} from '../../tables/ticket.ts';

/** Everything else is a decision that no import may overwrite. */
const DECIDES_NOTHING: readonly EventAction[] = [
  'impor',
  'catat',
  'usulkan',
  'nilai',
  'gabung_masuk',
  'hitung_ulang',
  'nama_dikenali',
  'tunda_berakhir',
  'hapus_data',
];

/** Texts that another system tells, and may tell otherwise later. */
export const TOLD_TEXTS = ['description', 'address', 'narrative'] as const;
export type ToldText = (typeof TOLD_TEXTS)[number];

/** What imports told last, each by the newest that told it. Instants in ms UTC. */
export interface ToldBefore {
  status: Status;
  category: string;
  channel: Channel;
  unit: string | null;
  receivedAt: number;
  reportedAt: number;
  followedUpAt?: number;
  closedAt?: number;
  /** Absent: never told. */
  texts: Partial<Record<ToldText, string | 'erased'>>;
}

export interface Known {
  row: TicketRow;
  /** Null for a report that was filed here. */
  told: ToldBefore | null;
  isDecidedHere: boolean;
  /** The text that its words are found by; null where there is none. */
  description: TextRef | null;
}

type OwnEvent = Pick<typeof event.$inferSelect, 'action' | 'to' | 'unitFrom' | 'data'> & {
  unit: string | null;
};

/** One text however many there are, so that it is prepared once. */
function isAmong(column: AnySQLiteColumn, values: readonly unknown[]): SQL {
  return sql`${column} in (select value from json_each(${JSON.stringify(values)}))`;
}

export async function readKnown(db: Db, numbers: readonly string[]): Promise<Map<string, Known>> {
  const rows = await db.select().from(ticket).where(isAmong(ticket.number, numbers));
  if (rows.length === 0) return new Map();
  const ids = rows.map(({ id }) => id);
  const [events, texts] = await db.batch([
    db
      .select({
        ticketId: event.ticketId,
        action: event.action,
        to: event.to,
        unitFrom: event.unitFrom,
        unit: event.unitTo,
        data: event.data,
      })
      .from(event)
      .where(isAmong(event.ticketId, ids))
      .orderBy(asc(event.ticketId), asc(event.version)),
    db
      .select({ id: ticketText.id, body: ticketText.body })
      .from(ticketText)
      .where(and(isAmong(ticketText.ticketId, ids), inArray(ticketText.kind, KINDS))),
  ]);
  const eventsOf = new Map<number, OwnEvent[]>(ids.map((id) => [id, []]));
  for (const one of events) eventsOf.get(one.ticketId)?.push(one);
  const bodies = new Map(texts.map(({ id, body }) => [id, body]));
  return new Map(
    rows.map((row) => {
      const own = eventsOf.get(row.id) ?? [];
      const description = own.findLast(({ data }) => data.texts?.description)?.data.texts?.description;
      const known: Known = {
        row,
        told: toldBefore(row, own, bodies),
        isDecidedHere: own.some(({ action }) => !DECIDES_NOTHING.includes(action)),
        description: description && bodies.has(description.id) ? description : null,
      };
      return [row.number, known];
    }),
  );
}

/** Where a text is kept that is told otherwise than what was decided on here. */
export const BESIDE = {
  description: 'told_description',
  address: 'told_address',
  narrative: 'told_narrative',
} as const;
const KINDS = [...TOLD_TEXTS, ...Object.values(BESIDE)];

function toldBefore(
  row: TicketRow,
  events: readonly OwnEvent[],
  bodies: ReadonlyMap<string, string>,
): ToldBefore | null {
  const [first] = events;
  if (first?.action !== 'impor') return null;
  const { category, channel, receivedAt, reportedAt } = { ...row, ...first.data.row };
  const told: ToldBefore = {
    ...{ status: first.to, category, channel, unit: first.unit, receivedAt, reportedAt },
    texts: {},
  };
  for (const { action, to, unitFrom, unit, data } of events) {
    // What was told all along, under a name that nobody knew then.
    if (action === 'nama_dikenali') {
      told.category = data.row?.category ?? told.category;
      if (unitFrom === null) told.unit = unit;
    }
    if (action !== 'impor') continue;
    const { job: _, ...foreign } = data.foreign ?? { job: '' };
    // Reopened there, it has not ended any more.
    if (isOpen({ status: foreign.status ?? to })) delete told.closedAt;
    Object.assign(told, { status: to, unit }, foreign);
    for (const text of TOLD_TEXTS) {
      const ref = refOf(data, text);
      if (ref) told.texts[text] = bodies.get(ref.id) ?? 'erased';
    }
  }
  return told;
}

function refOf({ texts }: EventData, text: ToldText): TextRef | undefined {
  return texts?.[text] ?? texts?.[BESIDE[text]];
}
