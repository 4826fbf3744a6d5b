/** Signing in to a service that is a process of its own. */
import { Session } from '#shared/contract/session.ts';
import { DEMO_PASSWORD } from '../../service/demo/accounts.ts';

export async function tokenOf(origin: string, username: string): Promise<string> {
  const body = JSON.stringify({ username, password: DEMO_PASSWORD });
  const headers = { 'content-type': 'application/json' };
  const reply = await fetch(`${origin}/api/v1/session`, { method: 'POST', headers, body });
  return Session.parse(await reply.json()).token;
}
