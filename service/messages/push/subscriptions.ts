/** Which browsers are told, when and of what: an officer's own choice, for as long as the session goes on in which they chose. */
import { randomUUID } from 'node:crypto';
import { and, asc, count, eq, inArray, ne, notInArray, sql } from 'drizzle-orm';
import { NOTIFICATION_KINDS } from '#shared/contract/notification.ts';
import type { PushChoice, PushState, PushSubscriptionInput } from '#shared/contract/push.ts';
import type { Actor } from '#shared/contract/session.ts';
import { livingSessions } from '../../people/accounts/sessions.ts';
import { type Clock, systemClock } from '../../platform/clock.ts';
import { type Db, runBatch } from '../../platform/db/database.ts';
import { HttpProblem, invalid } from '../../platform/http/problem.ts';
import type { Outbound } from '../../platform/outbound/outbound.ts';
import { session } from '../../tables/account.ts';
import { pushChoice, pushOut, pushSubscription } from '../../tables/push.ts';
import { minuteOf, timeOf } from './hours.ts';
import type { PushKeys } from './keys.ts';

export interface PushDeps {
  db: Db;
  clock: Pick<Clock, 'now'>;
  outbound: Outbound;
  keys: PushKeys;
}

/** Of one officer; the eldest makes room. */
const MOST_BROWSERS = 10;

const EVERYTHING: PushChoice = { kinds: [...NOTIFICATION_KINDS], hours: null };

export async function pushState(
  actor: Actor,
  { db, keys }: Pick<PushDeps, 'db' | 'keys'>,
): Promise<PushState> {
  const [found] = await db
    .select({ subscribed: count() })
    .from(pushSubscription)
    .innerJoin(session, eq(session.id, pushSubscription.session))
    .where(and(eq(pushSubscription.officer, actor.id), livingSessions(systemClock.now())));
  const choice = (await choicesOf([actor.id], db)).get(actor.id) ?? EVERYTHING;
  return { publicKey: keys.publicKey, subscribed: found?.subscribed ?? 0, choice };
}

/** Whether any browser has subscribed at all. */
export async function isAnyoneTold(db: Db): Promise<boolean> {
  const some = await db.select({ id: pushSubscription.id }).from(pushSubscription).limit(1);
  return some.length > 0;
}

export async function choicesOf(officers: readonly string[], db: Db): Promise<Map<string, PushChoice>> {
  const rows = await db
    .select()
    .from(pushChoice)
    .where(inArray(pushChoice.officer, [...officers]));
  const chosen = new Map(officers.map((officer) => [officer, EVERYTHING]));
  for (const { officer, kinds, from, until } of rows) {
    const hours = from === null || until === null ? null : { from: timeOf(from), until: timeOf(until) };
    chosen.set(officer, { kinds, hours });
  }
  return chosen;
}

export async function setChoice(
  { kinds, hours }: PushChoice,
  actor: Actor,
  { db }: Pick<PushDeps, 'db'>,
): Promise<void> {
  const set = {
    kinds: NOTIFICATION_KINDS.filter((kind) => kinds.includes(kind)),
    from: hours === null ? null : minuteOf(hours.from),
    until: hours === null ? null : minuteOf(hours.until),
  };
  await db
    .insert(pushChoice)
    .values({ officer: actor.id, ...set })
    .onConflictDoUpdate({ target: pushChoice.officer, set });
}

/**
 * Whoever has the endpoint is that browser: an account that signs in there after another takes it over. Throws 422 for an
 * address that the service calls nobody at.
 */
export async function subscribe(
  { endpoint, keys }: PushSubscriptionInput,
  { actor, session: begun }: { actor: Actor; session: string },
  { db, clock, outbound }: PushDeps,
): Promise<{ id: string }> {
  if (outbound.forbids(endpoint) !== null)
    throw invalid('endpoint', 'refused', 'messages.push.refused_endpoint');
  const set = { officer: actor.id, session: begun, p256dh: keys.p256dh, auth: keys.auth };
  const ofAnother = and(eq(pushSubscription.endpoint, endpoint), ne(pushSubscription.officer, actor.id));
  const theirs = db.select({ id: pushSubscription.id }).from(pushSubscription).where(ofAnother);
  await db.delete(pushOut).where(inArray(pushOut.subscription, theirs));
  const [row] = await db
    .insert(pushSubscription)
    .values({ id: randomUUID(), endpoint, ...set, createdAt: clock.now() })
    .onConflictDoUpdate({
      target: pushSubscription.endpoint,
      // Told of nothing that was another's; one's own goes on, also where the clock was put back since.
      set: {
        ...set,
        createdAt: sql`case when officer = excluded.officer then min(created_at, excluded.created_at) else excluded.created_at end`,
      },
    })
    .returning({ id: pushSubscription.id });
  if (!row) throw new HttpProblem('internal');
  await makeRoom(actor.id, db);
  return row;
}

async function makeRoom(officer: string, db: Db): Promise<void> {
  const all = await db
    .select({ id: pushSubscription.id })
    .from(pushSubscription)
    .where(eq(pushSubscription.officer, officer))
    .orderBy(asc(pushSubscription.createdAt));
  await forgetSubscriptions(
    all.slice(0, Math.max(0, all.length - MOST_BROWSERS)).map(({ id }) => id),
    db,
  );
}

/** Throws 404 for one that is not theirs. */
export async function unsubscribe(id: string, actor: Actor, { db }: Pick<PushDeps, 'db'>): Promise<void> {
  const [own] = await db
    .select({ id: pushSubscription.id })
    .from(pushSubscription)
    .where(and(eq(pushSubscription.id, id), eq(pushSubscription.officer, actor.id)));
  if (!own) throw new HttpProblem('not-found');
  await forgetSubscriptions([id], db);
}

export async function forgetSubscriptions(ids: readonly string[], db: Db): Promise<void> {
  if (ids.length === 0) return;
  await runBatch({ db }, [
    db.delete(pushOut).where(inArray(pushOut.subscription, [...ids])),
    db.delete(pushSubscription).where(inArray(pushSubscription.id, [...ids])),
  ]);
}

/** Those whose session has ended, however it did. */
export async function forgetEnded({ db }: Pick<PushDeps, 'db'>): Promise<void> {
  const living = db.select({ id: session.id }).from(session).where(livingSessions(systemClock.now()));
  const ended = await db
    .select({ id: pushSubscription.id })
    .from(pushSubscription)
    .where(notInArray(pushSubscription.session, living));
  await forgetSubscriptions(
    ended.map(({ id }) => id),
    db,
  );
}
