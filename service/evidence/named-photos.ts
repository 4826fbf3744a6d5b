/** Which photos a store has to hold: those that a report shows, and those that wait for one. */
import { and, asc, gt, isNull } from 'drizzle-orm';
import { union } from 'drizzle-orm/sqlite-core';
import type { Db } from '../platform/db/database.ts';
import { loosePhoto, photo } from '../tables/evidence.ts';
import { isPhotoName } from './store-seal.ts';

const PAGE = 500;

/** Their hashes in order, each once. */
export async function* namedPhotos(db: Db): AsyncGenerator<string> {
  for (let after = ''; ; ) {
    const page = await union(
      db
        .select({ sha256: photo.sha256 })
        .from(photo)
        .where(and(isNull(photo.erasedAt), gt(photo.sha256, after))),
      db.select({ sha256: loosePhoto.sha256 }).from(loosePhoto).where(gt(loosePhoto.sha256, after)),
    )
      .orderBy(asc(photo.sha256))
      .limit(PAGE);
    for (const { sha256 } of page) if (isPhotoName(sha256)) yield sha256;
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.sha256;
  }
}
