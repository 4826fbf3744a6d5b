/** What this part of the service is opened with, and nothing beyond. */

import type { Accounts } from '../../people/accounts/auth.ts';
import type { UnitDirectory } from '../../people/units/directory.ts';
import type { SettableClock } from '../../platform/clock.ts';
import type { Db } from '../../platform/db/database.ts';
import type { Config } from '../../platform/settings.ts';
import type { Policies } from '../../rules/policy/policy.ts';
import type { TicketReads } from '../../tickets/read.ts';
import type { Post } from './post-rounds.ts';
import type { Refusals } from './refusals.ts';

export interface MailDeps {
  config: Pick<Config, 'sites' | 'numbering' | 'demo' | 'publicUrl' | 'trustedProxies' | 'jurisdiction'>;
  db: Db;
  clock: SettableClock;
  policy: Policies;
  units: UnitDirectory;
  accounts: Accounts;
  reads: TicketReads;
  post: Post;
  refusals: Refusals;
}
