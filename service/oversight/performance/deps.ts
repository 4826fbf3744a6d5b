/** What this part of the service is opened with, and nothing beyond. */

import type { Accounts } from '../../people/accounts/auth.ts';
import type { UnitDirectory } from '../../people/units/directory.ts';
import type { SettableClock } from '../../platform/clock.ts';
import type { Config } from '../../platform/settings.ts';
import type { Policies } from '../../rules/policy/policy.ts';
import type { Performance } from './performance.ts';

export interface PerformanceDeps {
  config: Pick<Config, 'sites' | 'numbering' | 'demo' | 'publicUrl' | 'trustedProxies' | 'jurisdiction'>;
  clock: SettableClock;
  policy: Policies;
  units: UnitDirectory;
  accounts: Accounts;
  performance: Performance;
}
