/** A report as its reporter, and anybody who knows its number, may follow it. */
import { eq } from 'drizzle-orm';
import type { Tracking } from '#shared/contract/ticket.ts';
import { findPublicStep } from '#shared/ticket/action.ts';
import { isReportNumber } from '#shared/ticket/number.ts';
import { toWibString } from '#shared/time/wib.ts';
import { type Language, say } from '../../platform/http/language.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import { type EventRow, event, type TicketRow } from '../../tables/ticket.ts';
import type { TicketDeps } from '../deps.ts';

/** Throws 404; what is no number is answered like one that does not exist. */
export async function findPublic(services: TicketDeps, number: string): Promise<TicketRow> {
  const wanted = number.toUpperCase();
  const [row] = isReportNumber(wanted) ? await services.reads.byNumbers([wanted]) : [];
  if (!row) throw new HttpProblem('not-found');
  return row;
}

/** By number and secret; a wrong secret is answered like a number that does not exist. Throws 404. */
export async function findOwn(services: TicketDeps, number: string, secret: unknown): Promise<TicketRow> {
  const row = await findPublic(services, number);
  const { secrets } = services;
  if (typeof secret !== 'string' || !secrets.matches(secret, row.number, row.trackingSalt)) {
    throw new HttpProblem('not-found');
  }
  return row;
}

export async function track(services: TicketDeps, number: string, language: Language): Promise<Tracking> {
  const row = await findPublic(services, number);
  const events = await services.db
    .select()
    .from(event)
    .where(eq(event.ticketId, row.id))
    .orderBy(event.version);
  const stars = events.findLast((one) => one.action === 'nilai')?.data.stars;
  return {
    number: row.number,
    status: row.status,
    statusText: say(`public.status.${row.status}`, language),
    ...(row.mergedInto === null ? {} : { mergedInto: row.mergedInto }),
    category: row.category,
    ...(row.kelurahan === null ? {} : { kelurahan: services.units.named(row.kelurahan) }),
    steps: events.flatMap((one) => toStep(one, language)),
    ...(stars === undefined ? {} : { stars }),
  };
}

/** Nothing for what is internal. */
export function toStep(
  { action, at, from, to, data }: Pick<EventRow, 'action' | 'at' | 'from' | 'to' | 'data'>,
  language: Language,
): Tracking['steps'] {
  const step = findPublicStep(action);
  if (step === undefined) return [];
  // What another system told is its status, dated as it was there, where that is known.
  if (step === 'impor') {
    // A correction is no step.
    if (from === to && data.madeAt === undefined) return [];
    return [{ at: toWibString(data.madeAt ?? at), text: say(`public.status.${to}`, language) }];
  }
  return [{ at: toWibString(at), text: say(`public.step.${step}`, language) }];
}
