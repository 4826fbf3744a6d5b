/**
 * The one way in which a report changes: steps become events, the row is their fold, texts go where they can be
 * erased, and all of it is one batch. Pure up to the statements; the caller runs the batch.
 */
import { hash as hashOf } from 'node:crypto';
import canonicalize from 'canonicalize';
import { and, eq, sql } from 'drizzle-orm';
import type { BatchItem } from 'drizzle-orm/batch';
import { advanceClocks, type Happening } from '#shared/deadline/clocks.ts';
import type { ClockRules } from '#shared/deadline/rules.ts';
import type { StoredClock } from '#shared/deadline/stored-clock.ts';
import { type EventAction, endsPostponement, isPublicUpdate } from '#shared/ticket/action.ts';
import type { ActorRole } from '#shared/ticket/role.ts';
import { isOpen, type Status } from '#shared/ticket/status.ts';
import { trayOf } from '#shared/ticket/tray.ts';
import { orderedUuid, randomHex } from '../platform/chance.ts';
import type { Db } from '../platform/db/database.ts';
import { blanksOf, recipe } from '../platform/db/recipe.ts';
import {
  type EventData,
  type EventRow,
  event,
  type TextKind,
  type TicketRow,
  ticket,
  ticketHeld,
  ticketText,
} from '../tables/ticket.ts';
import { derivedOf, headlineOf, photosAfter, recordOf } from './record.ts';

export interface StepActor {
  id: string | null;
  role: ActorRole;
  unit: string | null;
}

export const SISTEM: StepActor = { id: null, role: 'sistem', unit: null };

/** One event to come, and what it changes besides the status. */
export interface Step {
  action: EventAction;
  actor: StepActor;
  to: Status;
  /** The office it lies with from now on; absent = unchanged. */
  unit?: string | null;
  data?: Omit<EventData, 'texts' | 'row'>;
  texts?: Partial<Record<TextKind, string>>;
  patch?: Partial<
    Pick<
      TicketRow,
      | 'category'
      | 'mergedInto'
      | 'reporterKey'
      | 'fieldAskedAt'
      | 'fieldAnsweredAt'
      | 'heldUntil'
      | 'kelurahan'
      | 'lat'
      | 'lon'
      | 'accuracyM'
      | 'followUps'
      | 'headline'
      | 'verdict'
      | 'proposedValidator'
      | 'sentBy'
      | 'repeatOf'
      | 'category'
      | 'channel'
      | 'receivedAt'
      | 'reportedAt'
    >
  >;
  clock?: Omit<Happening, 'action' | 'at' | 'from' | 'category'>;
  /** What happened in another system: how the clocks came out there, and when its work ended (ms UTC). */
  elsewhere?: { clocks: StoredClock[]; closedAt?: number | undefined };
}

/** A report before its first event: only what never changes afterwards is set. */
export type Draft = Omit<TicketRow, 'id' | 'status'> & { status: Status | null };

/** The id of a new report is known only inside the batch. */
const OF_NUMBERED = sql<number>`(select id from ticket where number = ${sql.placeholder('number')})`;

type TextRow = typeof ticketText.$inferSelect;

const insertTicket = recipe<Omit<TicketRow, 'id'>>((db) => {
  const { id: _, ...blanks } = blanksOf(ticket);
  return db.insert(ticket).values(blanks).prepare();
});
const insertEvent = recipe<Omit<EventRow, 'seq' | 'ticketId'> & { number: string }>((db) => {
  const { seq: _, ...blanks } = blanksOf(event);
  return db
    .insert(event)
    .values({ ...blanks, ticketId: OF_NUMBERED })
    .prepare();
});
const insertText = recipe<Omit<TextRow, 'ticketId'> & { number: string }>((db) =>
  db
    .insert(ticketText)
    .values({ ...blanksOf(ticketText), ticketId: OF_NUMBERED })
    .prepare(),
);
const insertHeld = recipe<{ unit: string; number: string }>((db) =>
  db
    .insert(ticketHeld)
    .values({ ...blanksOf(ticketHeld), ticketId: OF_NUMBERED })
    .onConflictDoNothing()
    .prepare(),
);

export interface Written {
  row: Draft;
  statements: BatchItem<'sqlite'>[];
}

/** Appends `steps` to a report (`before.version` 0 = a new one) as of `at` (ms UTC). */
export function append(
  db: Db,
  before: Draft,
  steps: readonly Step[],
  at: number,
  rules: ClockRules,
): Written {
  let row: Draft = before;
  const { number } = before;
  const events: BatchItem<'sqlite'>[] = [];
  const texts: BatchItem<'sqlite'>[] = [];
  const left = new Set<string>();

  for (const step of steps) {
    const changed = rowAfter(row, step, at, rules);
    if (row.unit !== null && changed.unit !== row.unit) left.add(row.unit);
    const said = saltedTexts(step, at);
    for (const text of said) texts.push(insertText(db, { ...text, at, number }));
    const plain = plainEvent(row, changed, step, said, at);
    const hash = eventHash(row.headHash, number, plain);
    events.push(insertEvent(db, { ...plain, hash, number }));
    row = { ...changed, headHash: hash };
  }
  const status = row.status ?? 'menunggu';
  row = { ...row, ...derivedOf({ ...row, status }) };

  const values = { ...row, status };
  const statements: BatchItem<'sqlite'>[] = [
    before.version === 0 ? insertTicket(db, values) : updated(db, before, values),
    // After the row, so that a new report's id exists; unique (ticket, version) stops whoever came second.
    ...events,
    ...texts,
    ...[...left].map((unit) => insertHeld(db, { number, unit })),
  ];
  return { row, statements };
}

type Update = ReturnType<typeof updateOf>;

/** By the columns they change; steps change few combinations of them. */
const updates = new Map<string, Update>();

function updateOf(columns: readonly (keyof Draft)[]) {
  return recipe<Omit<TicketRow, 'id'> & { of: string; versionBefore: number }>((db) => {
    const blanks = blanksOf(ticket);
    const changed = Object.fromEntries(columns.map((column) => [column, blanks[column]]));
    const unchanged = and(
      eq(ticket.number, sql.placeholder('of')),
      eq(ticket.version, sql.placeholder('versionBefore')),
    );
    return db.update(ticket).set(changed).where(unchanged).prepare();
  });
}

function updated(db: Db, before: Draft, values: Omit<TicketRow, 'id'>): BatchItem<'sqlite'> {
  // What stays as it is would be written into every index again.
  const columns = (Object.keys(values) as (keyof typeof values)[]).filter(
    (column) => values[column] !== before[column],
  );
  const known = updates.get(columns.join());
  const update = known ?? updateOf(columns);
  if (!known) updates.set(columns.join(), update);
  return update(db, { ...values, of: before.number, versionBefore: before.version });
}

/** The row as a step leaves it, but for the hash of the step's event. */
function rowAfter(row: Draft, step: Step, at: number, rules: ClockRules): Draft & { status: Status } {
  const unit = step.unit === undefined ? row.unit : step.unit;
  const received = unit !== null && unit !== row.unit;
  const clocks =
    step.elsewhere?.clocks ??
    advanceClocks(
      row.clocks,
      { action: step.action, at, from: row.status, category: row.category, received, ...step.clock },
      rules,
    );
  const heldUntil = endsPostponement(step.action) ? null : row.heldUntil;
  const version = row.version + 1;
  const { description } = step.texts ?? {};
  const told = description === undefined ? {} : { headline: headlineOf(description) };
  const photos = photosAfter(row, step.data ?? {});
  const next = {
    ...{ ...row, ...photos, ...told, heldUntil, ...step.patch },
    ...{ version, status: step.to, unit, clocks },
  };
  return {
    ...next,
    closedAt: closedAfter(row, next, step, at),
    steppedAt: isPublicUpdate(step.action) ? at : row.steppedAt,
    // Only what waits for a validator is proposed to one.
    proposedValidator: trayOf(next) === 'validator' ? next.proposedValidator : null,
  };
}

/** Null while it is open, and where it ended in another system that does not tell when. */
function closedAfter(
  row: Draft,
  next: { status: Status; mergedInto: string | null },
  step: Step,
  at: number,
) {
  if (isOpen(next)) return null;
  if (step.elsewhere) return step.elsewhere.closedAt ?? null;
  const wasOpen = row.status === null || isOpen({ ...row, status: row.status });
  return wasOpen ? at : row.closedAt;
}

type SaltedText = Pick<TextRow, 'id' | 'kind' | 'salt' | 'body'>;

function saltedTexts(step: Step, at: number): SaltedText[] {
  const said = Object.entries(step.texts ?? {}) as [TextKind, string][];
  return said.map(([kind, body]) => ({
    id: orderedUuid(at),
    kind,
    salt: randomHex(16),
    body,
  }));
}

/** The event of a step from `row` to `changed`, as it is hashed: its texts are only named in it. */
function plainEvent(
  row: Draft,
  changed: Draft & { status: Status },
  { action, actor, data: given }: Step,
  said: readonly SaltedText[],
  at: number,
) {
  const data: EventData = { ...given };
  for (const { id, kind, salt, body } of said) {
    data.texts = { ...data.texts, [kind]: { id, hash: textHash(salt, body) } };
  }
  const record = recordOf(row.version === 0 ? null : row, changed);
  if (record) data.row = record;
  return {
    version: changed.version,
    at,
    action,
    actorId: actor.id,
    actorRole: actor.role,
    actorUnit: actor.unit,
    from: row.status,
    to: changed.status,
    unitFrom: row.unit,
    unitTo: changed.unit,
    data,
  };
}

/** hex SHA-256(salt ‖ text): proves a text unaltered for as long as it is kept, and nothing once it is erased. */
export function textHash(salt: string, body: string): string {
  return hashOf('sha256', Buffer.concat([Buffer.from(salt, 'hex'), Buffer.from(body, 'utf8')]), 'hex');
}

/** What was read from a photo, hashed like a text: it tells where somebody stood, and may have to be erased. */
export function factsHash(salt: string, facts: object): string {
  return textHash(salt, canonicalize(facts) ?? '');
}

/** hex SHA-256(previous hash ‖ canonical JSON, RFC 8785). The report's number stands for its row id. */
export function eventHash(previous: string, number: string, plain: Record<string, unknown>): string {
  return hashOf('sha256', `${previous}${canonicalize({ ...plain, number })}`, 'hex');
}
