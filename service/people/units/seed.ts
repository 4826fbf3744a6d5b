/**
 * A city's offices. Official codes come from the maintained package idn-area-data (Kemendagri); what stands on top of them
 * is listed in the city's pack: dinas and the like by code, and the dinas with a Suku Dinas in each city.
 */

import { eq } from 'drizzle-orm';
import { getDistricts, getRegencies, getVillages } from 'idn-area-data';
import type { CityPack } from '#shared/city/pack.ts';
import type { Db } from '../../platform/db/database.ts';
import { type NewUnitRow, unit } from '../../tables/unit.ts';

const BELOW_THE_ROOT = ['dinas', 'biro', 'bumd'] as const;

/**
 * Adds what is missing of its kelurahan (Jakarta: 267), kecamatan, cities and the offices above; what is there stays as the
 * operator has it. Offices are closed, never deleted, so none comes back. Names of their own (`aliases` null) were never
 * set for what an older version added.
 */
export async function seedUnits(db: Db, pack: CityPack): Promise<void> {
  const known = await db.select({ code: unit.code, aliases: unit.aliases }).from(unit);
  const shipped = await unitsOf(pack);
  const rows = shipped.filter(({ code }) => !known.some((one) => one.code === code));
  if (rows.length > 0) await db.insert(unit).values(rows);
  for (const { code, aliases } of shipped.filter((row) =>
    known.some((one) => one.code === row.code && one.aliases === null),
  )) {
    await db.update(unit).set({ aliases }).where(eq(unit.code, code));
  }
}

/** Read once in a process: the package reads the villages of all Indonesia for one city's. */
const read = new WeakMap<CityPack['units'], Promise<NewUnitRow[]>>();

/** Parents before children, as the foreign key wants it. */
export function unitsOf({ units }: Pick<CityPack, 'units'>): Promise<readonly NewUnitRow[]> {
  const rows = read.get(units) ?? readUnits(units);
  read.set(units, rows);
  return rows;
}

async function readUnits({ root, within, offices, ...words }: CityPack['units']): Promise<NewUnitRow[]> {
  const inCity = ({ code }: { code: string }): boolean =>
    code !== root.code && within.some((start) => code === start || code.startsWith(`${start}.`));
  const [regencies, districts, villages] = await Promise.all([getRegencies(), getDistricts(), getVillages()]);
  const cities = regencies.filter(inCity);
  const row = (
    kind: NewUnitRow['kind'],
    code: string,
    [name = code, ...aliases]: readonly string[],
    parent: string | null,
  ): NewUnitRow => ({ code, name, aliases, kind, parent });
  return [
    row(root.kind, root.code, root.names, null),
    ...cities.map(({ code, name }) => row('city', code, [name], root.code)),
    ...districts
      .filter(inCity)
      .map(({ code, name, regency_code }) =>
        row('kecamatan', code, [`${words.kecamatan} ${name}`], regency_code),
      ),
    ...villages
      .filter(inCity)
      .map(({ code, name, district_code }) =>
        row('kelurahan', code, [`${words.kelurahan} ${name}`], district_code),
      ),
    ...BELOW_THE_ROOT.flatMap((kind) =>
      Object.entries(offices[kind]).map(([code, names]) => row(kind, code, names, root.code)),
    ),
    ...Object.entries(offices.upt).flatMap(([dinas, below]) =>
      Object.entries(below).map(([code, names]) => row('upt', code, names, dinas)),
    ),
    ...Object.entries(offices.suku_dinas).flatMap(([dinas, name]) =>
      cities.map((city) => {
        const code = `sudin-${dinas.replace(/^dinas-/, '')}-${city.code}`;
        const place = city.name.replace(/^Kota Administrasi |^Kabupaten Administrasi /, '');
        return row('suku_dinas', code, [`${name} ${place}`], dinas);
      }),
    ),
  ];
}
