/** Tiles of an XYZ source on the web: fetched once for all who ask, kept as long as the source says, never its key told. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { LRUCache } from 'lru-cache';
import { DAY, HOUR } from '#shared/time/zone.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { type Outbound, OutboundFailure } from '../outbound/outbound.ts';
import {
  LEAST_ZOOM,
  type Picture,
  pictureType,
  SourceAway,
  type TileAddress,
  type TileSource,
} from './tile.ts';
import { type Kept, openTileCache } from './tile-cache.ts';

const SECOND = 1_000;
/** A photograph from the air is some 40 kB, a map less. */
const MOST_BYTES = 1024 * 1024;
const WITHIN_MS = 6 * SECOND;
/** What one client may ask of a public source at a time is two to six; the browser's own bound is six. */
const AT_A_TIME = 6;
/** A dozen maps; whoever comes after them is told at once. */
const MOST_WAITING = 150;
/** In a row, before it is left in peace. */
const MOST_FAILURES = 3;
const REST_MS = 20 * SECOND;
/** Where the source does not say: OpenStreetMap's tile usage policy asks for seven days at least. */
const FRESH_MS = 7 * DAY;
const MOST_FRESH_MS = 60 * DAY;
const ABSENT_MS = HOUR;
const ABSENT_STATUSES: readonly number[] = [204, 404, 410];

interface FromWeb {
  url: string;
  maxZoom: number;
  cacheBytes: number;
  dataDir: string;
  outbound: Pick<Outbound, 'read'>;
  log: Pick<Log, 'warn'>;
  /** The machine's own: a demo's clock says nothing of how old a picture is. */
  clock: Clock;
}

export function openFromWeb({
  url,
  maxZoom,
  cacheBytes,
  dataDir,
  outbound,
  log,
  clock,
}: FromWeb): TileSource {
  // By what is left without its query, where keys mostly stand: a new key leaves the pictures.
  const name = createHash('sha256')
    .update(url.split('?', 1)[0] ?? url)
    .digest('hex')
    .slice(0, 16);
  const cache = openTileCache(join(dataDir, 'tiles'), name, cacheBytes);
  const underWay = new Map<string, Promise<Picture | null>>();
  const absent = new LRUCache<string, true>({ max: 5_000, ttl: ABSENT_MS });
  const turns = openTurns();
  const stop = new AbortController();
  let failures = 0;
  let restUntil = 0;

  const isResting = (): boolean => clock.now() < restUntil;

  async function turn(): Promise<() => void> {
    if (isResting()) throw new SourceAway('resting');
    const end = await turns.begin();
    if (!isResting()) return end;
    // Whoever waited meanwhile need not find out anew that it is away.
    end();
    throw new SourceAway('resting');
  }

  async function ask({ z, x, y }: TileAddress, key: string): Promise<Picture | null> {
    const end = await turn();
    try {
      const filled = url.replace('{z}', String(z)).replace('{x}', String(x)).replace('{y}', String(y));
      const picture = await fetched(filled, key);
      failures = 0;
      return picture;
    } catch (error) {
      const why = error instanceof SourceAway || error instanceof OutboundFailure ? error.why : 'unknown';
      if (++failures >= MOST_FAILURES) restUntil = clock.now() + REST_MS;
      if (failures === 1 || failures === MOST_FAILURES)
        log.warn({ why }, 'no picture from the source of the map');
      throw error instanceof SourceAway ? error : new SourceAway(why, error);
    } finally {
      end();
    }
  }

  async function fetched(filled: string, key: string): Promise<Picture | null> {
    const { status, headers, bytes, isWhole } = await outbound.read({
      url: filled,
      // Public sources ask to be told who comes (OpenStreetMap's tile usage policy).
      headers: { 'user-agent': 'Tuntas (service; one cache for an office)', accept: 'image/*' },
      mostBytes: MOST_BYTES,
      withinMs: WITHIN_MS,
      signal: stop.signal,
    });
    if (ABSENT_STATUSES.includes(status)) {
      absent.set(key, true);
      return null;
    }
    if (status !== 200) throw new SourceAway(`status ${status}`);
    if (!isWhole) throw new SourceAway('too large');
    const type = pictureType(bytes);
    if (type === null) throw new SourceAway('no picture');
    const until = freshUntil(headers, clock.now());
    if (until !== null) await cache.put(key, bytes, until);
    return { bytes: new Uint8Array(bytes), type };
  }

  return {
    minZoom: LEAST_ZOOM,
    maxZoom,
    async tile(at) {
      const key = `${at.z}-${at.x}-${at.y}`;
      const kept: Kept | null = await cache.get(key);
      if (kept && kept.until > clock.now()) return kept;
      if (absent.has(key)) return null;
      const asked = underWay.get(key) ?? ask(at, key).finally(() => underWay.delete(key));
      underWay.set(key, asked);
      try {
        return await asked;
      } catch (error) {
        // Streets of last month are better than none.
        if (kept) return kept;
        throw error;
      }
    },
    async close() {
      stop.abort();
      await Promise.allSettled(underWay.values());
      await cache.close();
    },
  };
}

/** ms UTC until which an answer is good (RFC 9111, 4.2.1); null where it may not be kept. */
export function freshUntil(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  now: number,
): number | null {
  const said = String(headers['cache-control'] ?? '').toLowerCase();
  if (/(?:^|[\s,])(?:no-store|private)(?:$|[\s,=])/.test(said)) return null;
  const within = (ms: number): number => now + Math.min(MOST_FRESH_MS, Math.max(0, ms));
  // Ours is shared by all who ask.
  const seconds = /s-maxage="?(\d+)/.exec(said)?.[1] ?? /(?:^|[\s,])max-age="?(\d+)/.exec(said)?.[1];
  const age = Number(headers.age ?? 0) || 0;
  if (seconds !== undefined) return within((Number(seconds) - age) * SECOND);
  if (/(?:^|[\s,])no-cache(?:$|[\s,=])/.test(said)) return now;
  if (headers.expires === undefined) return within(FRESH_MS);
  const at = Date.parse(String(headers.expires));
  // What is no date has passed (RFC 9111, 5.3).
  return Number.isNaN(at) ? now : within(at - now);
}

/** Answers how to end one's turn. Throws where too many wait. */
function openTurns() {
  let running = 0;
  const waiting: (() => void)[] = [];
  const end = (): void => {
    const next = waiting.shift();
    if (next) next();
    else running--;
  };
  return {
    async begin(): Promise<() => void> {
      if (running < AT_A_TIME) running++;
      else if (waiting.length >= MOST_WAITING) throw new SourceAway('crowded');
      else await new Promise<void>((turn) => waiting.push(turn));
      return end;
    },
  };
}
