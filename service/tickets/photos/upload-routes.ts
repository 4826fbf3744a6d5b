/** Photos in pieces, as clients of the tus protocol 1.0.0 send them (https://tus.io/protocols/resumable-upload). */
import { type Context, Hono } from 'hono';
import { MAX_UPLOAD_BYTES } from '#shared/contract/evidence.ts';
import { API_BASE, OPERATIONS } from '#shared/contract/operations.ts';
import { type PhotoUpload, TUS_VERSION } from '#shared/contract/photos.ts';
import { answerCalls, first } from '../../platform/http/calls.ts';
import type { Env } from '../../platform/http/env.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import type { PhotoUploads, Standing } from './uploads.ts';

export function uploadRoutes(uploads: PhotoUploads): Hono<Env> {
  const { startUpload, getUpload, continueUpload, endUpload } = OPERATIONS;
  const before = [first(requireVersion)];

  return answerCalls(
    new Hono<Env>(),
    { startUpload, getUpload, continueUpload, endUpload },
    {
      startUpload: {
        before,
        answer: async ({ c, actor }) => {
          const length = lengthOf(c);
          const started = await uploads.start(length, c.req.header('upload-metadata') ?? null, actor);
          // A path is right behind every proxy, and under every name that people reach the service by.
          c.header('location', `${API_BASE}/photos/uploads/${started.id}`);
          return told(c, started);
        },
      },
      // HEAD too, by which tus clients ask how far they got.
      getUpload: async ({ c, actor, at: { id } }) => {
        if (c.req.method === 'HEAD') requireVersion(c);
        const found = await uploads.find(id, actor);
        if (found.metadata !== null) c.header('upload-metadata', found.metadata);
        return told(c, found);
      },
      continueUpload: {
        before,
        answer: async ({ c, actor, at: { id } }) => {
          const { body } = c.req.raw;
          if (body === null) throw new HttpProblem('malformed');
          told(c, await uploads.append(id, bytesIn(c, 'upload-offset'), body, actor));
          return c.body(null, 204);
        },
      },
      endUpload: {
        before,
        answer: async ({ c, actor, at: { id } }) => {
          await uploads.drop(id, actor);
          return c.body(null, 204);
        },
      },
    },
  );
}

function requireVersion(c: Context<Env>): void {
  c.header('tus-resumable', TUS_VERSION);
  if (c.req.header('tus-resumable') === TUS_VERSION) return;
  c.header('tus-version', TUS_VERSION);
  throw new HttpProblem('unsupported-version');
}

function lengthOf(c: Context<Env>): number {
  const length = c.req.header('upload-length') === undefined ? 0 : bytesIn(c, 'upload-length');
  if (length === 0) throw new HttpProblem('malformed', { detail: 'tickets.refused.upload_length' });
  if (length > MAX_UPLOAD_BYTES) {
    c.header('tus-max-size', String(MAX_UPLOAD_BYTES));
    throw new HttpProblem('too-large');
  }
  return length;
}

function bytesIn(c: Context<Env>, header: 'upload-length' | 'upload-offset'): number {
  const said = c.req.header(header) ?? '';
  if (/^\d{1,15}$/.test(said)) return Number(said);
  throw new HttpProblem('malformed', {
    detail: { key: 'tickets.refused.upload_header', values: { header } },
  });
}

/** In headers, where tus has it, and as the body for whoever asks by GET. */
function told(c: Context<Env>, { metadata: _, ...standing }: Standing): PhotoUpload {
  c.header('upload-offset', String(standing.offset));
  c.header('upload-length', String(standing.length));
  c.header('upload-expires', new Date(standing.expiresAt).toUTCString());
  return standing;
}
