/** Offices as the operator keeps them. Official places are not touched: they come from the maintained package. */
import { and, count, eq, inArray, isNotNull } from 'drizzle-orm';
import {
  KEPT_KINDS,
  type NewUnit,
  type Unit,
  type UnitChange,
  type UnitsQuery,
} from '#shared/contract/units.ts';
import { HttpProblem, invalid } from '../../platform/http/problem.ts';
import { ticket } from '../../tables/ticket.ts';
import { type UnitRow, unit } from '../../tables/unit.ts';
import type { PeopleDeps } from '../deps.ts';

type UnitStore = Pick<PeopleDeps, 'db' | 'clock' | 'units'>;

export function listUnits({ units }: Pick<PeopleDeps, 'units'>, query: UnitsQuery): Unit[] {
  const text = query.text?.toLowerCase();
  const within = query.within === undefined ? null : units.withBelow(query.within);
  return units
    .all()
    .filter((row) => query.kind === undefined || row.kind === query.kind)
    .filter((row) => within === null || within.has(row.code))
    .filter((row) => text === undefined || `${row.code} ${row.name}`.toLowerCase().includes(text))
    .map(toUnit);
}

export async function createUnit({ db, units }: UnitStore, input: NewUnit): Promise<Unit> {
  const parent = units.get(input.parent);
  if (!parent || parent.closedAt !== null) {
    throw invalid('parent', 'unknown', 'people.refused.unit_above_unknown_closed');
  }
  const row = { ...input, closedAt: null };
  const added = await db.insert(unit).values(row).onConflictDoNothing().returning({ code: unit.code });
  if (added.length === 0) {
    throw invalid('code', 'exists', 'people.refused.unit_code_exists_already');
  }
  await units.reload();
  return toUnit(row);
}

/** Throws 404, and 422 for an official place or while work lies there. */
export async function changeUnit(
  { db, clock, units }: UnitStore,
  code: string,
  change: UnitChange,
): Promise<Unit> {
  const row = units.get(code);
  if (!row) throw new HttpProblem('not-found');
  if (!KEPT_KINDS.some((kind) => kind === row.kind)) {
    throw invalid('code', 'official', 'people.refused.official_place_cannot_changed');
  }
  if (change.closed === true) await requireNothingOpen({ db, units }, code);
  const closedAt = change.closed === undefined ? row.closedAt : change.closed ? clock.now() : null;
  const next = { name: change.name ?? row.name, closedAt };
  await db.update(unit).set(next).where(eq(unit.code, code));
  await units.reload();
  return toUnit({ ...row, ...next });
}

async function requireNothingOpen(
  { db, units }: Pick<PeopleDeps, 'db' | 'units'>,
  code: string,
): Promise<void> {
  const [{ open } = { open: 0 }] = await db
    .select({ open: count() })
    .from(ticket)
    .where(and(isNotNull(ticket.desk), inArray(ticket.unit, [...units.withBelow(code)])));
  if (open === 0) return;
  throw invalid('closed', 'has-reports', {
    key: 'people.refused.open_reports_still_lie',
    values: { count: open },
  });
}

function toUnit({ code, name, kind, parent, closedAt }: UnitRow): Unit {
  return { code, name, kind, parent, closed: closedAt !== null };
}
