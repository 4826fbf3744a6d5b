/**
 * What the check may find, how grave it is, and how findings sum up to a verdict. The verdict advises only. `info` is a
 * reason to trust: it adds nothing to a verdict and takes nothing from it.
 */
export const VERDICTS = ['pass', 'warn', 'fail'] as const;
/** `fail` = advise a return, `warn` = look closely, `pass` = nothing found. */
export type VerdictWord = (typeof VERDICTS)[number];

export const SEVERITIES = ['info', 'warn', 'fail'] as const;
export type Severity = (typeof SEVERITIES)[number];

export const SEVERITY = {
  PHOTO_MISSING: 'fail',
  PHOTO_UNREADABLE: 'fail',
  PHOTO_PENDING: 'warn',
  PHOTO_ELSEWHERE: 'warn',
  PHOTO_UNCOMPARED: 'warn',
  LOCATION_MISMATCH: 'fail',
  LOCATION_BORDERLINE: 'warn',
  LOCATION_OUTLIER: 'warn',
  LOCATION_TRANSPOSED: 'warn',
  GPS_MISSING: 'warn',
  GPS_INVALID: 'warn',
  GPS_IMPRECISE: 'warn',
  GPS_CONFLICT: 'warn',
  GPS_STALE: 'warn',
  TIME_MISSING: 'warn',
  TIME_INCONSISTENT: 'warn',
  TIME_BEFORE_REPORT: 'fail',
  TIME_IN_FUTURE: 'fail',
  PHOTO_REUSED: 'fail',
  PHOTO_SIMILAR: 'warn',
  BEFORE_AS_AFTER: 'fail',
  SAME_VIEW: 'warn',
  PHOTO_RESUBMITTED: 'fail',
  PHOTO_TWICE: 'warn',
  AI_DECLARED: 'fail',
  EDIT_TRACES: 'warn',
  SIGNATURE_BROKEN: 'warn',
  NARRATIVE_MISSING: 'fail',
  NARRATIVE_BOILERPLATE: 'fail',
  NARRATIVE_PASSED_ON: 'fail',
  NARRATIVE_NOT_DONE: 'fail',
  NARRATIVE_THIN: 'warn',
  NARRATIVE_DUPLICATE: 'warn',
  CAPTURED_IN_PLACE: 'info',
} as const satisfies Record<string, Severity>;

export type FindingCode = keyof typeof SEVERITY;

export const FINDING_CODES = Object.keys(SEVERITY) as FindingCode[];

/** Numbers and words a message is made of: metres, minutes, shares, the missing word. Stored, never prose. */
export type Measure = Record<string, number | string | string[]>;

export interface Finding {
  code: FindingCode;
  severity: Severity;
  /** Index of the after-photo it speaks of, from 0; absent for the narrative, a missing photo and before-photos. */
  photo?: number;
  measure?: Measure;
  /** Number of the other report it refers to: shown to validators and supervisors only, as is {@link otherPhoto}. */
  ref?: string;
  /** Id of the stored photo that it is like; absent of findings made before that was kept. */
  otherPhoto?: string;
}

const UNSEEN: readonly FindingCode[] = ['PHOTO_PENDING', 'PHOTO_ELSEWHERE'];

/**
 * May a follow-up be approved without a word? Not against the advice to return it, and not where photos wait to be read
 * or lie in another system: of those nobody knows what the check has to say.
 */
export function approvalNeedsReason(
  found: { verdict: VerdictWord; reasons: readonly Pick<Finding, 'code'>[] } | null,
): boolean {
  if (found === null) return false;
  return found.verdict === 'fail' || found.reasons.some(({ code }) => UNSEEN.includes(code));
}

/** A finding with the severity that belongs to its code. */
export function finding(code: FindingCode, measure?: Measure, ref?: string): Finding {
  return {
    code,
    severity: SEVERITY[code],
    ...(measure === undefined ? {} : { measure }),
    ...(ref === undefined ? {} : { ref }),
  };
}

/** Does it speak against something? */
export function isDoubt({ severity }: Pick<Finding, 'severity'>): boolean {
  return severity !== 'info';
}

/** fail if any finding fails, else warn if any warns, else pass. Two warnings never make a failure. */
export function verdictOf(findings: readonly Pick<Finding, 'severity'>[]): VerdictWord {
  if (findings.some((finding) => finding.severity === 'fail')) return 'fail';
  return findings.some(isDoubt) ? 'warn' : 'pass';
}
