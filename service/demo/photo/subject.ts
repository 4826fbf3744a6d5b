/** What the complaint is about, as it was found and as it was left. One painter for each kind of shot. */
import { createRandom } from '../random.ts';
import { type Canvas, palette, type Rgb } from './camera.ts';
import { plantTree, type Street } from './layout.ts';
import { bags, bike, car, cart, worker } from './props.ts';
import { paintRoadwork } from './roadwork.ts';
import type { Shot, Stage, Subject } from './shot.ts';
import { blob, onWall, paintTree, strip, type Weather } from './street.ts';

/** Which side of its street a place's trouble lies on. */
export function sideOf(place: string): -1 | 1 {
  return createRandom(`side/${place}`).chance(0.5) ? -1 : 1;
}

export function paintSubject(canvas: Canvas, shot: Shot, street: Street, weather: Weather): void {
  const die = createRandom(`subject/${shot.place}`);
  const stage: Stage = {
    canvas,
    street,
    weather,
    die,
    mended: shot.state === 'after',
    side: sideOf(shot.place),
  };
  if (!paintRoadwork(shot.subject, stage)) PAINTERS[shot.subject]?.(stage);
  const hand = createRandom(`crew/${shot.place}/${shot.take}`);
  if (stage.mended && shot.subject !== 'lamp' && hand.chance(0.45)) {
    worker(canvas, hand, [-stage.side * (street.half - 0.3), 0, hand.between(6, 9)]);
  }
}

const PAINTERS: Partial<Record<Subject, (stage: Stage) => void>> = {
  rubbish({ canvas, street, die, mended, side }) {
    const x = side * Math.min(street.half - 0.35, 2);
    const z = die.between(4.6, 6.2);
    if (!mended) bags(canvas, die, [x, 0, z], die.between(0.9, 1.6));
    else
      canvas.polygon(
        blob(x, z, 1.1, 11, (i) => 0.8 + (i % 3) * 0.15),
        [70, 70, 72],
        { opacity: 0.35 },
      );
  },
  tree({ canvas, street, weather, die, mended, side }) {
    const x = side * (street.half + 0.2);
    const tree = { ...plantTree(die, [x, 0, 7]), height: 4.4, crown: 2.9 };
    if (mended) {
      paintTree(canvas, { ...tree, clumps: tree.clumps.slice(0, 12) }, weather, 1.1);
      for (let i = 0; i < 5; i++) {
        canvas.oval([x - side * (0.5 + i * 0.3), 0.18, 6.3], 0.17, 0.17, [150, 116, 78]);
        canvas.oval([x - side * (0.5 + i * 0.3), 0.18, 6.29], 0.12, 0.12, [206, 172, 122]);
      }
      return;
    }
    paintTree(canvas, tree, weather);
    const fallen: Rgb = [96, 76, 56];
    canvas.line(
      { colour: fallen, width: 0.2 },
      [x, 1.2, 7],
      [x - side * 1.2, 0.5, 6.2],
      [x - side * (street.half + 0.6), 0.12, 5.4],
    );
    for (let i = 0; i < 40; i++) {
      const far = die.next();
      const tone = die.between(0.7, 1.15);
      canvas.oval(
        [
          x - side * (0.6 + far * (street.half + 0.4)),
          die.between(0.1, 0.75),
          6.1 - far * die.between(0.4, 1),
        ],
        die.between(0.12, 0.34),
        die.between(0.08, 0.2),
        [tree.colour[0] * tone, tree.colour[1] * tone, tree.colour[2] * tone],
      );
    }
  },
  lamp({ canvas, street, mended, side }) {
    const x = side * (street.half + 0.25);
    for (const z of [26, 15, 7.5]) {
      const arm = x - side * 1.5;
      canvas.line({ colour: [150, 152, 156], width: 0.13 }, [x, 0, z], [x, 5.6, z], [arm, 5.9, z]);
      const lit = mended || z === 26;
      if (lit) {
        canvas.polygon(blob(arm, z, 3.2, 20), [255, 214, 140], { opacity: 0.16, glow: true });
        canvas.polygon(blob(arm, z, 1.8, 20), [255, 226, 160], { opacity: 0.22, glow: true });
        for (const [r, share] of [
          [1.3, 0.08],
          [0.7, 0.16],
          [0.35, 0.35],
        ] as const) {
          canvas.oval([arm, 5.85, z], r, r, [255, 226, 160], { opacity: share, glow: true });
        }
      }
      canvas.oval([arm, 5.85, z], 0.3, 0.1, lit ? [255, 246, 214] : [70, 72, 78], { glow: lit });
    }
  },
  parking({ canvas, street, die, mended, side }) {
    if (mended) {
      canvas.card([side * (street.half + 0.5), 0.14, 6.4], 0.07, 2.1, [130, 132, 136]);
      canvas.oval([side * (street.half + 0.5), 2.4, 6.38], 0.34, 0.34, [200, 40, 40]);
      canvas.oval([side * (street.half + 0.5), 2.4, 6.37], 0.26, 0.26, [238, 238, 236]);
      canvas.card([side * (street.half + 0.5), 2.22, 6.36], 0.11, 0.36, [30, 30, 34]);
      return;
    }
    const x = side * (street.half - 0.5);
    for (const z of [17, 11.5, 6.4]) {
      if (die.chance(0.72)) car(canvas, die, [x, 0, z]);
      else for (const step of [-0.6, 0.1, 0.7]) bike(canvas, die, [x + step, 0, z + step]);
    }
  },
  stall({ canvas, street, die, mended, side }) {
    const x = side * (street.half + 0.1);
    if (mended) {
      for (const z of [8.2, 5.8]) {
        canvas.card([x + side * 0.3, 0.14, z], 0.62, 0.5, [140, 134, 126], { round: 0.05 });
        for (let i = 0; i < 9; i++) {
          canvas.oval(
            [x + side * 0.3 + die.between(-0.25, 0.25), 0.72 + die.between(0, 0.22), z],
            0.14,
            0.11,
            [70, 128, 60],
          );
        }
      }
      return;
    }
    for (const z of [11.5, 8.6, 6]) cart(canvas, die, [x - side * 0.2, 0, z]);
  },
  graffiti({ canvas, street, die, mended, side }) {
    const x = side * (street.half + street.walk - 0.02);
    const wall: Rgb = mended ? [206, 212, 206] : [186, 180, 168];
    canvas.polygon(onWall(x, 2.6, 11.5, 0.14, 2.7), wall);
    canvas.polygon(onWall(x, 2.6, 11.5, 2.6, 2.75), [120, 116, 108]);
    if (mended) {
      canvas.polygon(onWall(x - side * 0.01, 2.6, 11.5, 0.14, 0.8), [88, 148, 120]);
      return;
    }
    const paints = palette('#1e2228 #be283c #2850aa #f0aa28 #288c5a');
    for (let word = 0; word < 5; word++) {
      const colour = die.pick(paints);
      const from = 3.2 + word * 1.5;
      const letters = Array.from(
        { length: 11 },
        (_, i) => [x - side * 0.02, die.between(0.7, 2.2), from + i * 0.14] as const,
      );
      canvas.line({ colour, width: die.between(0.06, 0.13) }, ...letters);
    }
  },
  banner({ canvas, street, die, mended, side }) {
    const x = side * (street.half + 0.3);
    for (const z of [13, 9, 5.8]) {
      canvas.card([x, 0, z], 0.09, 3.4, [120, 100, 76]);
      if (mended) continue;
      const cloth = die.pick(palette('#d63430 #245ca8 #f2be28 #289660'));
      canvas.card([x - side * 0.55, 1.5, z - 0.05], 1.15, 1.7, cloth);
      canvas.card([x - side * 0.55, 2.55, z - 0.06], 0.85, 0.2, [245, 245, 240]);
      canvas.card([x - side * 0.55, 2.2, z - 0.06], 0.6, 0.12, [245, 245, 240]);
      canvas.oval([x - side * 0.55, 1.85, z - 0.06], 0.2, 0.2, [245, 245, 240]);
    }
  },
  cables({ canvas, street, die, mended }) {
    const x = street.poleSide * (street.half + 0.3);
    canvas.line({ colour: [118, 114, 110], width: 0.2 }, [x, 0, 6.2], [x, 6.4, 6.2]);
    canvas.card([x, 3.1, 6.15], 0.5, 0.66, [150, 152, 150], { round: 0.03 });
    const count = mended ? 2 : 15;
    for (let i = 0; i < count; i++) {
      const low = mended ? 4.9 + i * 0.12 : die.between(1.1, 3.6);
      const reach = -street.poleSide * (mended ? 0.4 : die.between(0.4, 2.2));
      canvas.line(
        { colour: [28, 28, 32], width: die.between(0.03, 0.06) },
        [x, 4.7 + (i % 5) * 0.22, 6.2],
        [x + reach * 0.4, (low + 4) / 2, 7.2],
        [x + reach, low, 8.6],
        [x + reach * 0.5, (low + 5) / 2, 12],
        [x, 5.4, 17],
      );
    }
    if (!mended) {
      for (let i = 0; i < 5; i++)
        canvas.oval([x, 2.3 + i * 0.05, 6.1], 0.5 + i * 0.07, 0.32, [26, 26, 30], { opacity: 0.25 });
    }
  },
  marking({ canvas, street, die, mended }) {
    const white: Rgb = mended ? [240, 240, 234] : [168, 166, 160];
    const from = die.between(4.2, 5);
    for (let x = -street.half + 0.2; x < street.half - 0.3; x += 0.75) {
      canvas.polygon(strip(x, x + 0.42, from, from + 2.4, 0.003), white, { opacity: mended ? 0.92 : 0.28 });
      if (mended) continue;
      for (let i = 0; i < 3; i++) {
        canvas.polygon(
          blob(x + die.between(0, 0.4), from + die.between(0, 2.4), die.between(0.1, 0.3), 7),
          [104, 104, 104],
          { opacity: 0.8 },
        );
      }
    }
  },
};
