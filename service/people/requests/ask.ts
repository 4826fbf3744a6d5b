/** Asking for an account, with or without sign-in, and following the request. */
import { createHash, randomBytes } from 'node:crypto';
import { and, count, eq, isNull } from 'drizzle-orm';
import type {
  AccountRequest,
  AccountRequestInput,
  RequestReceipt,
  RequestStatus,
} from '#shared/contract/account-requests.ts';
import type { Actor } from '#shared/contract/session.ts';
import { toTimestamp } from '#shared/time/zone.ts';
import { HttpProblem, invalid } from '../../platform/http/problem.ts';
import { accountRequest, accountRequestDecision, user } from '../../tables/account.ts';
import type { PeopleDeps } from '../deps.ts';
import { findRequest, holdsUnit, isOpen } from './read.ts';

type AskDeps = Pick<PeopleDeps, 'db' | 'clock' | 'units'>;

/** More than operators can read: the open door takes no more until some are decided. */
const MOST_WAITING = 1_000;

/**
 * Without sign-in. Answers the same whether or not the username, the person or whoever leaves is known, so that
 * nobody learns who has an account; the operator is told. Throws 422 for an unknown unit, 429 when too many wait.
 */
export async function ask(services: AskDeps, input: AccountRequestInput): Promise<RequestReceipt> {
  const { db, clock } = services;
  requireOpenUnit(services, input.unit);
  const [{ waiting } = { waiting: 0 }] = await db
    .select({ waiting: count() })
    .from(accountRequest)
    .leftJoin(accountRequestDecision, eq(accountRequestDecision.request, accountRequest.id))
    .where(and(isOpen, isNull(accountRequest.vouchedBy)));
  if (waiting >= MOST_WAITING) {
    throw new HttpProblem('rate-limited', { detail: 'people.refused.too_many_requests_wait' });
  }
  const secret = randomBytes(20).toString('base64url');
  const askedAt = clock.now();
  await db.insert(accountRequest).values({ ...input, askedAt, secretHash: hashOf(secret) });
  return { secret, askedAt: toTimestamp(askedAt) };
}

/** A unit admin asks for their own unit or one below it. Throws 403 for another, 422 for an unknown one. */
export async function vouch(
  services: AskDeps,
  input: AccountRequestInput,
  by: Actor,
): Promise<AccountRequest> {
  const { db, clock } = services;
  requireOpenUnit(services, input.unit);
  if (!holdsUnit(by, input.unit, services)) {
    throw new HttpProblem('forbidden', { detail: 'people.refused.ask_accounts_own_unit' });
  }
  const values = { ...input, askedAt: clock.now(), vouchedBy: by.id };
  const [row] = await db.insert(accountRequest).values(values).returning({ id: accountRequest.id });
  if (!row) throw new HttpProblem('internal');
  return findRequest(services, row.id, by);
}

/** By the secret that {@link ask} handed out. Throws 404. */
export async function requestStatus({ db }: Pick<PeopleDeps, 'db'>, secret: string): Promise<RequestStatus> {
  const [row] = await db
    .select({ request: accountRequest, decision: accountRequestDecision, username: user.username })
    .from(accountRequest)
    .leftJoin(accountRequestDecision, eq(accountRequestDecision.request, accountRequest.id))
    .leftJoin(user, eq(user.id, accountRequestDecision.account))
    .where(eq(accountRequest.secretHash, hashOf(secret)));
  if (!row) throw new HttpProblem('not-found');
  const { request, decision, username } = row;
  return {
    state: decision?.outcome ?? 'pending',
    askedAt: toTimestamp(request.askedAt),
    decidedAt: decision ? toTimestamp(decision.at) : null,
    reason: decision?.reason ?? null,
    username,
  };
}

/** It may be closed between asking and deciding. Throws 422. */
export function requireOpenUnit({ units }: Pick<PeopleDeps, 'units'>, code: string): void {
  const found = units.get(code);
  if (found && found.closedAt === null) return;
  throw invalid('unit', 'unknown', 'people.refused.unit_unknown_closed');
}

/** 160 random bits need no slow hash. */
function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
