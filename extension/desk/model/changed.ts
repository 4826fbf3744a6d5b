/** A report that changed under its reader: what they see until they have seen the change, and their decision against it. Pure. */
import type { TicketEvent } from '#shared/contract/ticket.ts';
import { approvalNeedsReason } from '#shared/evidence/finding.ts';
import type { OutboxEntry, StoredTicket } from '../../store/database.ts';

export interface Shown {
  ticket: StoredTicket;
  /** A newer version, which must be looked at before one decides. */
  newer: StoredTicket | null;
}

/**
 * `own`: the change is one's own decision come back. Where nothing could be decided, nothing can be decided
 * wrongly: the newer version is shown at once.
 */
export function keepShown(shown: Shown | null, latest: StoredTicket, own: boolean): Shown {
  if (!shown || shown.ticket.number !== latest.number) return { ticket: latest, newer: null };
  const same = shown.ticket.item.version === latest.item.version;
  const decidable = shown.ticket.item.actions.some((action) => action !== 'catat');
  if (same || own || !decidable) return { ticket: latest, newer: null };
  return { ticket: shown.ticket, newer: latest };
}

/** What happened last to the newer version, once its events are there. */
export function lastEvent(ticket: StoredTicket): TicketEvent | null {
  return ('events' in ticket.item ? ticket.item.events.at(-1) : undefined) ?? null;
}

/**
 * What can be done with it. `again`: the same decision on the report as it now is; `reason_needed`: not without
 * saying why it goes against the advice; `closed`: nobody can decide that of it any more; `unread`: not known
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
