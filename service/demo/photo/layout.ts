/** Decides what stands where in a street. Draws nothing: before and after share one layout. */
import type { Random } from '../random.ts';
import { mix, type Rgb, type Spot } from './camera.ts';

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

const WALLS: Rgb[] = [
  [226, 214, 190],
  [205, 222, 214],
  [233, 226, 214],
  [214, 190, 160],
  [188, 202, 216],
  [232, 205, 170],
  [200, 160, 140],
  [170, 188, 160],
  [240, 236, 228],
];
const ROOFS: Rgb[] = [
  [150, 78, 58],
  [120, 66, 52],
  [92, 92, 96],
  [134, 96, 72],
];
const CLOTHS: Rgb[] = [
  [198, 60, 52],
  [36, 110, 170],
  [46, 132, 84],
  [224, 156, 40],
  [120, 60, 120],
];
const LEAVES: Rgb[] = [
  [60, 104, 48],
  [78, 122, 56],
  [48, 92, 60],
  [92, 124, 52],
];
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
      doorColour: random.pick([
        [90, 98, 104],
        [120, 84, 56],
        [64, 92, 100],
        [150, 150, 150],
      ] as Rgb[]),
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
