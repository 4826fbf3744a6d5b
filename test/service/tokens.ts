/** Signing in to a service that is a process of its own. */
import { createClient } from '#shared/contract/client.ts';
import { Session } from '#shared/contract/session.ts';
import type { ApiScope } from '#shared/people/right.ts';
import { DEMO_PASSWORD } from '../../service/demo/accounts.ts';

export async function tokenOf(origin: string, username: string): Promise<string> {
  const body = JSON.stringify({ username, password: DEMO_PASSWORD });
  const headers = { 'content-type': 'application/json' };
  const reply = await fetch(`${origin}/api/v1/session`, { method: 'POST', headers, body });
  return Session.parse(await reply.json()).token;
}

/** A key of another system, for JAKI's reports; `origins` are those of its pages. */
export async function keyFor(
  origin: string,
  scopes: ApiScope[] = ['tickets:file', 'tickets:read', 'evidence:check', 'reference:read'],
  origins: string[] = [],
): Promise<string> {
  const token = await tokenOf(origin, 'operator');
  const operator = createClient({ origin, token: () => token });
  const body = { client: 'other-client', name: 'Sistem lain', scopes, channels: ['jaki' as const], origins };
  return (await operator.call('createApiKey', { body })).data.key;
}
