/** Claims: who looks at which report just now. No right and no event, only a courtesy that ends by itself. */
import { createHash } from 'node:crypto';
import { and, asc, eq, gt, lte, sql } from 'drizzle-orm';
import type { QueueClaims } from '#shared/contract/queue.ts';
import type { Actor } from '#shared/contract/session.ts';
import type { Claim } from '#shared/contract/ticket.ts';
import { toWibString } from '#shared/time/wib.ts';
import { user } from '../../tables/account.ts';
import { claim, ticket } from '../../tables/ticket.ts';
import type { TicketDeps } from '../deps.ts';
import { queueCondition } from './scope.ts';

const CLAIM_MS = 5 * 60_000;

/** Claims, or renews, for five minutes; answers whose claim it is now. It is no right, only a courtesy. */
export async function claimTicket(
  services: Pick<TicketDeps, 'db' | 'clock'>,
  ticketId: number,
  actor: Actor,
): Promise<Claim> {
  const { db, clock } = services;
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
    until: toWibString(held?.until ?? now + CLAIM_MS),
    mine: held === undefined || held.officer === actor.id,
  };
}

export async function releaseTicket(
  services: Pick<TicketDeps, 'db'>,
  ticketId: number,
  officer: string,
): Promise<void> {
  await services.db.delete(claim).where(and(eq(claim.ticketId, ticketId), eq(claim.officer, officer)));
}

/** Claims that have run out are cleared now and then; a live one is never touched. */
export async function forgetEndedClaims({ db, clock }: Pick<TicketDeps, 'db' | 'clock'>): Promise<void> {
  await db.delete(claim).where(lte(claim.until, clock.now()));
}

/** Every live claim on the caller's queue, and a tag that stays the same as long as they do. */
export async function claimsInQueue(
  { db, clock, units }: Pick<TicketDeps, 'db' | 'clock' | 'units'>,
  actor: Actor,
): Promise<{ claims: QueueClaims; etag: string }> {
  const scope = queueCondition(actor, units);
  const rows = scope
    ? await db
        .select({ number: ticket.number, officer: claim.officer, until: claim.until, name: user.name })
        .from(claim)
        // Crossed, which keeps SQLite to this order: claims are few, and each names its report and its officer.
        .crossJoin(ticket)
        .crossJoin(user)
        .where(
          and(gt(claim.until, clock.now()), eq(ticket.id, claim.ticketId), eq(user.id, claim.officer), scope),
        )
        .orderBy(asc(claim.until))
    : [];
  const items = rows.map(({ number, officer, until, name }) => ({
    number,
    by: name,
    until: toWibString(until),
    mine: officer === actor.id,
  }));
  const tag = createHash('sha256').update(JSON.stringify(items)).digest('base64url').slice(0, 16);
  return { claims: { items }, etag: `"${tag}"` };
}
