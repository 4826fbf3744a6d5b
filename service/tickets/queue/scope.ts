/**
 * Whose work a report is, as conditions on the database: the queue (what this caller has to do) and its
 * visibility (what they may read). Both follow the tray a report lies in and the place of the caller's unit.
 */
import { and, eq, inArray, isNull, notInArray, or, type Placeholder, type SQL, sql } from 'drizzle-orm';
import { type Actor, type Grant, grantsOf } from '#shared/contract/session.ts';
import { QUEUE_TRAYS } from '#shared/ticket/tray.ts';
import type { UnitDirectory } from '../../people/units/directory.ts';
import { ticket } from '../../tables/ticket.ts';

/** The same for all whose queue is the same. */
export function scopeKey(actor: Actor): string {
  return grantsOf(actor)
    .map(({ role, unit }) => `${role} ${unit?.code ?? ''}`)
    .sort()
    .join();
}

/** Null when this caller has no queue at all. Several roles: all that any of them has to do, each report once. */
export function queueCondition(actor: Actor, units: UnitDirectory): SQL | null {
  const grants = grantsOf(actor);
  // Every tray there is: the partial index on due instants serves it without naming them.
  if (grants.some(({ role }) => role === 'supervisor')) return sql`${ticket.desk} is not null`;
  return anyOf(grants.map((grant) => queueOf(grant, units)));
}

function queueOf({ role, unit }: Grant, units: UnitDirectory): SQL | null {
  const trays = QUEUE_TRAYS[role];
  if (trays.length === 0) return null;
  if (role === 'field_validator') return and(AWAITS_VISIT, inArea(unit?.code, units)) ?? null;
  if (role !== 'unit_admin') return inArray(ticket.desk, [...trays]);
  if (!unit) return null;
  return and(eq(ticket.desk, 'office'), inArray(ticket.unit, [...units.withBelow(unit.code)])) ?? null;
}

/** Written as the partial index has it, so that the planner takes it. */
const AWAITS_VISIT = sql`${ticket.fieldAskedAt} is not null and ${ticket.fieldAnsweredAt} is null and ${ticket.desk} = 'validator'`;

/**
 * Not to be decided now: `workGroupOf`'s two, as conditions on what is open. Each lists its few rows by their own index
 * first: the planner would rather read a whole desk. `ownVisits`: the caller's own to make.
 */
export function setAside(
  now: number | Placeholder,
  ownVisits: SQL | null = null,
): { postponed: SQL; atField: SQL } {
  const held = sql`select id from ticket where held_until > ${now}`;
  const asked = sql`select id from ticket where field_asked_at is not null and field_answered_at is null
    and +desk = 'validator' and (held_until is null or held_until <= ${now})`;
  const others = ownVisits === null ? sql`` : sql` and not (${ownVisits})`;
  return { postponed: sql`${ticket.id} in (${held})`, atField: sql`(${ticket.id} in (${asked})${others})` };
}

export function ownVisits(actor: Actor, units: UnitDirectory): SQL | null {
  const visitor = grantsOf(actor).filter(({ role }) => role === 'field_validator');
  return anyOf(visitor.map((grant) => queueOf(grant, units)));
}

/**
 * Null when this caller sees no report at all; `true` when they see every one. `whole`: without those of which an
 * office that had them before reads but the status: asked by their words or their place they would tell them.
 */
export function visibilityCondition(
  actor: Actor,
  units: UnitDirectory,
  part: 'any' | 'whole' = 'any',
): SQL | true | null {
  const all = grantsOf(actor).map((grant) => visibilityOf(grant, actor.id, units, part));
  return all.includes(true) ? true : anyOf(all.filter((one) => one !== true));
}

function visibilityOf(
  { role, unit }: Grant,
  id: string,
  units: UnitDirectory,
  part: 'any' | 'whole',
): SQL | true | null {
  switch (role) {
    case 'validator':
    case 'supervisor':
      return true;
    case 'unit_admin': {
      if (!unit) return null;
      const codes = [...units.withBelow(unit.code)];
      const held = inArray(ticket.unit, codes);
      if (part === 'whole') return held;
      return (
        or(held, sql`${ticket.id} in (select ticket_id from ticket_held where unit in ${codes})`) ?? null
      );
    }
    case 'channel_admin':
      return or(isNull(ticket.unit), eq(ticket.filedBy, id)) ?? null;
    case 'api_client':
      return eq(ticket.filedBy, id);
    case 'field_validator':
      return and(sql`${ticket.fieldAskedAt} is not null`, inArea(unit?.code, units)) ?? null;
    case 'operator':
      return null;
  }
}

function anyOf(conditions: readonly (SQL | null)[]): SQL | null {
  return or(...conditions.filter((condition) => condition !== null)) ?? null;
}

/** {@link isInArea}, as a condition: undefined where the grant is bound to no area. */
function inArea(area: string | undefined, units: UnitDirectory): SQL | undefined {
  if (area === undefined || !units.isPlace(area)) return undefined;
  const place = sql`coalesce(${ticket.kelurahan}, ${ticket.unit})`;
  return or(
    sql`${place} is null`,
    notInArray(place, units.places()),
    inArray(place, [...units.withBelow(area)]),
  );
}
