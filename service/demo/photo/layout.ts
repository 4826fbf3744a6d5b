/** Decides what stands where in a street. Draws nothing: before and after share one layout. */
import type { Random } from '../random.ts';
import { mix, palette, type Rgb, type Spot } from './camera.ts';

export interface House {
  side: -1 | 1;
  from: number;
  to: number;
  height: number;
  colour: Rgb;
  roof: Rgb;
  awning: Rgb | null;
  floors: number;
  doorColour: Rgb;
}

export interface Tree {
  spot: Spot;
  height: number;
  crown: number;
  colour: Rgb;
  /** Leaf clumps relative to the crown's middle, in crown radii. */
  clumps: readonly (readonly [x: number, y: number, r: number, tone: number])[];
}

export interface Street {
  /** Half of the carriageway, metres. */
  half: number;
  walk: number;
  surface: Rgb;
  paved: boolean;
  lane: boolean;
  houses: House[];
  trees: Tree[];
  poles: number[];
  poleSide: -1 | 1;
  specks: readonly (readonly [x: number, z: number, size: number, tone: number])[];
  skyline: readonly (readonly [x: number, width: number, height: number])[];
}

const WALLS = palette('#e2d6be #cdded6 #e9e2d6 #d6bea0 #bccad8 #e8cdaa #c8a08c #aabca0 #f0ece4');
const ROOFS = palette('#964e3a #784234 #5c5c60 #866048');
const CLOTHS = palette('#c63c34 #246eaa #2e8454 #e09c28 #783c78');
const LEAVES = palette('#3c6830 #4e7a38 #305c3c #5c7c34');
/** How far houses stand, metres. */
export const DEPTH = 110;

export function layOutStreet(random: Random): Street {
  const half = random.pick([1.7, 2.3, 2.9, 3.4]);
  const walk = half < 2 ? 0.35 : random.between(1.1, 1.9);
  const edge = half + walk;
  const paved = half < 2 && random.chance(0.6);
  return {
    half,
    walk,
    surface: paved ? [150, 140, 132] : mix([92, 94, 98], [122, 120, 116], random.next()),
    paved,
    lane: half > 2.5,
    houses: ([-1, 1] as const).flatMap((side) => houseRow(random.branch(`row${side}`), side)),
    trees: Array.from({ length: random.whole(2, 6) }, () => {
      const side = random.chance(0.5) ? -1 : 1;
      return plantTree(random, [side * (edge + random.between(-0.5, 0.4)), 0, random.between(9, 55)]);
    }).sort((a, b) => b.spot[2] - a.spot[2]),
    poles: Array.from({ length: 5 }, (_, index) => 8 + index * 19 + random.between(-2, 2)),
    poleSide: random.chance(0.5) ? -1 : 1,
    specks: Array.from({ length: 240 }, () => {
      const z = 2.2 + 24 * random.next() ** 2;
      return [random.between(-half, half), z, random.between(0.01, 0.07), random.next()] as const;
    }),
    skyline: Array.from({ length: random.whole(3, 8) }, () => {
      return [random.between(-160, 160), random.between(14, 34), random.between(26, 110)] as const;
    }),
  };
}

function houseRow(random: Random, side: -1 | 1): House[] {
  const houses: House[] = [];
  for (let from = random.between(-4, 2); from < DEPTH; ) {
    const to = from + random.between(5, 11);
    const floors = random.pick([1, 1, 2, 2, 3]);
    houses.push({
      side,
      from,
      to,
      height: floors * 3.1 + random.between(0, 0.7),
      colour: random.pick(WALLS),
      roof: random.pick(ROOFS),
      awning: random.chance(0.5) ? random.pick(CLOTHS) : null,
      floors,
      doorColour: random.pick(palette('#5a6268 #785438 #405c64 #969696')),
    });
    from = to + (random.chance(0.35) ? random.between(0.6, 4) : 0);
  }
  return houses.reverse();
}

export function plantTree(random: Random, spot: Spot): Tree {
  return {
    spot,
    height: random.between(3.6, 6.2),
    crown: random.between(1.3, 2.6),
    colour: random.pick(LEAVES),
    clumps: Array.from({ length: 34 }, () => {
      const angle = random.between(0, Math.PI * 2);
      const reach = Math.sqrt(random.next());
      return [
        Math.cos(angle) * reach,
        Math.sin(angle) * reach * 0.75,
        random.between(0.18, 0.4),
        random.next(),
      ] as const;
    }),
  };
}
