/** Which events the public is told of; what is missing here (notes, checks, corrections) is internal. */
import type { EventAction } from './action.ts';

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
