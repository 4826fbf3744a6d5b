/** What this part of the service is opened with, and nothing beyond. */

import type { Accounts } from '../../people/accounts/auth.ts';
import type { UnitDirectory } from '../../people/units/directory.ts';
import type { SettableClock } from '../../platform/clock.ts';
import type { Db } from '../../platform/db/database.ts';
import type { Outbound } from '../../platform/outbound/outbound.ts';
import type { Config } from '../../platform/settings.ts';
import type { Couriers } from './couriers.ts';
import type { WebhookSecrets } from './secrets.ts';

export interface WebhookDeps {
  config: Pick<Config, 'sites' | 'numbering' | 'demo' | 'publicUrl' | 'trustedProxies' | 'jurisdiction'>;
  db: Db;
  clock: SettableClock;
  units: UnitDirectory;
  accounts: Accounts;
  outbound: Outbound;
  webhooks: Couriers;
  webhookSecrets: WebhookSecrets;
}
