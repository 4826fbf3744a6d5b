/** Boundaries in the database: replaced as a whole, and asked which kelurahan holds a point. */
import { sql } from 'drizzle-orm';
import type { Db } from '../../platform/db/database.ts';
import { boundary, boundaryLoad } from '../../tables/unit.ts';
import type { Area } from './check.ts';
import { type Box, boxOf, type Piece, type Place, pointOf, type Ring, whereIs } from './geometry.ts';

export type Boundaries = ReturnType<typeof openBoundaries>;

export function openBoundaries(db: Db) {
  const [minLon, maxLon, minLat, maxLat] = ['minLon', 'maxLon', 'minLat', 'maxLat'].map((edge) =>
    sql.placeholder(edge),
  );
  const within = db
    .select()
    .from(boundary)
    .where(
      sql`${boundary.id} in (select id from boundary_box
        where min_lon <= ${maxLon} and max_lon >= ${minLon} and min_lat <= ${maxLat} and max_lat >= ${minLat})`,
    )
    .orderBy(boundary.kelurahan)
    .prepare();
  const at = ({ lat, lon }: Place): Box => ({ minLon: lon, maxLon: lon, minLat: lat, maxLat: lat });
  return {
    /**
     * Code of the kelurahan that holds the point; on a border, and in the slivers that the check tolerates, the
     * lowest code. Null where no boundary holds it, or none was loaded. Asks the database each time, so that a
     * load by the operator counts from the next report on.
     */
    async kelurahanAt({ lat, lon }: Place): Promise<string | null> {
      let onBorder: string | null = null;
      for (const row of await within.all({ ...at({ lat, lon }) })) {
        const where = whereIs({ lat, lon }, toPiece(row));
        if (where === 'inside') return row.kelurahan;
        if (where === 'border') onBorder ??= row.kelurahan;
      }
      return onBorder;
    },

    /**
     * What of the borders lies within the box, as open lines by kelurahan: enough to draw them, and no more than the
     * box has room for, however long a coast is.
     */
    async linesWithin(box: Box): Promise<{ kelurahan: string; lines: [lat: number, lon: number][][] }[]> {
      const found = new Map<string, [number, number][][]>();
      for (const row of await within.all({ ...box })) {
        const lines = toPiece(row).flatMap((ring) => linesOf(ring, box));
        if (lines.length > 0) found.set(row.kelurahan, [...(found.get(row.kelurahan) ?? []), ...lines]);
      }
      return [...found].map(([kelurahan, lines]) => ({ kelurahan, lines }));
    },
  };
}

/** About three metres, less than a line is wide. */
const STEP = 0.00003;

/** The parts of a ring whose edges may cross the box, their corners a step apart at least. */
function linesOf(ring: Ring, { minLon, maxLon, minLat, maxLat }: Box): [lat: number, lon: number][][] {
  const lines: [number, number][][] = [];
  let line: [number, number][] | null = null;
  for (let i = 0; i < ring.length / 2; i++) {
    const [x1, y1] = pointOf(ring, i);
    const [x2, y2] = pointOf(ring, i + 1);
    const isFar =
      Math.max(x1, x2) < minLon ||
      Math.min(x1, x2) > maxLon ||
      Math.max(y1, y2) < minLat ||
      Math.min(y1, y2) > maxLat;
    if (isFar) {
      line = null;
      continue;
    }
    if (line === null) {
      line = [rounded(y1, x1)];
      lines.push(line);
    }
    const [lastLat, lastLon] = line.at(-1) ?? [y1, x1];
    const isLast = i + 1 >= ring.length / 2;
    if (isLast || Math.abs(y2 - lastLat) >= STEP || Math.abs(x2 - lastLon) >= STEP)
      line.push(rounded(y2, x2));
  }
  return lines.filter(({ length }) => length > 1);
}

/** A millionth of a degree is a tenth of a metre. */
function rounded(lat: number, lon: number): [lat: number, lon: number] {
  return [Math.round(lat * 1e6) / 1e6, Math.round(lon * 1e6) / 1e6];
}

export interface LoadNote {
  source: string;
  /** YYYY-MM-DD */
  dated: string;
  sha256: string;
  /** ms UTC */
  at: number;
}

/** One batch: readers see the old boundaries or the new ones, never a mixture. */
export async function replaceBoundaries(db: Db, areas: readonly Area[], note: LoadNote): Promise<void> {
  const pieces = areas.flatMap(({ kelurahan, pieces }) => pieces.map((piece) => ({ kelurahan, piece })));
  await db.batch([
    db.delete(boundary),
    db.run(sql`delete from boundary_box`),
    db.insert(boundaryLoad).values({ ...note, kelurahan: areas.length }),
    ...pieces.flatMap(({ kelurahan, piece }, i) => {
      const box = boxOf(piece);
      const id = i + 1;
      return [
        db.insert(boundary).values({ id, kelurahan, ...toColumns(piece) }),
        db.run(sql`insert into boundary_box (id, min_lon, max_lon, min_lat, max_lat)
          values (${id}, ${box.minLon}, ${box.maxLon}, ${box.minLat}, ${box.maxLat})`),
      ];
    }),
  ]);
}

function toColumns(piece: Piece): { rings: number[]; points: Buffer } {
  return {
    rings: piece.map((ring) => ring.length / 2),
    points: Buffer.concat(piece.map((ring) => Buffer.from(ring.buffer, ring.byteOffset, ring.byteLength))),
  };
}

export function toPiece({ rings, points }: { rings: readonly number[]; points: Uint8Array }): Piece {
  // A copy, because doubles must begin at a multiple of eight.
  const all = new Float64Array(Uint8Array.from(points).buffer);
  let at = 0;
  return rings.map((count) => {
    const ring = all.subarray(at, at + count * 2);
    at += count * 2;
    return ring;
  });
}
