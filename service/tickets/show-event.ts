/** One event of a report's history as the API tells it: codes as they are, texts where they are still kept. */
import type { OfficerName } from '#shared/contract/roster.ts';
import { type TicketEvent, ToldAnew } from '#shared/contract/ticket.ts';
import type { Standing } from '#shared/ticket/transitions.ts';
import { toTimestamp } from '#shared/time/zone.ts';
import type { UnitDirectory } from '../people/units/directory.ts';
import type { EventRow } from '../tables/ticket.ts';
import { hadItOnce } from './standing.ts';

export interface Told {
  /** Texts by their id; one that was erased is not there. */
  texts: ReadonlyMap<string, string>;
  /** Officers whose names the reader may know, by account. */
  officers: ReadonlyMap<string, OfficerName>;
  /** May the reader know whom a report is proposed to, and why? */
  proposals: boolean;
  units: UnitDirectory;
}

export function toEvent(row: EventRow, { texts, officers, proposals, units }: Told): TicketEvent {
  const text = (kind: string): string | undefined => {
    const ref = row.data.texts?.[kind];
    return ref === undefined ? undefined : texts.get(ref.id);
  };
  const { data } = row;
  // What is undefined here is no field of the answer.
  return {
    seq: row.seq,
    version: row.version,
    at: toTimestamp(row.at),
    madeAt: said(data.madeAt),
    action: row.action,
    actor: {
      role: row.actorRole,
      unit: row.actorUnit === null ? undefined : units.named(row.actorUnit),
    },
    from: row.from,
    to: row.to,
    unit: row.unitTo !== null && row.unitTo !== row.unitFrom ? units.named(row.unitTo) : undefined,
    reasonCodes: data.reasonCodes,
    reasonCode: data.reasonCode,
    reason: row.action === 'usulkan' && !proposals ? undefined : text('reason'),
    note: text('note'),
    asksSupervisor: data.asksSupervisor,
    narrative: text('narrative'),
    number: data.number,
    until: said(data.until),
    estimate: said(data.estimate),
    toward: data.toward === undefined ? undefined : units.named(data.toward),
    verdict: data.verdict,
    criteriaInForce: data.criteriaInForce,
    criteria: data.criteria,
    finding: data.finding,
    told: toldAnew(row, text, units),
    proposedValidator: officers.get(data.row?.proposedValidator ?? ''),
  };
}

/** Undefined where nothing is told otherwise than before. */
function toldAnew(
  { action, version, data: { foreign } }: EventRow,
  text: (kind: string) => string | undefined,
  units: UnitDirectory,
): ToldAnew | undefined {
  if (action !== 'impor' || version === 1 || !foreign) return undefined;
  const { category, channel, unit, receivedAt, reportedAt, followedUpAt, closedAt } = foreign;
  const told: { [key in keyof ToldAnew]: ToldAnew[key] | undefined } = {
    ...{ category, channel, unit: unit == null ? undefined : units.named(unit) },
    ...{ receivedAt: said(receivedAt), reportedAt: said(reportedAt) },
    ...{ followedUpAt: said(followedUpAt), closedAt: said(closedAt) },
    description: text('description') ?? text('told_description'),
    address: text('address') ?? text('told_address'),
    narrative: text('told_narrative'),
  };
  const known = ToldAnew.parse(told);
  return Object.values(known).some((one) => one !== undefined) ? known : undefined;
}

function said(at: number | undefined): string | undefined {
  return at === undefined ? undefined : toTimestamp(at);
}

export function withoutNote({ note: _, ...event }: TicketEvent): TicketEvent {
  return event;
}

/**
 * An office that had the report before reads what was written until it passed it on, and what it wrote itself.
 * Of what came later it is told the steps. Everybody else who sees the report reads all.
 */
export function shownTo(
  reader: string,
  standings: readonly Standing[],
  events: readonly EventRow[],
  units: UnitDirectory,
): (event: TicketEvent, index: number) => TicketEvent {
  if (!hadItOnce(standings)) return (event) => event;
  const own = standings.flatMap(({ unit }) => unit ?? []);
  const lastOwn = events.findLastIndex(({ unitFrom }) =>
    own.some((code) => unitFrom !== null && units.isWithin(unitFrom, code)),
  );
  return (event, index) =>
    index <= lastOwn || events[index]?.actorId === reader ? event : withoutTexts(event);
}

function withoutTexts({
  reason: _reason,
  note: _note,
  narrative: _narrative,
  told,
  ...event
}: TicketEvent): TicketEvent {
  if (!told) return event;
  const { description: _description, address: _address, narrative: _told, ...plain } = told;
  return { ...event, told: plain };
}
