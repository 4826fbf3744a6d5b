/** All offices at hand: a few hundred rows that every answer needs by name and every right by its place. */
import type { Named } from '#shared/contract/primitives.ts';
import { type OfficeNames, officeNames } from '#shared/names/offices.ts';
import type { Db } from '../../platform/db/database.ts';
import { type UnitKind, type UnitRow, unit } from '../../tables/unit.ts';

const ROOTS: readonly UnitKind[] = ['province', 'city'];
const PLACES: readonly UnitKind[] = ['city', 'kecamatan', 'kelurahan'];

export type UnitDirectory = Awaited<ReturnType<typeof loadUnitDirectory>>;

export async function loadUnitDirectory(db: Db) {
  const read = async () => indexOf(await db.select().from(unit).orderBy(unit.code));
  let index = await read();
  const none: ReadonlySet<string> = new Set();
  const withBelow = (code: string): ReadonlySet<string> => index.below.get(code) ?? none;
  return {
    get: (code: string): UnitRow | undefined => index.byCode.get(code),
    /** Code and name; a code that is gone still has itself as name. */
    named: (code: string): Named => index.named(code),
    /** The same as JSON, put into words once: lists name the same offices again and again. */
    json: (code: string): string => index.json(code),
    /** The unit and every one below it. Empty for an unknown code. */
    withBelow,
    /** True when `code` is `above` or lies below it. */
    isWithin: (code: string, above: string): boolean => withBelow(above).has(code),
    /** The office above all others: null before there are any. */
    root: (): string | null => index.root,
    /** A place on the map: kelurahan, kecamatan or city, unlike a dinas. */
    isPlace: (code: string): boolean => index.places.has(code),
    places: (): string[] => [...index.places],
    ofKind: (kind: UnitKind): UnitRow[] => index.rows.filter((row) => row.kind === kind),
    all: (): readonly UnitRow[] => index.rows,
    /** Offices by what others call them. */
    names: (): OfficeNames<UnitRow> => index.names(),
    /** Reads the offices anew, after one was changed. */
    async reload(): Promise<void> {
      index = await read();
    },
  };
}

function indexOf(rows: readonly UnitRow[]) {
  // Many a start needs none of them.
  let names: OfficeNames<UnitRow> | undefined;
  const byCode = new Map(rows.map((row) => [row.code, row]));
  const below = new Map<string, Set<string>>();
  for (const row of rows) {
    // Walk up once for each unit; a cycle in the data ends at the first repetition.
    const seen = new Set<string>();
    for (let at: UnitRow | undefined = row; at && !seen.has(at.code); ) {
      seen.add(at.code);
      const set = below.get(at.code) ?? new Set<string>();
      set.add(row.code);
      below.set(at.code, set);
      at = at.parent === null ? undefined : byCode.get(at.parent);
    }
  }
  const places = new Set(rows.filter((row) => PLACES.includes(row.kind)).map((row) => row.code));
  const root = rows.find(({ parent, kind }) => parent === null && ROOTS.includes(kind))?.code ?? null;
  const named = (code: string): Named => ({ code, name: byCode.get(code)?.name ?? code });
  const written = new Map(rows.map(({ code }) => [code, JSON.stringify(named(code))]));
  return {
    ...{ rows, byCode, root, below, places, named },
    json: (code: string) => written.get(code) ?? JSON.stringify(named(code)),
    names: () => (names ??= officeNames(rows)),
  };
}
