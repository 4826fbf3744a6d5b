/** Where the menus lead: each page brings its own entry, `compose` puts them in order, and every call carries them. */
import type { MiddlewareHandler } from 'hono';
import { type Actor, rolesOf } from '#shared/contract/session.ts';
import { mayCall, type Right } from '#shared/people/right.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { ACCOUNT_PATH } from './paths.ts';

export interface Link {
  path: string;
  label: Phrase;
}

/** A page behind sign-in, with the right it takes. */
export interface MenuEntry extends Link {
  right: Right;
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
  return async (c, next) => {
    c.set('menus', menus);
    await next();
  };
}

export function menuOf({ office }: Menus, actor: Actor): readonly MenuEntry[] {
  return office.filter(({ right }) => mayCall(right, rolesOf(actor)));
}

export function homeOf(menus: Menus, actor: Actor): string {
  return menuOf(menus, actor)[0]?.path ?? ACCOUNT_PATH;
}
