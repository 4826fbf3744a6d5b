/**
 * Is one picture a copy of another, or taken from the very same standpoint? They are laid over one another first: as
 * they are, and by landmarks, so that crops, turns, mirrors, frames and what was painted over do not hide it.
 */

import { aligned, mapped, type Pyramid, pyramidOf } from './align.ts';
import type { Appearance } from './appearance.ts';
import { holding, type Likeness, likenessOf } from './likeness.ts';
import { type Placement, place } from './placement.ts';
import { alignment, COPY_SHARE } from './plain.ts';
import { fieldOf, type Raster } from './raster.ts';

/** What of a photo it takes to compare it. */
export type Look = Pick<Appearance, 'raster' | 'grey' | 'landmarks'>;

export interface Relation {
  /** `copy`: what was not changed agrees down to coding noise · `same_view`: nothing moved, as from a camera left standing. */
  kind: 'copy' | 'same_view';
  /** Share of what can be compared that agrees. */
  share: number;
  /** Cut, turned, mirrored or framed: no mere encoding anew. */
  reshaped: boolean;
  /** px of a picture 512 px wide: what is left of shifts between the two. */
  drift: number;
}

/** Share of the plain comparison from which a picture is tried as it lies. */
const PLAIN_HOPE = 0.2;
/** Share from which nothing else need be asked: of real photos, copies scored so and nothing else came near. */
const SURE_COPY = 0.9;
/** px of the other picture for one of the first, from which it is compared at half its size. */
const MUCH_FINER = 1.5;
/**
 * Share of blocks that must hold together where landmarks lay the pictures: of copies with half of them painted over 0.3
 * and more do, of two streets of one city 0.2.
 */
const LEAST_HELD = 0.22;
/** Landmarks that must agree on a place. */
const LEAST_VOTES = 5;

/** Compares with one picture after another: null where they are two. */
export function relationTo(one: Look): (other: Look) => Relation | null {
  let pyramid: Pyramid | null = null;
  return (other) => {
    const plain = alignment(one.grey, other.grey) ?? 0;
    if (plain >= SURE_COPY) return { kind: 'copy', share: plain, reshaped: false, drift: 0 };
    const placements = placementsOf(one, other, plain);
    // Most pictures have nothing in common, and it ends here.
    if (placements.length === 0) return null;
    pyramid ??= pyramidOf(fieldOf(one.raster));
    const target = pyramidOf(fieldOf(other.raster));
    for (const first of placements) {
      const relation = laidOver(pyramid, asCoarse(target, first));
      if (relation !== null) return relation;
    }
    // Too coarse or too dull for landmarks, and yet the same wherever there is something to compare.
    return plain >= COPY_SHARE ? { kind: 'same_view', share: plain, reshaped: false, drift: 0 } : null;
  };
}

interface Target {
  pyramid: Pyramid;
  first: Placement;
}

/** What lies small in a frame is compared with a picture as coarse as itself. */
function asCoarse(pyramid: Pyramid, first: Placement): Target {
  const half = pyramid[1];
  if (!half || sizeOf(first) < MUCH_FINER) return { pyramid, first };
  const [a, b, c, d, e, f] = first;
  return { pyramid: pyramidOf(half), first: [a / 2, b / 2, c / 2 - 0.25, d / 2, e / 2, f / 2 - 0.25] };
}

function laidOver(pyramid: Pyramid, target: Target): Relation | null {
  const [from, to] = [pyramid[0], target.pyramid[0]];
  const fit = from && to && fitOf(pyramid, target);
  if (!fit) return null;
  const kind = kindOf(fit.likeness, fit.placement, from);
  if (kind === null) return null;
  const { same, kin, drift } = fit.likeness;
  return { kind, share: Math.max(same, kin), drift, reshaped: isReshaped(fit.placement, from, to) };
}

interface Fit {
  placement: Placement;
  likeness: Likeness;
}

function fitOf(pyramid: Pyramid, target: Target): Fit | null {
  const [from, to] = [pyramid[0], target.pyramid[0]];
  if (!from || !to) return null;
  const held = holding(pyramid, target.pyramid, target.first);
  if (held.share < LEAST_HELD) return null;
  const rough = aligned(pyramid, target.pyramid, target.first, held.mask, { finest: 1 });
  // Once more by what holds together now: what was painted over no longer pulls.
  const placement =
    rough &&
    aligned(pyramid, target.pyramid, rough, holding(pyramid, target.pyramid, rough).mask, { coarsest: 1 });
  return placement && { placement, likeness: likenessOf(from, to, placement) };
}

/**
 * Every way in which the first picture holds together with the other, the likeliest first; the placements map px of
 * the first to px of the other. Whether one is worth anything, its likeness says.
 */
export function fitsOf(one: Look, other: Look): Fit[] {
  const placements = placementsOf(one, other, alignment(one.grey, other.grey) ?? 0);
  if (placements.length === 0) return [];
  const [pyramid, target] = [one, other].map(({ raster }) => pyramidOf(fieldOf(raster)));
  if (!pyramid || !target) return [];
  return placements.flatMap((first) => {
    const coarse = asCoarse(target, first);
    const fit = fitOf(pyramid, coarse);
    if (!fit) return [];
    return { ...fit, placement: coarse.pyramid === target ? fit.placement : onTarget(fit.placement) };
  });
}

/** Back from a target of half its size, see {@link asCoarse}. */
function onTarget([a, b, c, d, e, f]: Placement): Placement {
  return [2 * a, 2 * b, 2 * c + 0.5, 2 * d, 2 * e, 2 * f + 0.5];
}

/** Fewer blocks with something to compare say nothing. */
const LEAST_BLOCKS = 40;
/**
 * A copy: share of blocks that must be the same, what may be left of a same block (as a share of its contrast), and in
 * how many of 16 quarters they must lie, so that a time stamp or a logo alone makes none. Near standpoints of one
 * facade come to a share of 0.28, with 0.18 and more left.
 */
const COPIES = [
  { share: 0.25, rest: 0.16, spread: 5 },
  // Where little was left unpainted, it must agree so much the better.
  { share: 0.12, rest: 0.12, spread: 6 },
] as const;
/** Shown in a frame it lost its finest detail; no camera that was left standing shows the place at another size. */
const FRAMED = { share: 0.4, rest: 0.26, spread: 5 };
/** Of what shows the same thing this share is the same: where a hand came back most has shifted. */
const UNMOVED = 0.55;
/** px: a hand that comes back leaves 1.5 and more. */
const STILL = 0.75;
/** px: the same standpoint, from which nothing at any distance has shifted. */
const VIEW_STILL = 0.45;
/** Share of blocks that show the same thing, and in how many quarters, from which a standpoint can be told. */
const VIEW = { share: 0.4, spread: 5 };
/** How far the frame of a camera left standing may have moved: share of size, radians, share of the edge. */
const NEAR_IDENTITY = { size: 0.12, turn: 0.1, shift: 0.15 };
/** Corners further off than this share of the longest edge: the picture was cut, turned or framed. */
const RESHAPED = 0.012;

function kindOf(likeness: Likeness, placement: Placement, from: { width: number }): Relation['kind'] | null {
  const { blocks, same, rest, drift, spread, kin } = likeness;
  if (blocks < LEAST_BLOCKS || drift > STILL) return null;
  const stands = isNearIdentity(placement, from);
  const rules = same < UNMOVED * kin ? [] : stands ? COPIES : [...COPIES, FRAMED];
  if (rules.some((rule) => same >= rule.share && rest <= rule.rest && spread >= rule.spread)) return 'copy';
  return stands && drift <= VIEW_STILL && kin >= VIEW.share && spread >= VIEW.spread ? 'same_view' : null;
}

/** By landmarks, as it is or mirrored; and laid whole over the other where that is not hopeless. */
function placementsOf(one: Look, other: Look, plain: number): Placement[] {
  const found = [false, true]
    .flatMap((mirror) => place(one.landmarks, other.landmarks, mirror, LEAST_VOTES) ?? [])
    .sort((a, b) => b.votes - a.votes);
  return [
    ...found.slice(0, 1).map(({ placement }) => placement),
    ...(plain >= PLAIN_HOPE ? [wholly(one.raster, other.raster)] : []),
  ];
}

function wholly(from: Raster, to: Raster): Placement {
  return [to.width / from.width, 0, 0, 0, to.height / from.height, 0];
}

function sizeOf([a, b, , d, e]: Placement): number {
  return Math.sqrt(Math.abs(a * e - b * d));
}

function isNearIdentity([a, b, c, d, e, f]: Placement, { width }: { width: number }): boolean {
  return (
    a * e - b * d > 0 &&
    Math.abs(sizeOf([a, b, c, d, e, f]) - 1) < NEAR_IDENTITY.size &&
    Math.abs(Math.atan2(d - b, a + e)) < NEAR_IDENTITY.turn &&
    Math.hypot(c, f) < NEAR_IDENTITY.shift * width
  );
}

function isReshaped(
  placement: Placement,
  from: { width: number; height: number },
  to: { width: number; height: number },
): boolean {
  const most = RESHAPED * Math.max(to.width, to.height);
  return [
    [0, 0],
    [1, 0],
    [0, 1],
    [1, 1],
  ].some(([right = 0, low = 0]) => {
    const [x, y] = mapped(placement, right * (from.width - 1), low * (from.height - 1));
    return Math.hypot(x - right * (to.width - 1), y - low * (to.height - 1)) > most;
  });
}
