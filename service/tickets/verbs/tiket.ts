/** A numbered work ticket toward kecamatan, city or province, with an estimate of when the work will be done. */
import { and, count, eq } from 'drizzle-orm';
import { invalid } from '../../platform/http/problem.ts';
import { event } from '../../tables/ticket.ts';
import type { Verb } from '../verb.ts';

const TOWARD = ['kecamatan', 'city', 'province'] as const;

export const tiket: Verb<'tiket'> = async ({ ticket, body, now }, { db, units }) => {
  const office = units.get(body.to);
  if (!office || !TOWARD.some((kind) => kind === office.kind)) {
    throw invalid('to', 'unknown', 'tickets.refused.work_ticket_goes_kecamatan');
  }
  const estimate = Date.parse(body.estimate);
  if (estimate <= now) {
    throw invalid('estimate', 'past', 'tickets.refused.estimate_must_lie_future');
  }
  const [before] = await db
    .select({ n: count() })
    .from(event)
    .where(and(eq(event.ticketId, ticket.id), eq(event.action, 'tiket')));
  const sequence = (before?.n ?? 0) + 1;
  return {
    data: { number: `${ticket.number}-${sequence}`, toward: office.code, estimate },
    texts: { reason: body.reason },
    clock: { until: estimate, firstEstimate: sequence === 1 },
  };
};
