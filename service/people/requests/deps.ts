/** What this part of the service is opened with, and nothing beyond. */

import type { SettableClock } from '../../platform/clock.ts';
import type { Db } from '../../platform/db/database.ts';
import type { Config } from '../../platform/settings.ts';
import type { Accounts } from '../accounts/auth.ts';
import type { UnitDirectory } from '../units/directory.ts';

export interface RequestDeps {
  config: Pick<Config, 'sites' | 'numbering' | 'demo' | 'publicUrl' | 'trustedProxies' | 'jurisdiction'>;
  db: Db;
  clock: SettableClock;
  units: UnitDirectory;
  accounts: Accounts;
}
