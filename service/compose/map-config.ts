/** The settings of the map. What is refused is told without its value: a URL may hold a key. */
import { resolve } from 'node:path';
import { ConfigError, type MapSettings } from '../platform/settings.ts';

const MB = 1024 * 1024;

interface Values {
  tiles: string | undefined;
  attribution: string | undefined;
  maxZoom: number;
  cacheMb: number;
  link: string | undefined;
}

/** `trusted`: origins that may speak http. */
export function readMap(
  { tiles, attribution, maxZoom, cacheMb, link }: Values,
  trusted: readonly string[],
): { map?: MapSettings } {
  if (tiles === undefined && link === undefined) return {};
  if (tiles !== undefined && attribution === undefined) {
    throw new ConfigError(
      'MAP_TILES needs MAP_ATTRIBUTION: what the source asks to have named on the map, such as © OpenStreetMap contributors https://www.openstreetmap.org/copyright',
    );
  }
  return {
    map: {
      ...(tiles === undefined || attribution === undefined
        ? {}
        : {
            tiles: {
              from: sourceOf(tiles, trusted),
              attribution: attributionOf(attribution),
              maxZoom,
              cacheBytes: cacheMb * MB,
            },
          }),
      ...(link === undefined ? {} : { link: linkOf(link) }),
    },
  };
}

function sourceOf(text: string, trusted: readonly string[]): { url: string } | { file: string } {
  if (!/^[a-z][a-z0-9+.-]+:\/\//i.test(text)) {
    if (text.endsWith('.pmtiles')) return { file: resolve(text) };
    throw new ConfigError('MAP_TILES: an https URL with {z}, {x} and {y}, or the path of a .pmtiles file');
  }
  const gaps = [...text.matchAll(/\{([^}]*)\}/g)].map(([, name]) => name);
  const filled = filledIn(text, { z: '1', x: '1', y: '1' });
  if (!['z', 'x', 'y'].every((name) => gaps.includes(name)) || gaps.length !== 3 || !URL.canParse(filled)) {
    throw new ConfigError('MAP_TILES: a URL with {z}, {x} and {y}, each once, and no other gap');
  }
  const { protocol, origin, username, password } = new URL(filled);
  if (username !== '' || password !== '') {
    throw new ConfigError('MAP_TILES: a key belongs into the path or the query, not before the host');
  }
  if (protocol !== 'https:' && !(protocol === 'http:' && trusted.includes(origin))) {
    throw new ConfigError('MAP_TILES: only https, or an origin that OUTBOUND_TRUSTED names');
  }
  return { url: text };
}

/** Its first https address is where it leads; the rest is what is shown. */
function attributionOf(text: string): { text: string; url: string | null } {
  const found = /https:\/\/[^\s<>"()]+/.exec(text)?.[0];
  if (found === undefined || !URL.canParse(found)) return { text, url: null };
  const shown = text
    .replace(found, ' ')
    .replace(/\(\s*\)/, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return { text: shown === '' ? new URL(found).hostname : shown, url: new URL(found).href };
}

function linkOf(text: string): string {
  const filled = filledIn(text, { lat: '-6.2', lon: '106.8' });
  const isLink = ['{lat}', '{lon}'].every((gap) => text.includes(gap)) && URL.canParse(filled);
  // Where it leads is said beside it, so no report may change it.
  const isSteady =
    isLink && new URL(filled).origin === new URL(filledIn(text, { lat: '1', lon: '2' })).origin;
  if (isSteady && new URL(filled).protocol === 'https:') return text;
  throw new ConfigError('MAP_LINK: an https URL with {lat} and {lon} after the host');
}

function filledIn(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (gap, name: string) => values[name] ?? gap);
}
