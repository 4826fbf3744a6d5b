/** Everything that would make boundaries route a report wrongly, each named by feature and place. Pure. */
import type { CityPack } from '#shared/city/pack.ts';
import type { UnitRow } from '../../tables/unit.ts';
import { areaM2, type Box, boxAround, overlapM2, type Piece } from './geometry.ts';
import { CODE_PROPERTIES, type Feature } from './read-geojson.ts';
import { ringFaults } from './ring-faults.ts';

export interface Area {
  kelurahan: string;
  pieces: Piece[];
}

/**
 * Two kelurahan may share this part of the smaller one: neighbours digitised one by one never fit exactly, and a
 * point in such a sliver goes to the lower code. (A: no source states a tolerance.)
 */
const OVERLAP_TOLERANCE = 0.01;

/** `city.box`: what is outside it is not the city's. */
export function boundaryChecker(
  kelurahan: readonly UnitRow[],
  city: Pick<CityPack, 'box' | 'name' | 'example'>,
) {
  const names = new Map(kelurahan.map(({ code, name }) => [code, name]));
  const firstWith = new Map<string, number>();
  const areas: (Area & { index: number })[] = [];
  const faults: string[] = [];

  return {
    /** One feature after the other, in the order of the file. */
    take(feature: Feature) {
      const code = feature.code === null ? null : officialCode(feature.code);
      const name = code === null ? undefined : names.get(code);
      const called = `feature ${feature.index} (${name === undefined ? (feature.code ?? 'no code') : `${code} ${name}`})`;
      const found = [
        ...(feature.fault === null ? [] : [feature.fault]),
        ...codeFaults(feature, code, name, city),
        ...placeFaults(feature.pieces, city),
      ];
      if (code !== null && name !== undefined) {
        const first = firstWith.get(code);
        if (first === undefined) firstWith.set(code, feature.index);
        else found.push(`has the code of feature ${first}; write islands as one MultiPolygon`);
      }
      faults.push(...found.map((fault) => `${called}: ${fault}`));
      if (found.length === 0 && code !== null)
        areas.push({ index: feature.index, kelurahan: code, pieces: feature.pieces });
    },

    /** After the last one: faults in the order of the file, and the areas if there is none. */
    finish() {
      if (firstWith.size === 0 && faults.length === 0) faults.push('the file: has no feature');
      return { faults: [...faults, ...overlaps(areas, names)], areas };
    },
  };
}

/** 3174031002 and 31.74.03.1002 are the same official code. */
function officialCode(written: string): string {
  const digits = written.replaceAll('.', '');
  const parts = /^(\d{2})(\d{2})(\d{2})(\d{4})$/.exec(digits);
  return parts ? parts.slice(1).join('.') : written;
}

function codeFaults(
  feature: Feature,
  code: string | null,
  name: string | undefined,
  city: Pick<CityPack, 'name' | 'example'>,
): string[] {
  if (name !== undefined) return [];
  // What is no area at all is told once, not also for its missing code.
  if (code === null && feature.fault !== null) return [];
  if (code === null) return [`has no code; give it as property ${CODE_PROPERTIES.join(', ')}`];
  return [`has a code that is no kelurahan of ${city.name} (Kemendagri codes, such as ${city.example})`];
}

function placeFaults(pieces: readonly Piece[], city: Pick<CityPack, 'box' | 'name'>): string[] {
  if (pieces.length === 0) return [];
  const box = boxAround(pieces);
  if (!isWithin(box, city.box)) {
    const swapped = { minLon: box.minLat, maxLon: box.maxLat, minLat: box.minLon, maxLat: box.maxLon };
    const hint = isWithin(swapped, city.box)
      ? 'latitude and longitude look exchanged'
      : 'positions must be longitude and latitude in degrees (WGS 84)';
    return [`lies outside ${city.name}, near ${box.minLon}, ${box.minLat}; ${hint}`];
  }
  return ringFaults(pieces).map(({ ring, what, lon, lat }) => `ring ${ring} ${what} near ${lon}, ${lat}`);
}

function isWithin(inner: Box, outer: Box): boolean {
  return (
    inner.minLon >= outer.minLon &&
    inner.maxLon <= outer.maxLon &&
    inner.minLat >= outer.minLat &&
    inner.maxLat <= outer.maxLat
  );
}

function overlaps(
  areas: readonly (Area & { index: number })[],
  names: ReadonlyMap<string, string>,
): string[] {
  const measured = areas.map((area) => ({
    ...area,
    box: boxAround(area.pieces),
    size: area.pieces.reduce((sum, piece) => sum + areaM2(piece), 0),
  }));
  const faults: string[] = [];
  for (const [i, one] of measured.entries()) {
    for (const other of measured.slice(i + 1)) {
      if (!meet(one.box, other.box)) continue;
      const shared = overlapM2(one.pieces, other.pieces);
      const share = shared / Math.min(one.size, other.size);
      if (share <= OVERLAP_TOLERANCE) continue;
      faults.push(
        `feature ${other.index} (${other.kelurahan} ${names.get(other.kelurahan)}): overlaps feature ${one.index} ` +
          `(${one.kelurahan} ${names.get(one.kelurahan)}) by ${Math.round(shared)} m², ${(share * 100).toFixed(1)} % ` +
          `of the smaller (at most ${OVERLAP_TOLERANCE * 100} %)`,
      );
    }
  }
  return faults;
}

function meet(a: Box, b: Box): boolean {
  return a.minLon < b.maxLon && b.minLon < a.maxLon && a.minLat < b.maxLat && b.minLat < a.maxLat;
}
