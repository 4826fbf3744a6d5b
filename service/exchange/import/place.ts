/** What a line's names stand for here. One that nobody recognises holds up nothing: it is kept, and asked about. */
import type { Fault, ForeignReport } from '#shared/exchange/row.ts';
import { isOpen } from '#shared/ticket/status.ts';
import type { ImportJobRow } from '../../tables/import.ts';
import type { UnitRow } from '../../tables/unit.ts';
import type { UnknownNameRow } from '../../tables/unknown-name.ts';
import type { TicketDeps } from '../../tickets/deps.ts';
import type { Placed } from './decide.ts';

export interface FoundPlace extends Placed {
  kelurahan: string | null;
  /** The office it lies with when it comes in, by the kelurahan it turned out to be in; null = the tray. */
  unitAt(kelurahan: string | null): string | null;
  unknown: readonly Pick<UnknownNameRow, 'kind' | 'name'>[];
}

export function place(
  told: ForeignReport,
  job: Pick<ImportJobRow, 'channel' | 'allowed'>,
  { units, categories }: Pick<TicketDeps, 'units' | 'categories'>,
): FoundPlace | { faults: Fault[] } {
  const channel = told.channel ?? job.channel;
  if (job.allowed && !job.allowed.includes(channel)) {
    return { faults: [{ column: 'channel', reason: 'kanal_tidak_boleh' }] };
  }
  const names = units.names();
  const unknown: Pick<UnknownNameRow, 'kind' | 'name'>[] = [];
  // A closed office keeps what it finished, and gets no new work.
  const mayHave = (unit: UnitRow): boolean => unit.closedAt === null || !isOpen({ status: told.status });
  const officeAt = (at: string | null): UnitRow | null | undefined =>
    told.unit === undefined ? undefined : names.office(told.unit, at);

  const category = categories.find(told.category)?.name;
  if (category === undefined) unknown.push({ kind: 'category', name: told.category });
  const area = told.kelurahan === undefined ? undefined : names.kelurahan(told.kelurahan);
  if (told.kelurahan !== undefined && !area) unknown.push({ kind: 'kelurahan', name: told.kelurahan });
  const kelurahan = area?.kind === 'kelurahan' ? area.code : null;
  const office = officeAt(kelurahan);
  if (told.unit !== undefined && office === undefined) unknown.push({ kind: 'unit', name: told.unit });

  return {
    report: category === undefined ? told : { ...told, category },
    channel,
    unit: office && mayHave(office) ? office.code : undefined,
    kelurahan,
    unitAt(at) {
      if (told.unit === undefined && area === undefined) return at;
      const there = told.unit === undefined ? area : officeAt(at);
      return there && mayHave(there) ? there.code : null;
    },
    unknown,
  };
}
