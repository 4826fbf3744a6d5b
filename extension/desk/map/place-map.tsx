/**
 * The map of one report: its point, its photos, what lies near. It takes all it shows from whoever draws it and asks
 * nobody, so that desk and other pages may use it alike. Without streets it is a sketch to scale.
 */
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { MapFacts, Surroundings } from '#shared/contract/map.ts';
import type { Point } from '#shared/contract/primitives.ts';
import type { Locale } from '#shared/words/locale.ts';
import { distance } from '#shared/words/number.ts';
import { t } from '../../platform/i18n.ts';
import { IconButton } from '../../ui/button.tsx';
import type { DrawnMap, LoadTile } from './leaflet-map.ts';
import { accuracyOf, movedBy, type PlacedPhoto, type Spot, spotsOf } from './scene.ts';

interface PlaceMapProps {
  /** What is shown; another one is drawn anew. */
  id: string;
  point: Point;
  photos: readonly PlacedPhoto[];
  shownPhoto: number | null;
  onShowPhoto?(index: number): void;
  /** Null until they are known, or where they cannot be. */
  around: Surroundings | null;
  onChoose?(number: string): void;
  loadTile: LoadTile;
  locale: Locale;
  /** The point is being put: arrow keys move it, a press places it. */
  put?: { to: Spot | null; onPut(spot: Spot): void; label: string; hint: string };
}

/** px of a step by arrow keys. */
const PAN = 60;
/** m of a step by arrow keys while a point is put, and with Shift. */
const STEP = 1;
const LONG_STEP = 10;
const ARROWS: Record<string, readonly [east: number, north: number]> = {
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
};
/** So long somebody looks before a map is drawn: whoever passes through the queue waits for none. */
const REST_MS = 200;

export function PlaceMap(props: PlaceMapProps) {
  const { point, photos, around, put, locale } = props;
  const keys = useId();
  const place = useRef<HTMLDivElement>(null);
  const [streets, setStreets] = useState<boolean | null>(null);
  const { map, isDrawn, frame } = useDrawn(props, place, setStreets);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = ARROWS[event.key];
    if (arrow && put) {
      const far = event.shiftKey ? LONG_STEP : STEP;
      put.onPut(movedBy(put.to ?? point, arrow[0] * far, arrow[1] * far));
    } else if (arrow) map?.pan(arrow[0] * PAN, -arrow[1] * PAN);
    else if (event.key === '+' || event.key === '=') map?.zoom(1);
    else if (event.key === '-') map?.zoom(-1);
    else if (event.key === '0') frame(false);
    else return;
    // The page would scroll, and the desk would show another photo.
    event.preventDefault();
    event.stopPropagation();
  };
  // Of the report before, until more is known: its streets stand there still.
  const facts = useRef<MapFacts | null>(null);
  if (around) facts.current = around.map;
  const attribution = facts.current?.tiles?.attribution;
  const hasFar = spotsOf(point, photos, true).length > spotsOf(point, photos).length;
  return (
    <div class={put ? 'map map-putting' : 'map'} data-drawn={isDrawn} data-streets={streets === true}>
      <div
        ref={place}
        class="map-canvas"
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: an application of its own, whose keys move the map
        tabIndex={0}
        aria-label={put?.label ?? captionOf(photos, locale)}
        aria-describedby={keys}
        onKeyDown={onKeyDown}
      />
      <div class="map-tools">
        <IconButton icon="plus" label={t('desk.map.zoom_in')} onClick={() => map?.zoom(1)} />
        <IconButton icon="minus" label={t('desk.map.zoom_out')} onClick={() => map?.zoom(-1)} />
        <IconButton
          icon="fill"
          label={t(hasFar ? 'desk.map.fit_all' : 'desk.map.fit')}
          onClick={() => frame(hasFar)}
        />
      </div>
      {attribution && streets === true && (
        <p class="map-attribution">
          {attribution.url === null ? (
            attribution.text
          ) : (
            <a href={attribution.url} target="_blank" rel="noopener noreferrer">
              {attribution.text}
            </a>
          )}
        </p>
      )}
      <p id={keys} class={put ? 'soft form-hint' : 'unseen'}>
        {put?.hint ?? t('desk.map.keys')}
      </p>
      {facts.current?.tiles && streets === false && (
        <p class="map-note soft" role="status">
          {t('desk.map.no_streets')}
        </p>
      )}
    </div>
  );
}

function captionOf(photos: readonly PlacedPhoto[], locale: Locale): string {
  const lengths = photos.flatMap(({ distanceM }) => distanceM ?? []);
  if (lengths.length === 0) return t('desk.map.alone');
  const farthest = distance(Math.max(...lengths), locale);
  return t('desk.map.caption', { count: lengths.length, distance: farthest });
}

/** Draws once the page is at rest: the photos come first. What was drawn for another report is never seen. */
function useDrawn(
  props: PlaceMapProps,
  place: { current: HTMLDivElement | null },
  setStreets: (areThere: boolean | null) => void,
) {
  const { id, point, photos, shownPhoto, around, put, locale } = props;
  const newest = useRef(props);
  newest.current = props;
  const [map, setMap] = useState<DrawnMap | null>(null);
  const [drawnFor, setDrawnFor] = useState<string | null>(null);
  const drawing = `${id} ${point.lat} ${point.lon}`;
  const frame = (all: boolean): void => map?.fit(spotsOf(point, photos, all));

  useEffect(() => {
    let made: DrawnMap | null = null;
    const stop = atRest(async () => {
      const { drawMap } = await import('./leaflet-map.ts');
      if (stop.isStopped() || !place.current) return;
      made = drawMap(place.current, {
        loadTile: (at) => newest.current.loadTile(at),
        onPhoto: (index) => newest.current.onShowPhoto?.(index),
        onReport: (number) => newest.current.onChoose?.(number),
        onPress: (spot) => newest.current.put?.onPut(spot),
        onStreets: setStreets,
      });
      setMap(made);
    });
    return () => {
      stop.now();
      made?.end();
    };
  }, []);

  useEffect(() => {
    if (!map) return;
    const stop = atRest(async () => {
      map.fit(spotsOf(point, photos));
      setDrawnFor(drawing);
    });
    return stop.now;
  }, [map, drawing]);

  useEffect(() => {
    if (drawnFor !== drawing) return;
    const shown = photos.find(({ index }) => index === shownPhoto);
    map?.draw({
      point,
      accuracyM: accuracyOf(point),
      photos,
      shownPhoto,
      shownDistance: shown?.distanceM == null ? null : distance(shown.distanceM, locale),
      near: (around?.reports ?? []).map(({ number, status, point: at }) => ({
        number,
        point: at,
        words: `${number} · ${t(`common.status.${status}`)}`,
      })),
      borders: around?.borders ?? [],
    });
  }, [map, drawnFor, drawing, photos, shownPhoto, around, locale]);

  useEffect(() => {
    if (drawnFor !== null && around) map?.street(around.map.tiles);
  }, [map, drawnFor === null, around]);

  const to = put?.to ?? null;
  useEffect(() => {
    if (put && drawnFor === drawing) map?.put(to);
  }, [map, drawnFor, to?.lat, to?.lon]);

  return { map, isDrawn: drawnFor === drawing, frame };
}

/** Runs once the page has nothing better to do; `now` stops it. */
function atRest(run: () => Promise<void>) {
  let stopped = false;
  let idle: number | null = null;
  const start = (): void => {
    if (!stopped) void run();
  };
  const timer = setTimeout(() => {
    if (typeof requestIdleCallback === 'undefined') start();
    else idle = requestIdleCallback(start, { timeout: 1_000 });
  }, REST_MS);
  return {
    isStopped: () => stopped,
    now: (): void => {
      stopped = true;
      clearTimeout(timer);
      if (idle !== null) cancelIdleCallback(idle);
    },
  };
}
