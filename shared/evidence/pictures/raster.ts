/** Grey pictures as the comparing takes them: rows of brightness, with the few ways of changing them it needs. */

/** px: the longest edge of a picture that is compared. */
export const RASTER_EDGE = 512;

/** Rows of 8-bit grey, as it travels and is kept. */
export interface Raster {
  width: number;
  height: number;
  data: Uint8Array;
}

/** The same in numbers that can be computed with. */
export interface Field {
  width: number;
  height: number;
  data: Float32Array;
}

export function fieldOf({ width, height, data }: Raster): Field {
  return { width, height, data: Float32Array.from(data) };
}

/** Smoothed by the binomial 1-4-6-4-1, about a Gaussian of 1 px. Edges repeat. */
export function smoothed({ width, height, data }: Field): Field {
  const rows = new Float32Array(data.length);
  for (let y = 0; y < height; y++) smoothRow(data, rows, y * width, width);
  const out = new Float32Array(data.length);
  const row = (y: number): number => Math.min(Math.max(y, 0), height - 1) * width;
  for (let y = 0; y < height; y++) {
    const [a, b, c, d, e] = [row(y - 2), row(y - 1), row(y), row(y + 1), row(y + 2)];
    for (let x = 0; x < width; x++) {
      const outer = (rows[a + x] ?? 0) + (rows[e + x] ?? 0);
      const inner = (rows[b + x] ?? 0) + (rows[d + x] ?? 0);
      out[c + x] = (outer + 4 * inner + 6 * (rows[c + x] ?? 0)) / 16;
    }
  }
  return { width, height, data: out };
}

function smoothRow(from: Float32Array, into: Float32Array, first: number, count: number): void {
  const last = first + count - 1;
  let a = from[first] ?? 0;
  let b = a;
  let c = a;
  let d = from[Math.min(first + 1, last)] ?? 0;
  for (let i = first; i <= last; i++) {
    const e = from[Math.min(i + 2, last)] ?? 0;
    into[i] = (a + e + 4 * (b + d) + 6 * c) / 16;
    a = b;
    b = c;
    c = d;
    d = e;
  }
}

/** Resampled to another size; smooth it first where it becomes much smaller. */
export function resized(field: Field, width: number, height: number): Field {
  const data = new Float32Array(width * height);
  const stepX = field.width / width;
  const stepY = field.height / height;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      data[y * width + x] = sample(field, (x + 0.5) * stepX - 0.5, (y + 0.5) * stepY - 0.5);
    }
  }
  return { width, height, data };
}

/** Half as wide and high: the mean of each four. */
export function halved({ width: from, height: rows, data: whole }: Field): Field {
  const width = from >> 1;
  const height = rows >> 1;
  const data = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const upper = 2 * y * from + 2 * x;
      const lower = upper + from;
      data[y * width + x] =
        ((whole[upper] ?? 0) + (whole[upper + 1] ?? 0) + (whole[lower] ?? 0) + (whole[lower + 1] ?? 0)) / 4;
    }
  }
  return { width, height, data };
}

/** Brightness between pixels; the edge goes on outside. */
export function sample({ width, height, data }: Field, x: number, y: number): number {
  const cx = Math.min(Math.max(x, 0), width - 1);
  const cy = Math.min(Math.max(y, 0), height - 1);
  const left = Math.min(Math.floor(cx), width - 2);
  const top = Math.min(Math.floor(cy), height - 2);
  const fx = cx - left;
  const from = top * width + left;
  const a = data[from] ?? 0;
  const c = data[from + width] ?? 0;
  const upper = a + ((data[from + 1] ?? 0) - a) * fx;
  const lower = c + ((data[from + width + 1] ?? 0) - c) * fx;
  return upper + (lower - upper) * (cy - top);
}
