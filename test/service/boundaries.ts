/** Small GeoJSON made by code: squares on a grid of one hundredth of a degree, and what is wrong with them. */
export type Ring = [lon: number, lat: number][];

/** South-west corner of the grid, near Kelurahan Bangka. */
const [WEST, SOUTH] = [106.8, -6.27];
const STEP = 0.01;

export function at(x: number, y: number): [number, number] {
  return [WEST + x * STEP, SOUTH + y * STEP];
}

/** A square from (x, y), `size` steps wide, closed, counter-clockwise as RFC 7946 wants it. */
export function square(x: number, y: number, size = 1): Ring {
  return [at(x, y), at(x + size, y), at(x + size, y + size), at(x, y + size), at(x, y)];
}

export function polygon(code: unknown, ...rings: Ring[]): object {
  return { type: 'Feature', properties: { code }, geometry: { type: 'Polygon', coordinates: rings } };
}

export function islands(code: string, ...pieces: Ring[][]): object {
  return { type: 'Feature', properties: { code }, geometry: { type: 'MultiPolygon', coordinates: pieces } };
}

export function collection(...features: object[]): string {
  return JSON.stringify({ type: 'FeatureCollection', features });
}
