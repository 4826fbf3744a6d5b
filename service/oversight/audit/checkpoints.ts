/**
 * Vouching for the log: every minute, and at a clean stop, what was added since the last checkpoint is summed up,
 * chained to that one and signed. In bounded windows, so that a long log is caught up with step by step.
 */
import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import canonicalize from 'canonicalize';
import { asc, desc, eq, gt } from 'drizzle-orm';
import type { Clock } from '../../platform/clock.ts';
import type { Db } from '../../platform/db/database.ts';
import type { Head } from '../../platform/db/vouched.ts';
import type { Lease } from '../../platform/peers/leases.ts';
import type { Peers } from '../../platform/peers/peers.ts';
import { type CheckpointRow, checkpoint, type HeadHint } from '../../tables/audit.ts';
import { event, ticket } from '../../tables/ticket.ts';
import {
  type CheckpointKey,
  keepOutside,
  newestOutside,
  openCheckpointKey,
  type SignedCheckpoint,
} from './keys.ts';
import type { Vouch } from './vouching.ts';

/** Events read in one go: some 3 ms. */
const PAGE = 1_000;
/** Events of one checkpoint at most. */
const WINDOW = 5_000;

/** The database does not know the checkpoint that lies outside: it was put back, or cut. Nothing is signed then. */
class UnknownCheckpoint extends Error {
  constructor(n: number) {
    super(`The database does not know checkpoint ${n}: nothing more is signed until this is looked into`);
    this.name = 'UnknownCheckpoint';
  }
}

export type Checkpoints = ReturnType<typeof openCheckpoints>;

interface CheckpointNeeds {
  db: Db;
  clock: Clock;
  /** Where the key lies, and the newest checkpoint. */
  folder: string;
  vouching: Pick<Vouch, 'begin' | 'head'>;
  peers: Pick<Peers, 'take'>;
}

export function openCheckpoints({ db, clock, folder, vouching, peers }: CheckpointNeeds) {
  const key = openCheckpointKey(folder);

  async function newest(): Promise<CheckpointRow | null> {
    const [row] = await db.select().from(checkpoint).orderBy(desc(checkpoint.n)).limit(1);
    return row ?? null;
  }

  return {
    newest,
    /** When the oldest event was added that no checkpoint vouches for, ms; null where there is none. */
    async unsignedSince(): Promise<number | null> {
      const [oldest] = await db
        .select({ at: event.at })
        .from(event)
        .where(gt(event.seq, (await newest())?.seq ?? 0))
        .orderBy(asc(event.seq))
        .limit(1);
      return oldest?.at ?? null;
    },
    /**
     * Signs whatever was added, unless another process does. Throws {@link UnknownCheckpoint} rather than vouch for a
     * history that was cut.
     */
    async sign(): Promise<void> {
      await vouching.begin();
      const lease = await peers.take('checkpoints');
      if (lease !== null) await signUnder(lease);
    },
  };

  async function signUnder(lease: Lease): Promise<void> {
    let last = await newest();
    const outside = newestOutside(folder);
    if (outside) {
      const [known] = await db
        .select({ hash: checkpoint.hash })
        .from(checkpoint)
        .where(eq(checkpoint.n, outside.n));
      if (known?.hash !== outside.hash) throw new UnknownCheckpoint(outside.n);
    }
    // A crash between row and file leaves the file one behind.
    if (last && last.n !== outside?.n) await keepOutside(folder, last);
    for (;;) {
      const next = await sumUp(db, last, { at: clock.now(), key, head: await vouching.head() });
      if (!next) return;
      try {
        await db.batch([lease.guard(), db.insert(checkpoint).values(next)]);
      } catch (error) {
        if (lease.isLost(error)) return;
        throw error;
      }
      await keepOutside(folder, next);
      last = next;
    }
  }
}

/** Null when nothing was added since `last`. */
async function sumUp(
  db: Db,
  last: CheckpointRow | null,
  { at, key, head }: { at: number; key: CheckpointKey; head: Head | null },
): Promise<CheckpointRow | null> {
  const digest = openDigest();
  const heads = new Map<string, HeadHint>();
  let { seq, tickets, events } = last ?? { seq: 0, tickets: 0, events: 0 };
  let count = 0;
  while (count < WINDOW) {
    const page = await db
      .select({ seq: event.seq, version: event.version, hash: event.hash, number: ticket.number })
      .from(event)
      .innerJoin(ticket, eq(ticket.id, event.ticketId))
      .where(gt(event.seq, seq))
      .orderBy(asc(event.seq))
      .limit(PAGE);
    for (const row of page) {
      digest.add(row);
      heads.set(row.number, [row.number, row.version, hintOf(row.hash)]);
      if (row.version === 1) tickets++;
      events++;
      seq = row.seq;
    }
    count += page.length;
    // The database answers at once: without this nobody else would have a turn until all is signed.
    await setImmediate();
    if (page.length < PAGE) break;
  }
  const change = head?.n ?? null;
  if (count === 0 && change === (last?.change ?? null)) return null;
  const plain = {
    n: (last?.n ?? 0) + 1,
    at,
    seq,
    tickets,
    events,
    digest: digest.hex(),
    change,
    changeHash: head?.hash ?? null,
    previous: last?.hash ?? '',
  };
  const hash = checkpointHash(plain);
  return { ...plain, hash, signature: key.sign(hash), heads: [...heads.values()] };
}

/**
 * The sum over a stretch of the log, the same when it is signed and when it is verified. Every event counts with its place,
 * so that nothing can be left out, slipped in or moved.
 */

export function openDigest() {
  const hash = createHash('sha256');
  return {
    add: (event: { seq: number; hash: string }) => hash.update(`${event.seq} ${event.hash}\n`),
    hex: () => hash.digest('hex'),
  };
}

/** hex SHA-256 over the canonical JSON (RFC 8785) of all but hash and signature. */
export function checkpointHash(of: Omit<SignedCheckpoint, 'hash' | 'signature'>): string {
  const { n, at, seq, tickets, events, digest, change, changeHash, previous } = of;
  const changes = change === null ? {} : { change, changeHash };
  return createHash('sha256')
    .update(canonicalize({ n, at, seq, tickets, events, digest, ...changes, previous }) ?? '')
    .digest('hex');
}

/** As much of a head's hash as naming it takes. */
export function hintOf(hash: string): string {
  return hash.slice(0, 32);
}
