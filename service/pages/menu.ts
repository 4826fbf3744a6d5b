/** The pages behind sign-in that the menu leads to, each with the right it takes; the first one allowed is home. */
import { type Actor, rolesOf } from '#shared/contract/session.ts';
import { mayCall, type Right } from '#shared/people/right.ts';
import type { Said } from '../platform/http/language.ts';

export interface MenuEntry {
  path: string;
  label: Said;
  right: Right;
}

export const SIGN_IN_PATH = '/masuk';
export const ACCOUNT_PATH = '/akun';
/** Before sign-in. */
export const ASK_PATH = '/permohonan';
export const ACCOUNTS_PATH = '/kelola/akun';
export const REQUESTS_PATH = '/kelola/permohonan';
export const UNITS_PATH = '/kelola/unit';
export const KEYS_PATH = '/kelola/kunci';
export const WEBHOOKS_PATH = '/kelola/webhook';
export const CRITERIA_PATH = '/kelola/kriteria';
export const POLICY_PATH = '/kelola/ketentuan';
export const CALENDAR_PATH = '/kelola/kalender';
export const IMPORT_PATH = '/kelola/impor';
export const EXPORT_PATH = '/kelola/ekspor';
export const DUTY_PATH = '/kelola/piket';
export const NOTICES_PATH = '/kelola/pemberitahuan';
export const OUTGOING_PATH = '/kelola/pesan';
export const PERFORMANCE_PATH = '/kelola/kinerja';
export const WALL_PATH = '/kelola/dinding';

/** Open to everybody. */
export const TRACK_PATH = '/lacak';
export const NUMBERS_PATH = '/angka';
export const HOW_PATH = '/cara-kerja';

export const VISITOR_MENU: readonly { path: string; label: Said }[] = [
  { path: TRACK_PATH, label: { id: 'Lacak laporan', en: 'Track a report' } },
  { path: NUMBERS_PATH, label: { id: 'Angka bulanan', en: 'Monthly numbers' } },
  { path: HOW_PATH, label: { id: 'Cara kerja', en: 'How it works' } },
];

const MENU: readonly MenuEntry[] = [
  { path: REQUESTS_PATH, label: { id: 'Permohonan', en: 'Requests' }, right: 'requests:read' },
  { path: ACCOUNTS_PATH, label: { id: 'Akun', en: 'Accounts' }, right: 'accounts:manage' },
  { path: UNITS_PATH, label: { id: 'Unit', en: 'Units' }, right: 'units:manage' },
  { path: KEYS_PATH, label: { id: 'Kunci API', en: 'API keys' }, right: 'keys:manage' },
  { path: WEBHOOKS_PATH, label: { id: 'Webhook', en: 'Webhooks' }, right: 'webhooks:manage' },
  { path: CRITERIA_PATH, label: { id: 'Kriteria', en: 'Criteria' }, right: 'criteria:read' },
  { path: POLICY_PATH, label: { id: 'Ketentuan', en: 'Policy' }, right: 'policy:read' },
  { path: CALENDAR_PATH, label: { id: 'Kalender', en: 'Calendar' }, right: 'policy:read' },
  { path: DUTY_PATH, label: { id: 'Piket', en: 'Duty' }, right: 'duty:own' },
  { path: IMPORT_PATH, label: { id: 'Impor', en: 'Import' }, right: 'tickets:import' },
  { path: EXPORT_PATH, label: { id: 'Ekspor', en: 'Export' }, right: 'tickets:export' },
  { path: NOTICES_PATH, label: { id: 'Pemberitahuan', en: 'Notifications' }, right: 'notifications:read' },
  { path: PERFORMANCE_PATH, label: { id: 'Kinerja', en: 'Performance' }, right: 'performance:read' },
  { path: WALL_PATH, label: { id: 'Dinding', en: 'Wall' }, right: 'wall:read' },
  { path: OUTGOING_PATH, label: { id: 'Pesan keluar', en: 'Outgoing' }, right: 'notices:own' },
  { path: ACCOUNT_PATH, label: { id: 'Akun saya', en: 'My account' }, right: 'session' },
];

export function menuOf(actor: Actor): readonly MenuEntry[] {
  return MENU.filter(({ right }) => mayCall(right, rolesOf(actor)));
}

export function homeOf(actor: Actor): string {
  return menuOf(actor)[0]?.path ?? ACCOUNT_PATH;
}
