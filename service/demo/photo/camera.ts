/** A small pinhole camera: puts points of the street (metres) on the picture (pixels), clipped and hazed by distance. */

export const WIDTH = 800;
export const HEIGHT = 600;

/** x to the right, y up, z away from the photographer; metres. */
export type Spot = readonly [x: number, y: number, z: number];
export type Rgb = readonly [r: number, g: number, b: number];

export interface Camera {
  x: number;
  /** Height of the lens above the ground. */
  y: number;
  z: number;
  /** Radians, to the right. */
  yaw: number;
  /** Row of the horizon. */
  horizon: number;
  /** Focal length in pixels. */
  focal: number;
}

const NEAR = 0.35;
/** Metres. */
const FLASH_REACH = 9;

/** Collects shapes in the order in which they are painted. */
export class Canvas {
  readonly camera: Camera;
  readonly haze: Rgb;
  /** 0 black night … 1 noon: dims what has no light of its own. */
  readonly light: number;
  /** Of a phone, at night: how much of noon it gives what lies right before it. */
  readonly flash: number;
  #parts: string[] = [];

  constructor(camera: Camera, haze: Rgb, light: number, flash = 0) {
    this.camera = camera;
    this.haze = haze;
    this.light = light;
    this.flash = flash;
  }

  /** A flat shape in space; `glow` keeps its colour at night. */
  polygon(spots: readonly Spot[], colour: Rgb, options: { opacity?: number; glow?: boolean } = {}): void {
    const seen = clip(spots.map((spot) => this.#turn(spot)));
    if (seen.length < 3) return;
    const depth = seen.reduce((sum, [, , z]) => sum + z, 0) / seen.length;
    const fill = css(options.glow ? colour : this.shade(colour, depth));
    const corners = seen.map((spot) => this.#project(spot));
    if (!isSeen(corners)) return;
    const path = corners.map((corner) => corner.map(short).join(' ')).join('L');
    this.raw(`<path d="M${path}Z" fill="${fill}"${opacity(options.opacity)}/>`);
  }

  /** Many small shapes of one colour as one: each shape of its own costs a pass over the picture. */
  scatter(shapes: readonly (readonly Spot[])[], colour: Rgb, share: number, depth = 6): void {
    const paths = shapes
      .map((spots) => clip(spots.map((spot) => this.#turn(spot))).map((spot) => this.#project(spot)))
      .filter((corners) => corners.length > 2 && isSeen(corners))
      .map((corners) => `M${corners.map((corner) => corner.map(short).join(' ')).join('L')}Z`);
    if (paths.length === 0) return;
    this.raw(`<path d="${paths.join('')}" fill="${css(this.shade(colour, depth))}"${opacity(share)}/>`);
  }

  line(pen: { colour: Rgb; width: number; opacity?: number }, ...spots: Spot[]): void {
    const seen = spots.map((spot) => this.#turn(spot));
    if (seen.some(([, , z]) => z < NEAR)) return;
    const depth = seen.reduce((sum, [, , z]) => sum + z, 0) / seen.length;
    const path = seen.map((spot) => this.#project(spot).map(short).join(' ')).join('L');
    const width = Math.max(0.5, (pen.width * this.camera.focal) / depth);
    this.raw(
      `<path d="M${path}" fill="none" stroke="${css(this.shade(pen.colour, depth))}" stroke-linecap="round" stroke-linejoin="round" stroke-width="${short(width)}"${opacity(pen.opacity)}/>`,
    );
  }

  /** An upright oval that always faces the photographer. */
  oval(
    centre: Spot,
    radiusX: number,
    radiusY: number,
    colour: Rgb,
    options: { opacity?: number; glow?: boolean } = {},
  ): void {
    const at = this.place(centre);
    if (!at) return;
    const fill = css(options.glow ? colour : this.shade(colour, at.depth));
    this.raw(
      `<ellipse cx="${short(at.x)}" cy="${short(at.y)}" rx="${short(radiusX * at.scale)}" ry="${short(radiusY * at.scale)}" fill="${fill}"${opacity(options.opacity)}/>`,
    );
  }

  /** An upright rectangle that always faces the photographer; `spot` is the middle of its lower edge. */
  card(
    spot: Spot,
    width: number,
    height: number,
    colour: Rgb,
    options: { opacity?: number; round?: number; glow?: boolean } = {},
  ): void {
    const at = this.place(spot);
    if (!at) return;
    const [w, h] = [width * at.scale, height * at.scale];
    const fill = css(options.glow ? colour : this.shade(colour, at.depth));
    const round = options.round ? ` rx="${short(options.round * at.scale)}"` : '';
    this.raw(
      `<rect x="${short(at.x - w / 2)}" y="${short(at.y - h)}" width="${short(w)}" height="${short(h)}"${round} fill="${fill}"${opacity(options.opacity)}/>`,
    );
  }

  /** Where a spot lies on the picture and how many pixels a metre is there; null behind the photographer. */
  place(spot: Spot): { x: number; y: number; scale: number; depth: number } | null {
    const turned = this.#turn(spot);
    if (turned[2] < NEAR) return null;
    const [x, y] = this.#project(turned);
    return { x, y, scale: this.camera.focal / turned[2], depth: turned[2] };
  }

  /** Air takes colour away with distance, night takes light. */
  shade(colour: Rgb, depth: number): Rgb {
    const light = Math.min(1, this.light + this.flash * Math.exp(-depth / FLASH_REACH));
    return mix(mix([8, 10, 20], colour, light), this.haze, 1 - Math.exp(-depth / 160));
  }

  raw(svg: string): void {
    this.#parts.push(svg);
  }

  svg(): string {
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">${this.#parts.join('')}</svg>`;
  }

  #turn([x, y, z]: Spot): Spot {
    const { camera } = this;
    const [dx, dz] = [x - camera.x, z - camera.z];
    const [sin, cos] = [Math.sin(camera.yaw), Math.cos(camera.yaw)];
    return [dx * cos - dz * sin, y - camera.y, dx * sin + dz * cos];
  }

  #project([x, y, z]: Spot): [number, number] {
    const { focal, horizon } = this.camera;
    return [WIDTH / 2 + (focal * x) / z, horizon - (focal * y) / z];
  }
}

/** False for what lies beside the picture or is too small to be told from grain. */
function isSeen(corners: readonly (readonly [number, number])[]): boolean {
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  if (right < 0 || left > WIDTH || bottom < 0 || top > HEIGHT) return false;
  return (right - left) * (bottom - top) > 5;
}

/** Cuts off what lies behind the lens (Sutherland–Hodgman, one plane). */
function clip(spots: readonly Spot[]): Spot[] {
  return spots.flatMap((spot, index) => {
    const before = spots[(index + spots.length - 1) % spots.length] ?? spot;
    const kept: Spot[] = [];
    if (before[2] < NEAR !== spot[2] < NEAR) {
      const share = (NEAR - before[2]) / (spot[2] - before[2]);
      kept.push([before[0] + share * (spot[0] - before[0]), before[1] + share * (spot[1] - before[1]), NEAR]);
    }
    if (spot[2] >= NEAR) kept.push(spot);
    return kept;
  });
}

/** `#e2d6be` */
export function rgb(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/** Several, a blank between two. */
export function palette(hex: string): Rgb[] {
  return hex.split(' ').map(rgb);
}

export function mix(a: Rgb, b: Rgb, share: number): Rgb {
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share];
}

export function css(colour: Rgb): string {
  return `rgb(${colour.map((part) => Math.round(Math.min(255, Math.max(0, part)))).join(',')})`;
}

function opacity(value: number | undefined): string {
  // Not `opacity`: that makes librsvg paint each shape on a sheet of its own, twenty times slower.
  const share = value?.toFixed(2);
  return share === undefined ? '' : ` fill-opacity="${share}" stroke-opacity="${share}"`;
}

function short(value: number): string {
  return String(Math.round(value * 10) / 10);
}
