/**
 * Where the menus lead: each page brings its own entry, `compose` puts them in order, and every call carries them; and
 * the addresses that more than one room leads to.
 */
import type { MiddlewareHandler } from 'hono';
import { type Actor, rolesOf } from '#shared/contract/session.ts';
import { mayCall, type Right } from '#shared/people/right.ts';
import type { Phrase } from '#shared/words/phrase.ts';

export const STYLE_PATH = '/gaya.css';
export const ICON_PATH = '/ikon.svg';
export const SIGN_IN_PATH = '/masuk';
export const SIGN_OUT_PATH = '/keluar';
export const SSO_PATH = '/sso';
export const ACCOUNT_PATH = '/akun';
export const SECOND_FACTOR_PATH = `${ACCOUNT_PATH}/kode`;
/** Before sign-in. */
export const ASK_PATH = '/permohonan';
export const IMPORT_PATH = '/kelola/impor';
export const ACCOUNTS_PATH = '/kelola/akun';
export const REQUESTS_PATH = '/kelola/permohonan';
export const PERFORMANCE_PATH = '/kelola/kinerja';

/** Open to everybody. */
export const TRACK_PATH = '/lacak';
export const NUMBERS_PATH = '/angka';
export const HOW_PATH = '/cara-kerja';
/** The crm-site's list; only where the demo is on. */
export const CRM_SITE_PATH = '/demo/laporan';

export interface Link {
  path: string;
  label: Phrase;
}

/** A page behind sign-in, with the right it takes. */
export interface MenuEntry extends Link {
  right: Right;
}

export function menuEntry(path: string, label: Phrase, right: Right): MenuEntry {
  return { path, label, right };
}

export interface Menus {
  /** The first one an officer has the right to is where they start. */
  office: readonly MenuEntry[];
  visitors: readonly Link[];
}

declare module 'hono' {
  interface ContextVariableMap {
    menus: Menus;
  }
}

export function withMenus(menus: Menus): MiddlewareHandler {
  return (c, next) => {
    c.set('menus', menus);
    return next();
  };
}

export function menuOf({ office }: Menus, actor: Actor): readonly MenuEntry[] {
  return office.filter(({ right }) => mayCall(right, rolesOf(actor)));
}

export function homeOf(menus: Menus, actor: Actor): string {
  return menuOf(menus, actor)[0]?.path ?? ACCOUNT_PATH;
}
