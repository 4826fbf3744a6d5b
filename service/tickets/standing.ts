/** How an officer stands to a report; from it follow sight, and by the transition table every right. */
import type { Actor } from '#shared/contract/session.ts';
import type { Standing } from '#shared/ticket/action.ts';
import type { TicketRow } from '../db/schema/ticket.ts';
import type { UnitDirectory } from '../db/unit-directory.ts';

/** `heldBy`: units the report lay with before. */
export function standingsOf(
  actor: Actor,
  ticket: Pick<TicketRow, 'unit' | 'filedBy' | 'fieldAskedAt'>,
  heldBy: readonly string[],
  units: UnitDirectory,
): Standing[] {
  const { role } = actor;
  switch (role) {
    case 'validator':
    case 'supervisor':
      return [{ role, relation: 'sees' }];
    case 'unit_admin': {
      const own = actor.unit?.code;
      if (own === undefined) return [];
      if (ticket.unit !== null && units.isWithin(ticket.unit, own)) return [{ role, relation: 'holds' }];
      return heldBy.some((code) => units.isWithin(code, own)) ? [{ role, relation: 'held' }] : [];
    }
    case 'channel_admin': {
      const standings: Standing[] = [];
      if (ticket.unit === null) standings.push({ role, relation: 'tray' });
      if (ticket.filedBy === actor.id) standings.push({ role, relation: 'filed' });
      return standings;
    }
    case 'field_validator':
      return ticket.fieldAskedAt === null ? [] : [{ role, relation: 'asked' }];
    case 'operator':
      return [];
  }
}
