/** The pages behind sign-in that the menu leads to, each with the right it takes; the first one allowed is home. */
import { type Actor, rolesOf } from '#shared/contract/session.ts';
import { mayCall, type Right } from '#shared/people/right.ts';
import type { Phrase } from '#shared/words/phrase.ts';

export interface MenuEntry {
  path: string;
  label: Phrase;
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

export const VISITOR_MENU: readonly { path: string; label: Phrase }[] = [
  { path: TRACK_PATH, label: 'pages.menu.track_report' },
  { path: NUMBERS_PATH, label: 'pages.menu.monthly_numbers' },
  { path: HOW_PATH, label: 'pages.menu.how_works' },
];

const MENU: readonly MenuEntry[] = [
  { path: REQUESTS_PATH, label: 'pages.menu.requests', right: 'requests:read' },
  { path: ACCOUNTS_PATH, label: 'pages.menu.accounts', right: 'accounts:manage' },
  { path: UNITS_PATH, label: 'pages.menu.units', right: 'units:manage' },
  { path: KEYS_PATH, label: 'pages.menu.api_keys', right: 'keys:manage' },
  { path: WEBHOOKS_PATH, label: 'pages.menu.webhooks', right: 'webhooks:manage' },
  { path: CRITERIA_PATH, label: 'pages.menu.criteria', right: 'criteria:read' },
  { path: POLICY_PATH, label: 'pages.menu.policy', right: 'policy:read' },
  { path: CALENDAR_PATH, label: 'pages.menu.calendar', right: 'policy:read' },
  { path: DUTY_PATH, label: 'pages.menu.duty', right: 'duty:own' },
  { path: IMPORT_PATH, label: 'pages.menu.import', right: 'tickets:import' },
  { path: EXPORT_PATH, label: 'pages.menu.export', right: 'tickets:export' },
  { path: NOTICES_PATH, label: 'pages.menu.notifications', right: 'notifications:read' },
  { path: PERFORMANCE_PATH, label: 'pages.menu.performance', right: 'performance:read' },
  { path: WALL_PATH, label: 'pages.menu.wall', right: 'wall:read' },
  { path: OUTGOING_PATH, label: 'pages.menu.outgoing', right: 'notices:own' },
  { path: ACCOUNT_PATH, label: 'pages.menu.my_account', right: 'session' },
];

export function menuOf(actor: Actor): readonly MenuEntry[] {
  return MENU.filter(({ right }) => mayCall(right, rolesOf(actor)));
}

export function homeOf(actor: Actor): string {
  return menuOf(actor)[0]?.path ?? ACCOUNT_PATH;
}
