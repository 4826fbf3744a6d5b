/**
 * Jakarta's offices. Official codes come from the maintained package idn-area-data (Kemendagri); what stands on
 * top of them is listed in `offices.json`: dinas and the like by code, and the dinas with a Suku Dinas in each city.
 */

import { eq } from 'drizzle-orm';
import { getDistricts, getRegencies, getVillages } from 'idn-area-data';
import type { Db } from '../../platform/db/database.ts';
import { type NewUnitRow, unit } from '../../tables/unit.ts';
import offices from './offices.json' with { type: 'json' };

const PROVINCE = '31';
const BELOW_THE_PROVINCE = ['dinas', 'biro', 'bumd'] as const;

/**
 * Adds what is missing of 6 cities, 44 kecamatan, 267 kelurahan and the offices above; what is there stays as the
 * operator has it. Offices are closed, never deleted, so none comes back. Names of their own (`aliases` null) were never
 * set for what an older version added.
 */
export async function seedUnits(db: Db): Promise<void> {
  const known = await db.select({ code: unit.code, aliases: unit.aliases }).from(unit);
  const shipped = await jakarta();
  const rows = shipped.filter(({ code }) => !known.some((one) => one.code === code));
  if (rows.length > 0) await db.insert(unit).values(rows);
  for (const { code, aliases } of shipped.filter((row) =>
    known.some((one) => one.code === row.code && one.aliases === null),
  )) {
    await db.update(unit).set({ aliases }).where(eq(unit.code, code));
  }
}

/** Parents before children, as the foreign key wants it. */
export async function jakarta(): Promise<NewUnitRow[]> {
  const inJakarta = (area: { code: string }): boolean => area.code.startsWith(`${PROVINCE}.`);
  const [regencies, districts, villages] = await Promise.all([getRegencies(), getDistricts(), getVillages()]);
  const cities = regencies.filter(inJakarta);
  const row = (
    kind: NewUnitRow['kind'],
    code: string,
    [name = code, ...aliases]: readonly string[],
    parent: string | null,
  ): NewUnitRow => ({ code, name, aliases, kind, parent });
  return [
    row('province', PROVINCE, ['Provinsi DKI Jakarta'], null),
    ...cities.map(({ code, name }) => row('city', code, [name], PROVINCE)),
    ...districts
      .filter(inJakarta)
      .map(({ code, name, regency_code }) => row('kecamatan', code, [`Kecamatan ${name}`], regency_code)),
    ...villages
      .filter(inJakarta)
      .map(({ code, name, district_code }) => row('kelurahan', code, [`Kelurahan ${name}`], district_code)),
    ...BELOW_THE_PROVINCE.flatMap((kind) =>
      Object.entries(offices[kind]).map(([code, names]) => row(kind, code, names, PROVINCE)),
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
