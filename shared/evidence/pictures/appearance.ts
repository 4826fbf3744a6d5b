/**
 * How a photo looks: what it is compared by, and what finds it again among a million others, its strongest landmarks,
 * each told by one number. Pictures that share a few of them are candidates; laying them over one another decides.
 */
import { type Landmarks, landmarksOf, signatureAt } from './landmarks.ts';
import { GREY_HEIGHT, GREY_WIDTH, type Grey } from './plain.ts';
import { fieldOf, halved, type Raster, resized, smoothed } from './raster.ts';

export interface Appearance {
  raster: Raster;
  /** Small and squeezed into one shape, for comparing where nothing moved. */
  grey: Grey;
  landmarks: Landmarks;
  /** 24-bit numbers, each once: what the photo is found by. */
  traits: number[];
  /** What to look for to find copies of it: the same with doubtful bits both ways, as it is and mirrored. */
  sought: number[];
}

const LANDMARKS = 240;
/** px between landmarks, and between those that become traits: neighbours look alike. */
const APART = 6;
const TRAITS_APART = 14;
/** So many are kept, and so many looked for: what is strong in one picture is less so in another. */
const TRAITS = 40;
const SOUGHT = 56;
const BITS = 24;
/** The first sign is the direction's own, always the same; the second is next to nothing. */
const FIRST = 2;
/** So many of the least certain bits may be wrong, in any combination. */
const DOUBTFUL = 3;
/** Traits in common from which two pictures are laid over one another. */
export const LEAST_TRAITS = 3;

export function appearanceOf(raster: Raster): Appearance {
  const field = fieldOf(raster);
  const soft = smoothed(field);
  const landmarks = landmarksOf(field, soft, LANDMARKS, APART);
  const sought = apart(landmarks, SOUGHT).flatMap((i) => [
    ...variants(signatureAt(landmarks, i)),
    ...variants(signatureAt(landmarks, i, true)),
  ]);
  return {
    raster,
    grey: Uint8Array.from(resized(halved(halved(soft)), GREY_WIDTH, GREY_HEIGHT).data, Math.round),
    landmarks,
    traits: [...new Set(apart(landmarks, TRAITS).map((i) => traitOf(signatureAt(landmarks, i))))],
    sought: [...new Set(sought)],
  };
}

/** May one be a copy of the other? */
export function mayBeRelated(one: Appearance, other: Appearance): boolean {
  const wanted = new Set(one.sought);
  return other.traits.filter((trait) => wanted.has(trait)).length >= LEAST_TRAITS;
}

/** Indices. Several directions at one spot stay together. */
function apart({ x, y }: Landmarks, most: number): number[] {
  const chosen: number[] = [];
  for (let i = 0; i < x.length && chosen.length < most; i++) {
    const away = (at: number): number => Math.hypot((x[at] ?? 0) - (x[i] ?? 0), (y[at] ?? 0) - (y[i] ?? 0));
    if (chosen.every((at) => away(at) >= TRAITS_APART || away(at) === 0)) chosen.push(i);
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
