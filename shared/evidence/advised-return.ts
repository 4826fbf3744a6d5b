/** What a finding comes to on the desk: the return reasons it advises, chosen already when a validator presses "return". */
import { RETURN_REASONS, type ReturnReason } from '../ticket/reason.ts';
import type { FindingCode } from './finding.ts';

/** Findings not listed here advise no return by themselves. */
export const ADVISED_RETURN: Partial<Record<FindingCode, ReturnReason>> = {
  LOCATION_MISMATCH: 'foto_tidak_sesuai_titik',
  LOCATION_BORDERLINE: 'foto_tidak_sesuai_titik',
  LOCATION_OUTLIER: 'foto_tidak_sesuai_titik',
  LOCATION_TRANSPOSED: 'foto_tidak_sesuai_titik',
  NARRATIVE_MISSING: 'narasi_tidak_ada',
  NARRATIVE_BOILERPLATE: 'narasi_tidak_memadai',
  NARRATIVE_THIN: 'narasi_tidak_memadai',
  NARRATIVE_DUPLICATE: 'narasi_tidak_memadai',
  NARRATIVE_NOT_DONE: 'belum_selesai',
  NARRATIVE_PASSED_ON: 'salah_disposisi',
  PHOTO_MISSING: 'foto_tidak_ada',
  PHOTO_UNREADABLE: 'foto_tidak_jelas',
  TIME_BEFORE_REPORT: 'foto_lama',
  TIME_IN_FUTURE: 'lainnya',
  PHOTO_REUSED: 'foto_dipakai_ulang',
  PHOTO_SIMILAR: 'foto_dipakai_ulang',
  BEFORE_AS_AFTER: 'foto_dipakai_ulang',
  SAME_VIEW: 'foto_hasil_rekayasa',
  PHOTO_RESUBMITTED: 'foto_dipakai_ulang',
  PHOTO_TWICE: 'foto_dipakai_ulang',
  AI_DECLARED: 'foto_hasil_rekayasa',
  EDIT_TRACES: 'foto_hasil_rekayasa',
  SIGNATURE_BROKEN: 'foto_hasil_rekayasa',
};

/**
 * The reasons preselected when a validator presses "return": those that a finding of severity `fail` advises,
 * in key order, each once.
 */
export function advisedReturns(findings: readonly { code: FindingCode; severity: string }[]): ReturnReason[] {
  const advised = new Set(findings.filter((f) => f.severity === 'fail').map((f) => ADVISED_RETURN[f.code]));
  return RETURN_REASONS.filter((reason) => advised.has(reason));
}
