/** What whoever files is answered: the report as they may see it, and what is told this once. */
import { and, eq } from 'drizzle-orm';
import type { FiledTicket, Ticket } from '#shared/contract/ticket.ts';
import { photo } from '../tables/evidence.ts';
import type { TicketRow } from '../tables/ticket.ts';
import type { TicketDeps } from './deps.ts';
import type { Reader } from './read.ts';

/** For whoever just filed it or acted on it, also where they may see it no more. */
export async function ticketFor(
  { reads }: Pick<TicketDeps, 'reads'>,
  reader: Reader,
  row: TicketRow,
): Promise<Ticket> {
  const [seen] = await reads.see([row], reader.actor);
  return reads.ticket(seen ?? { row, standings: [] }, reader);
}

/** What the answer to a filing tells beside the report. */
export async function onlyOnce(
  { db, secrets }: Pick<TicketDeps, 'db' | 'secrets'>,
  { id, number, trackingSalt }: TicketRow,
): Promise<Pick<FiledTicket, 'trackingSecret' | 'photosTaken'>> {
  return {
    trackingSecret: secrets.secretOf(number, trackingSalt),
    photosTaken: await db.$count(photo, and(eq(photo.ticketId, id), eq(photo.kind, 'report'))),
  };
}
