/** What the service is made of: handed to verbs and routes, so that nothing reaches for a global. */
import type { ApiKeys } from './accounts/api-keys.ts';
import type { Accounts } from './accounts/auth.ts';
import type { SignInLimit } from './accounts/sign-in-limit.ts';
import type { SignInCodes } from './accounts/sso/codes.ts';
import type { Sso } from './accounts/sso/provider.ts';
import type { Checkpoints } from './audit/checkpoints.ts';
import type { Verifier } from './audit/verifier.ts';
import type { Boundaries } from './boundaries/store.ts';
import type { Days } from './calendar/calendar.ts';
import type { SettableClock } from './clock.ts';
import type { Config } from './config.ts';
import type { Db } from './db/database.ts';
import type { UnitDirectory } from './db/unit-directory.ts';
import type { Turns } from './duty/turns.ts';
import type { PhotoReader } from './evidence/reader.ts';
import type { EvidenceService } from './evidence/service.ts';
import type { PhotoShelf } from './evidence/shelf.ts';
import type { Exports } from './exchange/export/exports.ts';
import type { Imports } from './exchange/import/imports.ts';
import type { Idempotency } from './http/idempotency.ts';
import type { Jobs } from './jobs.ts';
import type { Outbound } from './outbound/outbound.ts';
import type { Performance } from './performance/performance.ts';
import type { Policies } from './policy/policy.ts';
import type { LogWatch } from './queue/log-watch.ts';
import type { NumberMint } from './tickets/mint.ts';
import type { Proposals } from './tickets/proposal.ts';
import type { TicketReads } from './tickets/read.ts';
import type { TrackingSecrets } from './tickets/tracking-secret.ts';
import type { Couriers } from './webhooks/couriers.ts';
import type { WebhookSecrets } from './webhooks/secrets.ts';

export interface Services {
  config: Pick<Config, 'sites' | 'numbering' | 'demo' | 'publicUrl' | 'trustedProxies' | 'jurisdiction'>;
  db: Db;
  clock: SettableClock;
  policy: Policies;
  days: Days;
  units: UnitDirectory;
  boundaries: Boundaries;
  accounts: Accounts;
  signInLimit: SignInLimit;
  codes: SignInCodes;
  /** Null where no SSO is set up. */
  sso: Sso | null;
  apiKeys: ApiKeys;
  idempotency: Idempotency;
  reads: TicketReads;
  proposals: Proposals;
  turns: Turns;
  mint: NumberMint;
  secrets: TrackingSecrets;
  jobs: Jobs;
  evidence: EvidenceService;
  reader: PhotoReader;
  photos: PhotoShelf;
  checkpoints: Checkpoints;
  verifier: Verifier;
  performance: Performance;
  /** Every call out to an address that somebody entered goes by this. */
  outbound: Outbound;
  logWatch: LogWatch;
  webhooks: Couriers;
  webhookSecrets: WebhookSecrets;
  imports: Imports;
  exports: Exports;
}
