/**
 * Reads a database as an auditor would: every report's versions without a gap, its chain of hashes recomputed
 * from the rows, its row the fold of its events. Shares nothing with the ledger but the form of a hash.
 */
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { asc } from 'drizzle-orm';
import { calendarOf } from '#shared/deadline/calendar.ts';
import { advanceClocks } from '#shared/deadline/clocks.ts';
import type { ClockRules } from '#shared/deadline/rules.ts';
import type { StoredClock } from '#shared/deadline/stored-clock.ts';
import { endsPostponement } from '#shared/ticket/action.ts';
import type { Status } from '#shared/ticket/status.ts';
import type { Db } from '../../service/platform/db/database.ts';
import { calendarDay, policy } from '../../service/tables/rules.ts';
import { type EventRow, event, type TicketRow, ticket, ticketText } from '../../service/tables/ticket.ts';

export interface Audit {
  tickets: number;
  events: number;
  /** What is wrong, in words; empty when the books are in order. */
  faults: string[];
}

export async function audit(db: Db): Promise<Audit> {
  const tickets = await db.select().from(ticket);
  const events = await db.select().from(event).orderBy(asc(event.ticketId), asc(event.version));
  const texts = new Map((await db.select().from(ticketText)).map((row) => [row.id, row]));
  const eventsOf = new Map<number, EventRow[]>();
  for (const row of events) eventsOf.set(row.ticketId, [...(eventsOf.get(row.ticketId) ?? []), row]);
  const rules = await rulesOf(db);
  const faults: string[] = [];
  for (const row of tickets) {
    const own = eventsOf.get(row.id) ?? [];
    for (const fault of [...chainFaults(row, own), ...foldFaults(row, own, rules)])
      faults.push(`${row.number}: ${fault}`);
    for (const { version, data } of own) {
      for (const [kind, ref] of Object.entries(data.texts ?? {})) {
        const text = texts.get(ref.id);
        if (!text) faults.push(`${row.number}: text ${kind} of version ${version} is missing`);
        else if (hashOf(Buffer.from(text.salt, 'hex'), text.body) !== ref.hash) {
          faults.push(`${row.number}: text ${kind} of version ${version} is not what was hashed`);
        }
        texts.delete(ref.id);
      }
    }
  }
  const known = new Set(tickets.map((row) => row.id));
  for (const id of eventsOf.keys()) if (!known.has(id)) faults.push(`events of an unknown report ${id}`);
  if (texts.size > 0) faults.push(`${texts.size} texts that no event knows`);
  return { tickets: tickets.length, events: events.length, faults };
}

function chainFaults(row: TicketRow, events: readonly EventRow[]): string[] {
  const faults: string[] = [];
  let previous = '';
  for (const [index, { seq, ticketId, hash, ...plain }] of events.entries()) {
    if (plain.version !== index + 1) faults.push(`version ${plain.version} where ${index + 1} belongs`);
    const expected = hashOf(previous, canonicalize({ ...plain, number: row.number }) ?? '');
    if (hash !== expected) faults.push(`hash of version ${plain.version}`);
    const before = events[index - 1];
    if (before && before.to !== plain.from) faults.push(`version ${plain.version} comes from ${plain.from}`);
    if (before && before.seq >= seq) faults.push(`version ${plain.version} has an older sequence number`);
    previous = hash;
  }
  if (row.headHash !== previous) faults.push('the head is not the newest hash');
  if (row.version !== events.length) faults.push(`version ${row.version} with ${events.length} events`);
  return faults;
}

/** The row again, from nothing but the log. */
function foldFaults(row: TicketRow, events: readonly EventRow[], rules: ClockRules): string[] {
  let status: Status | null = null;
  let unit: string | null = null;
  let mergedInto: string | null = null;
  let heldUntil: number | null = null;
  let followUps = 0;
  let estimates = 0;
  let followUpAt: number | undefined;
  let clocks: StoredClock[] = [];
  for (const { action, at, from, to, unitFrom, unitTo, data } of events) {
    if (action === 'tindak_lanjut') {
      followUps++;
      followUpAt = at;
    }
    if (action === 'tiket') estimates++;
    if (action === 'gabung') mergedInto = data.number ?? null;
    if (action === 'buka_kembali') mergedInto = null;
    if (action === 'tunda') heldUntil = data.until ?? null;
    else if (endsPostponement(action)) heldUntil = null;
    const until = data.until ?? data.estimate;
    clocks = advanceClocks(
      clocks,
      {
        action,
        at,
        from,
        category: row.category,
        received: unitTo !== null && unitTo !== unitFrom,
        firstEstimate: action === 'tiket' && estimates === 1,
        ...(until === undefined ? {} : { until }),
        ...(followUpAt === undefined ? {} : { followUpAt }),
      },
      rules,
    );
    status = to;
    unit = unitTo;
  }
  const fold = { status, unit, mergedInto, heldUntil, followUps, clocks: byName(clocks) };
  const stored = { ...row, clocks: byName(row.clocks) };
  return Object.entries(fold)
    .filter(([key, value]) => canonicalize(value) !== canonicalize(stored[key as keyof typeof fold]))
    .map(([key, value]) => `${key} is not the fold: ${canonicalize(value)}`);
}

async function rulesOf(db: Db): Promise<ClockRules> {
  const rows = await db.select().from(policy).orderBy(asc(policy.effectiveFrom), asc(policy.version));
  const [first, ...rest] = rows.map((row) => ({ ...row, from: row.effectiveFrom }));
  if (!first) throw new Error('No policy');
  const days = await db.select().from(calendarDay).orderBy(asc(calendarDay.id));
  return { policies: [first, ...rest], calendar: calendarOf(days) };
}

function byName(clocks: readonly StoredClock[]): StoredClock[] {
  return clocks.toSorted((a, b) => a.clock.localeCompare(b.clock));
}

function hashOf(...parts: (string | Buffer)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}
