/** How the evidence of the chosen report is looked at: which photos, how near, side by side or over one another. */
import { useEffect, useLayoutEffect, useMemo, useState } from 'preact/hooks';
import type { Report } from '#shared/contract/ticket.ts';
import {
  type Comparison,
  DIVIDER_MIDDLE,
  DIVIDER_STEP,
  dividerAt,
  type View,
  WHOLE,
  zoomAt,
} from '../model/photo-view.ts';
import { afterPhotos, beforePhotos } from '../model/photos.ts';
import type { Keys } from '../state/keyboard.ts';
import { Painted } from './painted.ts';

const CLOSE_UP = 2.5;
const MIDDLE = { x: 0, y: 0 };

export interface Evidence {
  /** Index among the photos of that side. */
  shownBefore: number;
  showBefore(index: number): void;
  shownAfter: number;
  showAfter(index: number): void;
  /** One for both photos. */
  view: View;
  setView(view: View): void;
  comparison: Comparison;
  compare(by: Comparison): void;
  /** True where there is a photo on either side; else `comparison` is 'pair'. */
  comparable: boolean;
  /** Percent of the width, from the left, that shows the photo from before. */
  divider: number;
  setDivider(percent: number): void;
  /** The photos have the window to themselves, but for the decision bar. */
  filling: boolean;
  fill(on: boolean): void;
  keys: Keys;
  /** Whether what is decided on was before its reader's eyes. */
  painted: Painted;
}

/** `chosen`: the report in front of the reader, whose photos may not have arrived yet. */
export function useEvidence(chosen: string | null, item: Report | null): Evidence {
  const [shownBefore, setShownBefore] = useState(0);
  const [shownAfter, setShownAfter] = useState(0);
  const [view, setView] = useState<View>(WHOLE);
  const [wanted, compare] = useState<Comparison>('pair');
  const [divider, setDivider] = useState(DIVIDER_MIDDLE);
  const [filling, fill] = useState(false);
  const [painted] = useState(() => new Painted(() => performance.now()));
  useLayoutEffect(() => painted.begin(chosen), [painted, chosen, item?.version]);

  // Another report begins from its first photos, whole, with its findings in sight. The way of comparing stays.
  useEffect(() => {
    setShownBefore(0);
    setShownAfter(0);
    setView(WHOLE);
    setDivider(DIVIDER_MIDDLE);
    fill(false);
  }, [chosen]);

  const before = item ? beforePhotos(item).length : 0;
  const after = item ? afterPhotos(item).length : 0;
  const comparable = before > 0 && after > 0;
  const comparison = comparable ? wanted : 'pair';
  // One object for as long as nothing of it changes: the whole report is drawn by it.
  return useMemo(() => {
    const showBefore = (index: number): void => {
      if (index < 0 || index >= before) return;
      setShownBefore(index);
      setView(WHOLE);
    };
    const showAfter = (index: number): void => {
      if (index < 0 || index >= after) return;
      setShownAfter(index);
      setView(WHOLE);
    };
    const moveDivider = (percent: number): void => setDivider(dividerAt(percent));
    const toggle = (by: Comparison): void => compare(comparison === by ? 'pair' : by);
    return {
      shownBefore,
      showBefore,
      shownAfter,
      showAfter,
      view,
      setView,
      comparison,
      compare,
      comparable,
      divider,
      setDivider: moveDivider,
      filling,
      fill,
      painted,
      keys: {
        zoom: () => setView(view.scale > 1 ? WHOLE : zoomAt(WHOLE, CLOSE_UP, MIDDLE)),
        ArrowRight: () => showAfter(shownAfter + 1),
        ArrowLeft: () => showAfter(shownAfter - 1),
        fill: () => fill(!filling),
        ...(comparable ? { swipe: () => toggle('swipe'), difference: () => toggle('difference') } : {}),
        ...(comparison === 'swipe'
          ? {
              divider_left: () => moveDivider(divider - DIVIDER_STEP),
              divider_right: () => moveDivider(divider + DIVIDER_STEP),
            }
          : {}),
      },
    };
  }, [shownBefore, shownAfter, before, after, view, comparison, comparable, divider, filling, painted]);
}
