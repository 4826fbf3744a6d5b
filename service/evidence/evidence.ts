/** Photos and what they are worth: read in processes of their own, compared, judged, and kept on disk. */
import { join } from 'node:path';
import type { Hono } from 'hono';
import type { Ailment, Check } from '../platform/health.ts';
import type { Env } from '../platform/http/env.ts';
import type { Job } from '../platform/jobs.ts';
import type { Platform } from '../platform/platform.ts';
import { canConfine } from '../platform/processes/confine.ts';
import { ConfigError, type ObjectStoreSettings } from '../platform/settings.ts';
import type { Policies } from '../rules/policy/policy.ts';
import { openCaptures } from './captures/captures.ts';
import { captureRoutes } from './captures/routes.ts';
import { type EvidenceChecks, openChecks } from './check.ts';
import { hanging, openGallery } from './gallery.ts';
import { type ObjectStore, objectPhotoStore, StoreAway } from './object-store.ts';
import { openPhotoHolds } from './photo-holds.ts';
import { createPhotoReader, type PhotoLimits, type PhotoReader } from './reader.ts';
import { openShelf, type PhotoShelf } from './shelf.ts';
import { folderPhotoStore, removeDrafts } from './store.ts';
import { COPY_KEY } from './store-seal.ts';

export interface Evidence {
  evidence: EvidenceChecks;
  reader: PhotoReader;
  photos: PhotoShelf;
  calls: Hono<Env>[];
  jobs: Job[];
  checks: readonly Check[];
  close(): Promise<void>;
}

/** Throws a {@link ConfigError} where the photo store does not let us in; one that is away is waited for. */
export async function openEvidence(
  { config, db, clock, log, keyOf }: Pick<Platform, 'config' | 'db' | 'clock' | 'log' | 'keyOf'>,
  policy: Pick<Policies, 'evidence'>,
  limits: PhotoLimits,
): Promise<Evidence> {
  const elsewhere = config.photoStore && objectPhotoStore(config.photoStore, keyOf(COPY_KEY));
  if (elsewhere) await admitted(elsewhere, config.photoStore, log);
  const processes = createPhotoReader(limits, join(config.dataDir, 'reading'));
  if (config.demo === 'off' && !canConfine()) {
    log.warn(
      'processes that read photos see what this account sees: install bubblewrap, or let it make namespaces',
    );
  }
  const folder = join(config.dataDir, 'photos');
  removeDrafts(folder);
  const photos = openShelf(
    elsewhere ?? folderPhotoStore(folder, keyOf(COPY_KEY)),
    processes,
    (sha256, fault) =>
      log.error({ sha256, fault }, 'a stored photo is not what was handed in: put it back from a backup'),
    elsewhere && openPhotoHolds(db, clock),
  );
  const gallery = openGallery(photos, processes);
  const reader = hanging(processes, gallery);
  const captures = openCaptures(db, clock, keyOf('captures'));
  return {
    evidence: openChecks(db, reader, gallery, policy.evidence),
    reader,
    photos,
    calls: [captureRoutes(captures)],
    jobs: [{ name: 'captures that no photo came for', run: () => captures.forgetOld() }],
    checks: [
      { name: 'photo processes', find: async () => (isBroken(reader) ? NOT_READ : null) },
      { name: 'photo files', find: () => lost(photos) },
      ...(elsewhere ? [{ name: 'photo store', find: async () => away(await elsewhere.fault()) }] : []),
    ],
    close: () => reader.close(),
  };
}

/** A wrong key or a bucket that is not there is told now; a store that is only away will come back. */
async function admitted(
  store: ObjectStore,
  settings: ObjectStoreSettings | undefined,
  log: Platform['log'],
): Promise<void> {
  const fault = await store.fault('writes');
  if (fault?.kind === 'refused') {
    throw new ConfigError(`PHOTO_STORE: ${settings?.url} does not take and give photos (${fault.why})`);
  }
  if (fault) log.warn({ why: fault.why }, 'the photo store is away: photos wait until it is back');
}

async function lost(photos: Pick<PhotoShelf, 'faults'>): Promise<Ailment | null> {
  try {
    return spoilt(await photos.faults());
  } catch (error) {
    // Where nothing can be looked at nothing is missing; the store's own check tells.
    if (error instanceof StoreAway) return null;
    throw error;
  }
}

/** Reports without photos are filed and decided meanwhile: no other process would do more. */
function away(fault: unknown): Ailment | null {
  return fault === null ? null : { says: 'problems.cause.photo_store_away', isGrave: false };
}

function spoilt(count: number): Ailment | null {
  return count === 0
    ? null
    : { says: { key: 'problems.cause.photo_files', values: { count } }, isGrave: false };
}

const NOT_READ: Ailment = { says: 'problems.cause.photos_unread', isGrave: false };

/** Each look tries to start them once more. */
function isBroken(reader: PhotoReader): boolean {
  if (!reader.isBroken()) return false;
  reader.warm();
  return true;
}
