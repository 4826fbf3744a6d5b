/** The evidence check as the rest of the service calls it: reader, comparisons and policy already in hand. */
import type { EvidencePolicy } from '#shared/rules/evidence.ts';
import type { Db } from '../platform/db/database.ts';
import {
  type CheckDeps,
  type Checked,
  type CheckRequest,
  checkEvidence,
  checkStored,
  type TooLarge,
} from './check.ts';
import { databaseComparisons } from './compare.ts';
import type { PhotoReader } from './reader.ts';
import type { PhotoShelf } from './shelf.ts';

export interface EvidenceChecks {
  /** Reads and judges what was handed in; stores nothing. `signal` ends the reading. */
  check(
    request: CheckRequest & { after: readonly Uint8Array[]; before: readonly Uint8Array[] },
    signal: AbortSignal,
  ): Promise<Checked | TooLarge>;
  /** Judges a stored follow-up again from its facts, as after a corrected point. */
  judgeAgain(request: CheckRequest & { ticket: string; followUp: number }): Promise<Checked>;
}

/** `policy` answers the one in force now: it may change while the service runs. */
export function openChecks(
  db: Db,
  reader: PhotoReader,
  photos: Pick<PhotoShelf, 'copy'>,
  policy: () => EvidencePolicy,
): EvidenceChecks {
  const comparisons = databaseComparisons(db, () => policy().narrative);
  const deps = (): CheckDeps => ({
    reader,
    comparisons,
    picture: (sha256) => photos.copy(sha256, 'display'),
    policy: policy(),
  });
  return {
    check: (request, signal) => checkEvidence(request, deps(), signal),
    judgeAgain: (request) => checkStored(request, deps()),
  };
}
