/** What this part of the service is opened with, and nothing beyond. */

import type { Accounts } from '../../people/accounts/auth.ts';
import type { UnitDirectory } from '../../people/units/directory.ts';
import type { SettableClock } from '../../platform/clock.ts';
import type { Config } from '../../platform/settings.ts';
import type { Exports } from './exports.ts';

export interface ExportDeps {
  config: Pick<Config, 'sites' | 'numbering' | 'demo' | 'publicUrl' | 'trustedProxies' | 'jurisdiction'>;
  clock: SettableClock;
  units: UnitDirectory;
  accounts: Accounts;
  exports: Exports;
}
