/** Reports as Open311's requests: the public copy, and more of it for the system that filed them. */
import { setImmediate } from 'node:timers/promises';
import { and, asc, inArray } from 'drizzle-orm';
import { categoryCode } from '#shared/ticket/category.ts';
import { isOpen } from '#shared/ticket/status.ts';
import { toTimestamp } from '#shared/time/zone.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import type { UnitDirectory } from '../../people/units/directory.ts';
import { type Language, say } from '../../platform/http/language.ts';
import { type EventRow, event, type TextKind, ticketText } from '../../tables/ticket.ts';
import { toStep } from '../../tickets/tracking/track.ts';
import type { Document, Value } from './answer.ts';
import type { Caller, Open311Deps } from './caller.ts';
import { isOwn, namedOf, type ShownRow } from './read.ts';

export interface Showing {
  caller: Caller | null;
  language: Language;
  /** Also what the specification has no field for, as public servers do it where it is asked for. */
  extended: boolean;
}

type Texts = ReadonlyMap<TextKind, string>;
type StepRow = Pick<EventRow, 'seq' | 'ticketId' | 'action' | 'at' | 'from' | 'to' | 'data'>;

/** Requests made at one go; between two goes everybody else has their turn. */
const AT_ONCE = 100;

export async function showRequests(
  rows: readonly ShownRow[],
  showing: Showing,
  services: Pick<Open311Deps, 'db' | 'units'>,
): Promise<Document> {
  const value: Value[] = [];
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    if (from > 0) await setImmediate();
    value.push(...(await showSome(rows.slice(from, from + AT_ONCE), showing, services)));
  }
  return { root: 'service_requests', value };
}

async function showSome(
  rows: readonly ShownRow[],
  { caller, language, extended }: Showing,
  services: Pick<Open311Deps, 'db' | 'units'>,
) {
  const own = rows.filter((row) => isOwn(row, caller)).map(({ id }) => id);
  const texts = await textsOf(own, services);
  const events = extended ? await eventsOf(rows, services) : new Map<number, StepRow[]>();
  const merged = rows.flatMap(({ mergedInto }) => (mergedInto === null ? [] : [mergedInto]));
  const named = await namedOf(services, merged, caller);
  return rows.map((row) => {
    // A number that may not be listed is not to be learnt from the report that went on under it either.
    const into = row.mergedInto !== null && named.has(row.mergedInto) ? row.mergedInto : null;
    return {
      ...toRequest(row, into, texts.get(row.id) ?? null, language, services.units),
      ...(extended ? extension(row, into, events.get(row.id) ?? [], language) : {}),
    };
  });
}

/**
 * `into`: the number it goes on under, where the caller may know it. `texts`: null for whoever did not file it: the
 * public knows number, status, category, kelurahan and history, and neither words nor a point, which lead to
 * somebody's door.
 */
function toRequest(
  row: ShownRow,
  into: string | null,
  texts: Texts | null,
  language: Language,
  units: UnitDirectory,
) {
  const completion = row.clocks.find(({ clock }) => clock === 'completion');
  return {
    service_request_id: row.number,
    status: isOpen(row) ? 'open' : 'closed',
    status_notes: say(noteOf(row, into), language),
    service_name: row.category,
    service_code: categoryCode(row.category),
    description: texts?.get('description') ?? null,
    agency_responsible: texts === null || row.unit === null ? null : units.named(row.unit).name,
    service_notice: null,
    requested_datetime: toTimestamp(row.receivedAt),
    updated_datetime: toTimestamp(row.steppedAt),
    expected_datetime: texts === null || !completion ? null : toTimestamp(completion.dueAt),
    address: texts?.get('address') ?? placeOf(row.kelurahan, units),
    address_id: row.kelurahan,
    zipcode: null,
    lat: texts === null ? null : row.lat,
    long: texts === null ? null : row.lon,
    media_url: null,
  };
}

/** Closed is what the work has ended on (`selesai`, `ditolak`) and what goes on under another number. */
function noteOf({ status, mergedInto }: ShownRow, into: string | null): Phrase {
  if (mergedInto === null) return `public.status.${status}`;
  if (into === null) {
    return 'exchange.open311.merged_another_report_same';
  }
  return { key: 'exchange.open311.merged_report_same_matter', values: { into } };
}

/** From most specific to most general, as the specification asks: kelurahan, kecamatan, city. */
function placeOf(kelurahan: string | null, units: UnitDirectory): string | null {
  const names: string[] = [];
  let at = kelurahan === null ? undefined : units.get(kelurahan);
  while (at && units.isPlace(at.code)) {
    names.push(at.name);
    at = at.parent === null ? undefined : units.get(at.parent);
  }
  return names.length === 0 ? null : names.join(', ');
}

function extension(row: ShownRow, into: string | null, events: readonly StepRow[], language: Language) {
  return {
    extended_attributes: { crm_status: row.status, merged_into: into } satisfies Value,
    notes: events.flatMap((one) =>
      toStep(one, language).map(({ at, text }) => ({ datetime: at, description: text, type: one.action })),
    ),
  };
}

/** The newest text of each kind. */
async function textsOf(ids: number[], { db }: Pick<Open311Deps, 'db'>): Promise<Map<number, Texts>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ ticketId: ticketText.ticketId, kind: ticketText.kind, body: ticketText.body })
    .from(ticketText)
    .where(and(inArray(ticketText.ticketId, ids), inArray(ticketText.kind, ['description', 'address'])))
    .orderBy(asc(ticketText.at));
  // Erased ones too are the caller's own: what is left of them is shown.
  const found = new Map<number, Map<TextKind, string>>(ids.map((id) => [id, new Map()]));
  for (const { ticketId, kind, body } of rows) found.get(ticketId)?.set(kind, body);
  return found;
}

/** In the order in which they happened. */
export async function eventsOf(
  rows: readonly Pick<ShownRow, 'id'>[],
  { db }: Pick<Open311Deps, 'db'>,
): Promise<Map<number, StepRow[]>> {
  const found = new Map<number, StepRow[]>(rows.map(({ id }) => [id, []]));
  const events = await db
    .select({
      seq: event.seq,
      ticketId: event.ticketId,
      action: event.action,
      at: event.at,
      from: event.from,
      to: event.to,
      data: event.data,
    })
    .from(event)
    .where(inArray(event.ticketId, [...found.keys()]))
    .orderBy(asc(event.ticketId), asc(event.version));
  for (const one of events) found.get(one.ticketId)?.push(one);
  return found;
}
