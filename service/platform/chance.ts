/** Chance for what is drawn by the thousand: asked of the system seldom and in large, because each asking costs its time. */
import { randomFillSync } from 'node:crypto';

const pool = Buffer.alloc(4_096);
let drawn = pool.length;

/**
 * A UUID that sorts by its instant (`at`, ms UTC; version 7 of RFC 9562): what is written together lies together in an
 * index, where chance alone would touch a page of it for each.
 */
export function orderedUuid(at: number): string {
  const time = at.toString(16).padStart(12, '0');
  const chance = randomHex(10);
  const variant = '89ab'[Number.parseInt(chance.slice(3, 4), 16) % 4];
  return [
    time.slice(0, 8),
    time.slice(8),
    `7${chance.slice(0, 3)}`,
    `${variant}${chance.slice(4, 7)}`,
    chance.slice(7, 19),
  ].join('-');
}

/** As hex; never the same bytes twice. */
export function randomHex(bytes: number): string {
  if (drawn + bytes > pool.length) {
    randomFillSync(pool);
    drawn = 0;
  }
  drawn += bytes;
  return pool.toString('hex', drawn - bytes, drawn);
}
