/**
 * Taking a call's body apart once: a multipart call becomes its JSON part plus files, so that everything behind
 * (validators, idempotency, routes) sees one kind of call.
 */
import { Readable } from 'node:stream';
import { Busboy, type BusboyInstance } from '@fastify/busboy';
import canonicalize from 'canonicalize';
import type { Context, MiddlewareHandler } from 'hono';
import { MAX_UPLOAD_BYTES } from '#shared/contract/evidence.ts';
import type { Operation } from '#shared/contract/operation.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import type { Env, UploadedFile } from './env.ts';
import { HttpProblem } from './problem.ts';

/** Characters; the photos of a call may be large, its words never are. */
const MAX_JSON = 1024 * 1024;

/** Deeper than any call of ours. What follows (hashing, checking) goes down as deep as it is sent. */
const MAX_DEPTH = 20;

/** More parts than any call needs; the parser is not asked to hold a million empty ones. */
const MAX_PARTS = 40;

interface Accepts {
  /** Name of the JSON part of a multipart call; absent where only JSON is taken. */
  part?: string;
  files?: readonly string[];
}

export function readBody(accepts: Accepts = {}): MiddlewareHandler<Env> {
  return async (c, next) => {
    const type = typeOf(c);
    c.set('files', []);
    if (type === 'application/json') {
      await readJson(c);
    } else if (type === FORM && accepts.part !== undefined) {
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

type Upload = NonNullable<Operation['upload']>;

/** Of a file that is the body itself, what can be said before it is read. Throws 413, 415, 400. */
export function requireUpload(c: Context<Env>, { types, part, maxBytes }: Upload): void {
  if (Number(c.req.header('content-length') ?? 0) > maxBytes) throw new HttpProblem('too-large');
  const type = typeOf(c) ?? types[0] ?? '';
  const taken = part === undefined ? types : [...types, FORM];
  if (!taken.some((one) => one === type || one === type.replace(/\/.*/, '/*'))) {
    throw new HttpProblem('unsupported-media', {
      detail: { key: 'problems.refused.send_file_itself_body', values: { types: taken.join(', ') } },
    });
  }
  if (!c.req.raw.body) throw new HttpProblem('malformed');
}

/** The whole file. Throws 400 for one that breaks off, that holds nothing, or that is not alone in its form. */
export async function readUpload(c: Context<Env>, { part }: Pick<Upload, 'part'>): Promise<Uint8Array> {
  const bytes = typeOf(c) === FORM ? await onlyPart(c, part) : await wholeBody(c);
  if (bytes.length === 0) throw new HttpProblem('malformed', { detail: 'problems.refused.file_empty' });
  return bytes;
}

async function onlyPart(c: Context<Env>, name: string | undefined): Promise<Uint8Array> {
  const [file, ...others] = await partsOf(c.req.raw);
  if (file && file.field === name && others.length === 0) return file.bytes;
  const detail: Phrase = {
    key: 'problems.refused.unknown_multipart_part_send',
    values: { parts: name ?? '' },
  };
  throw new HttpProblem('malformed', { detail });
}

async function wholeBody(c: Context<Env>): Promise<Uint8Array> {
  try {
    return new Uint8Array(await c.req.arrayBuffer());
  } catch {
    throw new HttpProblem('malformed');
  }
}

const FORM = 'multipart/form-data';

function typeOf(c: Context<Env>): string | undefined {
  return c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
}

async function readJson(c: Context<Env>): Promise<void> {
  const text = await c.req.text();
  if (text.length > MAX_JSON) {
    throw new HttpProblem('too-large', { detail: 'problems.refused.json_1_mb_most' });
  }
  if (isDeeper(text, MAX_DEPTH)) {
    const detail: Phrase = { key: 'problems.refused.json_too_deep', values: { most: MAX_DEPTH } };
    throw new HttpProblem('malformed', { detail });
  }
  let body: unknown;
  try {
    body = await c.req.json();
    // What has no canonical form (half a surrogate pair, 1e999) could neither be hashed nor stored as it came.
    c.set('canonicalBody', canonicalize(body) ?? '');
  } catch (error) {
    throw new HttpProblem('malformed', { detail: unreadable(error) });
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new HttpProblem('malformed', { detail: 'problems.refused.body_must_json_object' });
  }
}

/** Where the parser stopped, and nothing of what stands there. */
function unreadable(error: unknown): Phrase {
  if (!(error instanceof SyntaxError)) return 'problems.refused.json_cannot_read';
  if (/end of JSON/.test(error.message)) return 'problems.refused.json_ends_early';
  const position = /position (\d+)/.exec(error.message)?.[1];
  return position === undefined
    ? 'problems.refused.json_cannot_read'
    : { key: 'problems.refused.json_cannot_read_at', values: { position: Number(position) + 1 } };
}

/** Whether anything in it lies within more than so many others; what stands in strings does not count. */
function isDeeper(json: string, most: number): boolean {
  let depth = 0;
  let isString = false;
  for (let at = 0; at < json.length && depth <= most; at++) {
    const mark = json[at];
    if (isString && mark === '\\') at++;
    else if (mark === '"') isString = !isString;
    else if (isString) continue;
    else if (mark === '[' || mark === '{') depth++;
    else if (mark === ']' || mark === '}') depth--;
  }
  return depth > most;
}

async function takeApart(
  c: Context<Env>,
  part: string,
  fileFields: readonly string[],
): Promise<{ json: string; files: UploadedFile[] }> {
  let json: string | null = null;
  const files: UploadedFile[] = [];
  // A photo sent as a plain field is still a photo that cannot be read: its bytes decide.
  for (const { field, bytes } of await partsOf(c.req.raw)) {
    if (field === part) {
      if (json !== null) throw repeated(part);
      json = Buffer.from(bytes).toString('utf8');
    } else if (fileFields.includes(field)) {
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

/** A field, or a file: by what the call says, which counts only where words and files are apart. */
export interface Part extends UploadedFile {
  isFile: boolean;
}

interface Admission {
  /** Of fields, in bytes, as long as nobody was let in. */
  maxBefore: number;
  /** Asked with the fields so far before the first file is taken in; what it throws is the answer. */
  letIn(fields: readonly Part[]): Promise<void>;
}

/**
 * Taken apart as it comes in: sixteen megabytes in one go would hold everybody else's calls. What is refused on the way
 * is kept no longer, but read as far as a call may be large: whoever still sends would not hear the answer.
 */
export function partsOf({ headers, body }: Request, admission?: Admission): Promise<Part[]> {
  const broken = new HttpProblem('malformed', { detail: 'problems.refused.multipart_body_cannot_read' });
  return new Promise((resolve, reject) => {
    const parts: Part[] = [];
    const form = openForm(headers.get('content-type') ?? '');
    if (form === null || body === null) return reject(broken);
    const source = Readable.from(inSlices(body));
    const refuse = (problem: unknown): void => {
      reject(problem);
      source.unpipe(form);
      source.resume();
    };
    let admitted: Promise<void> | null = admission === undefined ? Promise.resolve() : null;
    form.on('field', (field, value) => parts.push({ field, bytes: Buffer.from(value), isFile: false }));
    form.on('file', (field, file) => {
      const taken: Part = { field, bytes: new Uint8Array(), isFile: true };
      const chunks: Buffer[] = [];
      // Told of the form as well; of a stream that nobody listens to it would end the process.
      file.on('error', () => reject(broken));
      file.on('end', () => {
        taken.bytes = Buffer.concat(chunks);
      });
      admitted ??= admission?.letIn([...parts]) ?? Promise.resolve();
      parts.push(taken);
      // Until then nothing is read of it, and the form waits.
      admitted.then(() => file.on('data', (chunk: Buffer) => chunks.push(chunk)), refuse);
    });
    form.on('partsLimit', () => {
      const detail: Phrase = { key: 'problems.refused.most_parts', values: { most: MAX_PARTS } };
      refuse(new HttpProblem('malformed', { detail }));
    });
    form.on('finish', () => resolve(parts));
    form.on('error', () => reject(broken));
    let size = 0;
    source.on('data', (chunk: Uint8Array) => {
      if (admitted === null && admission && size > admission.maxBefore) refuse(new HttpProblem('too-large'));
      size += chunk.length;
      if (size > MAX_UPLOAD_BYTES) source.destroy(new HttpProblem('too-large'));
    });
    source.on('error', (error) => reject(error instanceof HttpProblem ? error : broken));
    source.pipe(form);
  });
}

const SLICE_BYTES = 64 * 1024;

/** As it comes from a socket: of a body in one piece everything would be parsed before what is wrong with its start is told. */
async function* inSlices(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of body) {
    for (let at = 0; at < chunk.length; at += SLICE_BYTES) yield chunk.subarray(at, at + SLICE_BYTES);
  }
}

/** Null where the type names no boundary. */
function openForm(type: string): BusboyInstance | null {
  try {
    return new Busboy({
      headers: { 'content-type': type },
      limits: { parts: MAX_PARTS, fieldSize: MAX_UPLOAD_BYTES },
    });
  } catch {
    return null;
  }
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
