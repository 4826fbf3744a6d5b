/** What this part of the service is opened with, and nothing beyond. */
import type { Accounts } from '../people/accounts/auth.ts';
import type { UnitDirectory } from '../people/units/directory.ts';
import type { Config } from '../platform/settings.ts';

export interface PageDeps {
  config: Pick<Config, 'sites' | 'numbering' | 'demo' | 'publicUrl' | 'trustedProxies' | 'jurisdiction'>;
  units: UnitDirectory;
  accounts: Accounts;
}
