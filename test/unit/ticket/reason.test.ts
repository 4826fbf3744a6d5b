/** Reasons of a return: the keys that choose them, and the findings that advise them. */

import { describe, expect, it } from 'vitest';
import { ADVISED_RETURN, advisedReturns } from '#shared/evidence/advised-return.ts';
import { FINDING_CODES, type FindingCode } from '#shared/evidence/finding.ts';
import {
  RETURN_REASON_KEYS,
  RETURN_REASONS,
  RETURN_REASONS_WITH_NOTE,
  type ReturnReason,
} from '#shared/ticket/reason.ts';

it('the keys run along the row of digits, in the order of the reasons', () => {
  expect(RETURN_REASONS.map((reason) => RETURN_REASON_KEYS[reason]).join('')).toBe('1234567890-');
});

it('only “other” needs words beside it', () => {
  expect(RETURN_REASONS_WITH_NOTE).toEqual(['lainnya']);
});

describe('a finding', () => {
  /** By reason; what is named nowhere advises none. */
  const ADVISED_BY: Partial<Record<ReturnReason, FindingCode[]>> = {
    foto_tidak_sesuai_titik: [
      'LOCATION_MISMATCH',
      'LOCATION_BORDERLINE',
      'LOCATION_OUTLIER',
      'LOCATION_TRANSPOSED',
    ],
    narasi_tidak_ada: ['NARRATIVE_MISSING'],
    narasi_tidak_memadai: ['NARRATIVE_BOILERPLATE', 'NARRATIVE_THIN', 'NARRATIVE_DUPLICATE'],
    belum_selesai: ['NARRATIVE_NOT_DONE'],
    foto_tidak_ada: ['PHOTO_MISSING'],
    foto_tidak_jelas: ['PHOTO_UNREADABLE'],
    foto_lama: ['TIME_BEFORE_REPORT'],
    foto_dipakai_ulang: [
      'PHOTO_REUSED',
      'PHOTO_SIMILAR',
      'BEFORE_AS_AFTER',
      'PHOTO_RESUBMITTED',
      'PHOTO_TWICE',
    ],
    foto_hasil_rekayasa: ['SAME_VIEW', 'AI_DECLARED', 'EDIT_TRACES', 'SIGNATURE_BROKEN'],
    lainnya: ['TIME_IN_FUTURE'],
    salah_disposisi: ['NARRATIVE_PASSED_ON'],
  };

  it.each(FINDING_CODES)('%s advises at most one return, and only where it is grave', (code) => {
    const [reason] = RETURN_REASONS.filter((one) => ADVISED_BY[one]?.includes(code));
    expect(ADVISED_RETURN[code]).toBe(reason);
    expect(advisedReturns([{ code, severity: 'fail' }])).toEqual(reason === undefined ? [] : [reason]);
    expect(advisedReturns([{ code, severity: 'warn' }])).toEqual([]);
  });

  it('together with others advises each reason once, in the order of the keys', () => {
    const codes = ['PHOTO_REUSED', 'NARRATIVE_MISSING', 'BEFORE_AS_AFTER', 'GPS_MISSING'] as const;
    expect(advisedReturns(codes.map((code) => ({ code, severity: 'fail' })))).toEqual([
      'narasi_tidak_ada',
      'foto_dipakai_ulang',
    ]);
    expect(advisedReturns([])).toEqual([]);
  });
});
