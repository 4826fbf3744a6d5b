/** Where the report's point lies from here: in words, in a sketch to scale, and the way there by the phone's own maps. */
import type { Report } from '#shared/contract/ticket.ts';
import { distance } from '#shared/words/number.ts';
import { language, t } from '../platform/i18n.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { type Fix, type Positioning, usePosition, type Way, wayTo } from './position.ts';
import './place.css';

type Point = NonNullable<Report['point']>;

/** Coarser than this nobody can say whether one is there. Metres, 68 %. */
export const COARSE_M = 50;
/** So near one is there, whatever the compass says. Metres. */
const HERE_M = 15;

export function Place({ item }: { item: Pick<Report, 'point' | 'address'> }) {
  const { point, address } = item;
  const positioning = usePosition();
  return (
    <section class="field-part" aria-labelledby="place-title">
      <h2 id="place-title">{t('field.place.title')}</h2>
      {address && <p class="prose">{address}</p>}
      {point ? (
        <>
          <Away {...{ point }} {...positioning} />
          <p>
            <a class="button" href={wayLink(point)} target="_blank" rel="noopener noreferrer">
              <Icon name="way" /> {t('field.place.way')}
            </a>
          </p>
        </>
      ) : (
        <p class="soft">{t('field.place.no_point')}</p>
      )}
    </section>
  );
}

function Away({ point, position, start }: Positioning & { point: Point }) {
  if (position.state === 'off') {
    return (
      <div class="field-asks">
        <Button onClick={start}>
          <Icon name="locate" /> {t('field.place.find')}
        </Button>
        <p class="soft form-hint">{t('field.place.why')}</p>
      </div>
    );
  }
  if (position.state !== 'known') return <p role="status">{t(`field.place.state.${position.state}`)}</p>;
  const way = wayTo(position.fix, point);
  return (
    <>
      <AwayWords {...{ way, fix: position.fix }} />
      <Sketch {...{ point, way, fix: position.fix }} />
    </>
  );
}

/** How far, where to, and how well that is known. */
function AwayWords({ way, fix }: { way: Way; fix: Fix }) {
  const locale = language();
  const metres = distance(way.distanceM, locale);
  const accuracy = distance(fix.accuracyM, locale);
  return (
    <p class="field-away" role="status">
      <strong>
        {way.distanceM <= HERE_M
          ? t('field.place.here', { distance: metres })
          : t('field.place.away', { distance: metres, direction: t(`field.direction.${way.direction}`) })}
      </strong>{' '}
      <span class="soft">
        {t(fix.accuracyM > COARSE_M ? 'field.place.coarse' : 'field.place.accuracy', { accuracy })}
      </span>
    </p>
  );
}

/** Half of the sketch's width, in its own units. */
const HALF = 100;
/** What the sketch shows around the point at least. Metres. */
const LEAST_M = 40;

/** North is up; both circles are how well each place is known. */
function Sketch({ point, way, fix }: { point: Point; way: Way; fix: Fix }) {
  const reach = Math.max(LEAST_M, way.distanceM, fix.accuracyM, point.accuracyM ?? 0) * 1.2;
  const scale = HALF / reach;
  const angle = ((way.bearingDeg + 180) * Math.PI) / 180;
  const [x, y] = [Math.sin(angle) * way.distanceM * scale, -Math.cos(angle) * way.distanceM * scale];
  const opposite = wayTo(point, fix).direction;
  const words = t('field.place.sketch', {
    distance: distance(way.distanceM, language()),
    direction: t(`field.direction.${opposite}`),
  });
  return (
    <svg
      class="field-sketch"
      viewBox={`${-HALF} ${-HALF} ${2 * HALF} ${2 * HALF}`}
      role="img"
      aria-label={words}
    >
      <path class="sketch-north" d={`M0 ${-HALF + 4} l4 10 h-8 Z`} />
      <circle class="sketch-range" r={(point.accuracyM ?? 0) * scale} />
      <circle class="sketch-range" cx={x} cy={y} r={fix.accuracyM * scale} />
      <line class="sketch-line" x2={x} y2={y} />
      <circle class="sketch-point" r="6" />
      <path
        class="sketch-me"
        d="M0 -8 L7 7 L0 3 L-7 7 Z"
        transform={`translate(${x} ${y}) rotate(${way.bearingDeg})`}
      />
    </svg>
  );
}

/** Opens the phone's own maps: nobody else learns of the place before that is pressed. */
function wayLink({ lat, lon }: Point): string {
  const at = `${lat.toFixed(6)},${lon.toFixed(6)}`;
  return /iPhone|iPad/.test(navigator.userAgent)
    ? `https://maps.apple.com/?daddr=${at}`
    : `geo:${at}?q=${at}`;
}
