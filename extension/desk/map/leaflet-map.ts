/**
 * The drawing itself, by Leaflet: dragged, pinched and zoomed; streets where there are any, else to scale on plain ground.
 * Loaded only when a map is drawn. It gets its pictures handed in and knows nothing of the service; colours are the
 * stylesheet's.
 */
import {
  type Coords,
  circle,
  control,
  map as createMap,
  type DoneCallback,
  divIcon,
  GridLayer,
  type LatLngTuple,
  type LayerGroup,
  latLngBounds,
  layerGroup,
  type Marker,
  marker,
  polyline,
} from 'leaflet';
import type { MapFacts } from '#shared/contract/map.ts';
import { isPlace, type PlacedPhoto, type Spot } from './scene.ts';

interface TileAt {
  z: number;
  x: number;
  y: number;
}

/** An address that an `img` takes, or null where there is no picture. */
export type LoadTile = (at: TileAt) => Promise<string | null>;

interface MapContent {
  point: Spot;
  accuracyM: number;
  photos: readonly PlacedPhoto[];
  /** Among the after-photos. */
  shownPhoto: number | null;
  /** The length of the line to it, in words. */
  shownDistance: string | null;
  near: readonly { number: string; point: Spot; words: string }[];
  borders: readonly { holds: boolean; lines: readonly (readonly LatLngTuple[])[] }[];
}

interface Hearing {
  loadTile: LoadTile;
  onPhoto(index: number): void;
  onReport(number: string): void;
  onPress(spot: Spot): void;
  /** Whether streets can be seen: false once a picture was asked for in vain. */
  onStreets(areThere: boolean): void;
}

export type DrawnMap = ReturnType<typeof drawMap>;

/** Two points on one spot still need a scale. */
const NEAREST = 18;
const tuple = ({ lat, lon }: Spot): LatLngTuple => [lat, lon];

export function drawMap(place: HTMLElement, hearing: Hearing) {
  const map = createMap(place, {
    attributionControl: false,
    zoomControl: false,
    // The page around it has keys of its own: whoever holds the map moves it by `pan` and `zoom`.
    keyboard: false,
    // A wheel scrolls the page until the map was chosen.
    scrollWheelZoom: false,
    boxZoom: false,
    zoomAnimation: false,
    fadeAnimation: false,
    minZoom: 2,
    maxZoom: 20,
  });
  control.scale({ imperial: false, maxWidth: 100, position: 'bottomleft' }).addTo(map);
  const drawn = layerGroup().addTo(map);
  let streets: Streets | null = null;
  let streetsBy = '';
  let cross: Marker | null = null;
  map.on('click', ({ latlng: { lat, lng: lon } }) => hearing.onPress({ lat, lon }));
  const onFocus = (): void => void map.scrollWheelZoom.enable();
  const onBlur = (): void => void map.scrollWheelZoom.disable();
  place.addEventListener('focus', onFocus);
  place.addEventListener('blur', onBlur);
  const sizes = new ResizeObserver(() => map.invalidateSize());
  sizes.observe(place);

  return {
    /** Takes away what was drawn before. */
    draw(content: MapContent): void {
      drawn.clearLayers();
      drawContent(content, drawn, hearing);
    },

    /** Streets from these facts; nothing where there are none. */
    street(tiles: MapFacts['tiles']): void {
      // The same facts come anew with each report: only what they say makes other streets.
      const by = JSON.stringify(tiles);
      if (by === streetsBy) return;
      streetsBy = by;
      streets?.remove();
      streets = tiles && new Streets(tiles, hearing);
      streets?.addTo(map);
    },

    fit(spots: readonly Spot[]): void {
      // Room for the marks and for what lies over the edges.
      map.fitBounds(latLngBounds(spots.map(tuple)), { padding: [44, 40], maxZoom: NEAREST });
    },

    /** Where the point is being put. */
    put(spot: Spot | null): void {
      cross?.remove();
      cross = spot && mark(spot, 'map-put', '', 2_000, false).addTo(map);
      if (spot && !map.getBounds().pad(-0.1).contains(tuple(spot)))
        map.panTo(tuple(spot), { animate: false });
    },

    zoom: (by: number): void => void map.setZoom(map.getZoom() + by),
    /** px */
    pan: (x: number, y: number): void => void map.panBy([x, y], { animate: false }),

    end(): void {
      sizes.disconnect();
      place.removeEventListener('focus', onFocus);
      place.removeEventListener('blur', onBlur);
      map.remove();
    },
  };
}

function drawContent(content: MapContent, drawn: LayerGroup, hearing: Hearing): void {
  for (const { holds, lines } of content.borders) {
    for (const each of lines) {
      const className = holds ? 'map-border map-border-holds' : 'map-border';
      polyline([...each], { className, interactive: false }).addTo(drawn);
    }
  }
  const { point, accuracyM } = content;
  const error = { radius: accuracyM, className: 'map-error map-error-report', interactive: false };
  circle(tuple(point), error).addTo(drawn);
  for (const { number, point: spot, words } of content.near) {
    const near = mark(spot, 'map-near', '', -500).on('click', () => hearing.onReport(number));
    near.bindTooltip(textNode(words), { direction: 'top', offset: [0, -6] }).addTo(drawn);
  }
  // What lies below it can be pressed all the same.
  mark(point, 'map-report', '', 500, false).addTo(drawn);
  for (const photo of content.photos) drawPhoto(photo, content, drawn, hearing);
}

function drawPhoto(
  photo: PlacedPhoto,
  { point, shownPhoto, shownDistance }: MapContent,
  drawn: LayerGroup,
  hearing: Hearing,
): void {
  const isShown = photo.index === shownPhoto;
  const { stated, meant } = photo;
  const state = isShown ? ' map-photo-shown' : '';
  const open = (): void => hearing.onPhoto(photo.index);
  const at = (spot: Spot, kind: string, text: string): void => {
    mark(spot, `map-photo${state}${kind}`, text, isShown ? 1_000 : 0)
      .on('click', open)
      .addTo(drawn);
  };
  const number = String(photo.index + 1);
  if (isPlace(stated)) {
    circle(tuple(stated), { radius: photo.accuracyM, className: 'map-error', interactive: false }).addTo(
      drawn,
    );
    line([point, stated], `map-line${isShown ? ' map-line-shown' : ''}`).addTo(drawn);
    at(stated, '', number);
    if (isShown && shownDistance !== null) label(middle(point, stated), shownDistance).addTo(drawn);
  }
  if (!meant) return;
  if (isPlace(stated)) line([stated, meant], 'map-line map-line-meant').addTo(drawn);
  at(meant, ' map-photo-meant', `${number}?`);
}

function mark(spot: Spot, className: string, text: string, zIndexOffset: number, interactive = true): Marker {
  // The lists beside the map are what keyboards and screen readers go through.
  const icon = divIcon({ className: `map-mark ${className}`, html: textNode(text), iconSize: [20, 20] });
  return marker(tuple(spot), { icon, keyboard: false, zIndexOffset, interactive });
}

function label(spot: Spot, text: string): Marker {
  const icon = divIcon({ className: 'map-label', html: textNode(text), iconSize: [0, 0] });
  return marker(tuple(spot), { icon, keyboard: false, interactive: false, zIndexOffset: 1_500 });
}

/** Leaflet takes text for HTML, and an element as it is. */
function textNode(text: string): HTMLElement {
  const span = document.createElement('span');
  span.textContent = text;
  return span;
}

function line(spots: readonly Spot[], className: string) {
  return polyline(spots.map(tuple), { className, interactive: false });
}

function middle(a: Spot, b: Spot): Spot {
  return { lat: (a.lat + b.lat) / 2, lon: (a.lon + b.lon) / 2 };
}

class Streets extends GridLayer {
  readonly #hearing: Hearing;
  constructor({ box, minZoom, maxZoom }: NonNullable<MapFacts['tiles']>, hearing: Hearing) {
    super({
      minZoom,
      maxNativeZoom: maxZoom,
      maxZoom: 20,
      bounds: latLngBounds([box.south, box.west], [box.north, box.east]),
      className: 'map-streets',
      keepBuffer: 1,
      updateWhenZooming: false,
    });
    this.#hearing = hearing;
  }

  override createTile({ x, y, z }: Coords, done: DoneCallback): HTMLElement {
    const picture = document.createElement('img');
    picture.alt = '';
    picture.draggable = false;
    picture.onload = () => {
      this.#hearing.onStreets(true);
      done(undefined, picture);
    };
    const fail = (): void => {
      this.#hearing.onStreets(false);
      done(new Error('no picture'), picture);
    };
    picture.onerror = fail;
    this.#hearing.loadTile({ x, y, z }).then((address) => {
      if (address === null) fail();
      else picture.src = address;
    }, fail);
    return picture;
  }
}
