/** What mail is opened with, and the mailer as the rest of the service sees it: rounds that the minute brings. */
import type { SenderName } from '#shared/contract/notification.ts';
import type { Accounts } from '../../people/accounts/auth.ts';
import type { UnitDirectory } from '../../people/units/directory.ts';
import type { SettableClock } from '../../platform/clock.ts';
import type { Db } from '../../platform/db/database.ts';
import type { Config } from '../../platform/settings.ts';
import type { Policies } from '../../rules/policy/policy.ts';
import type { TicketReads } from '../../tickets/read.ts';
import type { Unsubscribes } from './unsubscribes.ts';

/** What this part of the service is opened with, and nothing beyond. */
export interface MailDeps {
  config: Pick<Config, 'sites' | 'numbering' | 'demo' | 'publicUrl' | 'trustedProxies' | 'jurisdiction'>;
  db: Db;
  clock: SettableClock;
  policy: Policies;
  units: UnitDirectory;
  accounts: Accounts;
  reads: TicketReads;
  mailer: Mailer;
  unsubscribes: Unsubscribes;
}

export interface Mailer {
  /** By what messages leave; empty where none do. */
  ways: readonly SenderName[];
  /** Plans what has become due and begins to send; resolves before that has ended. */
  run(): Promise<void>;
  /** Resolves once nothing more is being sent. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}
