/** What a roster is called where it is kept: the validators', or an office's. */
import type { RosterName } from '../../tables/duty.ts';

export type Roster = RosterName;

/** `unit`: the code of an office; null for the validators. */
export function rosterName(unit: string | null): Roster {
  return unit === null ? 'validators' : `unit/${unit}`;
}
