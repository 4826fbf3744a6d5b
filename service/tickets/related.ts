/**
 * What a new report may be related to: the same matter closed here lately (*berulang*), or the same person's
 * report of it that is still open. Both are offered to people; neither decides anything.
 */
import { createHmac } from 'node:crypto';
import { and, desc, eq, gte, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Point } from '#shared/contract/primitives.ts';
import type { FileReport } from '#shared/contract/ticket.ts';
import { distanceM } from '#shared/evidence/geodesic.ts';
import { DAY } from '#shared/time/zone.ts';
import type { Db } from '../platform/db/database.ts';
import { ticket } from '../tables/ticket.ts';

/** Assumed: no source says how near or how recent; 50 m and 90 days are what the glossary proposes. */
const NEAR_M = 50;
const REPEAT_WITHIN = 90 * DAY;
const DUPLICATE_WITHIN = 30 * DAY;
/** Degrees that hold 50 m anywhere in the country, with room. */
const BOX = 0.0006;

export interface Related {
  repeatOf: string | null;
  probableDuplicate: string | null;
}

interface New {
  category: string;
  point: Point | undefined;
  reporterKey: string | null;
  now: number;
}

export type RelatedReports = ReturnType<typeof openRelated>;

export function openRelated(db: Db) {
  const [south, north, west, east] = ['south', 'north', 'west', 'east'].map((edge) => sql.placeholder(edge));
  const near = and(
    eq(ticket.category, sql.placeholder('category')),
    sql`${ticket.lat} between ${south} and ${north}`,
    sql`${ticket.lon} between ${west} and ${east}`,
  );
  const since = sql.placeholder('since');
  const place = { number: ticket.number, lat: ticket.lat, lon: ticket.lon };
  const closedSince = db
    .select(place)
    .from(ticket)
    .where(and(near, eq(ticket.status, 'selesai'), gte(ticket.closedAt, since)))
    .orderBy(desc(ticket.closedAt))
    .prepare();
  const openSince = db
    .select(place)
    .from(ticket)
    .where(
      and(
        near,
        eq(ticket.reporterKey, sql.placeholder('reporterKey')),
        isNotNull(ticket.desk),
        isNull(ticket.mergedInto),
        gte(ticket.receivedAt, since),
      ),
    )
    .orderBy(desc(ticket.receivedAt))
    .prepare();

  return async ({ category, point, reporterKey, now }: New): Promise<Related> => {
    if (!point) return { repeatOf: null, probableDuplicate: null };
    const [south, north] = [point.lat - BOX, point.lat + BOX];
    const [west, east] = [point.lon - BOX, point.lon + BOX];
    const box = { category, south, north, west, east };
    const closed = await closedSince.all({ ...box, since: now - REPEAT_WITHIN });
    const open =
      reporterKey === null ? [] : await openSince.all({ ...box, reporterKey, since: now - DUPLICATE_WITHIN });
    return { repeatOf: nearest(closed, point), probableDuplicate: nearest(open, point) };
  };
}

type Place = { number: string; lat: number | null; lon: number | null };

/** The first, in the order given, that really lies within reach. */
function nearest(places: readonly Place[], point: Point): string | null {
  const found = places.find(
    ({ lat, lon }) => lat !== null && lon !== null && distanceM({ lat, lon }, point) <= NEAR_M,
  );
  return found?.number ?? null;
}

/**
 * Tells two reports of one person from those of two, without keeping who: a keyed hash of phone or e-mail. Null
 * where the channel gave neither.
 */
export function reporterKeyOf(reporter: FileReport['reporter'], key: string): string | null {
  const phone = reporter?.phone?.replace(/\D/g, '').replace(/^62/, '0') ?? '';
  const email = reporter?.email?.trim().toLowerCase() ?? '';
  const known = phone.length >= 6 ? `phone ${phone}` : email.includes('@') ? `email ${email}` : null;
  return known === null ? null : createHmac('sha256', key).update(`reporter\n${known}`).digest('base64url');
}
