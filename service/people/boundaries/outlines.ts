/** The kelurahan as outlines for a small map: the boundaries on a coarse grid, drawn once for each load. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { and, desc, eq, notLike } from 'drizzle-orm';
import type { Db } from '../../platform/db/database.ts';
import { boundary, boundaryLoad } from '../../tables/unit.ts';
import type { Piece } from './geometry.ts';
import { toPiece } from './store.ts';

export interface Outlines {
  width: number;
  height: number;
  /** Of each kelurahan, as the `d` of an SVG path. */
  paths: readonly { kelurahan: string; d: string }[];
}

/** Steps of the grid from west to east: about fifty metres each, and finer than a telephone's screen. */
const WIDTH = 700;
const RADIANS = Math.PI / 180;

/** Answers null where no boundaries were loaded. `offshore`: beginnings of codes of what is not drawn. */
export function openOutlines(db: Db, offshore: readonly string[]): () => Promise<Outlines | null> {
  let drawn: { load: number; outlines: Promise<Outlines | null> } = {
    load: 0,
    outlines: Promise.resolve(null),
  };
  return async () => {
    const [newest] = await db
      .select({ id: boundaryLoad.id })
      .from(boundaryLoad)
      .orderBy(desc(boundaryLoad.id))
      .limit(1);
    const load = newest?.id ?? 0;
    if (load !== drawn.load) {
      const drawing = { load, outlines: draw(db, offshore) };
      drawn = drawing;
      // The next one tries again.
      drawing.outlines.catch(() => {
        if (drawn === drawing) drawn = { ...drawing, load: 0 };
      });
    }
    return drawn.outlines;
  };
}

async function draw(db: Db, offshore: readonly string[]): Promise<Outlines | null> {
  // Islands a hundred kilometres off: drawn to scale, the city would be a dot.
  const mainland = and(...offshore.map((start) => notLike(boundary.kelurahan, `${start}.%`)));
  const ids = await db.select({ id: boundary.id }).from(boundary).where(mainland).orderBy(boundary.kelurahan);
  const pieces: { kelurahan: string; piece: Piece }[] = [];
  const box = { west: 180, east: -180, south: 90, north: -90 };
  // One by one, and other calls in between: all of them in one go would hold the loop for too long.
  for (const { id } of ids) {
    const [row] = await db.select().from(boundary).where(eq(boundary.id, id));
    if (!row) continue;
    const piece = toPiece(row);
    pieces.push({ kelurahan: row.kelurahan, piece });
    for (const ring of piece) {
      for (const [lon, lat] of corners(ring)) {
        box.west = Math.min(box.west, lon);
        box.east = Math.max(box.east, lon);
        box.south = Math.min(box.south, lat);
        box.north = Math.max(box.north, lat);
      }
    }
    await nextTurn();
  }
  if (box.west >= box.east) return null;
  const scale = WIDTH / (box.east - box.west);
  // A degree of longitude is a little shorter than one of latitude.
  const tall = scale / Math.cos(((box.south + box.north) / 2) * RADIANS);
  const paths = new Map<string, string>();
  for (const { kelurahan, piece } of pieces) {
    const d = piece.map((ring) =>
      path(ring, ([lon, lat]) => [(lon - box.west) * scale, (box.north - lat) * tall]),
    );
    paths.set(kelurahan, (paths.get(kelurahan) ?? '') + d.join(''));
    await nextTurn();
  }
  return {
    width: WIDTH,
    height: Math.ceil((box.north - box.south) * tall),
    paths: [...paths].map(([kelurahan, d]) => ({ kelurahan, d })),
  };
}

type Corner = [lon: number, lat: number];

function* corners(ring: Piece[number]): Generator<Corner> {
  for (let i = 0; i + 1 < ring.length; i += 2) yield [ring[i] ?? 0, ring[i + 1] ?? 0];
}

/** Corners that fall on the same step of the grid are one: what is smaller than that is not seen. */
function path(ring: Piece[number], place: (corner: Corner) => Corner): string {
  const steps: string[] = [];
  for (const corner of corners(ring)) {
    const step = place(corner).map(Math.round).join(' ');
    if (step !== steps.at(-1)) steps.push(step);
  }
  return steps.length < 3 ? '' : `M${steps.join('L')}Z`;
}
