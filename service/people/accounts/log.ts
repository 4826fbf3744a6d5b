/** The account log: who gave, changed or took away an account, and when. Only ever added to. */
import { and, desc, eq, lt } from 'drizzle-orm';
import { z } from 'zod';
import type { AccountEvent, AccountLogPage } from '#shared/contract/accounts.ts';
import { toTimestamp } from '#shared/time/zone.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Db } from '../../platform/db/database.ts';
import { fromCursor, pageOf } from '../../platform/http/cursor.ts';
import { type AccountLogData, accountLog, user } from '../../tables/account.ts';
import type { PeopleDeps } from '../deps.ts';

const DEFAULT_LIMIT = 50;
const Place = z.tuple([z.number()]);

interface Entry {
  event: AccountEvent;
  subject: string;
  by: string | null;
  data?: AccountLogData;
}

/** For a batch: what was done and that it was done are written together. */
export function logEntry({ db, clock }: { db: Db; clock: Clock }, entry: Entry) {
  return db.insert(accountLog).values({ data: {}, ...entry, at: clock.now() });
}

export async function logAccount(services: Pick<PeopleDeps, 'db' | 'clock'>, entry: Entry): Promise<void> {
  await logEntry(services, entry);
}

export async function accountLogPage(
  { db }: Pick<PeopleDeps, 'db'>,
  subject: string,
  query: { cursor?: string | undefined; limit?: number | undefined },
): Promise<AccountLogPage> {
  const limit = query.limit ?? DEFAULT_LIMIT;
  const from = query.cursor === undefined ? null : fromCursor(query.cursor, Place);
  const rows = await db
    .select({ log: accountLog, by: user.username })
    .from(accountLog)
    .leftJoin(user, eq(user.id, accountLog.by))
    .where(and(eq(accountLog.subject, subject), from === null ? undefined : lt(accountLog.id, from[0])))
    .orderBy(desc(accountLog.id))
    .limit(limit + 1);
  const { page, next } = pageOf(rows, limit, ({ log }) => [log.id]);
  return {
    items: page.map(({ log, by }) => ({ at: toTimestamp(log.at), event: log.event, by, ...log.data })),
    next,
  };
}
