/**
 * One photo over another, each part where it belongs: parted by a divider, or only what differs. What cannot be aligned
 * is swiped as it lies; its difference would be noise, so that is said in its place.
 */
import type { CSSProperties } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { Photo } from '#shared/contract/ticket.ts';
import { mapped } from '#shared/evidence/pictures/align.ts';
import type { Overlay } from '#shared/evidence/pictures/overlay.ts';
import { t } from '../../platform/i18n.ts';
import { Icon } from '../../ui/icon.tsx';
import { DIVIDER_STEP, toTransform, type View } from '../model/photo-view.ts';
import { PreviewNote, type Side } from '../photos/picture.tsx';
import type { PictureState } from '../photos/use-picture.ts';
import type { Aligned } from './use-overlay.ts';
import './compare.css';

/** A photo that is there, and what it shows. */
interface Layer {
  photo: Photo;
  picture: Extract<PictureState, { state: 'shown' }>;
  alt: string;
}

/** px of a photo that stands there. */
interface Drawn {
  url: string;
  width: number;
  height: number;
}

interface Props {
  below: Layer;
  above: Layer;
  aligned: Aligned;
  by: 'swipe' | 'difference';
  view: View;
  divider: number;
  onDivide(percent: number): void;
  onDrawn?: (photo: Drawn) => void;
  /** Which two photos the divider parts. */
  sides: Sides;
}

type Sides = 'times' | 'reports';

/** Both, and of a preview that it is one. */
export function Layers(props: Props) {
  const { below, above, onDrawn } = props;
  const [drawn, setDrawn] = useState<readonly Drawn[]>([]);
  const note = ({ picture: { url, preview }, photo }: Layer, side: Side) =>
    preview && (
      <PreviewNote {...{ side, photo, preview }} size={drawn.find((one) => one.url === url) ?? null} />
    );
  return (
    <>
      <Laid
        {...props}
        onDrawn={(one) => {
          setDrawn((known) => [...known.filter(({ url }) => url !== one.url), one]);
          onDrawn?.(one);
        }}
      />
      {note(below, 'before')}
      {note(above, 'after')}
    </>
  );
}

function Laid({ below, above, aligned, by, view, divider, onDivide, onDrawn, sides }: Props) {
  const laid = aligned.state === 'laid' ? aligned : null;
  const place = { laid, view, onDrawn };
  if (by === 'difference') {
    if (aligned.state === 'busy') {
      return <div class="pane-empty late-loading" role="img" aria-label={t('compare.aligning')} />;
    }
    if (!laid) {
      return (
        <div class="apart">
          {[below, above].map((layer) => (
            <div key={layer.picture.url} class="apart-half">
              <Placed layer={layer} {...place} />
            </div>
          ))}
        </div>
      );
    }
    return (
      <div class="difference">
        <Placed layer={below} {...place} style={{ clipPath: overlapOf(laid.overlay) }} />
        <Placed layer={above} {...place} over style={{ clipPath: INSIDE }} />
      </div>
    );
  }
  return (
    <>
      <div class="layer">
        <Placed layer={below} {...place} />
      </div>
      <div class="layer layer-after" style={{ clipPath: `inset(0 0 0 ${divider}%)` }}>
        <Placed layer={above} {...place} over />
      </div>
      <Divider at={divider} onMove={onDivide} sides={sides} />
    </>
  );
}

interface PlacedProps {
  layer: Layer;
  laid: Extract<Aligned, { state: 'laid' }> | null;
  view: View;
  onDrawn: Props['onDrawn'];
  /** It is the one that is laid over the other. */
  over?: boolean;
  style?: CSSProperties;
}

/** The box has the shape of the photo below and its size in the pane; the one above is stretched to it, then mapped. */
function Placed({ layer: { picture, alt }, laid, view, onDrawn, over = false, style = {} }: PlacedProps) {
  const zoomed = toTransform(view);
  const shared = {
    src: picture.url,
    draggable: false,
    onError: picture.onBroken,
    class: 'picture',
    'data-preview': picture.preview !== null,
    onLoad: ({ currentTarget }: { currentTarget: HTMLImageElement }) =>
      onDrawn?.({
        url: picture.url,
        width: currentTarget.naturalWidth,
        height: currentTarget.naturalHeight,
      }),
  };
  if (!laid) return <img {...shared} alt={alt} style={{ transform: zoomed }} />;
  const { placement, light } = laid.overlay;
  const [a, b, c, d, e, f] = placement;
  const { shape } = laid;
  const mapping = `translate(${c * 100}%, ${f * 100}%) matrix(${a}, ${d / shape}, ${b * shape}, ${e}, 0, 0)`;
  return (
    <div class="laid" style={{ transform: zoomed }}>
      <div class="laid-box" style={{ '--shape': String(shape) }}>
        <img
          {...shared}
          alt={alt}
          style={over ? { ...style, transform: mapping, filter: asBright(light) } : style}
        />
      </div>
    </div>
  );
}

/** Grey × gain + offset, in the functions that CSS has: `contrast(c)` is (grey − ½) × c + ½. */
function asBright({ gain, offset }: Overlay['light']): string {
  const contrast = 1 - 2 * offset;
  if (contrast < 0.05) return 'none';
  return `brightness(${gain / contrast}) contrast(${contrast})`;
}

/** Share of its edges by which less of the photo above is compared: what is beside them belongs to one alone. */
const RIM = 0.006;
const INSIDE = `inset(${RIM * 100}%)`;

/** Of the photo below what the one above lies on: elsewhere there is nothing to take away. */
function overlapOf({ placement }: Overlay): string {
  const [near, far] = [RIM, 1 - RIM];
  const corners = [
    [near, near],
    [far, near],
    [far, far],
    [near, far],
  ] as const;
  const points = corners.map(([u, v]) =>
    mapped(placement, u, v)
      .map((share) => `${share * 100}%`)
      .join(' '),
  );
  return `polygon(${points.join(', ')})`;
}

/** What is seen, and how far it can be trusted; nothing while it is being found out. */
export function OverlayWords({ aligned, by }: { aligned: Aligned; by: 'swipe' | 'difference' }) {
  if (aligned.state === 'busy') return <p class="overlay-words soft">{t('compare.aligning')}</p>;
  if (aligned.state === 'apart') {
    return (
      <p class="overlay-words">{t(by === 'difference' ? 'compare.apart_beside' : 'compare.apart_swipe')}</p>
    );
  }
  const { share, mirrored } = aligned.overlay;
  return (
    <p class="overlay-words">
      {by === 'difference' && `${t('compare.difference_shows')} `}
      {t('compare.aligned', { share: `${Math.round(share * 100)} %` })}
      {mirrored && ` ${t('compare.mirrored')}`}
    </p>
  );
}

interface DividerProps {
  /** Percent of the width from the left. */
  at: number;
  onMove(percent: number): void;
  sides: Sides;
}

function Divider({ at, onMove, sides }: DividerProps) {
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
      aria-label={t(sides === 'times' ? 'desk.photos.divider' : 'compare.divider')}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={at}
      aria-valuetext={
        sides === 'times'
          ? t('desk.photos.divider_at', { percent: at })
          : t('compare.divider_at', { percent: at })
      }
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
