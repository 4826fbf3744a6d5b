/** What this part of the service is opened with, and nothing beyond. */

import type { Performance } from '../oversight/performance/performance.ts';
import type { Config } from '../platform/settings.ts';
import type { TicketDeps } from '../tickets/deps.ts';

export interface PublicDeps extends TicketDeps {
  config: Pick<Config, 'sites' | 'numbering' | 'demo' | 'publicUrl' | 'trustedProxies' | 'jurisdiction'>;
  performance: Performance;
}
