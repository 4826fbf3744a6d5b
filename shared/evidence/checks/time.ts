/** Finds photos taken before the report or after the submission, and clocks of one photo that do not agree. */
import type { EvidencePolicy } from '../../rules/evidence.ts';
import { MINUTE } from '../../time/wib.ts';
import type { PhotoFacts } from '../facts.ts';
import { type Finding, finding } from '../finding.ts';
import { fixAge } from './fix.ts';

/** `reportedAt`, `submittedAt`: ms UTC. */
export function judgeTime(
  facts: PhotoFacts,
  when: { reportedAt: number; submittedAt: number },
  policy: EvidencePolicy['time'],
): Finding[] {
  const { takenAt } = facts;
  if (takenAt === null) return [finding('TIME_MISSING')];
  const found: Finding[] = [];
  const taken = Date.parse(takenAt);
  if (taken < when.reportedAt - policy.toleranceMs) {
    found.push(
      finding('TIME_BEFORE_REPORT', {
        takenAt,
        reportedAt: new Date(when.reportedAt).toISOString(),
        minutes: Math.round((when.reportedAt - taken) / MINUTE),
      }),
    );
  }
  if (taken > when.submittedAt + policy.toleranceMs) {
    found.push(
      finding('TIME_IN_FUTURE', {
        takenAt,
        submittedAt: new Date(when.submittedAt).toISOString(),
        minutes: Math.round((taken - when.submittedAt) / MINUTE),
      }),
    );
  }
  const age = fixAge(facts, policy);
  if (age.kind === 'newer' || age.kind === 'zone') {
    found.push(
      finding('TIME_INCONSISTENT', {
        takenAt,
        fixAt: facts.fixAt ?? '',
        minutes: Math.round(Math.abs(age.gapMs) / MINUTE),
        ...(age.kind === 'zone' ? { offsetHours: age.offsetHours } : {}),
      }),
    );
  }
  return found;
}
