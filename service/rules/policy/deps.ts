/** What this part of the service is opened with, and nothing beyond. */
import type { Accounts } from '../../people/accounts/auth.ts';
import type { SettableClock } from '../../platform/clock.ts';
import type { Jobs } from '../../platform/jobs.ts';
import type { Config } from '../../platform/settings.ts';
import type { Policies } from './policy.ts';

export interface PolicyDeps {
  config: Pick<Config, 'sites' | 'numbering' | 'demo' | 'publicUrl' | 'trustedProxies' | 'jurisdiction'>;
  clock: SettableClock;
  policy: Policies;
  accounts: Accounts;
  jobs: Pick<Jobs, 'runDue'>;
}
