/**
 * `Idempotency-Key`: the same call answered once. A key is reserved before the work, marked done in the same
 * batch as the change, and answered again from what was stored, also when the report has since left the
 * caller's view. Only what succeeded is kept: a refusal may be tried again with the same key. An answer may hold what a
 * reporter's report is opened by, so it is encrypted with what the caller's own key gives, of which only a hash is kept.
 */
import { createHash, createHmac, hkdfSync } from 'node:crypto';
import { and, eq, isNull, lt, notLike, sql } from 'drizzle-orm';
import { DAY } from '#shared/time/zone.ts';
import type { Clock } from '../clock.ts';
import { type Db, isUniqueViolation } from '../db/database.ts';
import type { Peers } from '../peers/peers.ts';
import { sealed, unsealed } from '../seal.ts';
import { idempotentCall } from './call-table.ts';
import type { Asked } from './env.ts';
import { HttpProblem, invalid } from './problem.ts';

const KEPT = 30 * DAY;

export interface Reservation {
  caller: string;
  /** What the table knows the caller's key by. */
  key: string;
  /** For the answer, of which nobody else has the key. */
  seal: Buffer;
  /** The process that answers. */
  holder: string;
  fingerprint: string;
}

/** An answer stored earlier; `body` is null when the process died between the change and its answer. */
interface StoredAnswer {
  status: number;
  body: string | null;
  ticketId: number | null;
}

export type Idempotency = ReturnType<typeof openIdempotency>;

function ofReservation({ caller, key }: Pick<Reservation, 'caller' | 'key'>) {
  return and(eq(idempotentCall.caller, caller), eq(idempotentCall.key, key));
}

/** No key of a caller's begins like that: a row with another one is of a version that kept keys and answers as they came. */
const HASHED = ' ';

export interface IdempotencyNeeds {
  db: Db;
  clock: Clock;
  /** Without it a key that was easily guessed would open its answer. */
  secret: string;
  peers: Pick<Peers, 'id' | 'isGone'>;
}

export function openIdempotency({ db, clock, secret, peers }: IdempotencyNeeds) {
  const reservationOf = (caller: string, key: string): Pick<Reservation, 'caller' | 'key' | 'seal'> => ({
    caller,
    key: HASHED + createHmac('sha256', secret).update(`${caller} ${key}`).digest('base64url'),
    seal: Buffer.from(hkdfSync('sha256', key, secret, `stored answer of ${caller}`, 32)),
  });

  return {
    /** Null when the call carries no key. Throws 422 for a key used otherwise, 409 while it still runs. */
    async begin(c: Asked): Promise<{ reservation: Reservation } | { stored: StoredAnswer } | null> {
      const key = c.req.header('idempotency-key');
      if (key === undefined) return null;
      if (!/^[\x21-\x7e]{1,200}$/.test(key)) {
        throw invalid('Idempotency-Key', 'format', 'problems.refused.idempotency_key_1_200');
      }
      const asked = reservationOf(c.get('actor').id, key);
      const fingerprint = fingerprintOf(c);
      const reservation = { ...asked, fingerprint, holder: peers.id() };
      try {
        await db.insert(idempotentCall).values(rowOf(reservation, clock));
        return { reservation };
      } catch (error) {
        if (!isUniqueViolation(error)) throw error;
      }
      const [earlier] = await db.select().from(idempotentCall).where(ofReservation(reservation));
      if (!earlier) throw new HttpProblem('in-progress', { retryAfter: 1 });
      if (earlier.fingerprint !== fingerprint) throw new HttpProblem('idempotency-key-reused');
      if (earlier.status === null) throw new HttpProblem('in-progress', { retryAfter: 1 });
      // Null for one that was changed in the database: then the report as it is now stands in.
      const body = earlier.body && unsealed(earlier.body, reservation.seal);
      return { stored: { status: earlier.status, body, ticketId: earlier.ticketId } };
    },
    /**
     * Statement that marks the call done; belongs into the batch that makes the change. The batch fails where this process
     * was taken for dead meanwhile and another one answers the same call.
     */
    done(reservation: Reservation, status: number, ticketNumber: string) {
      const { holder } = reservation;
      const ticketId = sql`(select id from ticket where number = ${ticketNumber})`;
      return db
        .insert(idempotentCall)
        .values({ ...rowOf(reservation, clock), status, ticketId })
        .onConflictDoUpdate({
          target: [idempotentCall.caller, idempotentCall.key],
          set: {
            // Null is refused by the column.
            fingerprint: sql`case when ${idempotentCall.holder} = ${holder} then ${idempotentCall.fingerprint} end`,
            status,
            ticketId,
          },
        });
    },
    /** Keeps the answer's body. */
    async keep(reservation: Reservation, body: string): Promise<void> {
      const kept = sealed(body, reservation.seal);
      await db.update(idempotentCall).set({ body: kept }).where(ofReservation(reservation));
    },
    /** Lets the key go after a refusal. */
    async release(reservation: Reservation): Promise<void> {
      const { holder } = reservation;
      const mine = and(ofReservation(reservation), eq(idempotentCall.holder, holder));
      await db.delete(idempotentCall).where(and(mine, isNull(idempotentCall.status)));
    },
    /** At the start: keys and answers that an earlier version kept as they came. */
    async sealEarlier(): Promise<void> {
      for (;;) {
        const rows = await db
          .select()
          .from(idempotentCall)
          .where(notLike(idempotentCall.key, `${HASHED}%`))
          .limit(500);
        const [first, ...rest] = rows.map((row) => {
          const { key, seal } = reservationOf(row.caller, row.key);
          const body = row.body && sealed(row.body, seal);
          return db.update(idempotentCall).set({ key, body }).where(ofReservation(row));
        });
        if (first === undefined) return;
        await db.batch([first, ...rest]);
      }
    },
    /** Those that a process answered when it died are free again. At the start, and when another one is gone. */
    async freeInterrupted(): Promise<void> {
      const isGone = peers.isGone(sql`${idempotentCall.holder}`);
      await db.delete(idempotentCall).where(and(isNull(idempotentCall.status), isGone));
    },
    /** Answers older than thirty days go. */
    async forgetOld(): Promise<void> {
      await db.delete(idempotentCall).where(lt(idempotentCall.createdAt, clock.now() - KEPT));
    },
  };
}

function rowOf({ caller, key, fingerprint, holder }: Reservation, { now }: Clock) {
  return { caller, key, fingerprint, holder, createdAt: now() };
}

/** Method, path, fields and the SHA-256 of each file: the same call whatever its multipart boundary. */
function fingerprintOf(c: Asked): string {
  const hash = createHash('sha256');
  hash.update(`${c.req.method} ${c.req.path}\n${c.get('canonicalBody')}`);
  for (const file of c.get('files')) {
    hash.update(`\n${file.field} ${createHash('sha256').update(file.bytes).digest('hex')}`);
  }
  return hash.digest('hex');
}
