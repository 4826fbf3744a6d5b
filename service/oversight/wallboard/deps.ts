/** What this part of the service is opened with, and nothing beyond. */
import type { Accounts } from '../../people/accounts/auth.ts';
import type { Turns } from '../../people/roster/turns.ts';
import type { UnitDirectory } from '../../people/units/directory.ts';
import type { SettableClock } from '../../platform/clock.ts';
import type { Db } from '../../platform/db/database.ts';
import type { Config } from '../../platform/settings.ts';

export interface WallboardDeps {
  config: Pick<Config, 'sites' | 'numbering' | 'demo' | 'publicUrl' | 'trustedProxies' | 'jurisdiction'>;
  db: Db;
  clock: SettableClock;
  units: UnitDirectory;
  accounts: Accounts;
  turns: Turns;
}
