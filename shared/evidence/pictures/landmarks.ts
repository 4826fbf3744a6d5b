/**
 * Spots of a picture that are found again after cropping, turning, scaling and coding: bright or dark blobs, each
 * with its size, direction and a short description of what lies around it.
 *
 * Blobs by the determinant of the Hessian over half-octave levels (Lindeberg 1998; Bay et al., SURF 2006), direction
 * from a histogram of gradients (Lowe 2004), description by the low frequencies of the turned patch. Each photo that
 * comes in goes through here: the loops are plain, and nothing is made in them.
 */
import { type Field, halved, resized, smoothed } from './raster.ts';

/** In columns, strongest first, so that they travel between processes as they are. */
export interface Landmarks {
  /** px of the picture */
  x: Float32Array;
  y: Float32Array;
  /** px of the picture for one px of the level it was found on */
  scale: Float32Array;
  /** radians */
  angle: Float32Array;
  /** {@link SIGNATURE} numbers for each, of length 1. */
  signatures: Float32Array;
}

const LEVELS = 6;
/** Smaller levels hold nothing that can be told apart. */
const LEAST_EDGE = 48;
const PATCH = 16;
/** px of the level between two samples of a patch */
const PATCH_STEP = 1.25;
/** px: no corner of a turned patch reaches further. */
const MARGIN = 14;
const LEAST_STRENGTH = 60;
/** Weaker spots of a picture full of them are never reached. */
const MOST_SPOTS = 2_500;
const BINS = 36;
/** A second direction as strong as this share of the first gives a landmark of its own. */
const SECOND_PEAK = 0.85;
const MOST_FREQUENCY = 7;

/** Pairs of frequencies along and across the direction, lowest first; without the mean. */
const FREQUENCIES: readonly (readonly [along: number, across: number])[] = Array.from(
  { length: MOST_FREQUENCY * MOST_FREQUENCY },
  (_, i) => [i % MOST_FREQUENCY, Math.floor(i / MOST_FREQUENCY)] as const,
)
  .filter(([u, v]) => u + v > 0 && u + v < MOST_FREQUENCY)
  .sort(([u, v], [p, q]) => u * u + v * v - p * p - q * q);

export const SIGNATURE = FREQUENCIES.length;
const ALONG = Uint8Array.from(FREQUENCIES, ([u]) => u);
const ACROSS = Uint8Array.from(FREQUENCIES, ([, v]) => v);
/** Nature's pictures hold less in higher frequencies: each is to count alike. */
const WEIGHTS = Float32Array.from(
  FREQUENCIES,
  ([u, v]) => Math.hypot(u, v) * (u === 0 || v === 0 ? Math.SQRT1_2 : 1),
);

const COSINES = Float32Array.from({ length: MOST_FREQUENCY * PATCH }, (_, i) =>
  Math.cos((Math.PI * Math.floor(i / PATCH) * ((i % PATCH) + 0.5)) / PATCH),
);

/** `soft`: the picture smoothed. None is nearer than `apart` px to a stronger one. */
export function landmarksOf(picture: Field, soft: Field, most: number, apart: number): Landmarks {
  const spots = strongest(levelsOf(picture, soft).flatMap((level) => blobsOf(level)));
  const found: number[] = [];
  const signatures: number[] = [];
  const taken = new Spread(picture, apart);
  for (const spot of spots) {
    if (found.length >= 4 * most) break;
    const { scale } = spot.level;
    if (!taken.add(spot.x * scale, spot.y * scale)) continue;
    for (const angle of directionsOf(spot)) {
      const signature = signatureOf(spot, angle);
      if (signature === null) continue;
      found.push(spot.x * scale, spot.y * scale, scale, angle);
      for (let i = 0; i < SIGNATURE; i++) signatures.push(signature[i] ?? 0);
    }
  }
  const column = (which: number) =>
    Float32Array.from({ length: found.length / 4 }, (_, i) => found[4 * i + which] ?? 0);
  return {
    x: column(0),
    y: column(1),
    scale: column(2),
    angle: column(3),
    signatures: Float32Array.from(signatures),
  };
}

/** The signature of the landmark at an index; `mirror`: as it would be in the mirrored picture, where across its direction everything is reversed. */
export function signatureAt({ signatures }: Landmarks, index: number, mirror = false): Float32Array {
  const signature = signatures.subarray(index * SIGNATURE, (index + 1) * SIGNATURE);
  return mirror ? signature.map((value, i) => ((ACROSS[i] ?? 0) % 2 === 1 ? -value : value)) : signature;
}

interface Level extends Field {
  scale: number;
}

interface Spot {
  level: Level;
  /** px of the level */
  x: number;
  y: number;
  strength: number;
}

function levelsOf(picture: Field, soft: Field): Level[] {
  const half = Math.SQRT1_2;
  let even: Field = picture;
  let odd = resized(soft, Math.round(picture.width * half), Math.round(picture.height * half));
  const levels: Level[] = [];
  for (let i = 0; i < LEVELS; i++) {
    const field = i % 2 === 0 ? even : odd;
    if (Math.min(field.width, field.height) < LEAST_EDGE) break;
    levels.push({ ...(i === 0 ? soft : smoothed(field)), scale: picture.width / field.width });
    if (i % 2 === 0) even = halved(even);
    else odd = halved(odd);
  }
  return levels;
}

function strongest(spots: Spot[]): Spot[] {
  const strengths = Float32Array.from(spots, ({ strength }) => strength).sort();
  const least = strengths[Math.max(0, strengths.length - MOST_SPOTS)] ?? 0;
  return spots.filter(({ strength }) => strength >= least).sort((a, b) => b.strength - a.strength);
}

function blobsOf(level: Level): Spot[] {
  const { width, height } = level;
  const response = hessianOf(level);
  const spots: Spot[] = [];
  for (let y = MARGIN; y < height - MARGIN; y++) {
    for (let i = y * width + MARGIN, end = (y + 1) * width - MARGIN; i < end; i++) {
      const strength = response[i] ?? 0;
      if (strength < LEAST_STRENGTH || !isPeak(response, i, width)) continue;
      const x = i - y * width + peakShift(response, i, 1);
      spots.push({ level, x, y: y + peakShift(response, i, width), strength });
    }
  }
  return spots;
}

function isPeak(response: Float32Array, i: number, width: number): boolean {
  const value = response[i] ?? 0;
  return (
    (response[i - 1] ?? 0) < value &&
    (response[i + 1] ?? 0) < value &&
    (response[i - width] ?? 0) < value &&
    (response[i + width] ?? 0) < value &&
    (response[i - width - 1] ?? 0) < value &&
    (response[i - width + 1] ?? 0) < value &&
    (response[i + width - 1] ?? 0) < value &&
    (response[i + width + 1] ?? 0) < value
  );
}

/** Of a parabola through a peak and its neighbours `step` away: between −½ and ½. */
function peakShift(response: Float32Array, i: number, step: number): number {
  const [low, high] = [response[i - step] ?? 0, response[i + step] ?? 0];
  return (low - high) / (2 * (low + high - 2 * (response[i] ?? 0)));
}

function hessianOf({ width, height, data }: Field): Float32Array {
  const response = new Float32Array(data.length);
  for (let y = 3; y < height - 3; y++) {
    for (let i = y * width + 3, end = (y + 1) * width - 3; i < end; i++) {
      const middle = 2 * (data[i] ?? 0);
      const xx = (data[i - 2] ?? 0) + (data[i + 2] ?? 0) - middle;
      const yy = (data[i - 2 * width] ?? 0) + (data[i + 2 * width] ?? 0) - middle;
      const xy =
        (data[i - width - 1] ?? 0) +
        (data[i + width + 1] ?? 0) -
        (data[i - width + 1] ?? 0) -
        (data[i + width - 1] ?? 0);
      response[i] = xx * yy - xy * xy;
    }
  }
  return response;
}

/** Keeps spots apart by a grid of cells as wide as the least distance. */
class Spread {
  private readonly cells: ([number, number] | undefined)[];
  private readonly across: number;
  private readonly apart: number;

  constructor(picture: Field, apart: number) {
    this.apart = apart;
    this.across = Math.ceil(picture.width / apart) + 1;
    this.cells = new Array(this.across * (Math.ceil(picture.height / apart) + 1));
  }

  /** False where another is too near. */
  add(x: number, y: number): boolean {
    const [column, row] = [Math.floor(x / this.apart), Math.floor(y / this.apart)];
    for (let r = row - 1; r <= row + 1; r++) {
      for (let c = column - 1; c <= column + 1; c++) {
        if (r < 0 || c < 0 || c >= this.across) continue;
        const other = this.cells[r * this.across + c];
        if (other && (other[0] - x) ** 2 + (other[1] - y) ** 2 < this.apart ** 2) return false;
      }
    }
    this.cells[row * this.across + column] = [x, y];
    return true;
  }
}

const RADIUS = 7;
const SIDE = 2 * RADIUS + 1;
/** The disc around a spot: steps right and down, and how much each counts. */
const DISC = Array.from({ length: SIDE * SIDE }, (_, i) => {
  const [right, down] = [(i % SIDE) - RADIUS, Math.floor(i / SIDE) - RADIUS];
  return { right, down, far: right * right + down * down };
}).filter(({ far }) => far <= RADIUS * RADIUS);
const RIGHT = Int8Array.from(DISC, ({ right }) => right);
const DOWN = Int8Array.from(DISC, ({ down }) => down);
const WEIGHT = Float32Array.from(DISC, ({ far }) => Math.exp(-far / 25));

const histogram = new Float32Array(BINS);
const soft = new Float32Array(BINS);

function directionsOf(spot: Spot): number[] {
  sumDirections(spot);
  let highest = 0;
  for (let i = 0; i < BINS; i++) {
    const near = (histogram[(i + BINS - 1) % BINS] ?? 0) + (histogram[(i + 1) % BINS] ?? 0);
    const far = (histogram[(i + BINS - 2) % BINS] ?? 0) + (histogram[(i + 2) % BINS] ?? 0);
    const value = 6 * (histogram[i] ?? 0) + 4 * near + far;
    soft[i] = value;
    if (value > highest) highest = value;
  }
  const angles: [height: number, angle: number][] = [];
  for (let i = 0; i < BINS; i++) {
    const value = soft[i] ?? 0;
    const before = soft[(i + BINS - 1) % BINS] ?? 0;
    const after = soft[(i + 1) % BINS] ?? 0;
    if (value < SECOND_PEAK * highest || value < before || value <= after) continue;
    const shift = (before - after) / (2 * (before + after - 2 * value));
    angles.push([value, ((i + shift) / BINS) * 2 * Math.PI]);
  }
  return angles
    .sort(([a], [b]) => b - a)
    .slice(0, 2)
    .map(([, angle]) => angle);
}

/** The gradients around a spot by their directions: into {@link histogram}. */
function sumDirections({ level: { width, data }, x, y }: Spot): void {
  histogram.fill(0);
  const middle = Math.round(y) * width + Math.round(x);
  for (let k = 0; k < WEIGHT.length; k++) {
    const i = middle + (DOWN[k] ?? 0) * width + (RIGHT[k] ?? 0);
    const gx = (data[i + 1] ?? 0) - (data[i - 1] ?? 0);
    const gy = (data[i + width] ?? 0) - (data[i - width] ?? 0);
    const bin = ((Math.atan2(gy, gx) / (2 * Math.PI)) * BINS + BINS) % BINS;
    const value = Math.sqrt(gx * gx + gy * gy) * (WEIGHT[k] ?? 0);
    const low = Math.floor(bin);
    const share = bin - low;
    histogram[low % BINS] = (histogram[low % BINS] ?? 0) + value * (1 - share);
    histogram[(low + 1) % BINS] = (histogram[(low + 1) % BINS] ?? 0) + value * share;
  }
}

/** Good until the next call; null for a patch without anything. */
function signatureOf(spot: Spot, angle: number): Float32Array | null {
  sumAlong(spot, angle);
  let squares = 0;
  for (let i = 0; i < SIGNATURE; i++) {
    const u = (ALONG[i] ?? 0) * PATCH;
    const v = (ACROSS[i] ?? 0) * PATCH;
    let sum = 0;
    for (let row = 0; row < PATCH; row++) sum += (along[u + row] ?? 0) * (COSINES[v + row] ?? 0);
    const value = sum * (WEIGHTS[i] ?? 0);
    signature[i] = value;
    squares += value * value;
  }
  if (squares === 0) return null;
  const length = Math.sqrt(squares);
  for (let i = 0; i < SIGNATURE; i++) signature[i] = (signature[i] ?? 0) / length;
  return signature;
}

const along = new Float32Array(MOST_FREQUENCY * PATCH);
const signature = new Float32Array(SIGNATURE);

/** The turned patch around a spot, each of its rows by its frequencies: into {@link along}. */
function sumAlong({ level: { width, data }, x, y }: Spot, angle: number): void {
  const [cos, sin] = [Math.cos(angle) * PATCH_STEP, Math.sin(angle) * PATCH_STEP];
  along.fill(0);
  for (let row = 0; row < PATCH; row++) {
    const v = row - (PATCH - 1) / 2;
    for (let column = 0; column < PATCH; column++) {
      const u = column - (PATCH - 1) / 2;
      const right = x + u * cos - v * sin;
      const down = y + u * sin + v * cos;
      const left = Math.floor(right);
      const top = Math.floor(down);
      const i = top * width + left;
      const a = data[i] ?? 0;
      const c = data[i + width] ?? 0;
      const upper = a + ((data[i + 1] ?? 0) - a) * (right - left);
      const value = upper + (c + ((data[i + width + 1] ?? 0) - c) * (right - left) - upper) * (down - top);
      for (let at = 0; at < along.length; at += PATCH) {
        along[at + row] = (along[at + row] ?? 0) + value * (COSINES[at + column] ?? 0);
      }
    }
  }
}
