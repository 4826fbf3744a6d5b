/** Checking evidence without storing it, and looking at stored photos. */
import { type Context, Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import { z } from 'zod';
import { MAX_AFTER_PHOTOS, MAX_BEFORE_PHOTOS } from '#shared/contract/evidence.ts';
import { OPERATIONS } from '#shared/contract/operations.ts';
import { isPending } from '#shared/evidence/facts.ts';
import { verdictOf } from '#shared/evidence/finding.ts';
import { crowded } from '../../evidence/reader.ts';
import { sayReasons } from '../../evidence/say.ts';
import { filesOf, readUpload } from '../../platform/http/body.ts';
import { answerCalls, first } from '../../platform/http/calls.ts';
import type { Env } from '../../platform/http/env.ts';
import { photoBody } from '../../platform/http/limits.ts';
import { isHeld } from '../../platform/http/precondition.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import type { TicketDeps } from '../deps.ts';
import { findOrRefuse, readerOf } from '../routes.ts';
import { requireAtMost, tooManyPixels } from './intake.ts';
import { addLoose, filesWith } from './loose.ts';
import { copyBytes, type FoundPhoto, findPhoto, originalBytes } from './view-photo.ts';

const PhotoId = z.object({ id: z.uuid() });

interface PhotoEnv extends Env {
  Variables: Env['Variables'] & { found: FoundPhoto };
}

export function evidenceRoutes(services: TicketDeps): Hono<Env> {
  const { addPhoto, checkEvidence } = OPERATIONS;

  return answerCalls(
    new Hono<Env>(),
    { addPhoto, checkEvidence },
    {
      addPhoto: {
        before: [photoBody],
        answer: async ({ c, actor }) => addLoose(await readUpload(c, addPhoto.upload), actor, services),
      },
      checkEvidence: {
        before: [
          first(async (c: Context<Env>) => {
            const { ticket } = await c.req.json<{ ticket?: unknown }>();
            // Named reports count as the caller's only where they may see them.
            if (typeof ticket === 'string') await findOrRefuse(services, ticket, c);
          }),
        ],
        answer: async ({ c, actor, body: input }) => {
          const files = await filesWith(c, input, checkEvidence.multipart.files, services);
          const after = filesOf(files, 'after');
          const before = filesOf(files, 'before');
          requireAtMost('after', after, MAX_AFTER_PHOTOS);
          requireAtMost('before', before, MAX_BEFORE_PHOTOS);
          if (services.reader.isCrowded()) throw crowded();
          const now = services.clock.now();
          const outcome = await services.evidence.check(
            {
              after,
              before,
              report: {
                point: input.report.point ?? null,
                reportedAt: Date.parse(input.report.reportedAt),
                category: input.report.category,
              },
              narrative: input.narrative,
              submittedAt: input.submittedAt === undefined ? now : Date.parse(input.submittedAt),
              by: actor.id,
              ticket: input.ticket,
            },
            services.reader.patience(),
          );
          if (outcome.kind === 'too_large') throw tooManyPixels(outcome);
          // Half an answer would be taken for the whole one.
          if ([...outcome.after, ...outcome.before].some(({ facts }) => isPending(facts))) throw crowded();
          return {
            verdict: verdictOf(outcome.findings),
            reasons: sayReasons(outcome.findings, after.length, readerOf(c)),
            photos: outcome.after.map((photo) => photo.facts),
          };
        },
      },
    },
  ).route('/', viewRoutes(services));
}

/** Only once the photo is found: how a call is written says nothing to whoever may not see it. */
function viewRoutes(services: TicketDeps): Hono<PhotoEnv> {
  const { getPhoto } = OPERATIONS;
  const findOrEnd = createMiddleware<PhotoEnv>(async (c, next) => {
    const id = PhotoId.safeParse(c.req.param());
    const found = id.success ? await findPhoto(services, id.data.id, c.get('actor')) : null;
    if (!found) throw new HttpProblem('not-found');
    c.set('found', found);
    await next();
  });

  return answerCalls(
    new Hono<PhotoEnv>(),
    { getPhoto },
    {
      getPhoto: {
        before: [findOrEnd],
        answer: async ({ c, actor, query: { as } }) => {
          const found = c.get('found');
          if (as !== 'original') return sendCopy(c, services, found, as);
          const { bytes, type } = await originalBytes(services, found, actor);
          return c.body(bytes, 200, { ...headersOf(type), 'content-disposition': 'attachment' });
        },
      },
    },
  );
}

/** A copy without metadata, to whoever may see the photo; nothing where the caller has it. */
export async function sendCopy(
  c: Context,
  services: TicketDeps,
  found: FoundPhoto,
  as: 'thumb' | 'display',
): Promise<Response> {
  const etag = `"${found.sha256.slice(0, 32)}-${as}"`;
  if (isHeld(c.req.header('if-none-match'), etag)) return c.body(null, 304, { etag });
  const { bytes, type } = await copyBytes(services, found, as);
  return c.body(bytes, 200, { ...headersOf(type), 'content-disposition': 'inline', etag });
}

/** Bytes from outside: whatever they are, nothing in them may run. */
function headersOf(type: string) {
  return { 'content-type': type, 'content-security-policy': "default-src 'none'; sandbox" };
}
