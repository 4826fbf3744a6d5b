/** Writing duty rosters in a test, over whatever is there. */
import { DutyRoster } from '#shared/contract/roster.ts';
import type { Officer, Reply } from '../harness.ts';

export const VALIDATORS = '/duty/validators';

export function putRoster(
  who: Officer,
  path: string,
  periods: readonly object[],
  version: number | null,
): Promise<Reply> {
  return who.call('PUT', path, JSON.stringify({ periods }), {
    'content-type': 'application/json',
    ...(version === null ? {} : { 'if-match': `"${version}"` }),
  });
}

export async function plan(who: Officer, path: string, ...periods: object[]): Promise<DutyRoster> {
  const { version } = (await who.get(path)).as(DutyRoster);
  return (await putRoster(who, path, periods, version)).as(DutyRoster);
}

/** A period in March 2025, WIB: `shift('validator', '10T08:00', '10T16:00')`. */
export function shift(officer: string, from: string, until: string) {
  return { officer, from: wib(from), until: wib(until) };
}

export function wib(time: string): string {
  return `2025-03-${time}:00.000+07:00`;
}
