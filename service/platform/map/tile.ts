/** One square of the map: which there are (the city's and a little around), and what may be handed out as its picture. */

export interface TileAddress {
  z: number;
  x: number;
  y: number;
}

/** Degrees, WGS 84. */
interface TileBox {
  west: number;
  south: number;
  east: number;
  north: number;
}

export interface Picture {
  bytes: Uint8Array<ArrayBuffer>;
  type: PictureType;
}

/** Where pictures come from. `tile` answers null where there is none, and throws {@link SourceAway} where nobody can tell. */
export interface TileSource {
  /** Of what it has. */
  minZoom: number;
  maxZoom: number;
  tile(at: TileAddress): Promise<Picture | null>;
  close(): Promise<void>;
}

/** The source does not answer, or not with a picture. `why` is fit for logs: it holds no place and no address. */
export class SourceAway extends Error {
  readonly why: string;
  constructor(why: string, cause?: unknown) {
    super(`The map's source does not answer: ${why}`, { cause });
    this.name = 'SourceAway';
    this.why = why;
  }
}

/** The whole city is some two squares of this zoom; above it nobody finds a street. */
export const LEAST_ZOOM = 10;
/** Photos are seldom taken farther off than this by those who work here; degrees, some twenty kilometres. */
const AROUND = 0.2;

/** `box`: of the city. */
export function widened(box: { minLon: number; maxLon: number; minLat: number; maxLat: number }): TileBox {
  return {
    west: box.minLon - AROUND,
    south: box.minLat - AROUND,
    east: box.maxLon + AROUND,
    north: box.maxLat + AROUND,
  };
}

/** The address that a path names, or null where it is none within the box. */
export function tileAt(
  path: Record<'z' | 'x' | 'y', string>,
  box: TileBox,
  maxZoom: number,
): TileAddress | null {
  const [z, x, y] = [path.z, path.x, path.y].map((part) =>
    /^(0|[1-9]\d{0,7})$/.test(part) ? Number(part) : -1,
  );
  if (z === undefined || x === undefined || y === undefined) return null;
  if (z < LEAST_ZOOM || z > maxZoom || x < 0 || y < 0) return null;
  const west = Math.floor(columnOf(box.west, z));
  const east = Math.floor(columnOf(box.east, z));
  const north = Math.floor(rowOf(box.north, z));
  const south = Math.floor(rowOf(box.south, z));
  return x >= west && x <= east && y >= north && y <= south ? { z, x, y } : null;
}

/** Web Mercator, as every XYZ source cuts it (OGC 17-083r4, annex D.1). */
function columnOf(lon: number, z: number): number {
  return ((lon + 180) / 360) * 2 ** z;
}

function rowOf(lat: number, z: number): number {
  const radians = (lat * Math.PI) / 180;
  return ((1 - Math.asinh(Math.tan(radians)) / Math.PI) / 2) * 2 ** z;
}

const TYPES = ['image/png', 'image/jpeg', 'image/webp', 'image/avif'] as const;
type PictureType = (typeof TYPES)[number];

/** By its first bytes, whatever it is said to be; null for what is none of these, such as a page that says "denied". */
export function pictureType(bytes: Uint8Array): PictureType | null {
  const text = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (text.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (text.startsWith('RIFF') && text.endsWith('WEBP')) return 'image/webp';
  return text.endsWith('ftypavif') ? 'image/avif' : null;
}
