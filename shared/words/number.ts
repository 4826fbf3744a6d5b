/** Numbers, distances, shares and lengths as people write them; no `Intl`, which differs between ICU versions. */
import { DAY, HOUR, MINUTE } from '../time/zone.ts';
import { FORMATS, type Locale } from './locale.ts';
import { duration } from './time.ts';

/** What stands where there is no number. */
export const NONE = '–';
const NBSP = '\u00a0';

/** `4,3`; English `4.3`. */
export function decimal(value: number, locale: Locale): string {
  const [whole = '', tenth = ''] = value.toFixed(1).split('.');
  return `${grouped(Number(whole), locale)}${FORMATS[locale].decimal}${tenth}`;
}

/** A share from 0 to 1 as `92 %`. Rounded down from the top: only all of it is 100 %, only none is 0 %. */
export function percent(share: number | null, locale: Locale): string {
  if (share === null) return NONE;
  const hundredths = share * 100;
  if (hundredths > 0 && hundredths < 1) return `<${NBSP}1${NBSP}%`;
  const whole = hundredths > 99 && hundredths < 100 ? 99 : Math.round(hundredths);
  return `${grouped(whole, locale)}${NBSP}%`;
}

/** The mean or middle of many lengths in ms: two units say enough. */
export function roughly(length: number | null, locale: Locale): string {
  if (length === null) return NONE;
  const grain = length >= DAY ? HOUR : MINUTE;
  return duration(Math.round(length / grain) * grain, locale);
}

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
