/** Sums over many reports: middle, upper end, mean. Empty input has none of them. */

export interface Spread {
  /** How many there were. */
  reports: number;
  /** The middle one; between the two middle ones where their number is even. */
  median: number | null;
  /** The smallest value that nine in ten do not exceed (nearest rank). */
  p90: number | null;
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const { length } = sorted;
  const at = (index: number): number | null => sorted[index] ?? null;
  const low = at(Math.ceil(length / 2) - 1);
  const high = at(Math.floor(length / 2));
  return {
    reports: length,
    median: low === null || high === null ? null : (low + high) / 2,
    p90: at(Math.ceil(length * 0.9) - 1),
  };
}

export function weightedMean(values: readonly { value: number; weight: number }[]): number | null {
  const weight = values.reduce((sum, one) => sum + one.weight, 0);
  return weight > 0 ? values.reduce((sum, one) => sum + one.value * one.weight, 0) / weight : null;
}
