/** Who of the validators is on duty, from the roster as last read. Pure. */
import type { OfficerName } from '#shared/contract/roster.ts';
import type { StoredRosterPeriod } from '../../store/database.ts';

/** By name, each once. `now`: ms, the service's clock. */
export function onDutyAt(duty: readonly StoredRosterPeriod[], now: number): OfficerName[] {
  const present = duty.filter(({ from, until }) => from <= now && now < until);
  const officers = new Map(present.map(({ officer }) => [officer.username, officer]));
  return [...officers.values()].sort((a, b) => a.name.localeCompare(b.name, 'id'));
}

/** Those whose name or username holds the text; all of them where it is empty. */
export function findOfficers(officers: readonly OfficerName[], text: string): OfficerName[] {
  const wanted = text.trim().toLowerCase();
  return officers.filter(({ username, name }) => `${name} ${username}`.toLowerCase().includes(wanted));
}
