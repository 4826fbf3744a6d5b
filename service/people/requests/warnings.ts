/** What speaks against a request, or makes it worth a second look. It warns only; the operator decides. */
import { eq, inArray } from 'drizzle-orm';
import { REQUEST_WARNINGS, type RequestWarning } from '#shared/contract/account-requests.ts';
import type { Db } from '../../platform/db/database.ts';
import { accountRequest, officerGrant, user } from '../../tables/account.ts';

type Request = typeof accountRequest.$inferSelect;

/** By the request's id. `open`: requests that wait to be decided. */
export async function warningsOf(
  { db }: { db: Db },
  open: readonly Request[],
): Promise<Map<number, RequestWarning[]>> {
  if (open.length === 0) return new Map();
  const names = open.flatMap(({ username, replaces }) =>
    [username, replaces].filter((name) => name !== null),
  );
  const nips = open.flatMap(({ nip }) => nip ?? []);
  const [grants, alike] = await db.batch([
    db
      .select({
        username: user.username,
        disabledAt: user.disabledAt,
        role: officerGrant.role,
        unit: officerGrant.unit,
      })
      .from(user)
      .leftJoin(officerGrant, eq(officerGrant.officer, user.id))
      .where(inArray(user.username, names)),
    // Only those that wait still have a NIP.
    db
      .select({ id: accountRequest.id, nip: accountRequest.nip })
      .from(accountRequest)
      .where(inArray(accountRequest.nip, nips)),
  ]);
  return new Map(
    open.map((request) => {
      const leaving = grants.filter(({ username }) => username === request.replaces);
      const facts: Record<RequestWarning, boolean> = {
        username_taken: grants.some(({ username }) => username === request.username),
        same_nip: alike.some(({ id, nip }) => nip === request.nip && id !== request.id),
        replaces_unknown: request.replaces !== null && leaving.length === 0,
        replaces_left: leaving.some(({ disabledAt }) => disabledAt !== null),
        replaces_other: leaving.length > 0 && !holdsPlace(leaving, request),
        replaces_more: holdsPlace(leaving, request) && leaving.some((grant) => !holdsPlace([grant], request)),
        replaces_operator: leaving.some(({ role }) => role === 'operator'),
      };
      return [request.id, REQUEST_WARNINGS.filter((warning) => facts[warning])];
    }),
  );
}

interface Place {
  role: string | null;
  unit: string | null;
}

/** Does one of these roles stand for what is asked for? Roles for the whole province name no unit. */
export function holdsPlace(grants: readonly Place[], asked: Place): boolean {
  return grants.some(({ role, unit }) => role === asked.role && (unit === null || unit === asked.unit));
}
