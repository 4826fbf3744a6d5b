/** What an office is asked for next, told by the clock that runs for it. Pure. */
import type { Report } from '#shared/contract/ticket.ts';
import type { Status } from '#shared/ticket/status.ts';

/** `respond`: take it in or pass it on; `finish`: follow it up; `redo`: follow it up again, as it came back. */
export type Asked = 'respond' | 'finish' | 'redo';

type Asking = Pick<Report, 'status' | 'actions' | 'clocks'>;

/** Null for whoever answers none of an office's clocks, as a validator, and where none runs. */
export function askedOf({ status, actions, clocks }: Asking): Asked | null {
  const isOffices = actions.includes('proses') || actions.includes('tindak_lanjut');
  if (!isOffices) return null;
  if (status === 'tl_ditolak') return 'redo';
  const runs = (name: 'response' | 'completion'): boolean =>
    clocks.some(({ clock, metAt }) => clock === name && metAt === undefined);
  if (runs('response')) return 'respond';
  return runs('completion') ? 'finish' : null;
}

/** In these a follow-up has been handed in and not come back: what the check says of it is due. */
const CHECKED: readonly Status[] = ['tindak_lanjut', 'validasi', 'selesai'];

/** Before any follow-up there is nothing to advise on, and no sign to say so. */
export function isVerdictDue({ status, verdict }: Pick<Report, 'status' | 'verdict'>): boolean {
  return verdict !== null || CHECKED.includes(status);
}
