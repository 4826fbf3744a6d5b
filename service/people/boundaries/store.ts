/** Boundaries in the database: replaced as a whole, and asked which kelurahan holds a point. */
import { sql } from 'drizzle-orm';
import type { Db } from '../../platform/db/database.ts';
import { boundary, boundaryLoad } from '../../tables/unit.ts';
import type { Area } from './check.ts';
import { boxOf, type Piece, type Place, whereIs } from './geometry.ts';

export type Boundaries = ReturnType<typeof openBoundaries>;

export function openBoundaries(db: Db) {
  const near = db
    .select()
    .from(boundary)
    .where(
      sql`${boundary.id} in (select id from boundary_box
        where min_lon <= ${sql.placeholder('lon')} and max_lon >= ${sql.placeholder('lon')}
          and min_lat <= ${sql.placeholder('lat')} and max_lat >= ${sql.placeholder('lat')})`,
    )
    .orderBy(boundary.kelurahan)
    .prepare();
  return {
    /**
     * Code of the kelurahan that holds the point; on a border, and in the slivers that the check tolerates, the
     * lowest code. Null where no boundary holds it, or none was loaded. Asks the database each time, so that a
     * load by the operator counts from the next report on.
     */
    async kelurahanAt({ lat, lon }: Place): Promise<string | null> {
      let onBorder: string | null = null;
      for (const row of await near.all({ lat, lon })) {
        const where = whereIs({ lat, lon }, toPiece(row));
        if (where === 'inside') return row.kelurahan;
        if (where === 'border') onBorder ??= row.kelurahan;
      }
      return onBorder;
    },
  };
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
