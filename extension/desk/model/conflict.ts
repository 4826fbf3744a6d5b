/** A decision that the service did not take, against what has happened to its report since. Pure. */
import type { TicketEvent } from '#shared/contract/ticket.ts';
import { approvalNeedsReason } from '#shared/evidence/finding.ts';
import type { OutboxEntry, StoredTicket } from '../../store/database.ts';

/**
 * What can be done with it. `again`: the same decision on the report as it now is; `reason_needed`: not without
 * saying why it goes against the advice, or ahead of it; `closed`: nobody can decide that of it any more; `unread`: not known
 * before the report was read anew.
 */
export type Outlook = 'again' | 'reason_needed' | 'closed' | 'unread';

export function outlookOf({ version, body, state }: OutboxEntry, ticket: StoredTicket | undefined): Outlook {
  // A conflict says that there is a newer version: until it is here there is nothing to decide on.
  if (!ticket || (state === 'conflict' && ticket.item.version <= version)) return 'unread';
  if (body.action === 'nilai' || !ticket.item.actions.includes(body.action)) return 'closed';
  const against = body.action === 'setujui' && approvalNeedsReason(ticket.item.verdict);
  return against && (body.reason ?? '').trim() === '' ? 'reason_needed' : 'again';
}

/** Oldest first; null while the report's history has not been read. */
export function happenedSince(
  { version }: OutboxEntry,
  ticket: StoredTicket | undefined,
): TicketEvent[] | null {
  if (!ticket || !('events' in ticket.item)) return null;
  return ticket.item.events.filter((event) => event.version > version);
}
