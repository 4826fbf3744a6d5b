/** Wheel, double click, drag and swipe on a photo, turned into changes of the shared view. */
import type { HTMLAttributes, RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { panBy, type View, WHOLE, zoomAt } from '../model/photo-view.ts';

/** One notch of a mouse wheel is 100 units. */
const WHEEL_BASE = 1.0015;
const CLOSE_UP = 2.5;
/** px of sideways movement that count as a swipe. */
const SWIPE = 48;

type Gestures = Pick<
  HTMLAttributes<HTMLDivElement>,
  'onDblClick' | 'onPointerDown' | 'onPointerMove' | 'onPointerUp' | 'onPointerCancel'
> & { ref: RefObject<HTMLDivElement | null>; 'data-zoomed': boolean };

interface Drag {
  pointer: number;
  startX: number;
  lastX: number;
  lastY: number;
}

/** `turn`: to the next or previous photo; a swipe does so while the photo is whole. */
export function useZoom(view: View, onView: (view: View) => void, turn: (by: 1 | -1) => void): Gestures {
  const ref = useRef<HTMLDivElement>(null);
  const current = useRef(view);
  current.current = view;
  const drag = useRef<Drag | null>(null);

  // Not as a prop: browsers take wheel handlers for passive, and the page would scroll along.
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      onView(zoomAt(current.current, WHEEL_BASE ** -event.deltaY, within(element, event)));
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [onView]);

  return {
    ref,
    'data-zoomed': view.scale > 1,
    onDblClick: (event) => {
      if (isControl(event.target)) return;
      onView(view.scale > 1 ? WHOLE : zoomAt(WHOLE, CLOSE_UP, within(event.currentTarget, event)));
    },
    onPointerDown: (event) => {
      if (event.button !== 0 || isControl(event.target)) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      drag.current = {
        pointer: event.pointerId,
        startX: event.clientX,
        lastX: event.clientX,
        lastY: event.clientY,
      };
    },
    onPointerMove: (event) => {
      const dragged = drag.current;
      if (!dragged || dragged.pointer !== event.pointerId) return;
      if (view.scale > 1) {
        const box = event.currentTarget.getBoundingClientRect();
        onView(
          panBy(current.current, {
            x: (event.clientX - dragged.lastX) / box.width,
            y: (event.clientY - dragged.lastY) / box.height,
          }),
        );
      }
      drag.current = { ...dragged, lastX: event.clientX, lastY: event.clientY };
    },
    onPointerUp: (event) => {
      const dragged = drag.current;
      drag.current = null;
      if (!dragged || view.scale > 1) return;
      const moved = event.clientX - dragged.startX;
      if (Math.abs(moved) >= SWIPE) turn(moved < 0 ? 1 : -1);
    },
    onPointerCancel: () => {
      drag.current = null;
    },
  };
}

function isControl(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('button, a') !== null;
}

/** Where the pointer is, as shares of the pane from its middle. */
function within(element: Element, at: { clientX: number; clientY: number }): { x: number; y: number } {
  const box = element.getBoundingClientRect();
  return { x: (at.clientX - box.left) / box.width - 0.5, y: (at.clientY - box.top) / box.height - 0.5 };
}
