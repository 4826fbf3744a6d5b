/** What becomes of one line of an import: a new report, a step of a known one, a correction, nothing, or a refusal. Pure. */

import type { ImportColumn, LineRefusal } from '#shared/contract/imports.ts';
import { isSameInstant } from '#shared/exchange/instant.ts';
import type { Fault, ForeignReport } from '#shared/exchange/row.ts';
import { isSameText } from '#shared/exchange/text.ts';
import type { Channel } from '#shared/ticket/channel.ts';
import type { Status } from '#shared/ticket/status.ts';
import { mayFollow } from '#shared/ticket/transitions.ts';
import type { ImportJobRow } from '../../tables/import.ts';
import { type Known, TOLD_TEXTS, type ToldBefore, type ToldText } from './known.ts';

/** A line with its places found. `unit`: the office it lies with there; undefined = not told. */
export interface Placed {
  report: ForeignReport;
  channel: Channel;
  unit: string | undefined;
}

/** As much of a known report as its fate depends on. */
type Compared = Omit<Known, 'row'> & {
  row: Pick<Known['row'], 'status' | 'closedAt' | 'mergedInto' | 'filedBy'>;
};

/** What another system tells otherwise than before. Instants in ms UTC. */
export type Corrections = Partial<
  Pick<
    ForeignReport,
    'category' | 'channel' | 'receivedAt' | 'reportedAt' | 'followedUpAt' | 'closedAt' | ToldText
  >
> & { unit?: string };

export type Fate =
  | { kind: 'add' }
  /** `isFree`: nothing was decided here, so what is told is used; else it is kept beside what was decided. */
  | { kind: 'move' | 'correct'; to: Status; corrections: Corrections; isFree: boolean }
  | { kind: 'unchanged' }
  | { kind: 'refuse'; faults: Fault[] };

/**
 * What a report was told to be by imports is compared with what it is told to be now: only where that other system
 * went on does it go on here, and only while nobody decided anything here. Whether it goes on depends on status and dates
 * alone: whatever else is told otherwise is a correction, and holds up nothing.
 */
export function decide(
  placed: Placed,
  known: Compared | undefined,
  caller: Pick<ImportJobRow, 'caller' | 'role'> & { mayGoBack: boolean },
): Fate {
  if (!known) return { kind: 'add' };
  const { report } = placed;
  const { row, told } = known;
  // One answer, whatever the line says: none of them tells how a report stands that is not the key's.
  if (caller.role === 'api_client' && row.filedBy !== caller.caller)
    return refuse('nomor_terpakai', 'number');
  const status = restingStatus(report.status);
  if (!told) return row.status === status ? UNCHANGED : refuse('dicatat_di_sini', null);
  const isFree = !known.isDecidedHere && row.mergedInto === null;
  const corrections = correctionsOf(placed, told, row.closedAt);
  if (hasGoneOn(report, told, status)) {
    const isBack = status !== told.status && !mayFollow(told.status, status);
    if (isFree && isBack && !caller.mayGoBack) return refuse('status_mundur', 'status');
    if (isFree) return { kind: 'move', to: status, corrections, isFree };
    if (row.status !== status) return refuse('diputuskan_di_sini', 'status');
  }
  if (Object.keys(corrections).length === 0) return UNCHANGED;
  return { kind: 'correct', to: row.status, corrections, isFree };
}

const UNCHANGED: Fate = { kind: 'unchanged' };

/** Another status, or a follow-up handed in once more. */
function hasGoneOn({ followedUpAt }: ForeignReport, told: ToldBefore, status: Status): boolean {
  if (status !== told.status) return true;
  return status === 'validasi' && followedUpAt !== undefined && isLater(followedUpAt, told.followedUpAt);
}

function isLater(at: number, before: number | undefined): boolean {
  return before === undefined || (at > before && !isSameInstant(at, before));
}

/** A follow-up handed in elsewhere waits for a validator here: its photos did not come along, so nothing is checked. */
export function restingStatus(status: Status): Status {
  return status === 'tindak_lanjut' ? 'validasi' : status;
}

/** What a line does not tell is no correction; nor is what was erased here, which compares with nothing. */
function correctionsOf({ report, unit }: Placed, told: ToldBefore, endedHere: number | null): Corrections {
  const corrections: Corrections = {};
  if (report.category !== told.category) corrections.category = report.category;
  if (report.channel !== undefined && report.channel !== told.channel) corrections.channel = report.channel;
  if (unit !== undefined && unit !== told.unit) corrections.unit = unit;
  for (const at of ['receivedAt', 'reportedAt', 'followedUpAt', 'closedAt'] as const) {
    const now = report[at];
    if (now === undefined || isSameInstant(now, told[at])) continue;
    // Our own exports tell when it ended here where nobody said when it ended there.
    if (at === 'closedAt' && isSameInstant(now, endedHere ?? undefined)) continue;
    corrections[at] = now;
  }
  for (const text of TOLD_TEXTS) {
    const [now, before] = [report[text], told.texts[text]];
    if (now !== undefined && before !== 'erased' && !isSameText(now, before ?? '')) corrections[text] = now;
  }
  return corrections;
}

function refuse(reason: LineRefusal, column: ImportColumn | null): Fate {
  return { kind: 'refuse', faults: [{ column, reason }] };
}
