/** Whose turn a report is: the one fact from which every queue and every counter is cut. */
import type { CallerRole } from './role.ts';
import { isOpen, OFFICE_STATUSES, type Openness } from './status.ts';

/** `office`: its unit works on it · `tray`: a channel admin must send it to an office · `validator`: to decide. */
export const DESKS = ['office', 'tray', 'validator'] as const;
export type Desk = (typeof DESKS)[number];

export function deskOf(ticket: Openness & { unit: string | null }): Desk | null {
  if (!isOpen(ticket)) return null;
  if (ticket.status === 'validasi') return 'validator';
  if (!OFFICE_STATUSES.some((status) => status === ticket.status)) return null;
  return ticket.unit === null ? 'tray' : 'office';
}

/**
 * The desks whose reports make up a role's queue. An office's and a field validator's queue is narrowed
 * further to their unit or to what was asked of them; a role without desks has no queue.
 */
export const QUEUE_DESKS: Record<CallerRole, readonly Desk[]> = {
  validator: ['validator'],
  field_validator: ['validator'],
  unit_admin: ['office'],
  supervisor: ['office', 'tray', 'validator'],
  channel_admin: ['tray'],
  operator: [],
  api_client: [],
};
