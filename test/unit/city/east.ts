/**
 * A city that nobody has built for, in Papua: two hours ahead of Jakarta's clock, with numbers in a form of its own. It
 * borrows a real city's places, since those come from the official list; all else is invented.
 */
import { CityPack } from '#shared/city/pack.ts';

export const EAST: CityPack = CityPack.parse({
  code: 'kota-timur',
  name: 'Kota Timur',
  zone: 'WIT',
  domain: 'kotatimur.go.id',
  sites: ['https://aduan.kotatimur.go.id/*'],
  number: { own: 'KTM', beside: 'KTX', date: 'YYYYMMDD', between: '-', digits: 4 },
  channels: [{ code: 'jaki', from: '2024-01-01', geotags: true }, { code: 'kantor_lurah' }],
  words: {
    id: { 'common.unit_kind.kelurahan': 'Kampung', 'common.channel_in_full.kantor_lurah': 'Kantor Kampung' },
  },
  example: '91.71.01.1001',
  contact: 'Dinas Kominfo Kota Timur',
  box: { minLon: 140.4, maxLon: 141, minLat: -2.9, maxLat: -2.4 },
  units: {
    root: { code: '91.71', kind: 'city', names: ['Kota Timur'] },
    within: ['91.71'],
    kecamatan: 'Distrik',
    kelurahan: 'Kampung',
    offices: {
      dinas: { 'dinas-pu': ['Dinas Pekerjaan Umum', 'Dinas PU'] },
      biro: { 'bagian-pemerintahan': ['Bagian Pemerintahan'] },
      bumd: {},
      upt: {},
      suku_dinas: {},
    },
  },
  categories: [
    { name: 'Jalan', aliases: ['Jalan Rusak'], office: 'dinas-pu' },
    { name: 'Sampah', office: null },
  ],
  criteria: [],
});
