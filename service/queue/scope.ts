/**
 * Whose work a report is, as conditions on the database: the queue (what this caller has to do) and the sight
 * (what they may read). Both follow the desk a report lies on and the place of the caller's unit.
 */
import { and, eq, inArray, isNull, or, type SQL, sql } from 'drizzle-orm';
import type { Actor } from '#shared/contract/session.ts';
import { QUEUE_DESKS } from '#shared/ticket/desk.ts';
import { ticket } from '../db/schema/ticket.ts';
import type { UnitDirectory } from '../db/unit-directory.ts';

/** Null when this caller has no queue at all. */
export function queueCondition(actor: Actor, units: UnitDirectory): SQL | null {
  const desks = QUEUE_DESKS[actor.role];
  if (desks.length === 0) return null;
  if (actor.role === 'field_validator') {
    // Written as the partial index has it, so that the planner takes it.
    return sql`${ticket.fieldAskedAt} is not null and ${ticket.fieldAnsweredAt} is null and ${ticket.desk} = 'validator'`;
  }
  if (actor.role === 'unit_admin') {
    if (!actor.unit) return null;
    return (
      and(eq(ticket.desk, 'office'), inArray(ticket.unit, [...units.withBelow(actor.unit.code)])) ?? null
    );
  }
  // Every desk there is: the partial index on due instants serves it without naming them.
  if (actor.role === 'supervisor') return sql`${ticket.desk} is not null`;
  return inArray(ticket.desk, [...desks]);
}

/** Null when this caller sees no report at all; `true` when they see every one. */
export function sightCondition(actor: Actor, units: UnitDirectory): SQL | true | null {
  switch (actor.role) {
    case 'validator':
    case 'supervisor':
      return true;
    case 'unit_admin': {
      if (!actor.unit) return null;
      const codes = [...units.withBelow(actor.unit.code)];
      return (
        or(
          inArray(ticket.unit, codes),
          sql`${ticket.id} in (select ticket_id from ticket_held where unit in ${codes})`,
        ) ?? null
      );
    }
    case 'channel_admin':
      return or(isNull(ticket.unit), eq(ticket.filedBy, actor.id)) ?? null;
    case 'field_validator':
      return sql`${ticket.fieldAskedAt} is not null`;
    case 'operator':
      return null;
  }
}
