/** How an officer stands to a report; from it follows what they see, and by the transition table every right. */
import { type Actor, type Grant, grantsOf } from '#shared/contract/session.ts';
import type { Standing } from '#shared/ticket/transitions.ts';
import type { UnitDirectory } from '../people/units/directory.ts';
import type { TicketRow } from '../tables/ticket.ts';

type Placed = Pick<TicketRow, 'unit' | 'filedBy' | 'fieldAskedAt' | 'kelurahan'>;

/** All ways in which they stand to it, by everything they are. `heldBy`: units the report lay with before. */
export function standingsOf(
  actor: Actor,
  ticket: Placed,
  heldBy: readonly string[],
  units: UnitDirectory,
): Standing[] {
  return grantsOf(actor).flatMap((grant) => standingsBy(grant, actor.id, ticket, heldBy, units));
}

function standingsBy(
  { role, unit }: Grant,
  id: string,
  ticket: Placed,
  heldBy: readonly string[],
  units: UnitDirectory,
): Standing[] {
  switch (role) {
    case 'validator':
    case 'supervisor':
      return [{ role, relation: 'sees' }];
    case 'unit_admin': {
      if (unit === null) return [];
      const own = unit.code;
      if (ticket.unit !== null && units.isWithin(ticket.unit, own)) {
        return [{ role, relation: 'holds', unit: own }];
      }
      return heldBy.some((code) => units.isWithin(code, own)) ? [{ role, relation: 'held', unit: own }] : [];
    }
    case 'channel_admin': {
      const standings: Standing[] = [];
      if (ticket.unit === null) standings.push({ role, relation: 'tray' });
      if (ticket.filedBy === id) standings.push({ role, relation: 'filed' });
      return standings;
    }
    case 'api_client':
      return ticket.filedBy === id ? [{ role, relation: 'filed' }] : [];
    case 'field_validator':
      return ticket.fieldAskedAt !== null && isInArea(ticket, unit?.code, units)
        ? [{ role, relation: 'asked' }]
        : [];
    case 'operator':
      return [];
  }
}

/**
 * Does a report lie in a field validator's area? Bound to no area they go everywhere, and where a report lies
 * nobody can tell (no kelurahan, with a dinas or in the tray) it is everybody's rather than nobody's.
 */
export function isInArea(
  ticket: Pick<TicketRow, 'unit' | 'kelurahan'>,
  area: string | undefined,
  units: UnitDirectory,
): boolean {
  if (area === undefined || !units.isPlace(area)) return true;
  const place = ticket.kelurahan ?? ticket.unit;
  return place === null || !units.isPlace(place) || units.isWithin(place, area);
}

/** They stand to it in no other way than having had it: its status and history are theirs to read, no more. */
export function hadItOnce(standings: readonly Standing[]): boolean {
  return standings.length > 0 && standings.every(({ relation }) => relation === 'held');
}

/** The one of an officer's grants by which they stand so. */
export function grantBehind(actor: Actor, by: Standing): Grant | undefined {
  return grantsOf(actor).find(
    (grant) => grant.role === by.role && (by.unit === undefined || grant.unit?.code === by.unit),
  );
}
