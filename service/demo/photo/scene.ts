/** One photograph: a place seen from where somebody stood, in that hour's light, with what was (or is no longer) there. */
import { createRandom, type Random } from '../random.ts';
import { Canvas, mix } from './camera.ts';
import { layOutStreet } from './layout.ts';
import type { Shot } from './shot.ts';
import { paintStreet, type Weather } from './street.ts';
import { paintSubject, sideOf } from './subject.ts';

const SKIES: readonly Weather[] = [
  { top: [92, 146, 206], bottom: [206, 224, 236], haze: [206, 218, 226], light: 1, sun: 1, lamps: false },
  {
    top: [122, 160, 204],
    bottom: [232, 232, 224],
    haze: [222, 222, 216],
    light: 0.97,
    sun: -1,
    lamps: false,
  },
  { top: [168, 178, 188], bottom: [216, 218, 218], haze: [206, 208, 210], light: 0.86, sun: 1, lamps: false },
  {
    top: [110, 132, 168],
    bottom: [246, 214, 170],
    haze: [234, 208, 178],
    light: 0.88,
    sun: -1,
    lamps: false,
  },
];
const DUSK: Weather = {
  top: [18, 22, 46],
  bottom: [92, 70, 92],
  haze: [58, 52, 74],
  light: 0.34,
  sun: 1,
  lamps: true,
};

export function paintShot(shot: Shot): string {
  const street = layOutStreet(createRandom(`street/${shot.place}`));
  const hand = createRandom(`hand/${shot.place}/${shot.state}/${shot.take}`);
  const stand = createRandom(`stand/${shot.place}`);
  const weather = lightOf(shot, hand);
  // Whoever complains of the pavement stands on it.
  const towards = shot.subject === 'pavement' ? sideOf(shot.place) * street.half * 0.85 : 0;
  const camera = {
    x: towards + stand.between(-0.5, 0.5) + hand.between(-0.4, 0.4),
    y: stand.between(1.45, 1.7) + hand.between(-0.1, 0.12),
    z: hand.between(-0.5, 0.5),
    yaw: stand.between(-0.12, 0.12) + hand.between(-0.05, 0.05),
    horizon: stand.between(205, 250) + hand.between(-22, 22),
    focal: 610 + hand.between(-20, 40),
  };
  const canvas = new Canvas(camera, weather.haze, weather.light);
  paintStreet(canvas, street, weather);
  paintSubject(canvas, shot, street, weather);
  return canvas.svg();
}

function lightOf(shot: Shot, hand: Random): Weather {
  if (shot.subject === 'lamp') return DUSK;
  const sky = hand.pick(SKIES);
  const grey = hand.between(0, 0.25);
  return { ...sky, top: mix(sky.top, [170, 174, 180], grey), light: sky.light * hand.between(0.92, 1) };
}
