/** The statuses of a report, in the order the work takes. Source: the CRM's own words (domain glossary). */
export const STATUSES = [
  'menunggu',
  'koordinasi',
  'disposisi',
  'ditolak',
  'proses',
  'tindak_lanjut',
  'validasi',
  'tl_ditolak',
  'selesai',
] as const;

export type Status = (typeof STATUSES)[number];

/** `ditolak` refuses the citizen's report, `selesai` closes it: in both the work has ended. */
const CLOSED_STATUSES = ['ditolak', 'selesai'] as const satisfies readonly Status[];

/** Statuses in which the next step belongs to an office; the others wait for a validator or for nobody. */
export const OFFICE_STATUSES = [
  'menunggu',
  'koordinasi',
  'disposisi',
  'proses',
  'tl_ditolak',
] as const satisfies readonly Status[];

export interface Openness {
  status: Status;
  /** Number of the report this one was merged into. Merged is no status: the status freezes. */
  mergedInto?: string | null | undefined;
}

/** Open = neither refused, nor finished, nor merged into another report. */
export function isOpen(ticket: Openness): boolean {
  return !isMerged(ticket) && !CLOSED_STATUSES.some((status) => status === ticket.status);
}

export function isMerged(ticket: Pick<Openness, 'mergedInto'>): boolean {
  return ticket.mergedInto != null;
}
