/** An office's last ninety days, as they stand beside a decision: counts by day added up, and the last low ratings. */
import { and, desc, eq, gte, sql } from 'drizzle-orm';
import { Hono } from 'hono';
import {
  OFFICE_RECORD_OPERATIONS,
  type OfficeRecord,
  type OfficeRecordQuery,
} from '#shared/contract/office-record.ts';
import { type Actor, hasRole } from '#shared/contract/session.ts';
import type { Counted } from '#shared/performance/office-record.ts';
import { RETURN_REASONS, type ReturnReason } from '#shared/ticket/reason.ts';
import { civilDate, DAY, toTimestamp } from '#shared/time/zone.ts';
import { answerCalls } from '../../platform/http/calls.ts';
import type { Env } from '../../platform/http/env.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import { officeDay } from '../../tables/office-record.ts';
import { event, ticketText } from '../../tables/ticket.ts';
import type { TicketDeps } from '../../tickets/deps.ts';
import { newestSeq } from '../../tickets/queue/feed.ts';
import { unitAsked } from '../performance/ask.ts';
import type { OfficeCounts } from './count.ts';

type OfficeRecordDeps = Pick<TicketDeps, 'db' | 'clock' | 'units' | 'reads'> & {
  counts: OfficeCounts;
};

/** Days it looks back, today included. */
const DAYS = 90;
const MOST_REASONS = 3;
/** Stars up to which a rating is low; so many are shown, and so many ratings looked through for them. */
const LOW = 2;
const MOST_LOW = 3;
const LOOKED_THROUGH = 200;
/** Events of the log that a busy minute adds. */
const BEHIND = 400;

export function officeRecordRoutes(services: OfficeRecordDeps): Hono<Env> {
  const record = openOfficeRecord(services);
  return answerCalls(new Hono<Env>(), OFFICE_RECORD_OPERATIONS, {
    officeRecord: ({ actor, query }) => record(actor, query),
  });
}

export function openOfficeRecord({ db, clock, units, reads, counts }: OfficeRecordDeps) {
  const summed = db
    .select({ what: officeDay.what, count: sql<number>`sum(${officeDay.count})` })
    .from(officeDay)
    .where(and(eq(officeDay.unit, sql.placeholder('unit')), gte(officeDay.day, sql.placeholder('since'))))
    .groupBy(officeDay.what)
    .prepare();
  const rated = db
    .select({ ticketId: event.ticketId, at: event.at, data: event.data })
    .from(event)
    .where(
      and(
        // Written as the partial index has it, so that the planner takes it.
        sql`${event.action} = 'nilai'`,
        eq(event.unitTo, sql.placeholder('unit')),
        gte(event.at, sql.placeholder('since')),
      ),
    )
    .orderBy(desc(event.at))
    .limit(LOOKED_THROUGH)
    .prepare();
  const comment = db
    .select({ body: ticketText.body })
    .from(ticketText)
    .where(eq(ticketText.id, sql.placeholder('id')))
    .prepare();

  async function lowRatings(unit: string, since: number, actor: Actor): Promise<OfficeRecord['low']> {
    const seen = new Set<string>();
    const newest = (await rated.all({ unit, since })).filter(({ ticketId, data }) => {
      // One by the same reporter since replaces it.
      const rater = `${ticketId} ${data.number ?? ''}`;
      return !seen.has(rater) && seen.add(rater);
    });
    const low = newest.filter(({ data }) => (data.stars ?? LOW + 1) <= LOW);
    const visible = new Map(
      (await reads.seeIds([...new Set(low.map(({ ticketId }) => ticketId))], actor))
        .filter(({ row }) => row.mergedInto === null)
        .map(({ row }) => [row.id, row.number]),
    );
    const shown = low.flatMap(({ ticketId, at, data }) => {
      const number = visible.get(ticketId);
      return number === undefined
        ? []
        : [{ number, at, stars: data.stars ?? LOW, text: data.texts?.comment?.id }];
    });
    return Promise.all(
      shown.slice(0, MOST_LOW).map(async ({ at, text, ...rest }) => {
        const said = text === undefined ? undefined : (await comment.get({ id: text }))?.body;
        return { ...rest, at: toTimestamp(at), ...(said === undefined ? {} : { comment: said }) };
      }),
    );
  }

  return async (actor: Actor, query: OfficeRecordQuery): Promise<OfficeRecord> => {
    const unit = askedOf(units, actor, query.unit);
    const now = clock.now();
    const from = civilDate(now - (DAYS - 1) * DAY);
    const rows = await summed.all({ unit, since: from });
    const counted = new Map(rows.map(({ what, count }) => [what, count]));
    const many = (what: Counted): number => counted.get(what) ?? 0;
    const stars = [1, 2, 3, 4, 5].map((each) => ({ each, count: many(`stars:${each}`) }));
    const ratings = stars.reduce((sum, { count }) => sum + count, 0);
    return {
      unit: units.named(unit),
      from,
      to: civilDate(now),
      // The job counts every minute: by so much it may be behind and still have counted all there was to count.
      complete: (await newestSeq({ db })) - (await counts.position()) <= BEHIND,
      followUps: many('follow_ups'),
      decided: many('approved') + many('returned'),
      returned: many('returned'),
      reasons: mostFrequent(many),
      samePhoto: many('same'),
      advised: many('advised'),
      visits: { visited: many('visits'), unfit: many('visits_unfit') },
      stars: {
        ratings,
        mean: ratings === 0 ? null : stars.reduce((sum, { each, count }) => sum + each * count, 0) / ratings,
      },
      low: await lowRatings(unit, now - DAYS * DAY, actor),
    };
  };
}

function mostFrequent(many: (what: Counted) => number): OfficeRecord['reasons'] {
  const reasons = RETURN_REASONS.map((code: ReturnReason) => ({ code, count: many(`reason:${code}`) }));
  return reasons
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
    .slice(0, MOST_REASONS);
}

/** Whoever judges every office may know of each; an office of itself and of those below it. Throws 404 for others. */
function askedOf(units: OfficeRecordDeps['units'], actor: Actor, named: string): string {
  if (!hasRole(actor, 'validator')) return unitAsked({ units }, actor, named) ?? named;
  if (!units.get(named)) throw new HttpProblem('not-found');
  return named;
}
