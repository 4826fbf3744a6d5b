/** Findings of one kind over several photos as one: which photos, and the one that is worst. Pure. */
import { type Finding, type FindingCode, type Measure, SEVERITIES } from './finding.ts';

/** By which measure one finding of a kind is worse than another; without one, the first stands for all. */
const WORSE: Readonly<Partial<Record<FindingCode, { measure: string; by: 'more' | 'less' }>>> = {
  LOCATION_MISMATCH: { measure: 'distanceM', by: 'more' },
  LOCATION_BORDERLINE: { measure: 'distanceM', by: 'more' },
  LOCATION_OUTLIER: { measure: 'distanceM', by: 'more' },
  GPS_IMPRECISE: { measure: 'accuracyM', by: 'more' },
  GPS_CONFLICT: { measure: 'apartM', by: 'more' },
  TIME_INCONSISTENT: { measure: 'minutes', by: 'more' },
  TIME_BEFORE_REPORT: { measure: 'minutes', by: 'more' },
  TIME_IN_FUTURE: { measure: 'minutes', by: 'more' },
  PHOTO_SIMILAR: { measure: 'share', by: 'more' },
  SAME_VIEW: { measure: 'driftPx', by: 'less' },
  CAPTURED_IN_PLACE: { measure: 'distanceM', by: 'more' },
};

/** A finding, or what the contract makes of one. */
type Found = Pick<Finding, 'code' | 'severity'> & {
  photo?: number | undefined;
  measure?: Measure | undefined;
};

export interface FindingGroup<F> {
  worst: F;
  /** Indexes of the photos it speaks of, ascending, each once; empty where it speaks of none. */
  photos: number[];
  /** In the order they were found, the worst among them. */
  findings: F[];
}

/** The gravest kinds first, else in the order in which the kinds were found. */
export function groupFindings<F extends Found>(findings: readonly F[]): FindingGroup<F>[] {
  const kinds = new Map<string, F[]>();
  for (const finding of findings) {
    const kind = `${finding.severity} ${finding.code}`;
    kinds.set(kind, [...(kinds.get(kind) ?? []), finding]);
  }
  const groups = [...kinds.values()].map((of) => ({
    worst: of.reduce((worst, each) => (isWorse(each, worst) ? each : worst)),
    photos: [...new Set(of.flatMap(({ photo }) => photo ?? []))].sort((a, b) => a - b),
    findings: of,
  }));
  const weight = ({ worst }: FindingGroup<F>): number => SEVERITIES.indexOf(worst.severity);
  return groups.sort((a, b) => weight(b) - weight(a));
}

function isWorse(one: Found, than: Found): boolean {
  const rule = WORSE[one.code];
  const [a, b] = [one.measure?.[rule?.measure ?? ''], than.measure?.[rule?.measure ?? '']];
  if (!rule || typeof a !== 'number') return false;
  if (typeof b !== 'number') return true;
  // A clock may be off either way.
  return rule.by === 'more' ? Math.abs(a) > Math.abs(b) : Math.abs(a) < Math.abs(b);
}

/** Numbers of photos as people write them, from indexes that ascend: three or more in a row as a span. */
export function photoSpans(photos: readonly number[]): string[] {
  const spans: { from: number; to: number }[] = [];
  for (const photo of photos) {
    const last = spans.at(-1);
    if (last && last.to === photo - 1) last.to = photo;
    else spans.push({ from: photo, to: photo });
  }
  return spans.flatMap(({ from, to }) => {
    if (to - from >= 2) return `${from + 1}–${to + 1}`;
    return from === to ? String(from + 1) : [String(from + 1), String(to + 1)];
  });
}
