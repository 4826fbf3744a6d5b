/** Reports as Open311's requests: the public copy, and more of it for the system that filed them. */
import { and, asc, inArray } from 'drizzle-orm';
import { toWibString } from '#shared/deadline/wib.ts';
import { type EventRow, event, type TextKind, type TicketRow, ticketText } from '../db/schema/ticket.ts';
import type { UnitDirectory } from '../db/unit-directory.ts';
import { type Language, type Said, say } from '../http/language.ts';
import type { Services } from '../services.ts';
import { STATUS_SAID, toStep } from '../tracking/track.ts';
import type { Caller } from './caller.ts';
import { serviceCodeOf } from './catalogue.ts';
import { isOwn } from './read.ts';
import type { Document, Value } from './xml.ts';

export interface Showing {
  caller: Caller | null;
  language: Language;
  /** Also what the specification has no field for, as public servers do it where it is asked for. */
  extended: boolean;
}

type Texts = ReadonlyMap<TextKind, string>;

export async function showRequests(
  rows: readonly TicketRow[],
  showing: Showing,
  services: Pick<Services, 'db' | 'units'>,
): Promise<Document> {
  const own = rows.filter((row) => isOwn(row, showing.caller)).map(({ id }) => id);
  const texts = await textsOf(own, services);
  const events = showing.extended ? await eventsOf(rows, services) : new Map<number, EventRow[]>();
  return {
    root: 'service_requests',
    value: rows.map((row) => ({
      ...toRequest(row, texts.get(row.id) ?? null, showing.language, services.units),
      ...(showing.extended ? extension(row, events.get(row.id) ?? [], showing.language) : {}),
    })),
  };
}

/**
 * `texts`: null for whoever did not file it: the public knows number, status, category, kelurahan and history, and
 * neither words nor a point, which lead to somebody's door.
 */
function toRequest(row: TicketRow, texts: Texts | null, language: Language, units: UnitDirectory) {
  const completion = row.clocks.find(({ clock }) => clock === 'completion');
  return {
    service_request_id: row.number,
    status: row.closedAt === null ? 'open' : 'closed',
    status_notes: say(noteOf(row), language),
    service_name: row.category,
    service_code: serviceCodeOf({ name: row.category }),
    description: texts?.get('description') ?? null,
    agency_responsible: texts === null || row.unit === null ? null : units.named(row.unit).name,
    service_notice: null,
    requested_datetime: toWibString(row.receivedAt),
    updated_datetime: toWibString(row.steppedAt),
    expected_datetime: texts === null || !completion ? null : toWibString(completion.dueAt),
    address: texts?.get('address') ?? placeOf(row.kelurahan, units),
    address_id: row.kelurahan,
    zipcode: null,
    lat: texts === null ? null : row.lat,
    long: texts === null ? null : row.lon,
    media_url: null,
  };
}

/** Closed is what the work has ended on (`selesai`, `ditolak`) and what goes on under another number. */
function noteOf({ status, mergedInto }: TicketRow): Said {
  if (mergedInto === null) return STATUS_SAID[status];
  return {
    id: `Digabung dengan laporan ${mergedInto} tentang hal yang sama; ikuti nomor itu.`,
    en: `Merged with report ${mergedInto} of the same matter; follow that one.`,
  };
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

function extension(row: TicketRow, events: readonly EventRow[], language: Language) {
  return {
    extended_attributes: { crm_status: row.status, merged_into: row.mergedInto } satisfies Value,
    notes: events.flatMap((one) =>
      toStep(one, language).map(({ at, text }) => ({ datetime: at, description: text, type: one.action })),
    ),
  };
}

/** The newest text of each kind. */
async function textsOf(ids: number[], { db }: Pick<Services, 'db'>): Promise<Map<number, Texts>> {
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
async function eventsOf(
  rows: readonly TicketRow[],
  { db }: Pick<Services, 'db'>,
): Promise<Map<number, EventRow[]>> {
  const found = new Map<number, EventRow[]>(rows.map(({ id }) => [id, []]));
  const events = await db
    .select()
    .from(event)
    .where(inArray(event.ticketId, [...found.keys()]))
    .orderBy(asc(event.ticketId), asc(event.version));
  for (const one of events) found.get(one.ticketId)?.push(one);
  return found;
}
