/** The map's pictures for officers, whoever draws the streets: fetched and kept here, so that nobody outside sees who looks. */
import { Hono } from 'hono';
import type { MapFacts } from '#shared/contract/map.ts';
import { OPERATIONS } from '#shared/contract/operations.ts';
import { systemClock } from '../clock.ts';
import { answerCalls } from '../http/calls.ts';
import type { Env } from '../http/env.ts';
import { officerLimit } from '../http/limits.ts';
import { HttpProblem } from '../http/problem.ts';
import type { Platform } from '../platform.ts';
import { openFromFile } from './from-file.ts';
import { openFromWeb } from './from-web.ts';
import { LEAST_ZOOM, SourceAway, type TileSource, tileAt, widened } from './tile.ts';

/** Half of what an officer may call at all: whoever wanders over the map can still decide. */
const TILES_PER_MINUTE = 600;

export type CityMap = Awaited<ReturnType<typeof openMap>>;

/** Throws a `ConfigError` where the file that was set cannot be used. */
export async function openMap({ config, outbound, log }: Pick<Platform, 'config' | 'outbound' | 'log'>) {
  const { tiles, link } = config.map ?? {};
  const source = tiles && (await sourceOf(tiles));
  const box = widened(config.city.box);
  const facts: MapFacts = {
    tiles:
      tiles && source
        ? {
            minZoom: Math.max(LEAST_ZOOM, source.minZoom),
            maxZoom: source.maxZoom,
            box,
            attribution: tiles.attribution,
          }
        : null,
    link: link ?? null,
  };

  async function sourceOf({ from, maxZoom, cacheBytes }: NonNullable<typeof tiles>): Promise<TileSource> {
    if ('file' in from) return openFromFile(from.file);
    const { dataDir } = config;
    return openFromWeb({ url: from.url, maxZoom, cacheBytes, dataDir, outbound, log, clock: systemClock });
  }

  async function pictureAt(at: Record<'z' | 'x' | 'y', string>) {
    const tile = source && tileAt(at, box, source.maxZoom);
    if (!tile) throw new HttpProblem('not-found');
    const picture = await source.tile(tile).catch((error: unknown) => {
      if (error instanceof SourceAway)
        throw new HttpProblem('not-found', { detail: 'problems.refused.map_source_away' });
      throw error;
    });
    if (!picture) throw new HttpProblem('not-found');
    return picture;
  }

  const { getTile } = OPERATIONS;
  const withinLimit = officerLimit(TILES_PER_MINUTE, 'problems.refused.too_many_tiles');
  const routes = answerCalls(
    new Hono<Env>(),
    { getTile },
    {
      getTile: {
        before: [withinLimit],
        answer: async ({ c, at }) => {
          const { bytes, type } = await pictureAt(at);
          return c.body(bytes, 200, {
            'content-type': type,
            'content-length': String(bytes.length),
            'content-disposition': 'inline',
            'x-content-type-options': 'nosniff',
            // Bytes from outside: whatever they are, nothing in them may run.
            'content-security-policy': "default-src 'none'; sandbox",
          });
        },
      },
    },
  );
  return {
    /** What whoever draws a map has to know. */
    facts,
    calls: [routes],
    close: async (): Promise<void> => source?.close(),
  };
}
