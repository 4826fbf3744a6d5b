/** Choosing an office without script: by its code, which a list suggests by name, or by what it is called. */
import type { UnitDirectory } from './directory.ts';

/** The list's id, for a field's `suggestions`. */
export const UNIT_LIST = 'daftar-unit';

export function UnitList({ units }: { units: Pick<UnitDirectory, 'all'> }) {
  const open = units.all().filter(({ closedAt }) => closedAt === null);
  return (
    <datalist id={UNIT_LIST}>
      {open.map(({ code, name }) => (
        <option value={code}>{name}</option>
      ))}
    </datalist>
  );
}

/** A name becomes its code where only one office is called so; what is neither is left as typed, to be refused. */
export function unitCode({ units }: { units: Pick<UnitDirectory, 'names'> }, typed: string): string {
  return units.names().office(typed, null)?.code ?? typed;
}
