/**
 * What an event records of the row it changed, so that the row is a cache: whatever the policy or the calendar
 * was when something happened, its outcome stands in the log and can be put together again.
 */
import canonicalize from 'canonicalize';
import type { ClockName } from '#shared/contract/ticket.ts';
import { nextDueClock, type StoredClock, sameDayDue } from '#shared/deadline/stored-clock.ts';
import { verdictOf } from '#shared/evidence/finding.ts';
import { isPublicUpdate } from '#shared/ticket/action.ts';
import { isOpen, type Status } from '#shared/ticket/status.ts';
import { trayOf } from '#shared/ticket/tray.ts';
import type { EventData, EventRow, RowRecord, StoredVerdict, TicketRow } from '../tables/ticket.ts';

/**
 * Where each column of a report comes from. `event`: the event says it itself · `recorded`: the event carries it
 * where it changed · `text`: from a text that can be erased · `derived`: follows from other columns ·
 * `unlogged`: not in the log at all, because erasing a person must leave nothing of it · `database`: the row's own
 * id. A new column does not compile until it says where it comes from.
 */
const ORIGIN = {
  id: 'database',
  number: 'event',
  externalNumber: 'recorded',
  version: 'event',
  status: 'event',
  mergedInto: 'recorded',
  heldUntil: 'recorded',
  unit: 'event',
  category: 'recorded',
  channel: 'recorded',
  private: 'recorded',
  repeatOf: 'recorded',
  sentBy: 'recorded',
  lat: 'text',
  lon: 'text',
  accuracyM: 'text',
  kelurahan: 'recorded',
  reportedAt: 'recorded',
  receivedAt: 'recorded',
  closedAt: 'recorded',
  steppedAt: 'event',
  reporterKey: 'unlogged',
  probableDuplicate: 'recorded',
  fieldAskedAt: 'recorded',
  fieldAnsweredAt: 'recorded',
  followUps: 'recorded',
  clocks: 'recorded',
  nextDueAt: 'derived',
  nextClock: 'derived',
  sameDayDueAt: 'derived',
  desk: 'derived',
  verdict: 'recorded',
  verdictBrief: 'derived',
  headline: 'text',
  photos: 'event',
  reportPhotos: 'event',
  proposedValidator: 'recorded',
  filedBy: 'event',
  trackingSalt: 'recorded',
  headHash: 'event',
} as const satisfies Record<
  keyof TicketRow,
  'event' | 'recorded' | 'text' | 'derived' | 'unlogged' | 'database'
>;

export type Column = Exclude<keyof TicketRow, 'id' | 'reporterKey'>;
const COLUMNS = (Object.keys(ORIGIN) as (keyof TicketRow)[]).filter(
  (column): column is Column => ORIGIN[column] !== 'database' && ORIGIN[column] !== 'unlogged',
);
const RECORDED = COLUMNS.filter((column) => ORIGIN[column] === 'recorded' && column !== 'clocks');

type Row = Omit<TicketRow, 'id' | 'status'> & { status: Status | null };

/** Before its first event a report says nothing: whatever differs from this is recorded. */
const NOTHING: Partial<TicketRow> = { followUps: 0, clocks: [] };

/** Null where nothing changed that the event does not say itself. `before` is null for a new report. */
export function recordOf(before: Row | null, after: Row): RowRecord | null {
  const old: Partial<Row> = before ?? NOTHING;
  const changed = RECORDED.filter((column) => !isSame(old[column] ?? null, after[column]));
  const record: RowRecord = Object.fromEntries(changed.map((column) => [column, after[column]]));
  const clocks = after.clocks.filter(
    (clock) =>
      !isSame(
        old.clocks?.find((was) => was.clock === clock.clock),
        clock,
      ),
  );
  const gone = (old.clocks ?? [])
    .map(({ clock }) => clock)
    .filter((name) => !after.clocks.some(({ clock }) => clock === name));
  if (clocks.length > 0) record.clocks = clocks;
  if (gone.length > 0) record.clocksGone = gone;
  return Object.keys(record).length > 0 ? record : null;
}

/** What follows from the rest of the row. */
export function derivedOf(row: {
  status: Status;
  mergedInto: string | null;
  unit: string | null;
  clocks: readonly StoredClock[];
  verdict: StoredVerdict | null;
}): Pick<TicketRow, 'desk' | 'nextDueAt' | 'nextClock' | 'sameDayDueAt' | 'verdictBrief'> {
  const open = isOpen(row);
  const next = open ? nextDueClock(row.clocks) : null;
  return {
    desk: trayOf(row),
    nextDueAt: next?.dueAt ?? null,
    nextClock: next?.clock ?? null,
    sameDayDueAt: open ? sameDayDue(row.clocks) : null,
    verdictBrief: row.verdict && briefOf(row.verdict),
  };
}

function briefOf({ findings }: StoredVerdict): string {
  const codes = [...new Set(findings.map(({ code }) => code))];
  return JSON.stringify({ verdict: verdictOf(findings), codes });
}

/** Characters of a description that lists show. */
const HEADLINE = 120;
const BLANK_BEFORE = /^[\t\n\r ]+/;

/** The first line of a description. Migration 0034 does the same in SQL. */
export function headlineOf(description: string): string {
  const [line = ''] = description.replace(BLANK_BEFORE, '').split(/[\n\r]/, 1);
  const letters = [...line];
  return letters.length <= HEADLINE ? line : `${letters.slice(0, HEADLINE - 1).join('')}…`;
}

/** How many photos there are after an event: its own come to them, what it erased came with the report. */
export function photosAfter(
  { photos, reportPhotos }: Pick<TicketRow, 'photos' | 'reportPhotos'>,
  { photos: added = [], erased }: Pick<EventData, 'photos' | 'erased'>,
): Pick<TicketRow, 'photos' | 'reportPhotos'> {
  const gone = erased?.photos.length ?? 0;
  const ofReport = added.filter(({ kind }) => kind === 'report').length;
  return { photos: photos + added.length - gone, reportPhotos: reportPhotos + ofReport - gone };
}

/**
 * The row put together again from its events, in order. `textOf` answers a text by its id, or nothing where it
 * was erased: a report without its point has no position. Null for no events.
 */
export function rebuild(
  number: string,
  events: readonly EventRow[],
  textOf: (id: string) => string | undefined,
): Partial<TicketRow> | null {
  const [first] = events;
  const last = events.at(-1);
  if (!first || !last) return null;
  const row: Partial<TicketRow> = { lat: null, lon: null, accuracyM: null, headline: '' };
  let photos = { photos: 0, reportPhotos: 0 };
  for (const column of RECORDED) Object.assign(row, { [column]: NOTHING[column] ?? null });
  const clocks = new Map<ClockName, StoredClock>();
  for (const { data } of events) {
    const { clocks: moved = [], clocksGone = [], ...columns } = data.row ?? {};
    Object.assign(row, columns);
    for (const name of clocksGone) clocks.delete(name);
    for (const clock of moved) clocks.set(clock.clock, clock);
    photos = photosAfter(photos, data);
    const { point, description } = data.texts ?? {};
    if (point) Object.assign(row, positionOf(textOf(point.id)));
    if (description) row.headline = headlineOf(textOf(description.id) ?? '');
  }
  const settled = {
    ...row,
    ...photos,
    number,
    version: last.version,
    status: last.to,
    unit: last.unitTo,
    mergedInto: row.mergedInto ?? null,
    verdict: row.verdict ?? null,
    clocks: [...clocks.values()],
    filedBy: first.actorId ?? '',
    steppedAt: events.findLast(({ action }) => isPublicUpdate(action))?.at ?? 0,
    headHash: last.hash,
  };
  return { ...settled, ...derivedOf(settled) };
}

/** Columns in which a row differs from what its events make of it. The order of clocks carries no meaning. */
export function differences(row: TicketRow, rebuilt: Partial<TicketRow>): Column[] {
  return COLUMNS.filter((column) =>
    column === 'clocks'
      ? !isSame(byName(row.clocks), byName(rebuilt.clocks ?? []))
      : !isSame(row[column], rebuilt[column]),
  );
}

function positionOf(text: string | undefined): Pick<TicketRow, 'lat' | 'lon' | 'accuracyM'> {
  if (text === undefined) return { lat: null, lon: null, accuracyM: null };
  const { lat, lon, accuracyM } = JSON.parse(text) as { lat: number; lon: number; accuracyM?: number };
  return { lat, lon, accuracyM: accuracyM || null };
}

function byName(clocks: readonly StoredClock[]): StoredClock[] {
  return clocks.toSorted((a, b) => (a.clock < b.clock ? -1 : 1));
}

function isSame(a: unknown, b: unknown): boolean {
  const [one, other] = [a ?? null, b ?? null];
  // Most columns hold no structure, and all are compared for every event.
  if (one === null || other === null || typeof one !== 'object') return one === other;
  return canonicalize(one) === canonicalize(other);
}
