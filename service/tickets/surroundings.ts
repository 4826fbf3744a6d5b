/** What lies around a report on the map, as far as its reader may see it. */
import type { NearReport, Surroundings } from '#shared/contract/map.ts';
import type { Actor } from '#shared/contract/session.ts';
import { TicketPage } from '#shared/contract/ticket.ts';
import { distanceM } from '#shared/evidence/geodesic.ts';
import { DAY } from '#shared/time/zone.ts';
import type { TicketDeps } from './deps.ts';
import { listTickets } from './list.ts';
import type { Seen } from './read.ts';
import { hadItOnce } from './standing.ts';

/** Assumed: as far as one walks to see whether it is the same matter, and as long as a repeat is one. */
const NEAR_M = 250;
const WITHIN = 90 * DAY;
const MOST = 50;
/** Half the side of the square in which borders are drawn, in degrees: some two kilometres. */
const REACH = 0.02;

type Needs = Pick<TicketDeps, 'db' | 'units' | 'categories' | 'clock' | 'items' | 'boundaries' | 'mapFacts'>;

export async function surroundingsOf(needs: Needs, seen: Seen, actor: Actor): Promise<Surroundings> {
  const { lat, lon, number } = seen.row;
  // Whoever only had it once reads its status and history, not where it lies.
  if (lat === null || lon === null || hadItOnce(seen.standings)) {
    return { map: needs.mapFacts, reports: [], more: false, borders: [] };
  }
  const point = { lat, lon };
  const [near, borders] = await Promise.all([nearOnes(needs, actor, point, number), bordersAt(needs, point)]);
  return { map: needs.mapFacts, ...near, borders };
}

interface Place {
  lat: number;
  lon: number;
}

async function nearOnes(
  needs: Needs,
  actor: Actor,
  point: Place,
  own: string,
): Promise<Pick<Surroundings, 'reports' | 'more'>> {
  const near = { ...point, radiusM: NEAR_M };
  const page = await listTickets(needs, actor, { near, from: needs.clock.now() - WITHIN, limit: MOST + 1 });
  const { items, next } = TicketPage.parse(JSON.parse(page));
  const reports = items.flatMap((item): NearReport[] => {
    if (item.number === own || !item.point) return [];
    const { number, status, mergedInto, category, receivedAt } = item;
    const at = { lat: item.point.lat, lon: item.point.lon };
    const merged = mergedInto === undefined ? {} : { mergedInto };
    const distance = Math.round(distanceM(point, at));
    return [{ number, status, ...merged, category, receivedAt, point: at, distanceM: distance }];
  });
  reports.sort((a, b) => a.distanceM - b.distanceM);
  return { reports, more: next !== null };
}

async function bordersAt(
  { boundaries, units }: Needs,
  { lat, lon }: Place,
): Promise<Surroundings['borders']> {
  const box = { minLat: lat - REACH, maxLat: lat + REACH, minLon: lon - REACH, maxLon: lon + REACH };
  const [holding, found] = await Promise.all([
    boundaries.kelurahanAt({ lat, lon }),
    boundaries.linesWithin(box),
  ]);
  return found.map(({ kelurahan, lines }) => ({
    kelurahan: units.named(kelurahan),
    holds: kelurahan === holding,
    lines,
  }));
}
