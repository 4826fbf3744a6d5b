/** How the photos of both sides are looked at together: near or whole, beside or over one another. Pure. */

/**
 * One zoom shared by both photos, so that what is enlarged on the left is enlarged on the right. Positions are shares of
 * the pane's width and height from its middle (-0.5 … 0.5): panes of any size agree.
 */
export interface View {
  scale: number;
  x: number;
  y: number;
}

export const WHOLE: View = { scale: 1, x: 0, y: 0 };
const MAX_SCALE = 8;
/** Below this the photo snaps back to whole, so that nobody is left 2 % zoomed in without noticing. */
const SNAP = 1.05;

/** Zooms by `factor` and keeps what lies under `at` where it is. */
export function zoomAt(view: View, factor: number, at: { x: number; y: number }): View {
  const scale = Math.min(MAX_SCALE, view.scale * factor);
  if (scale < SNAP) return WHOLE;
  const grown = scale / view.scale;
  return clamp({
    scale,
    x: at.x - (at.x - view.x) * grown,
    y: at.y - (at.y - view.y) * grown,
  });
}

export function panBy(view: View, by: { x: number; y: number }): View {
  return clamp({ scale: view.scale, x: view.x + by.x, y: view.y + by.y });
}

/** No pane ever shows more than the photo's edge. */
function clamp({ scale, x, y }: View): View {
  const reach = (scale - 1) / 2;
  const within = (value: number): number => Math.max(-reach, Math.min(reach, value));
  return { scale, x: within(x), y: within(y) };
}

export function toTransform({ scale, x, y }: View): string {
  return scale === 1 ? 'none' : `translate(${x * 100}%, ${y * 100}%) scale(${scale})`;
}

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
