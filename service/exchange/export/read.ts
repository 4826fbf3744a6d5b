/** The reports of an export, page by page in the order of the list, each as its reader may see it. */
import { count } from 'drizzle-orm';
import type { ExportQuery } from '#shared/contract/exports.ts';
import type { Ticket } from '#shared/contract/ticket.ts';
import { ticket } from '../../tables/ticket.ts';
import { findTickets, type ListNeeds, ticketCondition } from '../../tickets/list.ts';
import type { Reader, Seen, TicketReads } from '../../tickets/read.ts';
import type { Exported } from './table.ts';

const PAGE = 200;

export async function countTickets(
  services: ListNeeds,
  reader: Reader,
  filter: ExportQuery,
): Promise<number> {
  const condition = ticketCondition(services, reader.actor, filter);
  if (condition === null) return 0;
  const [row] = await services.db.select({ rows: count() }).from(ticket).where(condition);
  return row?.rows ?? 0;
}

type ExportNeeds = ListNeeds & { reads: TicketReads };

export async function* exportedTickets(
  services: ExportNeeds,
  reader: Reader,
  filter: ExportQuery,
): AsyncGenerator<Exported> {
  for await (const seen of pagesOf(services, reader, filter)) {
    const items = await services.reads.whole(seen, reader);
    for (const [index, item] of items.entries()) {
      const row = seen[index]?.row;
      const completion = item.clocks.find(({ clock }) => clock === 'completion');
      yield {
        item,
        followedUpAt: completion?.metAt === undefined ? null : Date.parse(completion.metAt),
        closedAt: row?.closedAt ?? null,
      };
    }
  }
}

export async function* ticketsWithEvents(
  services: ExportNeeds,
  reader: Reader,
  filter: ExportQuery,
): AsyncGenerator<Ticket> {
  for await (const page of pagesOf(services, reader, filter)) {
    for (const seen of page) yield services.reads.ticket(seen, reader);
  }
}

async function* pagesOf(services: ExportNeeds, reader: Reader, filter: ExportQuery): AsyncGenerator<Seen[]> {
  let cursor: string | null = null;
  do {
    const page = await findTickets(services, reader.actor, {
      ...filter,
      limit: PAGE,
      ...(cursor === null ? {} : { cursor }),
    });
    yield services.reads.seeIds(page.ids, reader.actor);
    cursor = page.next;
  } while (cursor !== null);
}
