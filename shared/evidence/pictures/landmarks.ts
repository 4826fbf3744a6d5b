/**
 * Spots of a picture that are found again after cropping, turning, scaling and coding: bright or dark blobs, each
 * with its size, direction and a short description of what lies around it.
 *
 * Blobs by the determinant of the Hessian over half-octave levels (Lindeberg 1998; Bay et al., SURF 2006), direction
 * from a histogram of gradients (Lowe 2004), description by the low frequencies of the turned patch.
 */
import { type Field, halved, resized, sample, smoothed } from './raster.ts';

export interface Landmark {
  /** px of the picture */
  x: number;
  y: number;
  /** px of the picture for one px of the level it was found on */
  scale: number;
  /** radians */
  angle: number;
  strength: number;
  /** {@link FREQUENCIES} long, of length 1. */
  signature: Float32Array;
}

const LEVELS = 6;
/** Smaller levels hold nothing that can be told apart. */
const LEAST_EDGE = 48;
const PATCH = 16;
/** px of the level between two samples of a patch */
const PATCH_STEP = 1.25;
const MARGIN = 12;
const LEAST_STRENGTH = 60;
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

const COSINES = Array.from({ length: MOST_FREQUENCY }, (_, frequency) =>
  Float32Array.from({ length: PATCH }, (_, i) => Math.cos((Math.PI * frequency * (i + 0.5)) / PATCH)),
);

/** Strongest first, none nearer than `apart` px to a stronger one. */
export function landmarksOf(picture: Field, most: number, apart: number): Landmark[] {
  const spots = levelsOf(picture).flatMap((level) => blobsOf(level));
  spots.sort((a, b) => b.strength - a.strength);
  const found: Landmark[] = [];
  const taken = new Spread(picture, apart);
  for (const spot of spots) {
    if (found.length >= most) break;
    if (!taken.add(spot.x * spot.level.scale, spot.y * spot.level.scale)) continue;
    for (const angle of directionsOf(spot)) {
      const signature = signatureOf(spot, angle);
      if (signature === null) continue;
      const { scale } = spot.level;
      found.push({ x: spot.x * scale, y: spot.y * scale, scale, angle, strength: spot.strength, signature });
    }
  }
  return found;
}

/** What the landmark would be in the mirrored picture: across its direction everything is reversed. */
export function mirrored(signature: Float32Array): Float32Array {
  return signature.map((value, i) => ((FREQUENCIES[i]?.[1] ?? 0) % 2 === 1 ? -value : value));
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

function levelsOf(picture: Field): Level[] {
  const between = smoothed(picture);
  const half = Math.SQRT1_2;
  let even: Field = picture;
  let odd = resized(between, Math.round(picture.width * half), Math.round(picture.height * half));
  const levels: Level[] = [];
  for (let i = 0; i < LEVELS; i++) {
    const field = i % 2 === 0 ? even : odd;
    if (Math.min(field.width, field.height) < LEAST_EDGE) break;
    levels.push({ ...smoothed(field), scale: picture.width / field.width });
    if (i % 2 === 0) even = halved(even);
    else odd = halved(odd);
  }
  return levels;
}

function blobsOf(level: Level): Spot[] {
  const { width, height, data } = level;
  const response = new Float32Array(data.length);
  for (let y = 3; y < height - 3; y++) {
    for (let x = 3; x < width - 3; x++) {
      const i = y * width + x;
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
  const spots: Spot[] = [];
  const around = [-width - 1, -width, -width + 1, -1, 1, width - 1, width, width + 1];
  for (let y = MARGIN; y < height - MARGIN; y++) {
    for (let x = MARGIN; x < width - MARGIN; x++) {
      const i = y * width + x;
      const strength = response[i] ?? 0;
      if (strength < LEAST_STRENGTH || around.some((step) => (response[i + step] ?? 0) >= strength)) continue;
      const peak = (step: number): number => {
        const [low, high] = [response[i - step] ?? 0, response[i + step] ?? 0];
        return (low - high) / (2 * (low + high - 2 * strength));
      };
      spots.push({ level, x: x + peak(1), y: y + peak(width), strength });
    }
  }
  return spots;
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

function directionsOf({ level, x, y }: Spot): number[] {
  const { width, data } = level;
  const histogram = new Float32Array(BINS);
  const [cx, cy] = [Math.round(x), Math.round(y)];
  const radius = 7;
  for (let dy = -radius; dy <= radius; dy++) {
    for (let dx = -radius; dx <= radius; dx++) {
      const far = dx * dx + dy * dy;
      if (far > radius * radius) continue;
      const i = (cy + dy) * width + cx + dx;
      const gx = (data[i + 1] ?? 0) - (data[i - 1] ?? 0);
      const gy = (data[i + width] ?? 0) - (data[i - width] ?? 0);
      const bin = ((Math.atan2(gy, gx) / (2 * Math.PI)) * BINS + BINS) % BINS;
      const weight = Math.hypot(gx, gy) * Math.exp(-far / 25);
      const low = Math.floor(bin);
      const share = bin - low;
      histogram[low % BINS] = (histogram[low % BINS] ?? 0) + weight * (1 - share);
      histogram[(low + 1) % BINS] = (histogram[(low + 1) % BINS] ?? 0) + weight * share;
    }
  }
  const soft = histogram.map((value, i) => {
    const near = (step: number): number => histogram[(i + step + BINS) % BINS] ?? 0;
    return 6 * value + 4 * (near(-1) + near(1)) + near(-2) + near(2);
  });
  const highest = Math.max(...soft);
  const angles: [height: number, angle: number][] = [];
  for (const [i, value] of soft.entries()) {
    const [before, after] = [soft[(i + BINS - 1) % BINS] ?? 0, soft[(i + 1) % BINS] ?? 0];
    if (value < SECOND_PEAK * highest || value < before || value <= after) continue;
    const shift = (before - after) / (2 * (before + after - 2 * value));
    angles.push([value, ((i + shift) / BINS) * 2 * Math.PI]);
  }
  return angles
    .sort(([a], [b]) => b - a)
    .slice(0, 2)
    .map(([, angle]) => angle);
}

function signatureOf({ level, x, y }: Spot, angle: number): Float32Array | null {
  const [cos, sin] = [Math.cos(angle) * PATCH_STEP, Math.sin(angle) * PATCH_STEP];
  const along = new Float32Array(MOST_FREQUENCY * PATCH);
  for (let row = 0; row < PATCH; row++) {
    const v = row - (PATCH - 1) / 2;
    for (let column = 0; column < PATCH; column++) {
      const u = column - (PATCH - 1) / 2;
      const value = sample(level, x + u * cos - v * sin, y + u * sin + v * cos);
      for (let f = 0; f < MOST_FREQUENCY; f++) {
        along[f * PATCH + row] = (along[f * PATCH + row] ?? 0) + value * (COSINES[f]?.[column] ?? 0);
      }
    }
  }
  const signature = new Float32Array(FREQUENCIES.length);
  let squares = 0;
  for (const [i, [u, v]] of FREQUENCIES.entries()) {
    let sum = 0;
    for (let row = 0; row < PATCH; row++) sum += (along[u * PATCH + row] ?? 0) * (COSINES[v]?.[row] ?? 0);
    // Nature's pictures hold less in higher frequencies: each is to count alike.
    signature[i] = sum * Math.hypot(u, v) * (u === 0 || v === 0 ? Math.SQRT1_2 : 1);
    squares += (signature[i] ?? 0) ** 2;
  }
  if (squares === 0) return null;
  const length = Math.sqrt(squares);
  return signature.map((value) => value / length);
}
