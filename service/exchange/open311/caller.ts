/** Which system calls: Open311 hands its key over as a parameter, of the query or of the form. */
import type { Context } from 'hono';
import type { Actor } from '#shared/contract/session.ts';
import { type ApiScope, mayCall } from '#shared/people/right.ts';
import type { People } from '../../people/people.ts';
import { bearerToken, KEY_PREFIX, tokenIn } from '../../platform/http/auth.ts';
import type { ApiKeyRights, Env } from '../../platform/http/env.ts';
import type { Platform } from '../../platform/platform.ts';
import type { TicketDeps } from '../../tickets/deps.ts';
import { refuse } from './answer.ts';

export type Open311Deps = TicketDeps & Pick<Platform, 'config'> & Pick<People, 'apiKeys'>;

export interface Caller {
  actor: Actor;
  key: ApiKeyRights;
}

/** The key as far as it can be told before a form is read; the `Authorization` of our own API is good here too. */
export function keyOf(c: Context<Env>): string | null {
  return tokenIn(c.req.query('api_key') || undefined) ?? bearerToken(c.req.header('authorization'));
}

/** Null where no key was sent; an empty one counts as none. Throws 403 for one that is not good. */
export async function callerOf(
  sent: string | null | undefined,
  { apiKeys }: Pick<Open311Deps, 'apiKeys'>,
): Promise<Caller | null> {
  if (!sent) return null;
  const key = tokenIn(sent);
  const found = key?.startsWith(KEY_PREFIX) ? await apiKeys.resolve(key) : null;
  if (!found) {
    throw refuse('forbidden', 'exchange.open311.refused.invalid_api_key_unknown');
  }
  return { actor: found.actor, key: found.rights };
}

export function may({ actor, key }: Caller, scope: ApiScope): boolean {
  return mayCall(scope, [actor.role], key.scopes);
}
