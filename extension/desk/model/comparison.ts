/** The ways in which a photo from before and one from after can be looked at together. Pure. */

/** Beside each other; one over the other up to a divider; only what differs. */
export const COMPARISONS = ['pair', 'swipe', 'difference'] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** Share of the width, in percent, by which one press of a key moves the divider. */
export const DIVIDER_STEP = 5;
export const DIVIDER_MIDDLE = 50;

/** A whole percentage; at the edges one photo covers the other whole. */
export function dividerAt(percent: number): number {
  return Math.round(Math.max(0, Math.min(100, percent)));
}
