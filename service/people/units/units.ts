/** Offices as the operator keeps them. Official places are not touched: they come from the maintained package. */
import { and, count, eq, inArray, isNotNull } from 'drizzle-orm';
import {
  KEPT_KINDS,
  type NewUnit,
  type Unit,
  type UnitChange,
  type UnitsQuery,
} from '#shared/contract/units.ts';
import { isSameName } from '#shared/names/fold.ts';
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
  requireFree(units, [input.name], 'name', input.code);
  requireFree(units, input.aliases, 'aliases', input.code);
  const row = { ...input, closedAt: null };
  const added = await db.insert(unit).values(row).onConflictDoNothing().returning({ code: unit.code });
  if (added.length === 0) {
    throw invalid('code', 'exists', 'people.refused.unit_code_exists_already');
  }
  await units.reload();
  return toUnit(row);
}

/** Throws 404, and 422 for what is an official place's but its aliases, or while work lies there. */
export async function changeUnit(
  { db, clock, units }: UnitStore,
  code: string,
  change: UnitChange,
): Promise<Unit> {
  const row = units.get(code);
  if (!row) throw new HttpProblem('not-found');
  const { aliases, ...own } = change;
  if (Object.keys(own).length > 0 && !KEPT_KINDS.some((kind) => kind === row.kind)) {
    throw invalid('code', 'official', 'people.refused.official_place_cannot_changed');
  }
  requireFree(units, aliases ?? [], 'aliases', code);
  if (change.closed === true) await requireNothingOpen({ db, units }, code);
  const closedAt = change.closed === undefined ? row.closedAt : change.closed ? clock.now() : null;
  const next = { name: change.name ?? row.name, aliases: aliases ?? row.aliases, closedAt };
  await db.update(unit).set(next).where(eq(unit.code, code));
  await units.reload();
  return toUnit({ ...row, ...next });
}

/** What two offices are called by leads to neither. Throws 422. */
function requireFree(
  units: PeopleDeps['units'],
  called: readonly string[],
  path: 'name' | 'aliases',
  code: string,
): void {
  const others = units.all().filter((row) => row.code !== code);
  for (const name of called) {
    const other = others.find((row) =>
      [row.name, ...(row.aliases ?? [])].some((one) => isSameName(one, name)),
    );
    if (!other) continue;
    throw invalid(path, 'taken', {
      key: 'people.refused.name_is_anothers',
      values: { name, other: other.name },
    });
  }
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

function toUnit({ code, name, kind, parent, aliases, closedAt }: UnitRow): Unit {
  return { code, name, kind, parent, aliases: aliases ?? [], closed: closedAt !== null };
}
