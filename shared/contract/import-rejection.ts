/** Why a line of an import is not taken. The words are for programs, the sentences for the operator. */
export const LINE_REFUSALS = [
  'baris_rusak',
  'nomor_tidak_sah',
  'status_tidak_dikenal',
  'kategori_tidak_dikenal',
  'kanal_tidak_dikenal',
  'kanal_tidak_boleh',
  'tanggal_tidak_terbaca',
  'tanggal_di_masa_depan',
  'tanggal_terbalik',
  'titik_tidak_sah',
  'unit_tidak_dikenal',
  'teks_tidak_sah',
  'nomor_terpakai',
  'kanal_berbeda',
  'isi_berbeda',
  'dicatat_di_sini',
  'diputuskan_di_sini',
  'status_mundur',
] as const;

export type LineRefusal = (typeof LINE_REFUSALS)[number];
