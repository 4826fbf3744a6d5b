/** Before and after over one another in one pane: parted by a divider, or only what differs between them. */
import { useRef } from 'preact/hooks';
import type { Report } from '#shared/contract/ticket.ts';
import { t } from '../../platform/i18n.ts';
import { Icon } from '../../ui/icon.tsx';
import { DIVIDER_STEP } from '../model/photo-view.ts';
import { PhotoFacts } from './photo-facts.tsx';
import { NoPicture, Picture, type Shot } from './picture.tsx';
import { type PhotoRow, Turner } from './rows.tsx';
import type { Evidence } from './use-evidence.ts';
import { usePicture } from './use-picture.ts';
import { useZoom } from './use-zoom.ts';

interface Props {
  item: Report;
  evidence: Evidence;
  rows: { before: PhotoRow; after: PhotoRow };
}

export function PhotoStack({ item, evidence, rows: { before, after } }: Props) {
  const { view, setView, comparison } = evidence;
  const gestures = useZoom(view, setView, (by) => after.onShow(after.index + by));
  return (
    <figure class={`pane pane-${comparison}`}>
      <div class="pane-head">
        {[before, after].map(({ side, index, photos, onShow }) => (
          <span key={side} class="pane-side">
            <strong>{t(`common.photo.${side}`)}</strong>
            <Turner {...{ side, index, onShow }} of={photos.length} />
          </span>
        ))}
      </div>
      <div class="pane-view" {...gestures}>
        {before.shot && after.shot && (
          <Layers
            key={`${before.shot.photo.id} ${after.shot.photo.id}`}
            number={item.number}
            before={before.shot}
            after={after.shot}
            evidence={evidence}
          />
        )}
      </div>
      <figcaption>
        {comparison === 'difference' && <p class="difference-shows">{t('desk.photos.difference_shows')}</p>}
        <p class="stack-facts">
          {[before, after].map(({ side, shot }) => (
            <span key={side}>{shot && <PhotoFacts point={item.point} photo={shot.photo} />}</span>
          ))}
        </p>
      </figcaption>
    </figure>
  );
}

interface LayersProps {
  number: string;
  before: Shot;
  after: Shot;
  evidence: Evidence;
}

/** Nothing is compared with a photo that is not there: the missing one says why in the place of both. */
function Layers({ number, before, after, evidence }: LayersProps) {
  const { comparison, view, divider, setDivider } = evidence;
  const below = usePicture(before.photo);
  const above = usePicture(after.photo);
  if (below.state !== 'shown') {
    return <NoPicture number={number} heading={t('common.photo.before')} shot={before} picture={below} />;
  }
  if (above.state !== 'shown') {
    return <NoPicture number={number} heading={t('common.photo.after')} shot={after} picture={above} />;
  }
  if (comparison === 'difference') {
    return (
      <div class="difference">
        <Picture shot={before} picture={below} view={view} />
        <Picture shot={after} picture={above} view={view} />
      </div>
    );
  }
  return (
    <>
      <div class="layer">
        <Picture shot={before} picture={below} view={view} />
      </div>
      <div class="layer layer-after" style={{ clipPath: `inset(0 0 0 ${divider}%)` }}>
        <Picture shot={after} picture={above} view={view} />
      </div>
      <Divider at={divider} onMove={setDivider} />
    </>
  );
}

interface DividerProps {
  /** Percent of the width from the left. */
  at: number;
  onMove(percent: number): void;
}

function Divider({ at, onMove }: DividerProps) {
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
