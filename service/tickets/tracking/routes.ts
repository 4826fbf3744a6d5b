/** Doors without sign-in: following a report by its number, and rating it by the secret handed out at filing. */
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { OPERATIONS } from '#shared/contract/operations.ts';
import type { Tracking } from '#shared/contract/ticket.ts';
import { answerCalls } from '../../platform/http/calls.ts';
import type { Env } from '../../platform/http/env.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import type { TicketDeps } from '../deps.ts';
import { sendCopy } from '../photos/routes.ts';
import { rate } from './rate.ts';
import { findPublic, publicPhotos, track } from './track.ts';

/** A rating is short; whatever is longer is no rating and goes the way of officers' calls. */
const MOST_BYTES = 64 * 1024;

const { track: tracked, resultPhoto } = OPERATIONS;
const PhotoId = z.object({ id: z.uuid() });

/** Ratings share their path with officers' calls; the rest lies under `/track`. */
export function trackingRoutes(services: TicketDeps): Hono<Env> {
  const app = answerCalls(
    new Hono<Env>(),
    { track: tracked, resultPhoto },
    {
      track: async ({ c, at }) => answer(c, await track(services, at.number, c.get('language'))),
      resultPhoto: async ({ c, at }) => {
        const row = await findPublic(services, at.number);
        const { id } = PhotoId.safeParse(at).data ?? {};
        const found = (await publicPhotos(row, services)).find((each) => each.id === id);
        if (!found) throw new HttpProblem('not-found');
        return sendCopy(c, services, found, 'display');
      },
    },
  );

  app.post('/tickets/:number/actions', async (c, next) => {
    const body = await peekRating(c);
    if (!body) return next();
    const number = c.req.param('number');
    await rate(services, number, body);
    return answer(c, await track(services, number, c.get('language')));
  });

  return app;
}

function answer(c: Context<Env>, tracking: Tracking): Response {
  // Public, but not for search engines: a number leads to a person's street.
  return c.json(tracking, 200, { 'x-robots-tag': 'noindex' });
}

/** The body where it is a rating; null for every other call, whose body is left to be read as it came. */
async function peekRating({ req }: Context<Env>): Promise<Record<string, unknown> | null> {
  const type = (req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  const length = req.header('content-length');
  if (type !== 'application/json' || Number(length ?? 0) > MOST_BYTES) return null;
  // Of a known length it is read once and kept for whoever reads it next.
  const text = length === undefined ? await peekAt(req.raw) : await req.text();
  try {
    const body: unknown = JSON.parse(text ?? '');
    const isRating = typeof body === 'object' && body !== null && 'action' in body && body.action === 'nilai';
    return isRating ? { ...body } : null;
  } catch {
    return null;
  }
}

/** What comes without saying how long it is; null for what is too long. */
async function peekAt(request: Request): Promise<string | null> {
  const reader = request.clone().body?.getReader();
  if (!reader) return null;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.length;
    if (size > MOST_BYTES) {
      // Not awaited: a cloned stream's cancel ends only when its other half, which is read later, does. Should the
      // caller hang up meanwhile, that is told where the other half is read.
      reader.cancel().catch(() => undefined);
      return null;
    }
    chunks.push(part.value);
  }
  return Buffer.concat(chunks).toString('utf8');
}
