/** What is done to a report, by officers and by others, and what of it decides, ends a postponement or is public. */

export const ACTIONS = [
  'proses',
  'koordinasi',
  'disposisi',
  'disposisi_unit',
  'tiket',
  'tolak',
  'tindak_lanjut',
  'setujui',
  'kembalikan',
  'tunda',
  'cek_lapangan',
  'hasil_lapangan',
  'koreksi_titik',
  'gabung',
  'buka_kembali',
  'usulkan',
  'catat',
  'nilai',
] as const;

export type Action = (typeof ACTIONS)[number];

/** What an officer may do; rating is the reporter's. */
export type OfficerAction = Exclude<Action, 'nilai'>;

/**
 * What the log also records: filing, what was told by another system, the evidence check, the other half of a merge,
 * clocks that were recomputed because policy or calendar changed, the end of a postponement, and an erasure.
 */
export const EVENT_ACTIONS = [
  ...ACTIONS,
  'lapor',
  'impor',
  'bukti_diperiksa',
  'gabung_masuk',
  'hitung_ulang',
  'nama_dikenali',
  'tunda_berakhir',
  'hapus_data',
] as const;

export type EventAction = (typeof EVENT_ACTIONS)[number];

/** What other systems are told of: an internal note stays among the officers. */
export const TOLD_ACTIONS = EVENT_ACTIONS.filter((action) => action !== 'catat');

export function isTold(action: EventAction): boolean {
  return TOLD_ACTIONS.some((told) => told === action);
}

/** Actions that carry no decision on the report: no `If-Match`, and they retry a lost race themselves. */
export const ACTIONS_WITHOUT_PRECONDITION = ['catat', 'nilai'] as const satisfies readonly Action[];

/** What prepares a decision, or puts it off. */
const DECIDES_NOT: readonly EventAction[] = [
  'catat',
  'usulkan',
  'koreksi_titik',
  'tunda',
  'cek_lapangan',
  'tiket',
  'nilai',
];

/** Of what officers do: what counts as decided. */
export const DECISION_ACTIONS = ACTIONS.filter((action) => !DECIDES_NOT.includes(action));

/** What leaves a postponement as it is: everything that decides nothing. Any other action ends it. */
const KEEPS_POSTPONEMENT: readonly EventAction[] = [
  'tunda',
  'catat',
  'usulkan',
  'nilai',
  'koreksi_titik',
  'cek_lapangan',
  'hasil_lapangan',
  'bukti_diperiksa',
  'gabung_masuk',
  'hapus_data',
  'hitung_ulang',
  'nama_dikenali',
];

export function endsPostponement(action: EventAction): boolean {
  return !KEEPS_POSTPONEMENT.includes(action);
}

/** Events the public is told of; what is missing here (notes, checks, corrections) is internal. */
const PUBLIC_STEPS = [
  'lapor',
  'impor',
  'proses',
  'koordinasi',
  'disposisi',
  'disposisi_unit',
  'tiket',
  'tolak',
  'tindak_lanjut',
  'kembalikan',
  'setujui',
  'cek_lapangan',
  'hasil_lapangan',
  'gabung',
  'buka_kembali',
  'nilai',
] as const satisfies readonly EventAction[];

export type PublicStep = (typeof PUBLIC_STEPS)[number];

export function findPublicStep(action: EventAction): PublicStep | undefined {
  return PUBLIC_STEPS.find((step) => step === action);
}

/** Did the report itself move on before everybody's eyes? A rating says something of it and changes nothing. */
export function isPublicUpdate(action: EventAction): boolean {
  return action !== 'nilai' && findPublicStep(action) !== undefined;
}
