/** Puts the point on the sketch: by a press on it, or by arrow keys a metre at a time, with Shift ten. */
import { useId } from 'preact/hooks';
import type { Point } from '#shared/contract/primitives.ts';
import type { Report } from '#shared/contract/ticket.ts';
import { t } from '../../../platform/i18n.ts';
import { afterPhotos } from '../../model/photos.ts';
import { drawSketch, movedBy } from '../../model/sketch.ts';
import { FRAME, SketchGround } from '../../ticket/sketch-map.tsx';

interface Props {
  item: Report;
  /** The report's point now. */
  from: Point;
  /** Where it is put. */
  to: Point | null;
  onPoint(point: Point): void;
}

/** m to the east and to the north. */
const STEPS: Record<string, readonly [number, number]> = {
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
};
const LONG_STEP = 10;

export function PointMap({ item, from, to, onPoint }: Props) {
  const hint = useId();
  const sketch = drawSketch(from, afterPhotos(item), FRAME);
  const mark = to && sketch.toDrawing(to);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    const far = event.shiftKey ? LONG_STEP : 1;
    onPoint(movedBy(to ?? from, step[0] * far, step[1] * far));
    // The page would scroll.
    event.preventDefault();
    event.stopPropagation();
  };
  const onClick = (event: MouseEvent & { currentTarget: HTMLElement }): void => {
    // Enter presses a button too, and names no place.
    if (event.detail === 0) return;
    const box = event.currentTarget.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * FRAME.width;
    const y = ((event.clientY - box.top) / box.height) * FRAME.height;
    onPoint(sketch.toPlace(x, y));
  };
  return (
    <div class="field">
      <span>{t('desk.point.map')}</span>
      <button
        type="button"
        class="point-map sketch"
        aria-label={t('desk.point.map')}
        aria-describedby={hint}
        onKeyDown={onKeyDown}
        onClick={onClick}
      >
        <svg viewBox={`0 0 ${FRAME.width} ${FRAME.height}`} aria-hidden="true">
          <SketchGround sketch={sketch} />
          {mark && (
            <g class="point-put" transform={`translate(${mark.x} ${mark.y})`}>
              <circle r="8" />
              <path d="M-13 0 H-4 M4 0 H13 M0 -13 V-4 M0 4 V13" />
            </g>
          )}
        </svg>
      </button>
      <span id={hint} class="soft form-hint">
        {t('desk.point.map_hint')}
      </span>
    </div>
  );
}
