/** To whom a report can go: the offices that come to mind first, found by name, and the validators on duty. Pure. */
import type { OfficerName } from '#shared/contract/roster.ts';
import { type Actor, grantsOf } from '#shared/contract/session.ts';
import type { Report } from '#shared/contract/ticket.ts';
import type { Unit } from '#shared/contract/units.ts';
import type { StoredRosterPeriod } from '../../store/database.ts';

/** Actions that name a unit. */
export type Passing = 'koordinasi' | 'disposisi' | 'disposisi_unit' | 'tiket';

export interface Suggestion {
  unit: Unit;
  /** In the officer's language, where the service gave a reason. */
  why?: string;
}

const MOST_FOUND = 8;
const MOST_SUGGESTED = 5;
/** Toward whom a work ticket goes. */
const ABOVE: readonly Unit['kind'][] = ['kecamatan', 'city', 'province'];

type Place = Pick<Report, 'unit' | 'proposedUnit' | 'sentBy'>;

/** The offices `passing` can name for this report; what the service would refuse is not among them. */
export function unitsFor(passing: Passing, units: readonly Unit[], actor: Actor, { unit }: Place): Unit[] {
  const byCode = new Map(units.map((each) => [each.code, each]));
  const own = ownCodes(actor);
  const isWithin = (each: Unit): boolean => above(each, byCode).some(({ code }) => own.includes(code));
  const fits: Record<Passing, (each: Unit) => boolean> = {
    koordinasi: (each) => each.code !== unit?.code,
    disposisi: (each) => isWithin(each) && !own.includes(each.code) && each.code !== unit?.code,
    disposisi_unit: isWithin,
    tiket: (each) => ABOVE.includes(each.kind),
  };
  return units.filter((each) => !each.closed && fits[passing](each));
}

/** What comes to mind first: the office proposed, whoever sent it, those nearest above or below. */
export function suggestedUnits(
  passing: Passing,
  units: readonly Unit[],
  actor: Actor,
  item: Place,
): Suggestion[] {
  const fitting = unitsFor(passing, units, actor, item);
  const byCode = new Map(fitting.map((unit) => [unit.code, unit]));
  if (passing === 'koordinasi') {
    const known = (code: string | undefined): Unit | undefined => byCode.get(code ?? '');
    const [proposed, sender] = [known(item.proposedUnit?.code), known(item.sentBy?.code)];
    const named: Suggestion[] = [
      ...(proposed && item.proposedUnit ? [{ unit: proposed, why: item.proposedUnit.why }] : []),
      ...(sender ? [{ unit: sender }] : []),
    ];
    return named.filter(({ unit }, index) => named.findIndex((each) => each.unit === unit) === index);
  }
  if (passing === 'tiket') {
    const all = new Map(units.map((unit) => [unit.code, unit]));
    const holder = all.get(item.unit?.code ?? '');
    const way = holder ? above(holder, all).filter((unit) => unit !== holder && byCode.has(unit.code)) : [];
    return way.map((unit) => ({ unit }));
  }
  const own = ownCodes(actor);
  const below = fitting.filter(({ parent }) => parent !== null && own.includes(parent));
  return below.length > MOST_SUGGESTED ? [] : below.map((unit) => ({ unit }));
}

/** Every word must occur in name or code; what begins with the text comes first. */
export function findUnits(units: readonly Unit[], text: string): Unit[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const rank = ({ name }: Unit): number => Number(!name.toLowerCase().startsWith(text.trim().toLowerCase()));
  return units
    .filter(({ name, code }) => words.every((word) => `${name} ${code}`.toLowerCase().includes(word)))
    .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name))
    .slice(0, MOST_FOUND);
}

function ownCodes(actor: Actor): string[] {
  return grantsOf(actor).flatMap(({ role, unit }) => (role === 'unit_admin' && unit ? [unit.code] : []));
}

/** The unit and all above it, nearest first; a circle in the data ends at its first repetition. */
function above(unit: Unit, byCode: ReadonlyMap<string, Unit>): Unit[] {
  const way: Unit[] = [];
  for (let at: Unit | undefined = unit; at && !way.includes(at); ) {
    way.push(at);
    at = at.parent === null ? undefined : byCode.get(at.parent);
  }
  return way;
}

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
