/** A report as its reporter, and anybody who knows its number, may follow it. */
import { and, eq, isNull } from 'drizzle-orm';
import type { ClockName, Tracking } from '#shared/contract/ticket.ts';
import { findPublicStep } from '#shared/ticket/action.ts';
import { isReportNumber } from '#shared/ticket/number.ts';
import { toTimestamp } from '#shared/time/zone.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { type Language, say } from '../../platform/http/language.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import { type PhotoRow, photo } from '../../tables/evidence.ts';
import { type EventRow, event, type TicketRow } from '../../tables/ticket.ts';
import type { TicketDeps } from '../deps.ts';

/** Throws 404; what is no number is answered like one that does not exist. */
export async function findPublic(services: Pick<TicketDeps, 'reads'>, number: string): Promise<TicketRow> {
  const wanted = number.toUpperCase();
  const [row] = isReportNumber(wanted) ? await services.reads.byNumbers([wanted]) : [];
  if (!row) throw new HttpProblem('not-found');
  return row;
}

/** By number and secret; a wrong secret is answered like a number that does not exist. Throws 404. */
export async function findOwn(
  services: Pick<TicketDeps, 'reads' | 'secrets'>,
  number: string,
  secret: unknown,
): Promise<TicketRow> {
  const row = await findPublic(services, number);
  const { secrets } = services;
  if (typeof secret !== 'string' || !secrets.matches(secret, row.number, row.trackingSalt)) {
    throw new HttpProblem('not-found');
  }
  return row;
}

/** The report that a merged one lives on in, after any number of merges; itself where it was not merged. */
export async function livesOnIn({ reads }: Pick<TicketDeps, 'reads'>, row: TicketRow): Promise<TicketRow> {
  let last = row;
  // No circle: nothing is merged into a merged report.
  while (last.mergedInto !== null) {
    const [into] = await reads.byNumbers([last.mergedInto]);
    if (!into) return last;
    last = into;
  }
  return last;
}

export async function track(
  services: Pick<TicketDeps, 'db' | 'reads' | 'units'>,
  number: string,
  language: Language,
): Promise<Tracking> {
  const row = await findPublic(services, number);
  const into = await livesOnIn(services, row);
  const events = await eventsOf(row, services);
  const stars = events.findLast(isOwnRating)?.data.stars;
  return {
    number: row.number,
    ...standing(row, events, language),
    ...(row.mergedInto === null ? {} : { mergedInto: row.mergedInto }),
    ...(into === row
      ? {}
      : { progress: { number: into.number, ...standing(into, await eventsOf(into, services), language) } }),
    category: row.category,
    ...(row.kelurahan === null ? {} : { kelurahan: services.units.named(row.kelurahan) }),
    ...(stars === undefined ? {} : { stars }),
    ...(await resultsOf(into, services)),
  };
}

function eventsOf({ id }: TicketRow, { db }: Pick<TicketDeps, 'db'>): Promise<EventRow[]> {
  return db.select().from(event).where(eq(event.ticketId, id)).orderBy(event.version);
}

function standing(row: TicketRow, events: readonly EventRow[], language: Language) {
  const { status } = row;
  const next = nextOf(row, language);
  return {
    status,
    statusText: say(`public.status.${status}`, language),
    ...(next && { next }),
    steps: events.flatMap((one) => toStep(one, language)),
  };
}

/** Targets of the house's own (the same day, the month's close) are promised to nobody. */
function nextOf({ nextDueAt, nextClock, heldUntil }: TicketRow, language: Language): Tracking['next'] {
  if (heldUntil !== null) return { text: say('public.next.held', language), dueAt: toTimestamp(heldUntil) };
  const promised = nextClock === null ? undefined : PROMISED[nextClock];
  if (nextDueAt === null || !promised) return undefined;
  return { text: say(promised, language), dueAt: toTimestamp(nextDueAt) };
}

const PROMISED: Partial<Record<ClockName, Phrase>> = {
  response: 'public.next.response',
  completion: 'public.next.completion',
  validation: 'public.next.validation',
};

async function resultsOf(row: TicketRow, services: Pick<TicketDeps, 'db'>): Promise<{ results?: string[] }> {
  const photos = await publicPhotos(row, services);
  return photos.length === 0 ? {} : { results: photos.map(({ id }) => id) };
}

/** Of a report that its reporter made public, once its work was approved: what the last follow-up shows. */
export async function publicPhotos(
  { id, status, private: isPrivate, followUps }: TicketRow,
  { db }: Pick<TicketDeps, 'db'>,
): Promise<PhotoRow[]> {
  if (isPrivate || status !== 'selesai') return [];
  const ofResult = and(
    eq(photo.ticketId, id),
    eq(photo.kind, 'after'),
    eq(photo.followUp, followUps),
    isNull(photo.erasedAt),
  );
  return db.select().from(photo).where(ofResult).orderBy(photo.position);
}

/** By this report's own reporter, not by one whose report was merged into it. */
export function isOwnRating({ action, data }: Pick<EventRow, 'action' | 'data'>): boolean {
  return action === 'nilai' && data.number === undefined;
}

/** Nothing for what is internal. */
export function toStep(
  { action, at, from, to, data }: Pick<EventRow, 'action' | 'at' | 'from' | 'to' | 'data'>,
  language: Language,
): Tracking['steps'] {
  const step = findPublicStep(action);
  if (step === undefined) return [];
  // What another system told is its status, dated as it was there, or not at all.
  if (step === 'impor') {
    // A correction is no step.
    if (from === to && data.madeAt === undefined) return [];
    // Known since the import, and true since who knows when: the import's own instant would be wrong.
    const madeAt = data.madeAt === undefined ? null : toTimestamp(data.madeAt);
    return [{ at: madeAt, text: say(`public.status.${to}`, language) }];
  }
  const reasons = reasonsOf(data, language);
  const text = say(`public.step.${step}`, language);
  return [{ at: toTimestamp(at), text, ...(reasons.length === 0 ? {} : { reasons }) }];
}

/** By their codes: what the officer wrote beside them may name people. */
function reasonsOf({ reasonCode, reasonCodes = [] }: EventRow['data'], language: Language): string[] {
  return [
    ...(reasonCode === undefined ? [] : [say(`common.refusal_reason.${reasonCode}`, language)]),
    ...reasonCodes.map((code) => say(`common.return_reason.${code}`, language)),
  ];
}
