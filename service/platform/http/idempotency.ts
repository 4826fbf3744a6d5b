/**
 * `Idempotency-Key`: the same call answered once. A key is reserved before the work, marked done in the same
 * batch as the change, and answered again from what was stored, also when the report has since left the
 * caller's view. Only what succeeded is kept: a refusal may be tried again with the same key.
 */
import { createHash } from 'node:crypto';
import { and, eq, isNull, lt, sql } from 'drizzle-orm';
import { DAY } from '#shared/time/zone.ts';
import type { Clock } from '../clock.ts';
import { type Db, isUniqueViolation } from '../db/database.ts';
import { idempotentCall } from './call-table.ts';
import type { Asked } from './env.ts';
import { HttpProblem, invalid } from './problem.ts';

const KEPT = 30 * DAY;

export interface Reservation {
  caller: string;
  key: string;
}

/** An answer stored earlier; `body` is null when the process died between the change and its answer. */
interface StoredAnswer {
  status: number;
  body: string | null;
  ticketId: number | null;
}

export type Idempotency = ReturnType<typeof openIdempotency>;

function ofReservation({ caller, key }: Reservation) {
  return and(eq(idempotentCall.caller, caller), eq(idempotentCall.key, key));
}

export function openIdempotency(db: Db, clock: Clock) {
  return {
    /** Null when the call carries no key. Throws 422 for a key used otherwise, 409 while it still runs. */
    async begin(c: Asked): Promise<{ reservation: Reservation } | { stored: StoredAnswer } | null> {
      const key = c.req.header('idempotency-key');
      if (key === undefined) return null;
      if (!/^[\x21-\x7e]{1,200}$/.test(key)) {
        throw invalid('Idempotency-Key', 'format', 'problems.refused.idempotency_key_1_200');
      }
      const reservation = { caller: c.get('actor').id, key };
      const fingerprint = fingerprintOf(c);
      try {
        await db.insert(idempotentCall).values({ ...reservation, fingerprint, createdAt: clock.now() });
        return { reservation };
      } catch (error) {
        if (!isUniqueViolation(error)) throw error;
      }
      const [earlier] = await db.select().from(idempotentCall).where(ofReservation(reservation));
      if (!earlier) throw new HttpProblem('in-progress', { retryAfter: 1 });
      if (earlier.fingerprint !== fingerprint) throw new HttpProblem('idempotency-key-reused');
      if (earlier.status === null) throw new HttpProblem('in-progress', { retryAfter: 1 });
      return { stored: { status: earlier.status, body: earlier.body, ticketId: earlier.ticketId } };
    },
    /** Statement that marks the call done; belongs into the batch that makes the change. */
    done(reservation: Reservation, status: number, ticketNumber: string) {
      return db
        .update(idempotentCall)
        .set({ status, ticketId: sql`(select id from ticket where number = ${ticketNumber})` })
        .where(ofReservation(reservation));
    },
    /** Keeps the answer's body. */
    async keep(reservation: Reservation, body: string): Promise<void> {
      await db.update(idempotentCall).set({ body }).where(ofReservation(reservation));
    },
    /** Lets the key go after a refusal. */
    async release(reservation: Reservation): Promise<void> {
      await db.delete(idempotentCall).where(and(ofReservation(reservation), isNull(idempotentCall.status)));
    },
    /** At the start, before any call: those that were running when the process died are free again. */
    async freeInterrupted(): Promise<void> {
      await db.delete(idempotentCall).where(isNull(idempotentCall.status));
    },
    /** Answers older than thirty days go. */
    async forgetOld(): Promise<void> {
      await db.delete(idempotentCall).where(lt(idempotentCall.createdAt, clock.now() - KEPT));
    },
  };
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
