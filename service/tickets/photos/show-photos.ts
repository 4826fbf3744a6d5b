/** Which of a report's photos a reader is shown. */
import { type Actor, hasRole } from '#shared/contract/session.ts';
import type { Photo } from '#shared/contract/ticket.ts';
import type { photo } from '../../tables/evidence.ts';
import type { TicketRow } from '../../tables/ticket.ts';

export type PhotoRow = Pick<
  typeof photo.$inferSelect,
  'id' | 'ticketId' | 'kind' | 'followUp' | 'facts' | 'position'
>;

/** Offices never see the citizen's own photo of a private report, nor what was read from it. */
export function maySeePhoto(actor: Actor, ticket: Pick<TicketRow, 'private'>, kind: Photo['kind']): boolean {
  return !(ticket.private && kind === 'report') || maySeePrivatePhotos(actor);
}

export function maySeePrivatePhotos(actor: Actor): boolean {
  return hasRole(actor, 'validator', 'supervisor');
}

export function photosFor(rows: readonly PhotoRow[], ticket: TicketRow, actor: Actor): Photo[] {
  return rows
    .filter((row) => maySeePhoto(actor, ticket, row.kind))
    .map((row) => ({
      id: row.id,
      kind: row.kind,
      ...(row.followUp === null ? {} : { followUp: row.followUp }),
      facts: row.facts,
    }));
}
