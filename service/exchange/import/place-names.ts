/** Offices by what other systems call them: a code, the name, or the name without what kind of office it is. */

import type { UnitDirectory } from '../../people/units/directory.ts';
import type { UnitRow } from '../../tables/unit.ts';

const KIND_WORDS =
  /^(kelurahan|kel|kecamatan|kec|kota administrasi|kabupaten administrasi|kota adm|kota)\.? /;

export interface PlaceNames {
  /** Undefined where nothing, or more than one office, is called so. */
  unit(name: string): UnitRow | undefined;
  /** A kelurahan before any other office of that name. */
  kelurahan(name: string): UnitRow | undefined;
}

/** Offices change rarely, lines come by the thousand: made once for each reading of the directory. */
const MADE = new WeakMap<readonly UnitRow[], PlaceNames>();

export function placeNames(units: Pick<UnitDirectory, 'all'>): PlaceNames {
  const rows = units.all();
  const names = MADE.get(rows) ?? namesOf(rows);
  MADE.set(rows, names);
  return names;
}

function namesOf(rows: readonly UnitRow[]): PlaceNames {
  const byCode = new Map(rows.map((row) => [row.code, row]));
  const all = new Map<string, UnitRow[]>();
  const kelurahan = new Map<string, UnitRow[]>();
  for (const row of rows) {
    for (const name of new Set([nameKey(row.name), bare(row.name)])) {
      put(all, name, row);
      if (row.kind === 'kelurahan') put(kelurahan, name, row);
    }
  }
  const unit = (name: string) => byCode.get(name) ?? only(all.get(nameKey(name)));
  return { unit, kelurahan: (name) => only(kelurahan.get(bare(name))) ?? unit(name) };
}

function put(names: Map<string, UnitRow[]>, name: string, row: UnitRow): void {
  names.set(name, [...(names.get(name) ?? []), row]);
}

function only(rows: readonly UnitRow[] | undefined): UnitRow | undefined {
  return rows?.length === 1 ? rows[0] : undefined;
}

function nameKey(name: string): string {
  return name.toLowerCase().replace(/\s+/g, ' ').trim();
}

function bare(name: string): string {
  return nameKey(name).replace(KIND_WORDS, '');
}
