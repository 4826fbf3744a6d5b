/** Troubles of the ground itself: potholes, drains, flood water, missing covers, broken pavement. */
import { mix, palette, type Rgb, type Spot } from './camera.ts';
import type { Stage, Subject } from './shot.ts';
import { blob, strip } from './street.ts';

const WORKS: Partial<Record<Subject, (stage: Stage) => void>> = {
  pothole({ canvas, street, weather, die, mended, side }) {
    const x = side * die.between(0.2, street.half * 0.45);
    const z = die.between(4.3, 5.4);
    const radius = die.between(0.55, 0.95);
    const rough = Array.from({ length: 16 }, () => die.between(0.72, 1.18));
    const edge = (share: number) => blob(x, z, radius * share, 16, (i) => rough[i] ?? 1);
    if (mended) {
      const fresh: Rgb = street.paved ? mix(street.surface, [110, 84, 72], 0.35) : [46, 47, 50];
      canvas.polygon(
        strip(x - radius * 1.3, x + radius * 1.25, z - radius * 1.15, z + radius * 1.3, 0.003),
        [70, 70, 72],
        { opacity: 0.5 },
      );
      canvas.polygon(
        strip(x - radius * 1.22, x + radius * 1.18, z - radius * 1.08, z + radius * 1.22, 0.004),
        fresh,
      );
      for (let i = 0; i < 60; i++) {
        const size = die.between(0.008, 0.022);
        canvas.polygon(
          blob(x + die.between(-1.15, 1.1) * radius, z + die.between(-1, 1.15) * radius, size, 4),
          [104, 104, 106],
          { opacity: 0.6 },
        );
      }
      return;
    }
    canvas.polygon(edge(1.22), mix(street.surface, [176, 164, 146], 0.5), { opacity: 0.8 });
    canvas.polygon(edge(1.02), [74, 66, 58]);
    canvas.polygon(
      edge(0.86).map(([a, , c]) => [a, -0.02, c + 0.05] as Spot),
      [44, 38, 34],
    );
    if (die.chance(0.55)) {
      canvas.polygon(edge(0.7), mix(weather.bottom, [96, 84, 66], 0.45), { opacity: 0.85 });
      canvas.polygon(blob(x - 0.1, z + 0.08, radius * 0.34, 12), weather.bottom, { opacity: 0.5 });
    } else {
      for (let i = 0; i < 24; i++) {
        canvas.oval(
          [x + die.between(-0.7, 0.7) * radius, 0.01, z + die.between(-0.6, 0.6) * radius],
          die.between(0.02, 0.06),
          0.03,
          [132, 122, 108],
        );
      }
    }
    for (let i = 0; i < 18; i++) {
      canvas.oval(
        [x + die.between(-1.7, 1.7) * radius, 0.02, z + die.between(-1.3, 1.5) * radius],
        die.between(0.015, 0.04),
        0.02,
        [88, 84, 80],
      );
    }
  },
  drain({ canvas, street, die, mended, side }) {
    const near = side * (street.half - 0.02);
    const far = near - side * 0.75;
    const concrete: Rgb = mended ? [176, 172, 164] : [138, 130, 118];
    canvas.polygon(strip(near + side * 0.1, far - side * 0.12, 0, 20, 0.006), concrete);
    canvas.polygon(strip(near, far, 0, 20, 0.005), mended ? [86, 100, 100] : [46, 44, 34]);
    canvas.polygon(strip(near, near - side * 0.2, 0, 20, 0.004), [30, 30, 28], { opacity: 0.6 });
    if (mended) {
      for (let i = 0; i < 12; i++) {
        canvas.line(
          { colour: [168, 186, 190], width: 0.02, opacity: 0.6 },
          [near - side * die.between(0.2, 0.6), 0.01, 3 + i],
          [near - side * die.between(0.2, 0.6), 0.01, 3.7 + i],
        );
      }
      return;
    }
    const litter = palette('#dcdcd8 #3c6eaa #be3c32 #d2b43c #5a4632 #3c5a32');
    for (let i = 0; i < 90; i++) {
      const z = 2.6 + 9 * die.next() ** 1.5;
      canvas.oval(
        [near - side * die.between(0.05, 0.72), 0.05, z],
        die.between(0.04, 0.15),
        die.between(0.03, 0.08),
        i % 3 ? [64, 58, 42] : die.pick(litter),
      );
    }
  },
  flood({ canvas, street, weather, die, mended }) {
    const edge = street.half + street.walk;
    if (mended) {
      for (let i = 0; i < 9; i++) {
        canvas.polygon(
          blob(die.between(-edge, edge), die.between(4, 14), die.between(0.3, 1), 12, () => 1),
          [64, 66, 70],
          { opacity: 0.3 },
        );
      }
      return;
    }
    const water = mix(weather.bottom, [122, 104, 76], 0.62);
    canvas.polygon(strip(-edge, edge, 1, 34, 0.2), water, { opacity: 0.94 });
    for (let i = 0; i < 46; i++) {
      const z = 3 + 24 * die.next() ** 2;
      const x = die.between(-edge, edge);
      canvas.line(
        { colour: weather.bottom, width: 0.03, opacity: 0.55 },
        [x, 0.21, z],
        [x + die.between(0.3, 1.4), 0.21, z + die.between(-0.1, 0.1)],
      );
    }
    for (const side of [-1, 1] as const) {
      canvas.polygon(strip(side * edge, side * (edge - 1.1), 3, 30, 0.205), [70, 62, 50], { opacity: 0.35 });
    }
  },
  cover({ canvas, street, die, mended, side }) {
    const x = side * (street.half - 0.75);
    const z = die.between(4.4, 5.2);
    canvas.polygon(strip(x - 0.62, x + 0.62, z - 0.55, z + 0.6, 0.003), [150, 146, 138]);
    if (mended) {
      canvas.polygon(strip(x - 0.5, x + 0.5, z - 0.44, z + 0.48, 0.004), [96, 98, 102]);
      for (let i = 0; i < 9; i++) {
        const at = x - 0.42 + i * 0.1;
        canvas.polygon(strip(at, at + 0.05, z - 0.36, z + 0.4, 0.005), [40, 42, 46]);
      }
      return;
    }
    canvas.polygon(strip(x - 0.5, x + 0.5, z - 0.44, z + 0.48, 0.004), [14, 14, 14]);
    canvas.polygon(
      [
        [x - 0.5, 0, z + 0.48],
        [x + 0.5, 0, z + 0.48],
        [x + 0.5, -0.14, z + 0.48],
        [x - 0.5, -0.14, z + 0.48],
      ],
      [92, 84, 74],
    );
    canvas.line({ colour: [150, 116, 74], width: 0.06 }, [x - 0.3, -0.2, z + 0.2], [x + 0.1, 1.35, z + 0.1]);
    canvas.polygon(
      [
        [x + 0.08, 1.36, z + 0.1],
        [x + 0.5, 1.22, z + 0.1],
        [x + 0.12, 1.0, z + 0.1],
      ],
      [206, 50, 40],
    );
  },
  pavement({ canvas, street, die, mended, side }) {
    const near = side * street.half;
    const far = side * (street.half + Math.max(street.walk, 1));
    for (let z = 2.4; z < 14; z += 0.5) {
      for (const share of [0, 1 / 3, 2 / 3]) {
        const [a, b] = [near + (far - near) * share, near + (far - near) * (share + 0.31)];
        const broken = !mended && z > 3.4 && z < 8 && die.chance(0.55);
        const tone = die.between(-10, 10);
        const tile: Rgb =
          share === 1 / 3 ? [206 + tone, 178 + tone, 60] : [166 + tone, 150 + tone, 138 + tone];
        const lift = broken ? die.between(-0.06, 0.1) : 0;
        canvas.polygon(
          [
            [a, 0.145, z],
            [a, 0.145 + lift, z + 0.46],
            [b, 0.145, z + 0.46],
            [b, 0.145 - lift, z],
          ],
          broken && die.chance(0.5) ? [104, 88, 70] : tile,
        );
      }
    }
    for (let i = 0; i < (mended ? 0 : 40); i++) {
      const at = near + (far - near) * die.next();
      canvas.oval(
        [at, 0.17, die.between(3.4, 8)],
        die.between(0.03, 0.1),
        die.between(0.02, 0.07),
        [140, 128, 116],
      );
    }
  },
};

/** False where the trouble is not one of the ground. */
export function paintRoadwork(subject: Subject, stage: Stage): boolean {
  const work = WORKS[subject];
  work?.(stage);
  return work !== undefined;
}
