/** What leaves a postponement as it is: everything that decides nothing. Any other action ends it. */
import type { EventAction } from './action.ts';

const KEEPS_HOLD: readonly EventAction[] = [
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
];

export function endsHold(action: EventAction): boolean {
  return !KEEPS_HOLD.includes(action);
}
