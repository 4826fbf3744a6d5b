/** Why a follow-up is returned, why a report is refused, and which finding advises which return. */
import type { FindingCode } from '../evidence/finding.ts';

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

/** Findings not listed here advise no return by themselves. */
export const ADVISED_RETURN: Partial<Record<FindingCode, ReturnReason>> = {
  LOCATION_MISMATCH: 'foto_tidak_sesuai_titik',
  LOCATION_BORDERLINE: 'foto_tidak_sesuai_titik',
  LOCATION_TRANSPOSED: 'foto_tidak_sesuai_titik',
  NARRATIVE_MISSING: 'narasi_tidak_ada',
  NARRATIVE_BOILERPLATE: 'narasi_tidak_memadai',
  NARRATIVE_THIN: 'narasi_tidak_memadai',
  NARRATIVE_DUPLICATE: 'narasi_tidak_memadai',
  NARRATIVE_NOT_DONE: 'belum_selesai',
  PHOTO_MISSING: 'foto_tidak_ada',
  PHOTO_UNREADABLE: 'foto_tidak_jelas',
  TIME_BEFORE_REPORT: 'foto_lama',
  TIME_IN_FUTURE: 'lainnya',
  PHOTO_REUSED: 'foto_dipakai_ulang',
  PHOTO_SIMILAR: 'foto_dipakai_ulang',
  BEFORE_AS_AFTER: 'foto_dipakai_ulang',
  AI_DECLARED: 'foto_hasil_rekayasa',
  EDIT_TRACES: 'foto_hasil_rekayasa',
};

/**
 * The reasons preselected when a validator presses "return": those that a finding of severity `fail` advises,
 * in key order, each once.
 */
export function advisedReturns(findings: readonly { code: FindingCode; severity: string }[]): ReturnReason[] {
  const advised = new Set(findings.filter((f) => f.severity === 'fail').map((f) => ADVISED_RETURN[f.code]));
  return RETURN_REASONS.filter((reason) => advised.has(reason));
}
