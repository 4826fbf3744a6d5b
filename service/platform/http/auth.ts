/** Who is calling: a bearer token, resolved to an officer. */
import type { Context, MiddlewareHandler } from 'hono';
import type { Actor } from '#shared/contract/session.ts';
import type { ApiKeyRights, Env, MustFirst } from './env.ts';
import { HttpProblem } from './problem.ts';

export function bearerToken(header: string | undefined): string | null {
  const match = /^Bearer +(.*)$/i.exec(header ?? '');
  return tokenIn(match?.[1]);
}

/** What can stand in a header as it is; null for anything else. */
export function tokenIn(text: string | undefined): string | null {
  return text !== undefined && /^[\x21-\x7e]{8,512}$/.test(text) ? text : null;
}

/** What every API key begins with, and no session's token. */
export const KEY_PREFIX = 'tuntas_';

/** Who resolves a token; null for one that is nobody's now. */
export interface Doors {
  accounts: { resolve(token: string): Promise<Omit<Known, 'rights'> | null> };
  apiKeys: { resolve(token: string): Promise<Required<Omit<Known, 'mustFirst'>> | null> };
}

/** Whose session, or which other system's key, this is; null when it is nobody's now. */
export async function whoseIs(token: string, { accounts, apiKeys }: Doors): Promise<Actor | null> {
  const found = token.startsWith(KEY_PREFIX) ? await apiKeys.resolve(token) : await accounts.resolve(token);
  return found?.actor ?? null;
}

interface Known {
  actor: Actor;
  expiresAt: number;
  mustFirst: MustFirst | null;
  /** Of an API key; a session has none. */
  rights?: ApiKeyRights;
}

/** From here on the call is made by whoever holds the token. */
export function enter(c: Context<Env>, token: string, known: Known): void {
  c.set('token', token);
  c.set('actor', known.actor);
  c.set('expiresAt', known.expiresAt);
  c.set('mustFirst', known.mustFirst);
  c.set('key', known.rights ?? null);
}

export function signedIn({ accounts, apiKeys }: Doors): MiddlewareHandler<Env> {
  return async (c, next) => {
    const token = bearerToken(c.req.header('authorization'));
    if (token === null) throw new HttpProblem('unauthenticated');
    if (token.startsWith(KEY_PREFIX)) {
      const key = await apiKeys.resolve(token);
      if (!key) throw new HttpProblem('unauthenticated');
      enter(c, token, { ...key, mustFirst: null });
      return next();
    }
    const session = await accounts.resolve(token);
    if (!session) {
      throw new HttpProblem('unauthenticated', { detail: 'problems.refused.session_ended_sign_again' });
    }
    enter(c, token, session);
    await next();
  };
}
