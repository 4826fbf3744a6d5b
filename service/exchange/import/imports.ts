/** What an import of reports is to the rest of the service. */
import type { Readable } from 'node:stream';
import type { ImportJob, ImportPage } from '#shared/contract/imports.ts';
import type { Actor } from '#shared/contract/session.ts';
import type { Channel } from '#shared/ticket/channel.ts';
import type { Accounts } from '../../people/accounts/auth.ts';
import type { Boundaries } from '../../people/boundaries/store.ts';
import type { UnitDirectory } from '../../people/units/directory.ts';
import type { SettableClock } from '../../platform/clock.ts';
import type { Db } from '../../platform/db/database.ts';
import type { ApiKeyRights } from '../../platform/http/env.ts';
import type { Config } from '../../platform/settings.ts';
import type { Policies } from '../../rules/policy/policy.ts';
import type { importRefusal } from '../../tables/import.ts';
import type { TrackingSecrets } from '../../tickets/tracking-secret.ts';

/** What this part of the service is opened with, and nothing beyond. */
export interface ImportDeps {
  config: Pick<Config, 'sites' | 'numbering' | 'demo' | 'publicUrl' | 'trustedProxies' | 'jurisdiction'>;
  db: Db;
  clock: SettableClock;
  policy: Policies;
  units: UnitDirectory;
  boundaries: Boundaries;
  accounts: Accounts;
  secrets: TrackingSecrets;
  imports: Imports;
}

export interface NewImport {
  channel: Channel;
  actor: Actor;
  key: ApiKeyRights | null;
  body: ReadableStream<Uint8Array> | Readable;
}

export type RejectionRow = typeof importRefusal.$inferSelect;

export interface Imports {
  /** Receives the file and starts on it. Throws 403, 409 while one of the caller's is under way, 413, 400. */
  start(wanted: NewImport): Promise<ImportJob>;
  list(
    actor: Pick<Actor, 'id'>,
    page: { cursor?: string | undefined; limit?: number | undefined },
  ): Promise<ImportPage>;
  /** Throws 404, also for what is somebody else's. */
  find(id: string, actor: Actor): Promise<ImportJob>;
  /** Nothing happens to one that has ended. Throws 404. */
  cancel(id: string, actor: Actor): Promise<ImportJob>;
  /** In the order of the file, by keyset. */
  rejections(id: string, after: number, limit: number): Promise<RejectionRow[]>;
  /** Goes on with what a stop or a crash interrupted. */
  resume(): void;
  /** Resolves once no import is under way. */
  settled(): Promise<void>;
  forgetOld(): Promise<void>;
  /** Stops after the batch under way. */
  close(): Promise<void>;
}
