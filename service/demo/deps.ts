/** What this part of the service is opened with, and nothing beyond. */

import type { Jobs } from '../platform/jobs.ts';
import type { Config } from '../platform/settings.ts';
import type { TicketDeps } from '../tickets/deps.ts';

export interface DemoDeps extends TicketDeps {
  config: Pick<Config, 'sites' | 'numbering' | 'demo' | 'publicUrl' | 'trustedProxies' | 'jurisdiction'>;
  jobs: Pick<Jobs, 'runDue'>;
}
