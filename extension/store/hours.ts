/** When an officer is told, and when not: quiet hours and the start of the working day, always by the city's clock. Pure. */
import { DAY, MINUTE, startOfDay } from '#shared/time/zone.ts';

export interface QuietHours {
  on: boolean;
  /** `HH:MM`; where `until` is earlier than `from` the night lies in between. Both the same: all day. */
  from: string;
  until: string;
}

/** `now`: ms, the service's clock. */
export function isQuiet({ on, from, until }: QuietHours, now: number): boolean {
  if (!on) return false;
  const [start, end, time] = [msOf(from), msOf(until), now - startOfDay(now)];
  return start < end ? start <= time && time < end : time >= start || time < end;
}

/** ms: when the day of `now` reaches `time` (`HH:MM`). */
export function todayAt(time: string, now: number): number {
  return startOfDay(now) + msOf(time);
}

/** What the service said of one's duty, and what follows from it until it is asked again. */
export interface OwnRoster {
  onDuty: boolean;
  /** ms; null: off duty, or without end. */
  until: number | null;
  next: number | null;
}

/** Not knowing is no reason to keep anything from whoever may be on duty. */
export function isOnDuty(duty: OwnRoster | null, now: number): boolean {
  if (duty === null) return true;
  if (duty.next !== null && now >= duty.next) return true;
  return duty.onDuty && (duty.until === null || now < duty.until);
}

function msOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return ((hours * 60 + minutes) * MINUTE) % DAY;
}
