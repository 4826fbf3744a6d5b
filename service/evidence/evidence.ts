/** Photos and what they are worth: read in processes of their own, compared, judged, and kept on disk. */
import { join } from 'node:path';
import type { Ailment, Check } from '../platform/health.ts';
import type { Platform } from '../platform/platform.ts';
import type { Policies } from '../rules/policy/policy.ts';
import { type EvidenceChecks, openChecks } from './check.ts';
import { hanging, openGallery } from './gallery.ts';
import { createPhotoReader, type PhotoLimits, type PhotoReader } from './reader.ts';
import { openShelf, type PhotoShelf } from './shelf.ts';
import { COPY_KEY, folderPhotoStore } from './store.ts';

export interface Evidence {
  evidence: EvidenceChecks;
  reader: PhotoReader;
  photos: PhotoShelf;
  checks: readonly Check[];
  close(): Promise<void>;
}

export function openEvidence(
  { config, db, log, keyOf }: Pick<Platform, 'config' | 'db' | 'log' | 'keyOf'>,
  policy: Pick<Policies, 'evidence'>,
  limits: PhotoLimits,
): Evidence {
  const processes = createPhotoReader(limits, join(config.dataDir, 'reading'));
  const store = folderPhotoStore(join(config.dataDir, 'photos'), keyOf(COPY_KEY));
  const photos = openShelf(store, processes, (sha256, fault) =>
    log.error({ sha256, fault }, 'a photo on disk is not what was handed in: put it back from a backup'),
  );
  const gallery = openGallery(photos, processes);
  const reader = hanging(processes, gallery);
  return {
    evidence: openChecks(db, reader, gallery, policy.evidence),
    reader,
    photos,
    checks: [
      { name: 'photo processes', find: async () => (isBroken(reader) ? NOT_READ : null) },
      { name: 'photo files', find: async () => spoilt(await photos.faults()) },
    ],
    close: () => reader.close(),
  };
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
