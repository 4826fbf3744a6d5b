/**
 * Jakarta's offices. Official codes come from the maintained package idn-area-data (Kemendagri); what stands on
 * top of them (dinas and the like) is listed here.
 */
import { getDistricts, getRegencies, getVillages } from 'idn-area-data';
import type { Db } from '../../platform/db/database.ts';
import { type NewUnitRow, unit } from '../../tables/unit.ts';

const PROVINCE = '31';

const OFFICES: readonly NewUnitRow[] = [
  { code: 'dinas-bina-marga', name: 'Dinas Bina Marga', kind: 'dinas', parent: PROVINCE },
  { code: 'dinas-sda', name: 'Dinas Sumber Daya Air', kind: 'dinas', parent: PROVINCE },
  { code: 'dinas-pertamanan', name: 'Dinas Pertamanan dan Hutan Kota', kind: 'dinas', parent: PROVINCE },
  { code: 'dinas-perhubungan', name: 'Dinas Perhubungan', kind: 'dinas', parent: PROVINCE },
  { code: 'dinas-lh', name: 'Dinas Lingkungan Hidup', kind: 'dinas', parent: PROVINCE },
  { code: 'dinas-sosial', name: 'Dinas Sosial', kind: 'dinas', parent: PROVINCE },
  {
    code: 'dinas-kpkp',
    name: 'Dinas Ketahanan Pangan, Kelautan dan Pertanian',
    kind: 'dinas',
    parent: PROVINCE,
  },
  { code: 'dinas-pmptsp', name: 'Dinas Penanaman Modal dan PTSP', kind: 'dinas', parent: PROVINCE },
  { code: 'satpol-pp', name: 'Satuan Polisi Pamong Praja', kind: 'dinas', parent: PROVINCE },
  {
    code: 'dinas-perumahan',
    name: 'Dinas Perumahan Rakyat dan Kawasan Permukiman',
    kind: 'dinas',
    parent: PROVINCE,
  },
  {
    code: 'dinas-citata',
    name: 'Dinas Cipta Karya, Tata Ruang dan Pertanahan',
    kind: 'dinas',
    parent: PROVINCE,
  },
  {
    code: 'dinas-gulkarmat',
    name: 'Dinas Penanggulangan Kebakaran dan Penyelamatan',
    kind: 'dinas',
    parent: PROVINCE,
  },
  { code: 'dinas-kesehatan', name: 'Dinas Kesehatan', kind: 'dinas', parent: PROVINCE },
  { code: 'dinas-pendidikan', name: 'Dinas Pendidikan', kind: 'dinas', parent: PROVINCE },
  {
    code: 'dinas-dukcapil',
    name: 'Dinas Kependudukan dan Pencatatan Sipil',
    kind: 'dinas',
    parent: PROVINCE,
  },
  { code: 'biro-pemerintahan', name: 'Biro Pemerintahan', kind: 'biro', parent: PROVINCE },
  { code: 'biro-umum', name: 'Biro Umum dan Administrasi', kind: 'biro', parent: PROVINCE },
  { code: 'pam-jaya', name: 'Perumda PAM Jaya', kind: 'bumd', parent: PROVINCE },
  { code: 'pal-jaya', name: 'Perumda PAL Jaya', kind: 'bumd', parent: PROVINCE },
  { code: 'pasar-jaya', name: 'Perumda Pasar Jaya', kind: 'bumd', parent: PROVINCE },
  { code: 'sarana-jaya', name: 'Perumda Pembangunan Sarana Jaya', kind: 'bumd', parent: PROVINCE },
  { code: 'transjakarta', name: 'PT Transportasi Jakarta', kind: 'bumd', parent: PROVINCE },
  { code: 'mrt-jakarta', name: 'PT MRT Jakarta', kind: 'bumd', parent: PROVINCE },
  { code: 'jakpro', name: 'PT Jakarta Propertindo', kind: 'bumd', parent: PROVINCE },
];

/** Dinas with a Suku Dinas in each city; the code is `sudin-<what>-<city>`. */
const WITH_SUKU_DINAS: readonly { dinas: string; what: string; name: string }[] = [
  { dinas: 'dinas-bina-marga', what: 'bina-marga', name: 'Suku Dinas Bina Marga' },
  { dinas: 'dinas-sda', what: 'sda', name: 'Suku Dinas Sumber Daya Air' },
  { dinas: 'dinas-pertamanan', what: 'pertamanan', name: 'Suku Dinas Pertamanan dan Hutan Kota' },
  { dinas: 'dinas-perhubungan', what: 'perhubungan', name: 'Suku Dinas Perhubungan' },
  { dinas: 'dinas-lh', what: 'lh', name: 'Suku Dinas Lingkungan Hidup' },
  { dinas: 'dinas-sosial', what: 'sosial', name: 'Suku Dinas Sosial' },
  {
    dinas: 'dinas-gulkarmat',
    what: 'gulkarmat',
    name: 'Suku Dinas Penanggulangan Kebakaran dan Penyelamatan',
  },
  { dinas: 'satpol-pp', what: 'satpol-pp', name: 'Satpol PP' },
];

/**
 * Adds what is missing of 6 cities, 44 kecamatan, 267 kelurahan and the offices above; what is there stays as the
 * operator has it. Offices are closed, never deleted, so none comes back.
 */
export async function seedUnits(db: Db): Promise<void> {
  const known = new Set((await db.select({ code: unit.code }).from(unit)).map(({ code }) => code));
  const rows = (await jakarta()).filter(({ code }) => !known.has(code));
  if (rows.length > 0) await db.insert(unit).values(rows);
}

/** Parents before children, as the foreign key wants it. */
async function jakarta(): Promise<NewUnitRow[]> {
  const inJakarta = (area: { code: string }): boolean => area.code.startsWith(`${PROVINCE}.`);
  const [cities, districts, villages] = await Promise.all([getRegencies(), getDistricts(), getVillages()]);
  const jakartaCities = cities.filter(inJakarta);
  return [
    { code: PROVINCE, name: 'Provinsi DKI Jakarta', kind: 'province', parent: null },
    ...jakartaCities.map((c): NewUnitRow => ({ code: c.code, name: c.name, kind: 'city', parent: PROVINCE })),
    ...districts.filter(inJakarta).map(
      (d): NewUnitRow => ({
        code: d.code,
        name: `Kecamatan ${d.name}`,
        kind: 'kecamatan',
        parent: d.regency_code,
      }),
    ),
    ...villages.filter(inJakarta).map(
      (v): NewUnitRow => ({
        code: v.code,
        name: `Kelurahan ${v.name}`,
        kind: 'kelurahan',
        parent: v.district_code,
      }),
    ),
    ...OFFICES,
    ...WITH_SUKU_DINAS.flatMap((dinas) =>
      jakartaCities.map(
        (city): NewUnitRow => ({
          code: `sudin-${dinas.what}-${city.code}`,
          name: `${dinas.name} ${city.name.replace(/^Kota Administrasi |^Kabupaten Administrasi /, '')}`,
          kind: 'suku_dinas',
          parent: dinas.dinas,
        }),
      ),
    ),
  ];
}
