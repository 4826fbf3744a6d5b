/** The service's log: structured lines on standard error. No names, coordinates or narratives ever go in. */
import { destination, pino } from 'pino';

export interface Log extends Pick<ReturnType<typeof pino>, 'info' | 'warn' | 'error'> {
  /** What guards want to know of, whatever level is asked for. */
  security(line: Readonly<Record<string, unknown>>): void;
}

export function openLog(level: string): Log {
  const log = pino({ level, base: null }, destination({ fd: 2, sync: true }));
  const guarded = log.child({}, { level: level === 'silent' ? 'silent' : 'info' });
  return Object.assign(log, { security: (line: object) => guarded.info(line, 'security') });
}
