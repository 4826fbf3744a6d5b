/** The pages behind sign-in that the menu leads to, each with the right it takes; the first one allowed is home. */
import { type Actor, rolesOf } from '#shared/contract/session.ts';
import { mayCall, type Right } from '#shared/rights/right.ts';
import type { Said } from '../http/language.ts';

export interface MenuEntry {
  path: string;
  label: Said;
  right: Right;
}

export const ACCOUNT_PATH = '/akun';

export const MENU: readonly MenuEntry[] = [
  { path: ACCOUNT_PATH, label: { id: 'Akun saya', en: 'My account' }, right: 'session' },
];

export function menuOf(actor: Actor): readonly MenuEntry[] {
  return MENU.filter(({ right }) => mayCall(right, rolesOf(actor)));
}

export function homeOf(actor: Actor): string {
  return menuOf(actor)[0]?.path ?? ACCOUNT_PATH;
}
