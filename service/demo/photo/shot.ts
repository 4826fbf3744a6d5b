/** What a photograph is of, and what those who paint it are given. */
import type { Random } from '../random.ts';
import type { Canvas } from './camera.ts';
import type { Street } from './layout.ts';
import type { Weather } from './street.ts';

export const SUBJECTS = [
  'pothole',
  'rubbish',
  'drain',
  'flood',
  'tree',
  'lamp',
  'parking',
  'stall',
  'cover',
  'graffiti',
  'banner',
  'marking',
  'cables',
  'pavement',
] as const;
export type Subject = (typeof SUBJECTS)[number];

/** One photograph to take. */
export interface Shot {
  /** Same place → same street and same shot. */
  place: string;
  subject: Subject;
  /** `before`: the trouble is there. `after`: it is mended. */
  state: 'before' | 'after';
  /** Each take of a place is from a slightly other stand, in other light. */
  take: number;
  /** After sunset: seen by street lamps and a flash. */
  night?: true;
}

/** Everything a painter needs; `die` is the place's own, so that before and after agree. */
export interface Stage {
  canvas: Canvas;
  street: Street;
  weather: Weather;
  die: Random;
  mended: boolean;
  /** Which side of the street the trouble lies on. */
  side: -1 | 1;
}
