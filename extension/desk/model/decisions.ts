/**
 * The decisions of the bar: key, look, place and what must be asked first. A new decision is a row here and,
 * where it asks for something, a form in `forms.tsx`. What is not here is not offered, whatever the service allows.
 */
import type { Report } from '#shared/contract/ticket.ts';
import { approvalNeedsReason } from '#shared/evidence/finding.ts';
import type { OfficerAction } from '#shared/ticket/action.ts';
import type { CallerRole } from '#shared/ticket/role.ts';
import { RULES } from '#shared/ticket/transitions.ts';

export interface DeskDecision {
  action: OfficerAction;
  /** The key it is born with; the officer may choose another (`./keys.ts`). */
  key: string;
  tone: 'pass' | 'fail' | 'plain';
  /** `more`: behind "Lainnya…", so that the bar holds what most reports need. Its key works all the same. */
  place: 'bar' | 'more';
  /** True where a form comes first. */
  asks(item: Report): boolean;
}

const always = (): boolean => true;
const never = (): boolean => false;

export const DECISIONS: readonly DeskDecision[] = [
  // A validator who decides against the advice, or ahead of it, says why; both stay on record.
  {
    action: 'setujui',
    key: 'a',
    tone: 'pass',
    place: 'bar',
    asks: (item) => approvalNeedsReason(item.verdict),
  },
  { action: 'kembalikan', key: 'r', tone: 'fail', place: 'bar', asks: always },
  { action: 'hasil_lapangan', key: 'h', tone: 'plain', place: 'bar', asks: always },
  { action: 'proses', key: 'p', tone: 'pass', place: 'bar', asks: never },
  { action: 'tindak_lanjut', key: 'l', tone: 'plain', place: 'bar', asks: always },
  { action: 'koordinasi', key: 'o', tone: 'plain', place: 'bar', asks: always },
  { action: 'buka_kembali', key: 'b', tone: 'plain', place: 'bar', asks: always },
  { action: 'tunda', key: 't', tone: 'plain', place: 'bar', asks: always },
  { action: 'cek_lapangan', key: 'f', tone: 'plain', place: 'bar', asks: always },
  { action: 'disposisi', key: 'd', tone: 'plain', place: 'more', asks: always },
  { action: 'disposisi_unit', key: 'n', tone: 'plain', place: 'more', asks: always },
  { action: 'tiket', key: 'e', tone: 'plain', place: 'more', asks: always },
  { action: 'koreksi_titik', key: 'i', tone: 'plain', place: 'more', asks: always },
  { action: 'gabung', key: 'g', tone: 'plain', place: 'more', asks: always },
  { action: 'tolak', key: 'q', tone: 'fail', place: 'more', asks: always },
  { action: 'usulkan', key: '=', tone: 'plain', place: 'more', asks: always },
  { action: 'catat', key: 'c', tone: 'plain', place: 'more', asks: always },
];

/** The decision the evidence speaks for; where it says "look closely" it speaks for none. */
export function advisedAction(verdict: Report['verdict']): DeskDecision['action'] | null {
  if (verdict?.verdict === 'fail') return 'kembalikan';
  return verdict?.verdict === 'pass' ? 'setujui' : null;
}

/** Why a decision is not offered: `right`, never theirs; `merged`, frozen; `status`, not now; `elsewhere`, not with them. */
export type NotOffered = 'right' | 'merged' | 'status' | 'elsewhere';

export function whyNotOffered(
  { status, mergedInto }: Pick<Report, 'status' | 'mergedInto'>,
  action: OfficerAction,
  roles: readonly CallerRole[],
): NotOffered {
  const theirs = RULES.filter((rule) => rule.action === action && roles.some((role) => role === rule.role));
  if (theirs.length === 0) return 'right';
  if (mergedInto !== undefined && theirs.every(({ merged }) => merged === 'no')) return 'merged';
  return theirs.some(({ from }) => from.includes(status)) ? 'elsewhere' : 'status';
}

/** What may be decided on this report now, in the order of the bar. */
export function decisionsFor(item: Pick<Report, 'actions'>): DeskDecision[] {
  return DECISIONS.filter((decision) => item.actions.includes(decision.action));
}

/**
 * What stands in the bar and what behind its menu; `room`: how many the bar holds in one row. A menu of one is only a
 * detour: where there is room, a single further decision stands in the bar.
 */
export function inPlaces(
  decisions: readonly DeskDecision[],
  room: number,
): { bar: DeskDecision[]; more: DeskDecision[] } {
  const bar = decisions.filter(({ place }) => place === 'bar').slice(0, room);
  const more = decisions.filter((decision) => !bar.includes(decision));
  return more.length === 1 && bar.length < room ? { bar: [...bar, ...more], more: [] } : { bar, more };
}
