/**
 * Commitments of photos that are taken inside our own page: place, time and the hash of the bytes, before the bytes come.
 * Nothing is refused for one that is late or wrong; it vouches for nothing, and the photo is judged like any other.
 */
import { randomUUID } from 'node:crypto';
import { and, asc, eq, inArray, isNotNull, lt } from 'drizzle-orm';
import {
  CAPTURE_DELAY,
  CAPTURE_KEPT,
  type CaptureCommitment,
  type CaptureInput,
  type CaptureNonces,
  NONCE_LIVES,
  NONCES_AT_ONCE,
} from '#shared/contract/captures.ts';
import type { CaptureDoubt, Captured } from '#shared/evidence/facts.ts';
import { toTimestamp } from '#shared/time/zone.ts';
import type { Clock } from '../../platform/clock.ts';
import { type Db, isUniqueViolation } from '../../platform/db/database.ts';
import { capture } from '../../tables/evidence.ts';
import { openNonces } from './nonces.ts';

export interface Captures {
  issue(account: string): CaptureNonces;
  /** Sent again, as by a phone that did not hear the answer, it is the same commitment. */
  commit(input: CaptureInput, account: string): Promise<CaptureCommitment>;
  /** What no photo came for in time, and what its photo has taken over. */
  forgetOld(): Promise<void>;
}

type CaptureRow = typeof capture.$inferSelect;

export function openCaptures(db: Db, clock: Pick<Clock, 'now'>, key: string): Captures {
  const nonces = openNonces(key, clock);

  async function known({ nonce, sha256 }: CaptureInput, account: string): Promise<CaptureRow | null> {
    const same = and(eq(capture.officer, account), eq(capture.nonce, nonce), eq(capture.sha256, sha256));
    const [found] = await db.select().from(capture).where(same).limit(1);
    return found ?? null;
  }

  async function insert(input: CaptureInput, account: string): Promise<CaptureRow> {
    const row = rowOf(input, account, nonces.issuedAt(input.nonce, account), clock.now());
    try {
      await db.insert(capture).values(row);
      return row;
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
    }
    const same = await known(input, account);
    if (same) return same;
    const reused = { ...row, doubt: 'reused' } as const;
    await db.insert(capture).values(reused);
    return reused;
  }

  return {
    issue: (account) => ({
      nonces: Array.from({ length: NONCES_AT_ONCE }, () => {
        const { nonce, issuedAt } = nonces.issue(account);
        return {
          nonce,
          issuedAt: toTimestamp(issuedAt),
          expiresAt: toTimestamp(issuedAt + NONCE_LIVES),
        };
      }),
    }),

    async commit(input, account) {
      const row = (await known(input, account)) ?? (await insert(input, account));
      return {
        id: row.id,
        committedAt: toTimestamp(row.committedAt),
        trusted: row.doubt === null,
        ...(row.doubt === null ? {} : { doubt: row.doubt }),
        ...(row.since === null ? {} : { since: toTimestamp(row.since) }),
      };
    },

    async forgetOld() {
      await db.delete(capture).where(lt(capture.committedAt, clock.now() - CAPTURE_KEPT));
    },
  };
}

function rowOf(
  { nonce, sha256, position, fixedAt: told }: CaptureInput,
  account: string,
  since: number | null,
  now: number,
): CaptureRow {
  const fixedAt = Date.parse(told);
  return {
    id: randomUUID(),
    officer: account,
    nonce,
    sha256,
    lat: position.lat,
    lon: position.lon,
    accuracyM: position.accuracyM,
    fixedAt,
    since,
    committedAt: now,
    doubt: doubtOf(since, fixedAt, now),
  };
}

function doubtOf(since: number | null, fixedAt: number, now: number): CaptureDoubt | null {
  if (since === null) return 'unknown';
  return now - since > NONCE_LIVES || Math.abs(now - fixedAt) > CAPTURE_DELAY ? 'late' : null;
}

/** What an account committed of files, by their hash: of several what vouches for most, then what came first. */
export async function commitmentsOf(
  db: Db,
  account: string,
  hashes: readonly string[],
): Promise<Map<string, Captured>> {
  const found = new Map<string, Captured>();
  if (hashes.length === 0) return found;
  const rows = await db
    .select()
    .from(capture)
    .where(and(eq(capture.officer, account), inArray(capture.sha256, [...new Set(hashes)])))
    .orderBy(isNotNull(capture.doubt), asc(capture.committedAt));
  for (const row of rows) if (!found.has(row.sha256)) found.set(row.sha256, capturedOf(row));
  return found;
}

function capturedOf(row: CaptureRow): Captured {
  const { lat, lon, accuracyM, fixedAt, committedAt, since, doubt } = row;
  return {
    lat,
    lon,
    accuracyM,
    fixedAt: toTimestamp(fixedAt),
    committedAt: toTimestamp(committedAt),
    ...(since === null ? {} : { since: toTimestamp(since) }),
    ...(doubt === null ? {} : { doubt }),
  };
}
