/** Whose turn a report is: the one fact from which every queue and every counter is cut. */
import type { CallerRole } from './role.ts';
import { isOpen, OFFICE_STATUSES, type Openness } from './status.ts';

/** `office`: its unit works on it · `tray`: a channel admin must send it to an office · `validator`: to decide. */
export const TRAYS = ['office', 'tray', 'validator'] as const;
export type Tray = (typeof TRAYS)[number];

export function trayOf(ticket: Openness & { unit: string | null }): Tray | null {
  if (!isOpen(ticket)) return null;
  if (ticket.status === 'validasi') return 'validator';
  if (!OFFICE_STATUSES.some((status) => status === ticket.status)) return null;
  return ticket.unit === null ? 'tray' : 'office';
}

/**
 * The trays whose reports make up a role's queue. An office's and a field validator's queue is narrowed
 * further to their unit or to what was asked of them; a role without trays has no queue.
 */
export const QUEUE_TRAYS: Record<CallerRole, readonly Tray[]> = {
  validator: ['validator'],
  field_validator: ['validator'],
  unit_admin: ['office'],
  supervisor: ['office', 'tray', 'validator'],
  channel_admin: ['tray'],
  operator: [],
  api_client: [],
};
