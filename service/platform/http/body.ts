/**
 * Taking a call's body apart once: a multipart call becomes its JSON part plus files, so that everything behind
 * (validators, idempotency, routes) sees one kind of call.
 */
import canonicalize from 'canonicalize';
import type { Context, MiddlewareHandler } from 'hono';
import type { Env, UploadedFile } from './env.ts';
import { HttpProblem } from './problem.ts';

/** Characters; the photos of a call may be large, its words never are. */
const MAX_JSON = 1024 * 1024;

/** More parts than any call needs; the parser is not asked to hold a million empty ones. */
const MAX_PARTS = 40;

interface Accepts {
  /** Name of the JSON part of a multipart call; absent where only JSON is taken. */
  part?: string;
  files?: readonly string[];
  /** False where even a call without photos has to be multipart. */
  json?: boolean;
}

export function readBody(accepts: Accepts = {}): MiddlewareHandler<Env> {
  return async (c, next) => {
    const type = (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
    c.set('files', []);
    if (type === 'application/json' && accepts.json !== false) {
      await readJson(c);
    } else if (type === 'multipart/form-data' && accepts.part !== undefined) {
      const { json, files } = await takeApart(c, accepts.part, accepts.files ?? []);
      c.set('files', files);
      const headers = new Headers(c.req.raw.headers);
      headers.set('content-type', 'application/json');
      headers.delete('content-length');
      c.req.raw = new Request(c.req.raw.url, { method: c.req.method, headers, body: json });
      c.req.bodyCache = {};
      await readJson(c);
    } else {
      throw new HttpProblem('unsupported-media');
    }
    await next();
  };
}

async function readJson(c: Context<Env>): Promise<void> {
  const text = await c.req.text();
  if (text.length > MAX_JSON) {
    throw new HttpProblem('too-large', { detail: 'problems.refused.json_1_mb_most' });
  }
  let body: unknown;
  try {
    body = await c.req.json();
    // What has no canonical form (half a surrogate pair, 1e999) could neither be hashed nor stored as it came.
    c.set('canonicalBody', canonicalize(body) ?? '');
  } catch {
    throw new HttpProblem('malformed', { detail: 'problems.refused.json_cannot_read' });
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new HttpProblem('malformed', { detail: 'problems.refused.body_must_json_object' });
  }
}

async function takeApart(
  c: Context<Env>,
  part: string,
  fileFields: readonly string[],
): Promise<{ json: string; files: UploadedFile[] }> {
  let form: FormData;
  try {
    form = await c.req.raw.formData();
  } catch {
    throw new HttpProblem('malformed', { detail: 'problems.refused.multipart_body_cannot_read' });
  }
  const entries = [...form.entries()];
  if (entries.length > MAX_PARTS) {
    throw new HttpProblem('malformed', {
      detail: { key: 'problems.refused.most_parts', values: { most: MAX_PARTS } },
    });
  }
  let json: string | null = null;
  const files: UploadedFile[] = [];
  for (const [field, value] of entries) {
    if (field === part) {
      if (json !== null) throw repeated(part);
      json = typeof value === 'string' ? value : await value.text();
    } else if (fileFields.includes(field)) {
      // A photo sent as a plain field is still a photo that cannot be read: its bytes decide.
      const bytes =
        typeof value === 'string'
          ? new TextEncoder().encode(value)
          : new Uint8Array(await value.arrayBuffer());
      files.push({ field, bytes });
    } else {
      throw new HttpProblem('malformed', {
        detail: {
          key: 'problems.refused.unknown_multipart_part_send',
          values: { parts: [part, ...fileFields].join(', ') },
        },
      });
    }
  }
  if (json === null) {
    throw new HttpProblem('malformed', {
      detail: { key: 'problems.refused.part_json_missing', values: { part } },
    });
  }
  return { json, files };
}

function repeated(part: string): HttpProblem {
  return new HttpProblem('malformed', {
    detail: { key: 'problems.refused.part_comes_twice', values: { part } },
  });
}

/** The files sent under a name, in the order sent. */
export function filesOf(files: readonly UploadedFile[], field: string): Uint8Array[] {
  return files.filter((file) => file.field === field).map((file) => file.bytes);
}
