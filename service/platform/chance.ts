/** Chance for what is drawn by the thousand: asked of the system seldom and in large, because each asking costs its time. */
import { randomFillSync } from 'node:crypto';

const pool = Buffer.alloc(4_096);
let drawn = pool.length;

/** As hex; never the same bytes twice. */
export function randomHex(bytes: number): string {
  if (drawn + bytes > pool.length) {
    randomFillSync(pool);
    drawn = 0;
  }
  drawn += bytes;
  return pool.toString('hex', drawn - bytes, drawn);
}
