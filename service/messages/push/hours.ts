/** The hours in which an officer wants to be told, on the city's clock. Pure. */
import type { PushChoice } from '#shared/contract/push.ts';
import { DAY, MINUTE, startOfDay } from '#shared/time/zone.ts';

export function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

export function timeOf(minute: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

/** `at` itself where it lies within the hours, else when they begin next; ms UTC. */
export function withinHours(at: number, hours: PushChoice['hours']): number {
  if (hours === null || hours.from === hours.until) return at;
  const [from, until] = [minuteOf(hours.from) * MINUTE, minuteOf(hours.until) * MINUTE];
  const midnight = startOfDay(at);
  const time = at - midnight;
  const isWithin = from < until ? time >= from && time < until : time >= from || time < until;
  if (isWithin) return at;
  return midnight + from + (time < from ? 0 : DAY);
}
