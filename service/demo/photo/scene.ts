/** One photograph: a place seen from where somebody stood, in that hour's light, with what was (or is no longer) there. */
import { createRandom, type Random } from '../random.ts';
import { Canvas, mix, rgb } from './camera.ts';
import { layOutStreet } from './layout.ts';
import type { Shot } from './shot.ts';
import { paintStreet, type Weather } from './street.ts';
import { paintSubject, sideOf } from './subject.ts';

const SKIES: readonly Weather[] = [
  { top: rgb('#5c92ce'), bottom: rgb('#cee0ec'), haze: rgb('#cedae2'), light: 1, sun: 1, lamps: false },
  { top: rgb('#7aa0cc'), bottom: rgb('#e8e8e0'), haze: rgb('#deded8'), light: 0.97, sun: -1, lamps: false },
  { top: rgb('#a8b2bc'), bottom: rgb('#d8dada'), haze: rgb('#ced0d2'), light: 0.86, sun: 1, lamps: false },
  { top: rgb('#6e84a8'), bottom: rgb('#f6d6aa'), haze: rgb('#ead0b2'), light: 0.88, sun: -1, lamps: false },
];
const DUSK: Weather = {
  top: rgb('#12162e'),
  bottom: rgb('#5c465c'),
  haze: rgb('#3a344a'),
  light: 0.34,
  sun: 1,
  lamps: true,
};

const FLASH = 0.85;
/** Radians from along the street towards the side of the trouble: nobody photographs every street from its middle. */
const BEARINGS = [0, 0, 0.16, 0.26, 0.36, -0.14] as const;

export function paintShot(shot: Shot): string {
  const street = layOutStreet(createRandom(`street/${shot.place}`));
  const hand = createRandom(`hand/${shot.place}/${shot.state}/${shot.take}`);
  const stand = createRandom(`stand/${shot.place}`);
  const weather = lightOf(shot, hand);
  const bearing = createRandom(`bearing/${shot.place}`).pick(BEARINGS) * sideOf(shot.place);
  // Whoever complains of the pavement stands on it.
  const towards = shot.subject === 'pavement' ? sideOf(shot.place) * street.half * 0.85 : 0;
  const camera = {
    x: towards + stand.between(-0.5, 0.5) + hand.between(-0.4, 0.4),
    y: stand.between(1.45, 1.7) + hand.between(-0.1, 0.12),
    z: hand.between(-0.5, 0.5),
    yaw: bearing + stand.between(-0.12, 0.12) + hand.between(-0.05, 0.05),
    horizon: stand.between(205, 250) + hand.between(-22, 22),
    focal: 610 + hand.between(-20, 40),
  };
  const canvas = new Canvas(
    camera,
    weather.haze,
    weather.light,
    shot.night && shot.subject !== 'lamp' ? FLASH : 0,
  );
  paintStreet(canvas, street, weather);
  paintSubject(canvas, shot, street, weather);
  return canvas.svg();
}

function lightOf(shot: Shot, hand: Random): Weather {
  if (shot.subject === 'lamp' || shot.night) return DUSK;
  const sky = hand.pick(SKIES);
  const grey = hand.between(0, 0.25);
  return { ...sky, top: mix(sky.top, [170, 174, 180], grey), light: sky.light * hand.between(0.92, 1) };
}
