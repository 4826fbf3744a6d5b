/** What this part of the service is opened with, and nothing beyond. */
import type { Accounts } from '../../people/accounts/auth.ts';
import type { SettableClock } from '../../platform/clock.ts';
import type { Db } from '../../platform/db/database.ts';
import type { Config } from '../../platform/settings.ts';

export interface CriteriaDeps {
  config: Pick<Config, 'sites' | 'numbering' | 'demo' | 'publicUrl' | 'trustedProxies' | 'jurisdiction'>;
  db: Db;
  clock: SettableClock;
  accounts: Accounts;
}
