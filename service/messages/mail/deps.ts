/** What the parts of mail are opened with; each names what it takes of it. */
import type { SenderName } from '#shared/contract/notification.ts';
import type { Accounts } from '../../people/accounts/auth.ts';
import type { UnitDirectory } from '../../people/units/directory.ts';
import type { SettableClock } from '../../platform/clock.ts';
import type { Db } from '../../platform/db/database.ts';
import type { ServiceConfig } from '../../platform/settings.ts';
import type { Policies } from '../../rules/policy/policy.ts';
import type { TicketReads } from '../../tickets/read.ts';
import type { Unsubscribes } from './unsubscribes.ts';

export interface MailDeps {
  config: ServiceConfig;
  db: Db;
  clock: SettableClock;
  policy: Policies;
  units: UnitDirectory;
  accounts: Accounts;
  reads: TicketReads;
  /** By what messages leave; empty where none do. */
  mailer: { ways: readonly SenderName[] };
  unsubscribes: Unsubscribes;
}
