/**
 * Offices by what other systems call them. "KELURAHAN" alone is the report's own, and so is a Suku Dinas that names no
 * city: where the report is decides which one is meant.
 */
import { here } from '../city/here.ts';
import { spell } from './fold.ts';
import { type Nameable, openNames, remembering, type Vocabulary } from './names.ts';
import common from './vocabulary.json' with { type: 'json' };

export interface Office {
  code: string;
  name: string;
  aliases: readonly string[] | null;
  kind: string;
  parent: string | null;
}

export interface OfficeNames<T> {
  /**
   * `at`: the kelurahan of the report. Undefined: no office is called so, or more than one. Null: the report's own, and
   * nobody knows where that is.
   */
  office(name: string, at: string | null): T | null | undefined;
  /** A kelurahan before any other office of that name. */
  kelurahan(name: string): T | undefined;
  /** Up to three that resemble it, best first. */
  near(name: string): T[];
}

const { own, ...spoken } = common.offices;
/** What is said everywhere, and what in this city alone. */
function vocabularyHere(): Vocabulary {
  const { names } = here();
  const means = spoken.means.map(([written = '', meant = '']) => [written, meant] as const);
  return { ...spoken, means: [...means, ...names.means], general: [...spoken.general, ...names.general] };
}
const KIND_WORD = /^(Kelurahan|Gampong|Kampung|Desa|Kecamatan|Distrik|Dinas|Perumda|PT|Unit Pengelola) /;
const OWN_WORDS = new Map(
  Object.entries(own).flatMap(([kind, words]) => words.map((word) => [word, kind] as const)),
);

type Called<T> = Nameable & { office: T };

export function officeNames<T extends Office>(rows: readonly T[]): OfficeNames<T> {
  const vocabulary = vocabularyHere();
  const byCode = new Map(rows.map((row) => [row.code, row]));
  const all = openNames(rows.map(called), vocabulary);
  const kelurahan = openNames(
    rows
      .filter(({ kind }) => kind === 'kelurahan')
      .map((row) => ({ ...called(row), aliases: namesOf(row).flatMap(bothWays) })),
    vocabulary,
  );
  const cities = rows.filter(({ kind }) => kind === 'city').map(({ name }) => placeOf(name));
  /** What is called "Suku Dinas …" without a city: the office above, of which each city has a part. */
  const parts = openNames(
    rows
      .flatMap((row): Called<T>[] => {
        const above = row.parent === null ? undefined : byCode.get(row.parent);
        const city = cities.find((place) => row.name.endsWith(` ${place}`));
        if (row.kind !== 'suku_dinas' || !above || city === undefined) return [];
        return [{ name: row.name.slice(0, -city.length - 1), aliases: [], office: above }];
      })
      .filter(({ name }, i, list) => list.findIndex((one) => one.name === name) === i),
    vocabulary,
  );

  function above(code: string | null, kind: string): T | null {
    let row = code === null ? undefined : byCode.get(code);
    while (row && row.kind !== kind) row = row.parent === null ? undefined : byCode.get(row.parent);
    return row ?? null;
  }

  const ownKindOf = remembering((name) =>
    OWN_WORDS.get(
      spell(name)
        .outside.filter((word) => word !== 'setempat')
        .join(' '),
    ),
  );

  return {
    office(name, at) {
      const coded = byCode.get(name.trim());
      if (coded) return coded;
      const ownKind = ownKindOf(name);
      if (ownKind !== undefined) return above(at, ownKind);
      const found = all.find(name)?.office;
      if (found) return found;
      const part = parts.find(name);
      const city = part && above(at, 'city');
      return city ? (all.find(`${part.name} ${placeOf(city.name)}`)?.office ?? part.office) : part?.office;
    },
    kelurahan: (name) => byCode.get(name.trim()) ?? (kelurahan.find(name) ?? all.find(name))?.office,
    near: (name) => all.near(name).map(({ office }) => office),
  };
}

function called<T extends Office>(office: T): Called<T> {
  const names = namesOf(office);
  return {
    office,
    name: office.name,
    aliases: office.aliases ?? [],
    bare: names.map((name) => name.replace(KIND_WORD, '')),
  };
}

function namesOf({ name, aliases }: Office): string[] {
  return [name, ...(aliases ?? [])];
}

/** Of a kelurahan, with what it is and without. */
function bothWays(name: string): string[] {
  const bare = name.replace(KIND_WORD, '');
  return [bare, `Kelurahan ${bare}`];
}

/** Of a city, without what kind of city it is. */
function placeOf(city: string): string {
  return city.replace(/^(Kota|Kabupaten) Administrasi /, '');
}
