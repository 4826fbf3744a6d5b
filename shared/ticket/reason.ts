/** The reasons an officer chooses from: why a follow-up is returned, why a report is refused. */

/** In the order of their keys in the decision bar: 1–9, then 0, then -. */
export const RETURN_REASONS = [
  'foto_tidak_sesuai_titik',
  'narasi_tidak_ada',
  'narasi_tidak_memadai',
  'foto_tidak_ada',
  'foto_tidak_jelas',
  'foto_lama',
  'foto_dipakai_ulang',
  'foto_hasil_rekayasa',
  'belum_selesai',
  'lainnya',
  'salah_disposisi',
] as const;

export type ReturnReason = (typeof RETURN_REASONS)[number];

export const RETURN_REASON_KEYS: Record<ReturnReason, string> = {
  foto_tidak_sesuai_titik: '1',
  narasi_tidak_ada: '2',
  narasi_tidak_memadai: '3',
  foto_tidak_ada: '4',
  foto_tidak_jelas: '5',
  foto_lama: '6',
  foto_dipakai_ulang: '7',
  foto_hasil_rekayasa: '8',
  belum_selesai: '9',
  lainnya: '0',
  salah_disposisi: '-',
};

/** Reasons that say nothing by themselves: the officer would not know what to mend without a note. */
export const RETURN_REASONS_WITH_NOTE = ['lainnya'] as const satisfies readonly ReturnReason[];

export const REFUSAL_REASONS = [
  'tidak_sesuai_fakta',
  'lokasi_tidak_ditemukan',
  'bukan_kewenangan_pemprov',
  'laporan_uji',
  'lainnya',
] as const;

export type RefusalReason = (typeof REFUSAL_REASONS)[number];
