/**
 * Judges when a photo was taken from all clocks that its file tells of: the camera's, the digitizing's, the
 * satellites'. Only what no clock allows is refused; clocks that do not agree are for a person to look at.
 */
import type { EvidencePolicy } from '../../rules/evidence.ts';
import { MINUTE } from '../../time/zone.ts';
import type { PhotoFacts } from '../facts.ts';
import { type Finding, finding, type Measure } from '../finding.ts';
import { FIRST_FIX, fixAge, ROLLOVER } from './fix.ts';

interface Clock {
  /** As the file tells it, RFC 3339. */
  told: string;
  /** ms UTC */
  at: number;
  of: 'camera' | 'digitized' | 'gps';
}

/** `reportedAt`, `submittedAt`: ms UTC. */
export function judgeTime(
  facts: PhotoFacts,
  when: { reportedAt: number; submittedAt: number },
  policy: EvidencePolicy['time'],
): Finding[] {
  const [main, ...others] = clocksOf(facts);
  // The time of digitizing alone is none of capture: it only speaks beside one.
  if (!main || facts.takenAt === null) return [finding('TIME_MISSING', between(facts))];
  const early = ({ at }: Clock): number => when.reportedAt - policy.toleranceMs - at;
  const late = ({ at }: Clock): number => at - when.submittedAt - policy.toleranceMs;
  const off = (clock: Clock): number => Math.max(early(clock), late(clock), 0);
  const [best = main] = [main, ...others].sort((a, b) => off(a) - off(b));
  if (off(best) > 0) return [outside(best, early(best) > 0, when), ...disagreement(facts, policy)];
  const disagrees = disagreement(facts, policy);
  if (off(main) === 0 || disagrees.length > 0) return disagrees;
  const gapMs = Math.abs(main.at - best.at);
  // What two clocks may always differ by.
  if (best.of === 'gps' && gapMs <= policy.fixToleranceMs) return [];
  return [
    finding('TIME_INCONSISTENT', {
      takenAt: main.told,
      minutes: Math.round(gapMs / MINUTE),
      ...(best.of === 'gps' ? { fixAt: best.told } : { digitizedAt: best.told }),
    }),
  ];
}

/** A capture that was committed late was taken at some time between its nonce and its commitment. */
function between({ captured }: PhotoFacts): Measure | undefined {
  const { since, committedAt } = captured ?? {};
  return since === undefined || committedAt === undefined ? undefined : { since, until: committedAt };
}

/** The camera's first, where it told one. */
function clocksOf(facts: PhotoFacts): Clock[] {
  const { takenAt, takenAtFrom, digitizedAt, fixAt, fixVoid } = facts;
  const clocks: Clock[] = [];
  const add = (told: string, of: Clock['of'], shift = 0): void => {
    clocks.push({ told, at: Date.parse(told) + shift, of });
  };
  if (takenAt) add(takenAt, takenAtFrom === 'gps' ? 'gps' : 'camera');
  if (digitizedAt) add(digitizedAt, 'digitized');
  // A bare date is no clock, and a receiver that calls its fix void may never have had the time.
  if (fixAt?.includes('T') && !fixVoid && Date.parse(fixAt) >= FIRST_FIX) {
    add(fixAt, 'gps');
    add(fixAt, 'gps', ROLLOVER);
  }
  return clocks;
}

function outside(
  { told, at }: Clock,
  isEarly: boolean,
  { reportedAt, submittedAt }: { reportedAt: number; submittedAt: number },
): Finding {
  const gapMs = isEarly ? reportedAt - at : at - submittedAt;
  return finding(isEarly ? 'TIME_BEFORE_REPORT' : 'TIME_IN_FUTURE', {
    takenAt: told,
    ...(isEarly
      ? { reportedAt: new Date(reportedAt).toISOString() }
      : { submittedAt: new Date(submittedAt).toISOString() }),
    minutes: Math.round(gapMs / MINUTE),
  });
}

/** The camera's clock and that of the satellites, where an older fix does not explain it. */
function disagreement(facts: PhotoFacts, policy: EvidencePolicy['time']): Finding[] {
  const age = fixAge(facts, policy);
  if (age.kind !== 'newer' && age.kind !== 'zone') return [];
  return [
    finding('TIME_INCONSISTENT', {
      takenAt: facts.takenAt ?? '',
      fixAt: facts.fixAt ?? '',
      minutes: Math.round(Math.abs(age.gapMs) / MINUTE),
      ...(age.kind === 'zone' ? { offsetHours: age.offsetHours } : {}),
    }),
  ];
}
