/** Where the photos were taken, to scale, with what is not known for sure drawn as such. No tiles, no network. */
import type { Point } from '#shared/contract/primitives.ts';
import type { Photo } from '#shared/contract/ticket.ts';
import { distance } from '#shared/words/number.ts';
import { t } from '../../platform/i18n.ts';
import { drawSketch, type Sketch, type SketchPoint } from '../model/sketch.ts';
import { useSurroundings } from '../state/context.ts';

/** The margin is as high as the scale bar with its words, so that no point lies under them. */
export const FRAME = { width: 360, height: 200, margin: 36 };

interface Props {
  point: Point | undefined;
  photos: readonly Photo[];
  shownPhoto: number;
  onShowPhoto(photo: number): void;
}

export function SketchMap({ point, photos, shownPhoto, onShowPhoto }: Props) {
  const { locale } = useSurroundings();
  if (!point) return <p class="sketch sketch-none soft">{t('desk.sketch.no_point')}</p>;
  const sketch = drawSketch(point, photos, FRAME);
  const farthest = Math.max(...sketch.photos.map((photo) => photo.distance));
  const words =
    sketch.photos.length === 0
      ? t('desk.sketch.alone')
      : t('desk.sketch.caption', { count: sketch.photos.length, distance: distance(farthest, locale) });
  const shown = sketch.photos.find((photo) => photo.photo === shownPhoto);
  return (
    <figure class="sketch">
      <svg viewBox={`0 0 ${FRAME.width} ${FRAME.height}`} role="img" aria-label={words}>
        <SketchGround sketch={sketch} shown={shown} />
      </svg>
      <figcaption class="soft">
        <span class="legend">
          <span class="legend-report" aria-hidden="true" /> {t('desk.sketch.report_point')}
        </span>
        {sketch.photos.length > 0 && <span>{t('desk.sketch.accuracy')}</span>}
        {photos.length > 0 && (
          <Distances count={photos.length} placed={sketch.photos} {...{ shownPhoto, onShowPhoto }} />
        )}
      </figcaption>
    </figure>
  );
}

/** Everything of the drawing that stands still: the report's point, the photos' marks and circles, scale and north. */
export function SketchGround({ sketch, shown }: { sketch: Sketch; shown?: SketchPoint | undefined }) {
  const { locale } = useSurroundings();
  return (
    <>
      <circle class="sketch-error sketch-error-report" {...circle(sketch.report)} />
      {sketch.photos.map((photo) => (
        <circle key={photo.photo} class="sketch-error" {...circle(photo)} />
      ))}
      {sketch.photos.map((photo) => (
        <line
          key={photo.photo}
          class={photo === shown ? 'sketch-line sketch-line-shown' : 'sketch-line'}
          x1={sketch.report.x}
          y1={sketch.report.y}
          x2={photo.x}
          y2={photo.y}
        />
      ))}
      {sketch.photos
        .filter((photo) => photo !== shown)
        .map((photo) => (
          <PhotoMark key={photo.photo} photo={photo} shown={false} />
        ))}
      <circle class="sketch-report" cx={sketch.report.x} cy={sketch.report.y} r="6" />
      {/* Last, so that no other mark lies on the one that is looked at. */}
      {shown && <PhotoMark photo={shown} shown />}
      {shown && <DistanceLabel from={sketch.report} to={shown} text={distance(shown.distance, locale)} />}
      <ScaleBar px={sketch.bar.px} text={distance(sketch.bar.metres, locale)} />
      <g class="sketch-north" transform={`translate(${FRAME.width - 20} 24)`}>
        <path d="M0 -12 L5 4 L0 0 L-5 4 Z" />
        <text y="16" text-anchor="middle">
          {t('desk.sketch.north')}
        </text>
      </g>
    </>
  );
}

interface DistancesProps extends Pick<Props, 'shownPhoto' | 'onShowPhoto'> {
  count: number;
  placed: readonly SketchPoint[];
}

/** Marks on one spot hide each other; in words each photo has its distance, or that it states no place. */
function Distances({ count, placed, shownPhoto, onShowPhoto }: DistancesProps) {
  const { locale } = useSurroundings();
  return (
    <ol class="sketch-distances" aria-label={t('desk.sketch.distances')}>
      {Array.from({ length: count }, (_, index) => {
        const spot = placed.find(({ photo }) => photo === index);
        const words = spot ? distance(spot.distance, locale) : t('desk.sketch.no_position');
        return (
          <li key={index}>
            <button type="button" aria-pressed={index === shownPhoto} onClick={() => onShowPhoto(index)}>
              {t('desk.sketch.photo', { number: index + 1, distance: words })}
            </button>
          </li>
        );
      })}
    </ol>
  );
}

function circle(spot: SketchPoint): { cx: number; cy: number; r: number } {
  return { cx: spot.x, cy: spot.y, r: spot.radius };
}

function PhotoMark({ photo, shown }: { photo: SketchPoint; shown: boolean }) {
  return (
    <g
      class={shown ? 'sketch-photo sketch-photo-shown' : 'sketch-photo'}
      transform={`translate(${photo.x} ${photo.y})`}
    >
      <path d="M0 -9 L8.5 6 L-8.5 6 Z" />
      <text y="4" text-anchor="middle">
        {(photo.photo ?? 0) + 1}
      </text>
    </g>
  );
}

/** In the middle of the line; on a line too short for it, below the photo. */
function DistanceLabel({ from, to, text }: { from: SketchPoint; to: SketchPoint; text: string }) {
  const long = Math.hypot(to.x - from.x, to.y - from.y) > 72;
  const x = long ? (from.x + to.x) / 2 : to.x;
  const y = long ? (from.y + to.y) / 2 - 6 : Math.max(from.y, to.y) + 22;
  return (
    <text class="sketch-distance" x={x} y={y} text-anchor="middle">
      {text}
    </text>
  );
}

function ScaleBar({ px, text }: { px: number; text: string }) {
  const y = FRAME.height - 12;
  return (
    <g class="sketch-scale">
      <path d={`M12 ${y - 4} V${y} H${12 + px} V${y - 4}`} />
      <text x={12 + px / 2} y={y - 7} text-anchor="middle">
        {text}
      </text>
    </g>
  );
}
