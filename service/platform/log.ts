/** The service's log: structured lines on standard error. No names, coordinates or narratives ever go in. */
import { destination, pino } from 'pino';

export type Log = Pick<ReturnType<typeof pino>, 'info' | 'warn' | 'error'>;

export function openLog(level: string): Log {
  return pino({ level, base: null }, destination({ fd: 2, sync: true }));
}
