/** Paints the place itself: a Jakarta street with its sky, houses, kerbs, trees and cables. */
import { type Canvas, css, HEIGHT, mix, palette, type Rgb, type Spot, WIDTH } from './camera.ts';
import { DEPTH, type House, type Street, type Tree } from './layout.ts';

export interface Weather {
  top: Rgb;
  bottom: Rgb;
  haze: Rgb;
  light: number;
  /** Which side the sun lights. */
  sun: -1 | 1;
  lamps: boolean;
}

export function paintStreet(canvas: Canvas, street: Street, weather: Weather): void {
  paintSky(canvas, street, weather);
  paintGround(canvas, street);
  for (const house of street.houses) paintHouse(canvas, street, house, weather);
  paintSpecks(canvas, street);
  const tall = [
    ...street.trees.map((tree) => ({ z: tree.spot[2], paint: () => paintTree(canvas, tree, weather) })),
    ...street.poles.map((z) => ({ z, paint: () => paintPole(canvas, street, z) })),
  ];
  for (const thing of tall.sort((a, b) => b.z - a.z)) thing.paint();
  paintCables(canvas, street);
}

function paintSky(canvas: Canvas, street: Street, weather: Weather): void {
  const { horizon } = canvas.camera;
  canvas.raw(
    `<defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${css(weather.top)}"/><stop offset="1" stop-color="${css(weather.bottom)}"/></linearGradient></defs><rect width="${WIDTH}" height="${Math.max(1, horizon + 2)}" fill="url(#sky)"/>`,
  );
  for (const [x, width, height] of street.skyline) {
    canvas.polygon(facing(260, x, x + width, height), [120, 130, 145]);
  }
}

function paintGround(canvas: Canvas, street: Street): void {
  const { half, walk } = street;
  canvas.raw(
    `<rect y="${canvas.camera.horizon}" width="${WIDTH}" height="${HEIGHT}" fill="${css(canvas.shade([128, 122, 110], 20))}"/>`,
  );
  for (let z = DEPTH; z > -2; z -= z > 24 ? 8 : 2) {
    const to = z - (z > 24 ? 8 : 2);
    canvas.polygon(strip(-half, half, to, z), street.surface);
    for (const side of [-1, 1]) {
      const kerb = side * half;
      canvas.polygon(
        strip(kerb, kerb + side * walk, to, z, 0.14),
        mix([172, 166, 156], [150, 118, 100], street.paved ? 0.4 : 0),
      );
    }
  }
  for (const [near, far] of [
    [18, 40],
    [8, 18],
    [0, 8],
  ] as const) {
    paintKerbs(canvas, half, near, far);
  }
  if (street.lane) {
    for (let z = 2; z < 60; z += 5)
      canvas.polygon(strip(-0.06, 0.06, z, z + 2.4), [210, 208, 198], { opacity: 0.75 });
  }
  if (street.paved) {
    for (let z = 2; z < 26; z += z < 10 ? 0.4 : 1.2) {
      canvas.line({ colour: [104, 96, 90], width: 0.015, opacity: 0.6 }, [-half, 0.001, z], [half, 0.001, z]);
    }
  }
}

/** Black and white, as along most of Jakarta's roads. */
function paintKerbs(canvas: Canvas, half: number, near: number, far: number): void {
  const colours = palette('#e2e0d8 #2e2e30');
  for (const [parity, colour] of colours.entries()) {
    const stones: Spot[][] = [];
    for (let z = far; z > near; z--) {
      if (z % 2 !== parity) continue;
      for (const side of [-1, 1]) {
        const x = side * half;
        stones.push(
          [
            [x, 0, z],
            [x, 0.14, z],
            [x, 0.14, z - 1],
            [x, 0, z - 1],
          ],
          strip(x, x + side * 0.16, z - 1, z, 0.14),
        );
      }
    }
    canvas.scatter(stones, colour, 1, (near + far) / 2);
  }
}

function paintSpecks(canvas: Canvas, street: Street): void {
  const shades: [colour: Rgb, share: number, from: number, to: number][] = [
    [[64, 64, 66], 0.26, 0, 0.5],
    [[150, 148, 142], 0.4, 0.5, 1],
  ];
  for (const [colour, share, from, to] of shades) {
    const shapes = street.specks
      .filter(([, , , tone]) => tone >= from && tone < to)
      .map(([x, z, size]): Spot[] => [
        [x - size, 0, z],
        [x, 0, z + size * 1.5],
        [x + size, 0, z],
        [x, 0, z - size * 1.2],
      ]);
    canvas.scatter(shapes, colour, share);
  }
}

export function strip(x1: number, x2: number, z1: number, z2: number, y = 0): Spot[] {
  return slope(x1, y, x2, y, z1, z2);
}

/** From one edge along the street down, or up, to another. */
function slope(x1: number, y1: number, x2: number, y2: number, from: number, to: number): Spot[] {
  return [
    [x1, y1, from],
    [x1, y1, to],
    [x2, y2, to],
    [x2, y2, from],
  ];
}

/** What stands across the street. */
function facing(z: number, left: number, right: number, height: number): Spot[] {
  return [
    [left, 0, z],
    [left, height, z],
    [right, height, z],
    [right, 0, z],
  ];
}

function paintHouse(canvas: Canvas, street: Street, house: House, weather: Weather): void {
  const x = house.side * (street.half + street.walk);
  const lit = house.side !== weather.sun;
  const wall = mix(house.colour, [40, 44, 60], lit ? 0 : 0.3);
  const out = x + house.side * 9;
  const { from, to, height } = house;
  canvas.polygon(facing(from, x, out, height), mix(wall, [50, 50, 60], 0.22));
  canvas.polygon(onWall(x, from, to, 0, height), wall);
  canvas.polygon(onWall(x, from, to, 0, 0.5), mix(wall, [70, 66, 60], 0.35));
  const [eaves, ridge] = [x - house.side * 0.4, x + house.side * 3];
  canvas.polygon(
    slope(eaves, height, ridge, height + 1.5, from, to),
    mix(house.roof, [30, 30, 40], lit ? 0 : 0.25),
  );
  const bays = Math.max(1, Math.round((to - from) / 2.6));
  for (let floor = 0; floor < house.floors; floor++) {
    for (let bay = 0; bay < bays; bay++) {
      const a = from + ((to - from) * (bay + 0.2)) / bays;
      const b = from + ((to - from) * (bay + 0.8)) / bays;
      if (floor === 0)
        canvas.polygon(onWall(x, a, b, 0.1, 2.3), mix(house.doorColour, [20, 20, 30], lit ? 0 : 0.25));
      else {
        canvas.polygon(onWall(x, a - 0.1, b + 0.1, floor * 3.1 + 0.7, floor * 3.1 + 2.3), [236, 232, 224]);
        canvas.polygon(
          onWall(x, a, b, floor * 3.1 + 0.8, floor * 3.1 + 2.2),
          weather.lamps && bay % 2 === 0 ? [250, 214, 130] : [70, 86, 100],
          { glow: weather.lamps && bay % 2 === 0 },
        );
      }
    }
  }
  if (house.awning) {
    const hang = x - house.side * 1.1;
    canvas.polygon(slope(x, 2.9, hang, 2.45, from + 0.4, to - 0.4), house.awning);
    canvas.polygon(onWall(hang, from + 0.4, to - 0.4, 2.22, 2.45), mix(house.awning, [255, 255, 255], 0.35));
  }
  canvas.polygon(strip(x, x - house.side * 0.7, from, to, 0.145), [30, 30, 36], { opacity: 0.22 });
}

export function onWall(x: number, from: number, to: number, low: number, high: number): Spot[] {
  return [
    [x, low, from],
    [x, high, from],
    [x, high, to],
    [x, low, to],
  ];
}

export function paintTree(canvas: Canvas, tree: Tree, weather: Weather, crown = tree.crown): void {
  const [x, , z] = tree.spot;
  canvas.polygon(blob(x + weather.sun * 0.8, z, crown * 1.1, 12), [24, 26, 30], { opacity: 0.28 });
  canvas.line(
    { colour: [92, 74, 58], width: 0.26 },
    [x, 0, z],
    [x + 0.08, tree.height * 0.55, z],
    [x, tree.height, z],
  );
  // From afar a few large clumps look the same.
  const distant = (canvas.place(tree.spot)?.scale ?? 0) * crown < 40;
  for (const [dx, dy, size, tone] of distant ? tree.clumps.slice(0, 12) : tree.clumps) {
    const r = distant ? size * 1.35 : size;
    const high = dy * 0.8 - weather.sun * dx * 0.3;
    const colour = mix(
      mix(tree.colour, [22, 34, 24], 0.45),
      mix(tree.colour, [206, 214, 120], 0.35),
      Math.min(1, Math.max(0, 0.5 + high * 0.6 + (tone - 0.5) * 0.4)),
    );
    canvas.oval([x + dx * crown, tree.height + dy * crown, z], r * crown, r * crown * 0.85, colour);
  }
}

/** A rough circle on the ground. */
export function blob(
  x: number,
  z: number,
  radius: number,
  corners: number,
  rough: (index: number) => number = () => 1,
): Spot[] {
  return Array.from({ length: corners }, (_, index) => {
    const angle = (index / corners) * Math.PI * 2;
    const r = radius * rough(index);
    return [x + Math.cos(angle) * r, 0.004, z + Math.sin(angle) * r] as const;
  });
}

function paintPole(canvas: Canvas, street: Street, z: number): void {
  const x = street.poleSide * (street.half + 0.3);
  canvas.line({ colour: [112, 110, 108], width: 0.2 }, [x, 0, z], [x, 7.4, z]);
  canvas.line({ colour: [80, 74, 70], width: 0.12 }, [x - 0.7, 6.9, z], [x + 0.7, 6.9, z]);
}

function paintCables(canvas: Canvas, street: Street): void {
  const x = street.poleSide * (street.half + 0.3);
  for (const shift of [-0.6, -0.2, 0.2, 0.6]) {
    const spots: Spot[] = [];
    street.poles.forEach((z, index) => {
      const next = street.poles[index + 1];
      for (let part = 0; part < 5 && next !== undefined; part++) {
        const share = part / 5;
        spots.push([
          x + shift,
          6.9 - Math.sin(share * Math.PI) * (0.5 + shift * 0.2),
          z + (next - z) * share,
        ]);
      }
    });
    canvas.line({ colour: [38, 38, 42], width: 0.05, opacity: 0.8 }, ...spots);
  }
}
