/** What was refused, by reason and value: whoever mends a file mends one of these, not each of its lines. */
import type { RefusalGroup } from '#shared/contract/imports.ts';
import type { Fault } from '#shared/exchange/row.ts';
import { type Language, say } from '../../platform/http/language.ts';

/** Instead of what is absent there are empty texts, as in the table. */
export interface RefusedAlike {
  reason: Fault['reason'];
  column: string;
  value: string;
  lines: number;
  firstLine: number;
}

/** Values told apart; lines of further ones count by their reason alone. */
const MOST_VALUES = 2_000;
/** Told at once. */
const MOST_TOLD = 100;

export function openGroups() {
  const groups = new Map<string, RefusedAlike>();
  return {
    add(line: number, { reason, column, value = '' }: Fault): void {
      const key = (value: string): string => JSON.stringify([reason, column, value]);
      const told = groups.size >= MOST_VALUES && !groups.has(key(value)) ? '' : value;
      const group = groups.get(key(told));
      if (group) group.lines++;
      else groups.set(key(told), { reason, column: column ?? '', value: told, lines: 1, firstLine: line });
    },
    all: (): RefusedAlike[] => [...groups.values()],
  };
}

export function toGroups(groups: readonly RefusedAlike[], language: Language): RefusalGroup[] {
  return groups
    .toSorted((one, other) => other.lines - one.lines || one.firstLine - other.firstLine)
    .slice(0, MOST_TOLD)
    .map(({ reason, column, value, lines, firstLine }) => ({
      reason,
      ...(column === '' ? {} : { column }),
      ...(value === '' ? {} : { value }),
      lines,
      firstLine,
      message: say(`exchange.rejection.${reason}`, language),
    }));
}
