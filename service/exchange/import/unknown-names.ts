/**
 * Names of other systems that wait for somebody to say what they mean. A report under such a name is as any other, under
 * the name as told; once it is recognised, by whatever way, each of them is told so in an event of its own.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { and, asc, count, desc, eq, max, sql } from 'drizzle-orm';
import type { BatchItem } from 'drizzle-orm/batch';
import { type Actor, rolesOf } from '#shared/contract/session.ts';
import type { NameKind, RecogniseName, UnknownName } from '#shared/contract/unknown-names.ts';
import { limitedBy } from '#shared/deadline/recompute.ts';
import { isSameName, nameKey } from '#shared/names/fold.ts';
import { mayCall } from '#shared/people/right.ts';
import { changeUnit, createUnit } from '../../people/units/units.ts';
import { isUniqueViolation, runBatch } from '../../platform/db/database.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import { addAlias, addCategory } from '../../rules/categories/keep.ts';
import { type TicketRow, ticket } from '../../tables/ticket.ts';
import type { UnitRow } from '../../tables/unit.ts';
import { type UnknownNameRow, unknownName } from '../../tables/unknown-name.ts';
import type { TicketDeps } from '../../tickets/deps.ts';
import { append, SISTEM, type Step } from '../../tickets/ledger.ts';

export type NameDeps = Pick<TicketDeps, 'db' | 'clock' | 'policy' | 'categories' | 'units'>;

/** Asked about at once; the others follow. */
const MOST_ASKED = 100;
/** Reports read at once; each is written by itself. */
const READ_AT_ONCE = 50;

/** In the batch that writes the report; its id is known only there. */
export function waitFor(
  { db }: Pick<NameDeps, 'db'>,
  number: string,
  unknown: readonly Pick<UnknownNameRow, 'kind' | 'name'>[],
): BatchItem<'sqlite'>[] {
  const ticketId = sql<number>`(select id from ticket where number = ${number})`;
  return unknown.map(({ kind, name }) => {
    const key = nameKey(name);
    const row = db.insert(unknownName).values({ ticketId, kind, key, name });
    return row.onConflictDoUpdate({ target: [unknownName.ticketId, unknownName.kind], set: { key, name } });
  });
}

/** Those that most reports wait for, first. */
export async function listUnknown(
  services: Pick<NameDeps, 'db' | 'categories' | 'units'>,
): Promise<UnknownName[]> {
  return withNear((await waitingNames(services)).slice(0, MOST_ASKED), services);
}

type WaitingName = Omit<UnknownName, 'near'>;

/** Those of most reports first. */
export async function waitingNames({ db }: Pick<NameDeps, 'db'>): Promise<WaitingName[]> {
  const reports = count();
  const groups = await db
    .select({ kind: unknownName.kind, name: max(unknownName.name), reports })
    .from(unknownName)
    .groupBy(unknownName.kind, unknownName.key)
    .orderBy(desc(reports), asc(unknownName.kind), asc(unknownName.key));
  return groups.map(({ kind, name, reports }) => ({ kind, name: name ?? '', reports }));
}

/** Each with what it may mean. */
export function withNear(
  names: readonly WaitingName[],
  services: Pick<NameDeps, 'categories' | 'units'>,
): UnknownName[] {
  return names.map((one) => ({ ...one, near: near(one.kind, one.name, services) }));
}

export function near(
  kind: NameKind,
  name: string,
  { categories, units }: Pick<NameDeps, 'categories' | 'units'>,
) {
  const alike = kind === 'category' ? categories.near(name) : units.names().near(name);
  return alike.map(({ code, name }) => ({ code, name }));
}

/** From now on `name` is what it is said to be. Throws 404 for what is neither, 403, and 422 for a name that leads elsewhere. */
export async function recognise(
  services: NameDeps,
  { kind, name, as, office }: RecogniseName,
  by: Actor,
): Promise<void> {
  const { categories, units } = services;
  if (office) {
    if (!mayCall('units:manage', rolesOf(by))) throw new HttpProblem('forbidden');
    await createUnit(services, { ...office, aliases: isSameName(office.name, name) ? [] : [name] });
  } else if (kind !== 'category') {
    const unit = as === undefined ? undefined : units.get(as);
    if (!unit) throw new HttpProblem('not-found');
    await changeUnit(services, unit.code, { aliases: [...(unit.aliases ?? []), name] });
  } else if (as === undefined) {
    await addCategory(services, { name, aliases: [], office: null, from: null, until: null }, by.id);
  } else {
    const category = categories.get(as);
    if (!category) throw new HttpProblem('not-found');
    await addAlias(services, category, name, by.id);
  }
}

/** What a name means for one report, once it means anything. */
type Meaning = { category: string } | { unit: UnitRow };

function meaningOf(
  { categories, units }: Pick<NameDeps, 'categories' | 'units'>,
  { kind, name }: Pick<UnknownNameRow, 'kind' | 'name'>,
  at: string | null,
): Meaning | undefined {
  if (kind === 'category') {
    const category = categories.find(name)?.name;
    return category === undefined ? undefined : { category };
  }
  const unit = kind === 'unit' ? units.names().office(name, at) : units.names().kelurahan(name);
  return unit ? { unit } : undefined;
}

export function isRecognised(
  services: Pick<NameDeps, 'categories' | 'units'>,
  one: Pick<UnknownNameRow, 'kind' | 'name'>,
): boolean {
  return meaningOf(services, one, null) !== undefined;
}

export type Recognition = ReturnType<typeof openRecognition>;

/** Tells every report that waits what its name means, as soon as that is known. It goes on where it stopped. */
export function openRecognition(services: NameDeps) {
  const { db } = services;
  let stopped = false;
  let running: Promise<void> = Promise.resolve();

  async function walk(): Promise<void> {
    const groups = await db
      .select({ kind: unknownName.kind, key: unknownName.key, name: max(unknownName.name) })
      .from(unknownName)
      .groupBy(unknownName.kind, unknownName.key);
    for (const { kind, key, name } of groups) {
      if (meaningOf(services, { kind, name: name ?? '' }, null) !== undefined) await tellAll(kind, key);
    }
  }

  async function tellAll(kind: NameKind, key: string): Promise<void> {
    let after = 0;
    for (;;) {
      const rows = await db
        .select({ waiting: unknownName, row: ticket })
        .from(unknownName)
        .innerJoin(ticket, eq(ticket.id, unknownName.ticketId))
        .where(
          and(eq(unknownName.kind, kind), eq(unknownName.key, key), sql`${unknownName.ticketId} > ${after}`),
        )
        .orderBy(asc(unknownName.ticketId))
        .limit(READ_AT_ONCE);
      for (const { waiting, row } of rows) {
        if (stopped) return;
        await tell(services, waiting, row);
        after = row.id;
        await nextTurn();
      }
      if (rows.length < READ_AT_ONCE) return;
    }
  }

  return {
    /** One walk after the other. */
    run(): Promise<void> {
      running = running.then(() => (stopped ? undefined : walk()));
      return running;
    },
    async stop(): Promise<void> {
      stopped = true;
      await running;
    },
  };
}

async function tell(services: NameDeps, waiting: UnknownNameRow, read: TicketRow): Promise<void> {
  const { db, clock, policy } = services;
  const { ticketId, kind } = waiting;
  const done = db
    .delete(unknownName)
    .where(and(eq(unknownName.ticketId, ticketId), eq(unknownName.kind, kind)));
  let row: TicketRow | undefined = read;
  while (row) {
    const meaning = meaningOf(services, waiting, row.kelurahan);
    if (!meaning) return;
    const step = stepOf(services, row, waiting, meaning);
    const written = step ? append(db, row, [step], clock.now(), policy.clocks).statements : [];
    try {
      return await runBatch(services, [...written, done]);
    } catch (error) {
      // Somebody was quicker: read anew.
      if (!isUniqueViolation(error)) throw error;
      [row] = await db.select().from(ticket).where(eq(ticket.id, ticketId));
    }
  }
}

/** Null where somebody, or a later import, has decided it meanwhile. */
function stepOf(
  { clock, policy }: Pick<NameDeps, 'clock' | 'policy'>,
  row: TicketRow,
  { kind, name }: UnknownNameRow,
  meaning: Meaning,
): Step | null {
  const step: Step = { action: 'nama_dikenali', actor: SISTEM, to: row.status };
  if ('category' in meaning) {
    if (!isSameName(row.category, name)) return null;
    const { category } = meaning;
    const clocks = limitedBy(row.clocks, clock.now(), policy.clocks, category);
    const elsewhere = { clocks, closedAt: row.closedAt ?? undefined };
    return { ...step, patch: { category }, elsewhere };
  }
  const { unit } = meaning;
  const isArea = kind === 'kelurahan' && unit.kind === 'kelurahan' && row.kelurahan === null;
  const patch = isArea ? { kelurahan: unit.code } : {};
  if (row.unit !== null || unit.closedAt !== null) return isArea ? { ...step, patch } : null;
  // An office that has answered elsewhere long ago is not asked to answer again.
  return { ...step, unit: unit.code, patch, clock: { received: row.status === 'menunggu' } };
}
