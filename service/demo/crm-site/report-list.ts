/** What the demo's list page shows of reports: no more than the public may know, and the invented description. */
import { and, count, desc, eq } from 'drizzle-orm';
import { STATUSES, type Status } from '#shared/ticket/status.ts';
import { event, ticket, ticketText } from '../../tables/ticket.ts';
import type { TicketDeps } from '../../tickets/deps.ts';

const PAGE_SIZE = 25;

interface ListedReport {
  number: string;
  category: string;
  kelurahan: string | null;
  /** ms UTC */
  receivedAt: number;
  status: Status;
}

export type ReportPage = Awaited<ReturnType<typeof listReports>>;

export interface ReportDetail extends ListedReport {
  channel: string;
  description: string | null;
  steps: { at: number; status: Status }[];
}

export type Parts = Pick<TicketDeps, 'db' | 'units'>;

const COLUMNS = {
  number: ticket.number,
  category: ticket.category,
  kelurahan: ticket.kelurahan,
  receivedAt: ticket.receivedAt,
  status: ticket.status,
};

export function findStatus(text: string | undefined): Status | null {
  return STATUSES.find((status) => status === text) ?? null;
}

/** Newest first. `status` null: all. */
export async function listReports({ db, units }: Parts, wanted: number, status: Status | null) {
  const filter = status === null ? undefined : eq(ticket.status, status);
  const [counted] = await db.select({ total: count() }).from(ticket).where(filter);
  const total = counted?.total ?? 0;
  const pages = Math.max(1, Math.ceil(total / PAGE_SIZE));
  const page = Math.min(Math.max(1, wanted), pages);
  const rows = await db
    .select(COLUMNS)
    .from(ticket)
    .where(filter)
    .orderBy(desc(ticket.receivedAt), desc(ticket.id))
    .limit(PAGE_SIZE)
    .offset((page - 1) * PAGE_SIZE);
  return {
    items: rows.map((row) => named(row, units)),
    total,
    /** From 1; a page past the end is the last one. */
    page,
    pages,
  };
}

export async function readReport({ db, units }: Parts, number: string): Promise<ReportDetail | null> {
  const [row] = await db
    .select({ ...COLUMNS, id: ticket.id, channel: ticket.channel })
    .from(ticket)
    .where(eq(ticket.number, number));
  if (!row) return null;
  const [description] = await db
    .select({ body: ticketText.body })
    .from(ticketText)
    .where(and(eq(ticketText.ticketId, row.id), eq(ticketText.kind, 'description')));
  const events = await db
    .select({ at: event.at, from: event.from, to: event.to })
    .from(event)
    .where(eq(event.ticketId, row.id))
    .orderBy(event.version);
  return {
    ...named(row, units),
    channel: row.channel,
    description: description?.body ?? null,
    steps: events.filter(({ from, to }) => from !== to).map(({ at, to }) => ({ at, status: to })),
  };
}

function named<R extends ListedReport>(row: R, units: Parts['units']): R {
  return { ...row, kelurahan: row.kelurahan === null ? null : units.named(row.kelurahan).name };
}
