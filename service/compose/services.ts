/** What the service is made of: handed to verbs and routes, so that nothing reaches for a global. */

import type { PhotoReader } from '../evidence/reader.ts';
import type { EvidenceService } from '../evidence/service.ts';
import type { PhotoShelf } from '../evidence/shelf.ts';
import type { Exports } from '../exchange/export/exports.ts';
import type { Imports } from '../exchange/import/imports.ts';
import type { Post } from '../messages/mail/post-rounds.ts';
import type { Refusals } from '../messages/mail/refusals.ts';
import type { Couriers } from '../messages/webhooks/couriers.ts';
import type { WebhookSecrets } from '../messages/webhooks/secrets.ts';
import type { Checkpoints } from '../oversight/audit/checkpoints.ts';
import type { Verifier } from '../oversight/audit/verifier.ts';
import type { Performance } from '../oversight/performance/performance.ts';
import type { ErasedPages } from '../oversight/privacy/erased-pages.ts';
import type { Accounts } from '../people/accounts/auth.ts';
import type { ApiKeys } from '../people/api-keys/api-keys.ts';
import type { Boundaries } from '../people/boundaries/store.ts';
import type { Turns } from '../people/roster/turns.ts';
import type { SignInLimit } from '../people/sign-in/sign-in-limit.ts';
import type { SignInCodes } from '../people/sso/codes.ts';
import type { Sso } from '../people/sso/provider.ts';
import type { UnitDirectory } from '../people/units/directory.ts';
import type { SettableClock } from '../platform/clock.ts';
import type { Db } from '../platform/db/database.ts';
import type { Idempotency } from '../platform/http/idempotency.ts';
import type { Jobs } from '../platform/jobs.ts';
import type { Outbound } from '../platform/outbound/outbound.ts';
import type { Config } from '../platform/settings.ts';
import type { Days } from '../rules/calendar/calendar.ts';
import type { Policies } from '../rules/policy/policy.ts';
import type { NumberMint } from '../tickets/mint.ts';
import type { Proposals } from '../tickets/proposal.ts';
import type { Live } from '../tickets/queue/live.ts';
import type { LogWatch } from '../tickets/queue/log-watch.ts';
import type { TicketReads } from '../tickets/read.ts';
import type { TrackingSecrets } from '../tickets/tracking-secret.ts';

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
  post: Post;
  refusals: Refusals;
  evidence: EvidenceService;
  reader: PhotoReader;
  photos: PhotoShelf;
  checkpoints: Checkpoints;
  verifier: Verifier;
  performance: Performance;
  /** Every call out to an address that somebody entered goes by this. */
  outbound: Outbound;
  logWatch: LogWatch;
  live: Live;
  webhooks: Couriers;
  webhookSecrets: WebhookSecrets;
  erasedPages: ErasedPages;
  imports: Imports;
  exports: Exports;
}
