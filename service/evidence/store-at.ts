/** The photo store of a data folder, for whoever looks at it from outside the service: checks, backups, moves. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ObjectStoreSettings } from '../platform/settings.ts';
import { objectPhotoStore } from './object-store.ts';
import { folderPhotoStore, type PhotoStore } from './store.ts';
import { COPY_KEY } from './store-seal.ts';

export interface StoreWhere {
  dataDir: string;
  /** Where the key that seals copies lies; default: in the data folder. */
  keyDir?: string;
  /** Absent: photos lie in the data folder. */
  photoStore?: ObjectStoreSettings | undefined;
}

/** Without the key (`hasKey` false) every copy counts as altered; originals need none. */
export function storeAt({ dataDir, keyDir, photoStore }: StoreWhere): { store: PhotoStore; hasKey: boolean } {
  // Where the log's own key lies apart, that of copies is in the data folder still.
  const places = [join(dataDir, 'keys', COPY_KEY), ...(keyDir === undefined ? [] : [join(keyDir, COPY_KEY)])];
  const path = places.find((place) => existsSync(place));
  const key = path === undefined ? '' : readFileSync(path, 'utf8').trim();
  return {
    store: photoStore ? objectPhotoStore(photoStore, key) : folderPhotoStore(join(dataDir, 'photos'), key),
    hasKey: path !== undefined,
  };
}
