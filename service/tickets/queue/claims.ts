/** Claims: who looks at which report just now. No right and no event, only a courtesy that ends by itself. */
import { createHash } from 'node:crypto';
import { and, asc, eq, gt, lte, type SQL, sql } from 'drizzle-orm';
import { LRUCache } from 'lru-cache';
import type { QueueClaims } from '#shared/contract/queue.ts';
import type { Actor } from '#shared/contract/session.ts';
import type { Claim } from '#shared/contract/ticket.ts';
import { toTimestamp } from '#shared/time/zone.ts';
import type { UnitDirectory } from '../../people/units/directory.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Db } from '../../platform/db/database.ts';
import { user } from '../../tables/account.ts';
import { claim, ticket } from '../../tables/ticket.ts';
import { queueCondition, scopeKey } from './scope.ts';

const CLAIM_MS = 5 * 60_000;

interface Needs {
  db: Db;
  clock: Clock;
  units: UnitDirectory;
  /** Does nobody else write to the database? Else nothing tells when what was read is old. */
  isAlone: boolean;
}

export interface Claims {
  /** Claims, or renews, for five minutes; answers whose claim it is now. It is no right, only a courtesy. */
  take(ticketId: number, actor: Actor): Promise<Claim>;
  release(ticketId: number, officer: string): Promise<void>;
  /** Every live claim on the caller's queue, and a tag that stays the same as long as they do. */
  inQueue(actor: Actor): Promise<{ claims: QueueClaims; etag: string }>;
  /** Claims that have run out are cleared now and then; a live one is never touched. */
  forgetEnded(): Promise<void>;
}

/** What was read of one scope, until anything is written or the first claim ends. */
interface Kept {
  rows: Awaited<ReturnType<typeof liveOn>>;
  written: number;
  /** ms UTC */
  until: number;
}

/** As the counters'. */
const KEPT_SCOPES = 2_000;

export function openClaims(needs: Needs): Claims {
  const { db, clock, units, isAlone } = needs;
  const kept = new LRUCache<string, Kept>({ max: KEPT_SCOPES });

  async function liveClaims(actor: Actor): Promise<Kept['rows']> {
    if (!isAlone) return liveOn(queueCondition(actor, units), db, clock.now());
    const key = scopeKey(actor);
    // Rows that this connection wrote so far: whoever ends a claim, moves a report or renames an officer counts in it.
    const [row] = await db.values<[number]>(sql`select total_changes()`);
    const [before, written, now] = [kept.get(key), row?.[0] ?? 0, clock.now()];
    if (before && before.written === written && now < before.until) return before.rows;
    const rows = await liveOn(queueCondition(actor, units), db, now);
    kept.set(key, { rows, written, until: rows[0]?.until ?? Number.POSITIVE_INFINITY });
    return rows;
  }

  return {
    async take(ticketId, actor) {
      const now = clock.now();
      await db
        .insert(claim)
        .values({ ticketId, officer: actor.id, until: now + CLAIM_MS })
        .onConflictDoUpdate({
          target: claim.ticketId,
          set: { officer: actor.id, until: now + CLAIM_MS },
          // Somebody else's live claim is not taken away by looking.
          setWhere: sql`${claim.officer} = ${actor.id} or ${claim.until} <= ${now}`,
        });
      const [held] = await db
        .select({ officer: claim.officer, until: claim.until, name: user.name })
        .from(claim)
        .innerJoin(user, eq(user.id, claim.officer))
        .where(eq(claim.ticketId, ticketId));
      return {
        by: held?.name ?? actor.name,
        until: toTimestamp(held?.until ?? now + CLAIM_MS),
        mine: held === undefined || held.officer === actor.id,
      };
    },

    async release(ticketId, officer) {
      await db.delete(claim).where(and(eq(claim.ticketId, ticketId), eq(claim.officer, officer)));
    },

    async inQueue(actor) {
      const items = (await liveClaims(actor)).map(({ number, officer, until, name }) => ({
        number,
        by: name,
        until: toTimestamp(until),
        mine: officer === actor.id,
      }));
      const tag = createHash('sha256').update(JSON.stringify(items)).digest('base64url').slice(0, 16);
      return { claims: { items }, etag: `"${tag}"` };
    },

    async forgetEnded() {
      await db.delete(claim).where(lte(claim.until, clock.now()));
    },
  };
}

/** The one that ends first comes first. */
async function liveOn(scope: SQL | null, db: Db, now: number) {
  if (!scope) return [];
  return (
    db
      .select({ number: ticket.number, officer: claim.officer, until: claim.until, name: user.name })
      .from(claim)
      // Crossed, which keeps SQLite to this order: claims are few, and each names its report and its officer.
      .crossJoin(ticket)
      .crossJoin(user)
      .where(and(gt(claim.until, now), eq(ticket.id, claim.ticketId), eq(user.id, claim.officer), scope))
      .orderBy(asc(claim.until))
  );
}
