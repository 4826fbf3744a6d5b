/** The typed client over the table of operations. Knows `fetch` and nothing else of its surroundings. */
import type { z } from 'zod';
import type { RequestHeader } from './operation.ts';
import { API_BASE, OPERATIONS, type Operation, type OperationName, type Operations } from './operations.ts';
import { type Carried, POSITION } from './position.ts';
import { Problem, type ProblemWord } from './problem.ts';
import { EVENT_STREAM } from './queue.ts';

type Input<O> = O extends { body: infer B extends z.ZodType } ? { body: z.input<B> } : { body?: undefined };
type Query<O> = O extends { query: infer Q extends z.ZodType }
  ? { query?: z.input<Q> }
  : { query?: undefined };
type Files<O> = O extends { multipart: { files: readonly (infer F extends string)[] } }
  ? { files?: Partial<Record<F, readonly File[]>> }
  : { files?: undefined };
type Upload<O> = O extends { upload: object } ? { upload: Blob } : { upload?: undefined };
type Params<O> = O extends { path: `${string}{${infer P}}${string}` }
  ? { params: Record<P, string> }
  : { params?: undefined };
type Result<O> = O extends { result: infer R extends z.ZodType }
  ? z.output<R>
  : O extends { status: 204 }
    ? undefined
    : Blob;

export type CallOptions<N extends OperationName> = Input<Operations[N]> &
  Query<Operations[N]> &
  Files<Operations[N]> &
  Upload<Operations[N]> &
  Params<Operations[N]> & {
    /** The version the decision was made on; sent as If-Match. */
    version?: number;
    idempotencyKey?: string;
    /** ETag of an answer already held; an unchanged one comes back as `notModified`. */
    ifNoneMatch?: string;
    /** What else the operation reads. */
    headers?: Partial<Record<RequestHeader, string>>;
    signal?: AbortSignal;
  };

/** What an operation answers. */
export type ResultOf<N extends OperationName> = Result<Operations[N]>;

export interface Answer<T> {
  status: number;
  data: T;
  etag: string | null;
  /** The service's clock when it answered, from the Date header; ms since 1970. */
  servedAt: number | null;
}

/** The service answered, and said no. */
export class ProblemError extends Error {
  readonly problem: Problem;
  /** s: until it is worth trying again; null where the service said nothing of it. */
  readonly retryAfter: number | null;
  constructor(problem: Problem, retryAfter: number | null = null) {
    super(problem.detail ?? problem.title);
    this.name = 'ProblemError';
    this.problem = problem;
    this.retryAfter = retryAfter;
  }
  get word(): ProblemWord {
    return this.problem.type.replace(/^.*\/problems\//, '') as ProblemWord;
  }
}

/** The service did not answer: try again later. */
export class UnreachableError extends Error {
  constructor(cause: unknown) {
    super('The service cannot be reached', { cause });
    this.name = 'UnreachableError';
  }
}

/** Something on the way answered in its place: a proxy's error page, a login page in between, a way elsewhere. */
export class ForeignAnswerError extends UnreachableError {
  readonly status: number;
  constructor(status: number, cause?: unknown) {
    super(cause);
    this.name = 'ForeignAnswerError';
    this.status = status;
  }
}

export class NotModified extends Error {
  /** As {@link Answer.servedAt}: most polls come to this, and the clock is to be kept by them too. */
  readonly servedAt: number | null;
  constructor(servedAt: number | null) {
    super('Not modified');
    this.name = 'NotModified';
    this.servedAt = servedAt;
  }
}

export interface ClientOptions {
  /** Origin of the service, e.g. `http://localhost:8787`. */
  origin: string;
  token?: () => Promise<string | null> | string | null;
  language?: () => string;
  fetch?: typeof globalThis.fetch;
  /**
   * Answers are handed on as they came, unchecked: of a service newer than this client they may say more than its
   * contract knows.
   */
  asSent?: boolean;
  /** What is carried from call to call; absent = from one call of this client to the next. */
  carried?: Carried;
}

export interface Client {
  call<N extends OperationName>(name: N, options: CallOptions<N>): Promise<Answer<ResultOf<N>>>;
  /** The answer itself, for one that is read as it comes. */
  open<N extends OperationName>(name: N, options: CallOptions<N>): Promise<Response>;
}

/**
 * A service that swallows a call without a word is away like any other. Photos, and whole queues, take their time on a
 * thin line, and sign-ins theirs when a whole building comes at once.
 */
const [PATIENCE_MS, LONG_PATIENCE_MS] = [30_000, 180_000];

export function createClient(options: ClientOptions): Client {
  const send = options.fetch ?? globalThis.fetch.bind(globalThis);
  const carried = options.carried ?? {};

  async function open(operation: Operation, call: LooseCall): Promise<Response> {
    const request = await toRequest(operation, call, options);
    if (carried.position !== undefined) request.headers.set(POSITION, carried.position);
    const response = await heard(send(request), call.signal);
    const position = response.headers.get(POSITION);
    if (position !== null) carried.position = position;
    if (response.status === 304) throw new NotModified(servedAt(response));
    if (!response.ok) throw toError(response, await heard(response.text(), call.signal));
    return response;
  }

  return {
    open: (name, call) => open(OPERATIONS[name], call),
    async call(name, call) {
      const operation: Operation = OPERATIONS[name];
      const response = await open(operation, call);
      return {
        status: response.status,
        data: await toData(operation, response, call.signal, options.asSent),
        etag: response.headers.get('etag'),
        servedAt: servedAt(response),
      } as Answer<never>;
    },
  };
}

/** What breaks off or takes too long is silence, unless it was the caller who gave up. */
async function heard<T>(answer: Promise<T>, caller: AbortSignal | undefined): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (caller?.aborted) throw error;
    throw new UnreachableError(error);
  }
}

function patienceWith(operation: Operation): AbortSignal | null {
  // It says nothing for as long as nothing happens.
  if (operation.media === EVENT_STREAM) return null;
  const hasFiles =
    operation.multipart !== undefined ||
    operation.upload !== undefined ||
    (!operation.result && operation.status !== 204);
  const isLong = hasFiles || operation.streamed || operation.queues;
  return AbortSignal.timeout(isLong ? LONG_PATIENCE_MS : PATIENCE_MS);
}

function servedAt(response: Response): number | null {
  return Date.parse(response.headers.get('date') ?? '') || null;
}

interface LooseCall {
  params?: Record<string, string> | undefined;
  query?: unknown;
  body?: unknown;
  files?: Partial<Record<string, readonly File[]>> | undefined;
  upload?: Blob | undefined;
  version?: number;
  idempotencyKey?: string;
  ifNoneMatch?: string;
  headers?: Partial<Record<RequestHeader, string>>;
  signal?: AbortSignal;
}

async function toRequest(operation: Operation, call: LooseCall, options: ClientOptions): Promise<Request> {
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(call.params?.[name] ?? ''),
  );
  const url = new URL(API_BASE + path, options.origin);
  for (const [key, value] of Object.entries(call.query ?? {})) {
    if (value !== undefined) url.searchParams.set(key, String(value));
  }
  const signals = [call.signal, patienceWith(operation)].filter((signal) => signal != null);
  const body = operation.body && call.body !== undefined ? toBody(operation, call) : (call.upload ?? null);
  const headers = await toHeaders(call, options);
  if (typeof body === 'string') headers.set('content-type', 'application/json');
  return new Request(url, {
    method: operation.method,
    headers,
    signal: AbortSignal.any(signals),
    body,
    // A decision that is sent elsewhere would go there as a question, and be judged by that answer.
    redirect: 'manual',
    // What is kept is kept by who asks, who knows when to forget it.
    cache: 'no-store',
  });
}

async function toHeaders(call: LooseCall, options: ClientOptions): Promise<Headers> {
  const headers = new Headers({ accept: 'application/json, application/problem+json' });
  const token = await options.token?.();
  if (token) headers.set('authorization', `Bearer ${token}`);
  const language = options.language?.();
  if (language) headers.set('accept-language', language);
  if (call.version !== undefined) headers.set('if-match', `"${call.version}"`);
  if (call.idempotencyKey) headers.set('idempotency-key', call.idempotencyKey);
  if (call.ifNoneMatch) headers.set('if-none-match', call.ifNoneMatch);
  for (const [name, value] of Object.entries(call.headers ?? {})) headers.set(name, value);
  return headers;
}

/** Without a file a call is plain JSON. */
function toBody({ multipart }: Operation, call: LooseCall): string | FormData {
  const files = Object.entries(call.files ?? {}).filter(([, list]) => list && list.length > 0);
  if (!multipart || files.length === 0) return JSON.stringify(call.body);
  const form = new FormData();
  form.set(multipart.part, JSON.stringify(call.body));
  for (const [name, list] of files) for (const file of list ?? []) form.append(name, file, file.name);
  return form;
}

function toError(response: Response, text: string): Error {
  const parsed = Problem.safeParse(jsonOf(text));
  if (!parsed.success) return new ForeignAnswerError(statusOf(response));
  const wait = response.headers.get('retry-after');
  return new ProblemError(parsed.data, wait !== null && /^\d+$/.test(wait) ? Number(wait) : null);
}

/** Browsers tell nothing of a redirect but that it is one. */
function statusOf({ type, status }: Response): number {
  return type === 'opaqueredirect' ? 302 : status;
}

async function toData(
  operation: Operation,
  response: Response,
  caller: AbortSignal | undefined,
  asSent = false,
): Promise<unknown> {
  if (operation.status === 204) return undefined;
  if (!operation.result) return heard(response.blob(), caller);
  const sent = jsonOf(await heard(response.text(), caller));
  if (asSent && typeof sent === 'object' && sent !== null) return sent;
  const parsed = operation.result.safeParse(sent);
  if (!parsed.success) throw new ForeignAnswerError(response.status, parsed.error);
  return parsed.data;
}

/** Null where it is no JSON. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
