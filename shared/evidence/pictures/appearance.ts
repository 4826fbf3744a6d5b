/**
 * How a photo looks, as what finds it again among a million others: its strongest landmarks, each told by one number.
 * Pictures that share a few of them are candidates; laying them over one another decides.
 */
import { type Landmark, mirrored } from './landmarks.ts';
import type { Raster } from './raster.ts';
import { prepared } from './relation.ts';

export interface Appearance {
  raster: Raster;
  /** 24-bit numbers, each once: what the photo is found by. */
  traits: number[];
  /** What to look for to find copies of it: the same with doubtful bits both ways, as it is and mirrored. */
  sought: number[];
}

const TRAITS = 40;
const BITS = 24;
/** The first sign is the direction's own, always the same; the second is next to nothing. */
const FIRST = 2;
/** px between landmarks that become traits: neighbours look alike. */
const APART = 14;
/** So many of the least certain bits may be wrong, in any combination. */
const DOUBTFUL = 3;
/** Traits in common from which two pictures are laid over one another. */
export const LEAST_TRAITS = 3;

export function appearanceOf(raster: Raster): Appearance {
  const chosen = apart(prepared(raster).landmarks);
  const sought = chosen.flatMap(({ signature }) => [
    ...variants(signature),
    ...variants(mirrored(signature)),
  ]);
  return {
    raster,
    traits: [...new Set(chosen.map(({ signature }) => traitOf(signature)))],
    sought: [...new Set(sought)],
  };
}

/** May one be a copy of the other? */
export function mayBeRelated(one: Appearance, other: Appearance): boolean {
  const wanted = new Set(one.sought);
  return other.traits.filter((trait) => wanted.has(trait)).length >= LEAST_TRAITS;
}

function apart(landmarks: readonly Landmark[]): Landmark[] {
  const chosen: Landmark[] = [];
  for (const one of landmarks) {
    if (chosen.length === TRAITS) break;
    if (
      chosen.every(({ x, y }) => Math.hypot(x - one.x, y - one.y) >= APART || (x === one.x && y === one.y))
    ) {
      chosen.push(one);
    }
  }
  return chosen;
}

function traitOf(signature: Float32Array): number {
  let trait = 0;
  for (let i = 0; i < BITS; i++) trait = trait * 2 + ((signature[FIRST + i] ?? 0) > 0 ? 1 : 0);
  return trait;
}

function variants(signature: Float32Array): number[] {
  const doubtful = Array.from({ length: BITS }, (_, i) => i)
    .sort((a, b) => Math.abs(signature[FIRST + a] ?? 0) - Math.abs(signature[FIRST + b] ?? 0))
    .slice(0, DOUBTFUL);
  return doubtful.reduce(
    (found, bit) => found.flatMap((trait) => [trait, trait ^ (1 << (BITS - 1 - bit))]),
    [traitOf(signature)],
  );
}
