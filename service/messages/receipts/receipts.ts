/** Keeps what browsers say of their notifications: first word holds, for as long as the retention says. */
import { inArray, lt, sql } from 'drizzle-orm';
import type { z } from 'zod';
import type { Receipt } from '#shared/contract/notification.ts';
import type { Actor } from '#shared/contract/session.ts';
import { DAY } from '#shared/time/wib.ts';
import type { EvidenceChecks } from '../../evidence/checks.ts';
import type { PhotoReader } from '../../evidence/reader.ts';
import type { PhotoShelf } from '../../evidence/shelf.ts';
import type { Accounts } from '../../people/accounts/auth.ts';
import type { Boundaries } from '../../people/boundaries/store.ts';
import type { Turns } from '../../people/roster/turns.ts';
import type { UnitDirectory } from '../../people/units/directory.ts';
import type { SettableClock } from '../../platform/clock.ts';
import type { Db } from '../../platform/db/database.ts';
import type { Idempotency } from '../../platform/http/idempotency.ts';
import type { Config } from '../../platform/settings.ts';
import type { Policies } from '../../rules/policy/policy.ts';
import { notificationReceipt } from '../../tables/notification.ts';
import type { NumberMint } from '../../tickets/mint.ts';
import type { Proposals } from '../../tickets/proposal.ts';
import type { Live } from '../../tickets/queue/live.ts';
import type { TicketReads } from '../../tickets/read.ts';
import type { TrackingSecrets } from '../../tickets/tracking-secret.ts';

/** What this part of the service is opened with, and nothing beyond. */
export interface ReceiptDeps {
  config: Pick<Config, 'sites' | 'numbering' | 'demo' | 'publicUrl' | 'trustedProxies' | 'jurisdiction'>;
  db: Db;
  clock: SettableClock;
  policy: Policies;
  units: UnitDirectory;
  boundaries: Boundaries;
  accounts: Accounts;
  idempotency: Idempotency;
  reads: TicketReads;
  proposals: Proposals;
  turns: Turns;
  mint: NumberMint;
  secrets: TrackingSecrets;
  evidence: EvidenceChecks;
  reader: PhotoReader;
  photos: PhotoShelf;
  live: Live;
}

/** Rows of one round of the retention: a backlog is worked off beside everything else. */
const ROUND = 1_000;

/**
 * What names a report that the caller may not see, or none at all, is passed over in silence: the answer must not
 * tell which reports there are.
 */
export async function recordReceipts(
  receipts: readonly z.output<typeof Receipt>[],
  actor: Actor,
  { db, clock, reads }: Pick<ReceiptDeps, 'db' | 'clock' | 'reads'>,
): Promise<void> {
  const rows = await reads.byNumbers([...new Set(receipts.map(({ number }) => number))]);
  const seen = new Map((await reads.see(rows, actor)).map(({ row }) => [row.number, row.id]));
  const now = clock.now();
  const past = (instant: string): number => Math.min(now, Date.parse(instant));
  const values = receipts.flatMap(({ id, number, kind, heldBack, ...times }) => {
    const ticketId = seen.get(number);
    if (ticketId === undefined) return [];
    return {
      officer: actor.id,
      id,
      ticketId,
      kind,
      heldBack: heldBack ?? null,
      sentAt: past(times.sentAt),
      shownAt: times.shownAt === undefined ? null : past(times.shownAt),
      openedAt: times.openedAt === undefined ? null : past(times.openedAt),
      recordedAt: now,
    };
  });
  if (values.length === 0) return;
  const { officer, id, shownAt, heldBack, openedAt } = notificationReceipt;
  await db
    .insert(notificationReceipt)
    .values(values)
    .onConflictDoUpdate({
      target: [officer, id],
      set: {
        shownAt: sql`coalesce(${shownAt}, excluded.shown_at)`,
        heldBack: sql`coalesce(${heldBack}, excluded.held_back)`,
        openedAt: sql`coalesce(${openedAt}, excluded.opened_at)`,
      },
    });
}

export async function forgetOldReceipts({
  db,
  clock,
  policy,
}: Pick<ReceiptDeps, 'db' | 'clock' | 'policy'>): Promise<void> {
  const kept = policy.current().retention.receipts.days * DAY;
  const old = db
    .select({ rowid: sql`rowid` })
    .from(notificationReceipt)
    .where(lt(notificationReceipt.recordedAt, clock.now() - kept))
    .limit(ROUND);
  await db.delete(notificationReceipt).where(inArray(sql`rowid`, old));
}
