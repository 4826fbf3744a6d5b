/** What Open311 is opened with, and nothing beyond. */
import type { ApiKeys } from '../../people/api-keys/api-keys.ts';
import type { Config } from '../../platform/settings.ts';
import type { TicketDeps } from '../../tickets/deps.ts';

export interface Open311Deps extends TicketDeps {
  config: Pick<Config, 'sites' | 'numbering' | 'demo' | 'publicUrl' | 'trustedProxies' | 'jurisdiction'>;
  apiKeys: ApiKeys;
}
