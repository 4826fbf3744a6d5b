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
  for (let y = 0; y < height; y++) {
    const row = y * width;
    for (let x = 0; x < width; x++) {
      const [a, b] = [row + Math.max(0, x - 2), row + Math.max(0, x - 1)];
      const [c, d] = [row + Math.min(width - 1, x + 1), row + Math.min(width - 1, x + 2)];
      rows[row + x] = (at(data, a) + at(data, d) + 4 * (at(data, b) + at(data, c)) + 6 * at(data, row + x)) / 16;
    }
  }
  const out = new Float32Array(data.length);
  for (let y = 0; y < height; y++) {
    const [a, b] = [Math.max(0, y - 2) * width, Math.max(0, y - 1) * width];
    const [c, d] = [Math.min(height - 1, y + 1) * width, Math.min(height - 1, y + 2) * width];
    for (let x = 0; x < width; x++) {
      out[y * width + x] =
        (at(rows, a + x) + at(rows, d + x) + 4 * (at(rows, b + x) + at(rows, c + x)) + 6 * at(rows, y * width + x)) /
        16;
    }
  }
  return { width, height, data: out };
}

/** Resampled to another size; smooth it first where it becomes much smaller. */
export function resized(field: Field, width: number, height: number): Field {
  const data = new Float32Array(width * height);
  const [stepX, stepY] = [field.width / width, field.height / height];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      data[y * width + x] = sample(field, (x + 0.5) * stepX - 0.5, (y + 0.5) * stepY - 0.5);
    }
  }
  return { width, height, data };
}

/** Half as wide and high: the mean of each four. */
export function halved(field: Field): Field {
  const [width, height] = [field.width >> 1, field.height >> 1];
  const data = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = 2 * y * field.width + 2 * x;
      const below = from + field.width;
      data[y * width + x] =
        (at(field.data, from) + at(field.data, from + 1) + at(field.data, below) + at(field.data, below + 1)) / 4;
    }
  }
  return { width, height, data };
}

/** Brightness between pixels; the edge goes on outside. */
export function sample({ width, height, data }: Field, x: number, y: number): number {
  const [cx, cy] = [Math.min(Math.max(x, 0), width - 1), Math.min(Math.max(y, 0), height - 1)];
  const [left, top] = [Math.min(Math.floor(cx), width - 2), Math.min(Math.floor(cy), height - 2)];
  const [fx, fy] = [cx - left, cy - top];
  const from = top * width + left;
  const upper = at(data, from) * (1 - fx) + at(data, from + 1) * fx;
  const lower = at(data, from + width) * (1 - fx) + at(data, from + width + 1) * fx;
  return upper * (1 - fy) + lower * fy;
}

function at(data: Float32Array, index: number): number {
  return data[index] ?? 0;
}
