/** What this part of the service is opened with, and nothing beyond. */

import type { Accounts } from '../../people/accounts/auth.ts';
import type { Boundaries } from '../../people/boundaries/store.ts';
import type { UnitDirectory } from '../../people/units/directory.ts';
import type { SettableClock } from '../../platform/clock.ts';
import type { Db } from '../../platform/db/database.ts';
import type { Config } from '../../platform/settings.ts';
import type { Policies } from '../../rules/policy/policy.ts';
import type { TrackingSecrets } from '../../tickets/tracking-secret.ts';
import type { Imports } from './imports.ts';

export interface ImportDeps {
  config: Pick<Config, 'sites' | 'numbering' | 'demo' | 'publicUrl' | 'trustedProxies' | 'jurisdiction'>;
  db: Db;
  clock: SettableClock;
  policy: Policies;
  units: UnitDirectory;
  boundaries: Boundaries;
  accounts: Accounts;
  secrets: TrackingSecrets;
  imports: Imports;
}
