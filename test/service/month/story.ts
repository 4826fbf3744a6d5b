/** What a story of the month is: who files, who does what when, and what must then be so, computed by hand. */
import type { ActionBody } from '#shared/contract/action.ts';
import type { ProblemWord } from '#shared/contract/problem.ts';
import type { ClockName } from '#shared/deadline/stored-clock.ts';
import type { FindingCode } from '#shared/evidence/finding.ts';
import type { EventAction } from '#shared/ticket/action.ts';
import type { Channel } from '#shared/ticket/channel.ts';
import type { Status } from '#shared/ticket/status.ts';

export const BANGKA = '31.74.03.1002';
export const BINA_MARGA = 'dinas-bina-marga';
export const SUDIN = 'sudin-bina-marga-31.74';
export const KOTA_SELATAN = '31.74';

const NARRATIVE =
  'Sudah dilakukan penambalan lubang jalan di depan Pasar Bangka oleh petugas, jalan kembali aman dilalui.';

/** On whose desk a report lies; null when nobody has to do anything any more. */
export type Desk = typeof BANGKA | typeof BINA_MARGA | typeof SUDIN | 'baki' | 'validator' | null;

/** `warga` is the reporter, who never signs in. */
export type Who = 'lurah' | 'dinas' | 'sudin' | 'kanal' | 'validator' | 'lapangan' | 'supervisor' | 'warga';

/** What a body may need to know: instants of this report, and the number of the same report of another story. */
interface Telling {
  at: (time: string) => string;
  numberOf: (story: string) => string;
}

export interface Step {
  at: string;
  by: Who;
  do: ActionBody | ((telling: Telling) => ActionBody) | 'nilai';
  /** With one photo of the finished work. */
  photo?: true;
  /** The refusal it has to meet; the report stays as it is. */
  refused?: ProblemWord;
  /** Reasons the verdict must, and must not, name in the answer. */
  finds?: FindingCode;
  clears?: FindingCode;
}

/** At, event, status after it, desk, earliest due instant of a running clock, same-day target if one runs. */
export type Row = readonly [
  at: string,
  action: EventAction,
  status: Status,
  desk: Desk,
  nextDue: string | null,
  today?: string,
];

export interface Story {
  name: string;
  /** Days of 2025 on which its twenty reports are filed, in turn. */
  on: readonly string[];
  /** Time of day. */
  time: string;
  /** `lurah`: at the kelurahan's desk · `kanal`: for the kelurahan Bangka · `baki`: without a place, into the tray. */
  filed: 'lurah' | 'kanal' | 'baki';
  channel?: Channel;
  point?: { lat: number; lon: number };
  steps: readonly Step[];
  /** Every event of the report, in order; also its version and its part of the feed. */
  course: readonly Row[];
  /** `since .. due`, then ` met …`, then ` late`; as they stand when the month is over. */
  clocks: Partial<Record<ClockName, string>>;
  mergedInto?: string;
  /** Nobody is to decide on it from the first instant until before the second. */
  aside?: { as: 'postponed' | 'atField'; from: string; until: string };
}

export const PER_STORY = 20;

export const PROSES: ActionBody = { action: 'proses' };
export const TINDAK_LANJUT: ActionBody = { action: 'tindak_lanjut', narrative: NARRATIVE };
/** Without photos the check advises a return, so that every approval is one against advice, with its reason. */
export const SETUJUI: ActionBody = {
  action: 'setujui',
  reason: 'Diperiksa langsung di tempat, sudah selesai',
};
export const KEMBALIKAN: ActionBody = { action: 'kembalikan', reasonCodes: ['foto_tidak_ada'] };

/** The follow-up and the check of it, two events of one call. */
export function handedIn(at: string, nextDue: string, today?: string): [Row, Row] {
  const desk = (action: EventAction, status: Status): Row =>
    today === undefined
      ? [at, action, status, 'validator', nextDue]
      : [at, action, status, 'validator', nextDue, today];
  return [desk('tindak_lanjut', 'tindak_lanjut'), desk('bukti_diperiksa', 'validasi')];
}

// 1 March 2025 is a Saturday. Free days: 28 March to 7 April in one (cuti bersama, Nyepi, weekend, Idulfitri).
export const WEEK_1 = ['03-03', '03-04', '03-05', '03-06', '03-07'] as const;
export const WEEK_2 = ['03-10', '03-11', '03-12', '03-13', '03-14'] as const;
export const WEEK_3 = ['03-17', '03-18', '03-19', '03-20', '03-21'] as const;
