/** Keeps a report as it was when its reader opened it, until they say they have seen that it changed. Pure. */
import type { TicketEvent } from '#shared/contract/ticket.ts';
import type { StoredTicket } from '../../store/database.ts';

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
