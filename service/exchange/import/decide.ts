/** What becomes of one line of an import: a new report, a step of a known one, nothing, or a refusal. Pure. */

import type { LineRefusal } from '#shared/contract/imports.ts';
import type { ImportColumn } from '#shared/exchange/columns.ts';
import type { Fault, ForeignReport } from '#shared/exchange/row.ts';
import { mayFollow } from '#shared/ticket/action.ts';
import type { Channel } from '#shared/ticket/channel.ts';
import type { Status } from '#shared/ticket/status.ts';
import type { ImportJobRow } from '../../tables/import.ts';
import type { Known } from './known.ts';

/** A line with its places found. `unit`: the office it lies with there; undefined = not told. */
export interface Placed {
  report: ForeignReport;
  channel: Channel;
  unit: string | undefined;
}

/** As much of a known report as its fate depends on. */
type Compared = Omit<Known, 'row'> & {
  row: Pick<
    Known['row'],
    'status' | 'channel' | 'category' | 'receivedAt' | 'reportedAt' | 'closedAt' | 'mergedInto' | 'filedBy'
  >;
};

export type Fate =
  | { kind: 'add' }
  | { kind: 'move'; to: Status }
  | { kind: 'unchanged' }
  | { kind: 'refuse'; faults: Fault[] };

/**
 * What a report was told to be by imports is compared with what it is told to be now: only where that other system
 * went on does it go on here, and only while nobody decided anything here.
 */
export function decide(
  placed: Placed,
  known: Compared | undefined,
  caller: Pick<ImportJobRow, 'caller' | 'role'>,
): Fate {
  if (!known) return { kind: 'add' };
  const { report, channel } = placed;
  const { row, told } = known;
  // One answer, whatever the line says: none of them tells how a report stands that is not the key's.
  if (caller.role === 'api_client' && row.filedBy !== caller.caller)
    return refuse('nomor_terpakai', 'number');
  const status = restingStatus(report.status);
  if (row.channel !== channel) return refuse('kanal_berbeda', 'channel');
  if (!told) return row.status === status ? UNCHANGED : refuse('dicatat_di_sini', null);
  const other = otherContent(report, known);
  if (other) return refuse('isi_berbeda', other);
  if (!hasGoneOn(placed, told, status)) return stayed(report, row, told);
  if (known.isDecidedHere || row.mergedInto !== null) {
    return row.status === status ? UNCHANGED : refuse('diputuskan_di_sini', 'status');
  }
  if (status !== told.status && !mayFollow(told.status, status)) return refuse('status_mundur', 'status');
  return { kind: 'move', to: status };
}

const UNCHANGED: Fate = { kind: 'unchanged' };
type ToldBefore = NonNullable<Known['told']>;

/** Another status or office, or a follow-up handed in once more. */
function hasGoneOn({ report, unit }: Placed, told: ToldBefore, status: Status): boolean {
  if (status !== told.status || (unit !== undefined && unit !== told.unit)) return true;
  return (report.followedUpAt ?? 0) > (told.followedUpAt ?? 0) && status === 'validasi';
}

/** Told as it was told before, its times too. */
function stayed(report: ForeignReport, row: Compared['row'], told: ToldBefore): Fate {
  if (report.followedUpAt !== told.followedUpAt) return refuse('isi_berbeda', 'followedUpAt');
  // Our own exports tell when it ended here where nobody said when it ended there.
  const isSameEnd = report.closedAt === told.closedAt || sameSecond(report.closedAt, row.closedAt);
  return isSameEnd ? UNCHANGED : refuse('isi_berbeda', 'closedAt');
}

/** A follow-up handed in elsewhere waits for a validator here: its photos did not come along, so nothing is checked. */
export function restingStatus(status: Status): Status {
  return status === 'tindak_lanjut' ? 'validasi' : status;
}

/** Never changed by anything here, so a difference comes from there; what was erased here compares with nothing. */
function otherContent(report: ForeignReport, { row, description }: Compared): ImportColumn | null {
  if (report.category !== row.category) return 'category';
  if (report.receivedAt !== row.receivedAt) return 'receivedAt';
  if (report.reportedAt !== row.reportedAt) return 'reportedAt';
  const isOther = description !== undefined && report.description !== undefined;
  return isOther && report.description !== description ? 'description' : null;
}

function refuse(reason: LineRefusal, column: ImportColumn | null): Fate {
  return { kind: 'refuse', faults: [{ column, reason }] };
}

/** A table has no fractions of it. */
function sameSecond(one: number | undefined, other: number | null): boolean {
  return one !== undefined && other !== null && Math.floor(one / 1_000) === Math.floor(other / 1_000);
}
