/** Distances as people write them: `62 m`, `1,2 km`, `1.392 km`; English with its own separators. */
import { FORMATS, type Locale } from './locale.ts';

const NBSP = '\u00a0';

/** Metres below one kilometre, one decimal up to ten, whole kilometres beyond. */
export function distance(metres: number, locale: Locale): string {
  const whole = Math.round(metres);
  if (whole < 1000) return `${whole}${NBSP}m`;
  const tenths = Math.round(metres / 100);
  if (tenths >= 100) return `${grouped(Math.round(metres / 1000), locale)}${NBSP}km`;
  const [before, after] = [Math.floor(tenths / 10), tenths % 10];
  return `${before}${after === 0 ? '' : FORMATS[locale].decimal + after}${NBSP}km`;
}

/** A whole number with its thousands parted. */
export function grouped(value: number, locale: Locale): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, FORMATS[locale].group);
}
