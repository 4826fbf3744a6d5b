/** The line up to which the photo from before covers the one from after: dragged, or moved by the arrow keys. */
import { useRef } from 'preact/hooks';
import { t } from '../../platform/i18n.ts';
import { Icon } from '../../ui/icon.tsx';
import { DIVIDER_STEP } from '../model/comparison.ts';

interface Props {
  /** Percent of the width from the left. */
  at: number;
  onMove(percent: number): void;
}

export function Divider({ at, onMove }: Props) {
  const dragging = useRef(false);
  const moves: Record<string, number> = {
    ArrowLeft: at - DIVIDER_STEP,
    ArrowDown: at - DIVIDER_STEP,
    ArrowRight: at + DIVIDER_STEP,
    ArrowUp: at + DIVIDER_STEP,
    Home: 0,
    End: 100,
  };
  return (
    <div
      class="divider"
      role="slider"
      tabIndex={0}
      aria-label={t('desk.photos.divider')}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={at}
      aria-valuetext={t('desk.photos.divider_at', { percent: at })}
      style={{ left: `${at}%` }}
      onKeyDown={(event) => {
        const to = moves[event.key];
        if (to === undefined) return;
        // The desk's own arrow keys turn the photos.
        event.preventDefault();
        onMove(to);
      }}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.stopPropagation();
        event.currentTarget.setPointerCapture(event.pointerId);
        dragging.current = true;
      }}
      onPointerMove={(event) => {
        const box = event.currentTarget.parentElement?.getBoundingClientRect();
        if (dragging.current && box) onMove(((event.clientX - box.left) / box.width) * 100);
      }}
      onPointerUp={() => {
        dragging.current = false;
      }}
      onPointerCancel={() => {
        dragging.current = false;
      }}
    >
      <span class="divider-grip" aria-hidden="true">
        <Icon name="swipe" />
      </span>
    </div>
  );
}
