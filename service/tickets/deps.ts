/** What this part of the service is opened with, and nothing beyond. */

import type { MapFacts } from '#shared/contract/map.ts';
import type { EvidenceChecks } from '../evidence/check.ts';
import type { PhotoReader } from '../evidence/reader.ts';
import type { PhotoShelf } from '../evidence/shelf.ts';
import type { Accounts } from '../people/accounts/auth.ts';
import type { Boundaries } from '../people/boundaries/store.ts';
import type { Turns } from '../people/roster/turns.ts';
import type { UnitDirectory } from '../people/units/directory.ts';
import type { SettableClock } from '../platform/clock.ts';
import type { Db } from '../platform/db/database.ts';
import type { Idempotency } from '../platform/http/idempotency.ts';
import type { Categories } from '../rules/categories/register.ts';
import type { Policies } from '../rules/policy/policy.ts';
import type { Habits } from './habits.ts';
import type { ListItems } from './list-item.ts';
import type { Lookup } from './lookup.ts';
import type { NumberAllocator } from './number-allocator.ts';
import type { Claims } from './queue/claims.ts';
import type { Live } from './queue/live.ts';
import type { TicketReads } from './read.ts';
import type { RelatedReports } from './related.ts';
import type { TrackingSecrets } from './tracking-secret.ts';

export interface TicketDeps {
  db: Db;
  clock: SettableClock;
  policy: Policies;
  categories: Categories;
  units: UnitDirectory;
  boundaries: Boundaries;
  /** What maps are drawn with. */
  mapFacts: MapFacts;
  accounts: Accounts;
  idempotency: Idempotency;
  reads: TicketReads;
  items: ListItems;
  lookup: Lookup;
  habits: Habits;
  turns: Turns;
  numbers: NumberAllocator;
  related: RelatedReports;
  secrets: TrackingSecrets;
  evidence: EvidenceChecks;
  reader: PhotoReader;
  photos: PhotoShelf;
  live: Live;
  claims: Claims;
}
