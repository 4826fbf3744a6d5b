/** Things that stand about in a street: bags of rubbish, vehicles, stalls, and the orange crew that clears them. */
import type { Random } from '../random.ts';
import { type Canvas, mix, palette, type Rgb, type Spot } from './camera.ts';

const BAGS = palette('#222226 #303238 #e4e4e0 #3c6eb4 #c43e36 #967046');
const CARS = palette('#dedee0 #282a2e #96989c #962828 #324e78 #c4beb0');

export function bags(canvas: Canvas, die: Random, [x, , z]: Spot, size: number): void {
  canvas.oval([x, 0.02, z], size * 1.15, size * 0.2, [30, 30, 30], { opacity: 0.4 });
  // A heap: a row on the ground, and upon it more, the higher the nearer to its middle.
  const ground = Array.from({ length: 18 }, (_, i) => {
    return [-1 + (2 * (i + die.next())) / 18, 0, die.between(-0.3, 0.5), die.between(0.17, 0.3)] as const;
  });
  const upon = Array.from({ length: 22 }, () => {
    const dx = die.between(-0.7, 0.7);
    return [dx, die.next() * (1 - Math.abs(dx)), die.between(-0.3, 0.2), die.between(0.17, 0.3)] as const;
  });
  const pile = [...ground, ...upon].sort((a, b) => b[1] - a[1] || b[2] - a[2]);
  for (const [dx, high, dz, r] of pile) {
    const colour = die.pick(BAGS);
    const at: Spot = [x + dx * size, high * size * 0.5 + r * 0.7, z + dz];
    canvas.oval(at, r, r * 0.85, mix(colour, [20, 20, 24], 0.3));
    canvas.oval([at[0] - r * 0.15, at[1] + r * 0.15, at[2]], r * 0.72, r * 0.55, colour);
    canvas.oval(
      [at[0] - r * 0.3, at[1] + r * 0.35, at[2]],
      r * 0.24,
      r * 0.14,
      mix(colour, [255, 255, 255], 0.5),
      { opacity: 0.7 },
    );
  }
  for (let i = 0; i < 46; i++) {
    const colour = die.pick(palette('#eceae2 #c83c32 #46783c #d6b846 #78644c'));
    canvas.card(
      [x + die.between(-1.7, 1.7) * size, 0.01, z - die.between(0, 0.9)],
      die.between(0.04, 0.14),
      die.between(0.02, 0.06),
      colour,
    );
  }
}

/** Seen from behind. */
export function car(canvas: Canvas, die: Random, [x, , z]: Spot): void {
  const body = die.pick(CARS);
  const tall = die.between(1.45, 1.8);
  canvas.oval([x, 0.02, z], 1.05, 0.16, [16, 16, 18], { opacity: 0.55 });
  for (const side of [-0.62, 0.62]) canvas.card([x + side, 0, z], 0.24, 0.5, [24, 24, 26], { round: 0.06 });
  canvas.card([x, 0.24, z], 1.72, 0.78, mix(body, [20, 20, 24], 0.12), { round: 0.14 });
  canvas.card([x, 0.85, z], 1.46, tall - 0.85, body, { round: 0.2 });
  canvas.card([x, 0.98, z], 1.24, tall - 1.1, [52, 64, 76], { round: 0.1 });
  canvas.card([x - 0.2, 1.02, z], 0.22, tall - 1.2, [130, 150, 164], { opacity: 0.35 });
  for (const side of [-0.72, 0.72])
    canvas.card([x + side, 0.66, z], 0.2, 0.24, [196, 36, 34], { round: 0.04 });
  canvas.card([x, 0.56, z], 0.46, 0.15, [22, 22, 24]);
  canvas.card([x, 0.24, z], 1.62, 0.16, [52, 52, 56], { round: 0.05 });
}

export function bike(canvas: Canvas, die: Random, [x, , z]: Spot): void {
  const body = die.pick(CARS);
  canvas.oval([x, 0.02, z], 0.34, 0.07, [16, 16, 18], { opacity: 0.5 });
  canvas.card([x, 0, z], 0.13, 0.58, [24, 24, 26], { round: 0.06 });
  canvas.card([x, 0.42, z], 0.34, 0.42, body, { round: 0.1 });
  canvas.card([x, 0.62, z], 0.2, 0.1, [200, 40, 36]);
  canvas.card([x, 0.82, z], 0.26, 0.12, [32, 30, 30], { round: 0.05 });
  canvas.card([x, 1.02, z], 0.62, 0.05, [40, 40, 44]);
}

/** A street vendor's cart under its umbrella. */
export function cart(canvas: Canvas, die: Random, [x, , z]: Spot): void {
  const paint = die.pick(palette('#ce3c32 #2878aa #3c8c5a #e2a032'));
  canvas.oval([x, 0.02, z], 0.8, 0.12, [16, 16, 18], { opacity: 0.45 });
  for (const side of [-0.42, 0.42]) canvas.oval([x + side, 0.22, z], 0.22, 0.22, [36, 34, 34]);
  canvas.card([x, 0.3, z], 1.3, 0.62, paint, { round: 0.03 });
  canvas.card([x, 0.52, z], 1.1, 0.18, [246, 242, 230]);
  canvas.card([x, 0.92, z], 1.16, 0.5, [190, 210, 216], { opacity: 0.75 });
  for (let i = 0; i < 5; i++)
    canvas.oval([x - 0.42 + i * 0.21, 1.02, z], 0.08, 0.1, die.pick(palette('#dc9632 #b44628 #5a8c3c')));
  canvas.card([x, 0.92, z], 0.05, 1.5, [140, 140, 140]);
  const at = canvas.place([x, 2.25, z]);
  if (!at) return;
  const cloth = canvas.shade(mix(paint, [255, 240, 200], 0.25), at.depth);
  const [w, h] = [1.15 * at.scale, 0.5 * at.scale];
  canvas.raw(
    `<path d="M${at.x - w} ${at.y}Q${at.x} ${at.y - h * 2.2} ${at.x + w} ${at.y}Z" fill="rgb(${cloth.map(Math.round).join(',')})"/>`,
  );
}

/** Jakarta's street crews (PPSU) wear orange. */
export function worker(canvas: Canvas, die: Random, [x, , z]: Spot): void {
  const orange: Rgb = [236, 104, 24];
  const turn = die.chance(0.5) ? -1 : 1;
  canvas.oval([x, 0.02, z], 0.36, 0.07, [16, 16, 18], { opacity: 0.5 });
  for (const side of [-0.11, 0.11]) {
    canvas.card([x + side, 0, z], 0.15, 0.85, [214, 90, 20], { round: 0.04 });
    canvas.card([x + side, 0, z], 0.17, 0.2, [28, 28, 30], { round: 0.05 });
  }
  canvas.card([x, 0.76, z], 0.48, 0.68, orange, { round: 0.12 });
  canvas.card([x, 0.98, z], 0.47, 0.07, [226, 230, 120]);
  canvas.card([x, 1.2, z], 0.47, 0.06, [226, 230, 120]);
  canvas.line(
    { colour: orange, width: 0.13 },
    [x - turn * 0.22, 1.36, z],
    [x - turn * 0.34, 1.1, z],
    [x - turn * 0.3, 0.85, z],
  );
  canvas.line({ colour: orange, width: 0.13 }, [x + turn * 0.22, 1.36, z], [x + turn * 0.42, 1.12, z]);
  canvas.line({ colour: [170, 134, 84], width: 0.035 }, [x + turn * 0.36, 1.5, z], [x + turn * 0.62, 0.1, z]);
  canvas.polygon(
    [
      [x + turn * 0.5, 0.22, z],
      [x + turn * 0.74, 0.22, z],
      [x + turn * 0.84, 0, z],
      [x + turn * 0.44, 0, z],
    ],
    [150, 116, 60],
  );
  canvas.oval([x, 1.58, z], 0.12, 0.15, [150, 106, 78]);
  canvas.oval([x, 1.68, z], 0.14, 0.09, orange);
  canvas.card([x + turn * 0.08, 1.63, z], 0.2, 0.035, [200, 84, 18]);
}
