/** One report as one reader is shown it: their rights leave things out, and its messages speak their language. */
import type { OfficerName } from '#shared/contract/roster.ts';
import type { Actor } from '#shared/contract/session.ts';
import type { Report } from '#shared/contract/ticket.ts';
import type { Action } from '#shared/ticket/action.ts';
import type { Relation } from '#shared/ticket/role.ts';
import { actionsFor, type Standing } from '#shared/ticket/transitions.ts';
import { toTimestamp } from '#shared/time/zone.ts';
import { sayVerdict } from '../evidence/say.ts';
import type { UnitDirectory } from '../people/units/directory.ts';
import { type Language, say } from '../platform/http/language.ts';
import type { TicketRow, ticketText } from '../tables/ticket.ts';
import type { Proposal } from './office-proposal.ts';
import { type PhotoRow, photosFor } from './photos/show-photos.ts';
import { sayClock } from './say-clock.ts';
import { hadItOnce } from './standing.ts';

/** Relations of those who decide on a report or have it in hand. */
const WORKS_ON: readonly Relation[] = ['sees', 'holds', 'tray'];

export interface ClaimedBy {
  officer: string;
  name: string;
  until: number;
}

/** What belongs to reports besides their rows, by report id. */
export interface Parts {
  texts: Map<number, Omit<typeof ticketText.$inferSelect, 'salt'>[]>;
  photos: Map<number, PhotoRow[]>;
  claims: Map<number, ClaimedBy>;
  proposals: Map<number, Proposal>;
  /** Those to whom reports are proposed, by account; empty for readers who may not know. */
  officers: Map<string, OfficerName>;
}

interface Showing {
  parts: Parts;
  reader: { actor: Actor; language: Language };
  now: number;
  units: UnitDirectory;
  /** Actions that exist; nothing is offered that does not work. */
  built: readonly Action[];
}

interface Shown {
  row: TicketRow;
  standings: readonly Standing[];
}

export function itemFor(seen: Shown, showing: Showing): Report {
  const item = toItem(seen, showing);
  return hadItOnce(seen.standings) ? statusOf(item) : item;
}

function toItem({ row, standings }: Shown, { parts, reader, now, units, built }: Showing): Report {
  const texts = parts.texts.get(row.id) ?? [];
  const latest = (kind: (typeof texts)[number]['kind']): string | undefined =>
    texts.findLast((text) => text.kind === kind)?.body;
  const unitOf = (code: string | null) => (code === null ? undefined : units.named(code));
  // To a client that files, it would tell whose number and place filed what before.
  const maySeeKin = standings.some(({ relation }) => WORKS_ON.includes(relation));
  // What is undefined here is no field of the answer.
  return {
    number: row.number,
    externalNumber: row.externalNumber ?? undefined,
    version: row.version,
    status: row.status,
    mergedInto: row.mergedInto ?? undefined,
    heldUntil: timeOf(row.heldUntil),
    unit: unitOf(row.unit) ?? null,
    category: row.category,
    channel: row.channel,
    private: row.private,
    doNotShare: row.private || undefined,
    repeatOf: row.repeatOf ?? undefined,
    proposedUnit: proposedUnit(parts.proposals.get(row.id), units, reader.language),
    probableDuplicate: (maySeeKin ? row.probableDuplicate : null) ?? undefined,
    sentBy: unitOf(row.sentBy),
    point: pointOf(row),
    points: texts
      .filter((text) => text.kind === 'point')
      .map((text) => ({ ...JSON.parse(text.body), at: toTimestamp(text.at) })),
    address: latest('address'),
    kelurahan: unitOf(row.kelurahan),
    description: latest('description') ?? '',
    reportedAt: toTimestamp(row.reportedAt),
    receivedAt: toTimestamp(row.receivedAt),
    clocks: row.clocks.map((clock) => sayClock(clock, now, reader.language)),
    nextDueAt: timeOf(row.nextDueAt) ?? null,
    verdict: row.verdict && sayVerdict(row.verdict, reader),
    narrative: latest('narrative'),
    photos: photosFor(parts.photos.get(row.id) ?? [], row, reader.actor),
    claim: claimOf(parts.claims.get(row.id), reader.actor),
    visit: visitOf(row),
    proposedValidator: validatorOf(row, parts.officers, reader.actor),
    actions: actionsFor(standings, row).filter((action) => built.includes(action)),
  };
}

function timeOf(at: number | null): string | undefined {
  return at === null ? undefined : toTimestamp(at);
}

function proposedUnit(
  proposed: Proposal | undefined,
  units: UnitDirectory,
  language: Language,
): Report['proposedUnit'] {
  return proposed && { ...units.named(proposed.office), why: say(proposed.why, language) };
}

function pointOf({ lat, lon, accuracyM }: TicketRow): Report['point'] {
  return lat === null || lon === null ? undefined : { lat, lon, accuracyM: accuracyM ?? undefined };
}

function claimOf(claimed: ClaimedBy | undefined, actor: Actor): Report['claim'] {
  return (
    claimed && {
      by: claimed.name,
      until: toTimestamp(claimed.until),
      mine: claimed.officer === actor.id,
    }
  );
}

function visitOf({ fieldAskedAt, fieldAnsweredAt }: TicketRow): Report['visit'] {
  const askedAt = timeOf(fieldAskedAt);
  return askedAt === undefined ? undefined : { askedAt, answeredAt: timeOf(fieldAnsweredAt) };
}

function validatorOf(
  { proposedValidator }: TicketRow,
  officers: Parts['officers'],
  actor: Actor,
): Report['proposedValidator'] {
  const validator = officers.get(proposedValidator ?? '');
  return validator && { ...validator, mine: proposedValidator === actor.id };
}

/** What an office that had the report before still reads of it: where it stands, nothing of what it says or shows. */
function statusOf({
  address: _address,
  point: _point,
  narrative: _narrative,
  claim: _claim,
  visit: _visit,
  proposedUnit: _proposedUnit,
  ...status
}: Report): Report {
  return { ...status, description: '', points: [], photos: [], verdict: null };
}
