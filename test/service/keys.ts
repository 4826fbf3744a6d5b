/** A key for another system, as an operator makes it. */
import { createClient } from '#shared/contract/client.ts';
import { tokenOf } from './tokens.ts';

/** Files for JAKI; `origins` are those of its pages. */
export async function keyFor(service: string, origins: string[] = []): Promise<string> {
  const token = await tokenOf(service, 'operator');
  const { data } = await createClient({ origin: service, token: () => token }).call('createApiKey', {
    body: {
      client: 'other-client',
      name: 'Sistem lain',
      scopes: ['tickets:file', 'tickets:read', 'evidence:check', 'reference:read'],
      channels: ['jaki'],
      origins,
      expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
    },
  });
  return data.key;
}
