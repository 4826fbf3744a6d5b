/**
 * A libSQL server as it speaks over HTTP (Hrana 3, `POST /v3/pipeline`). Own code and not `@libsql/client`: of that a
 * few lines would be used, it knows no time limit, and it brings a second copy of the native library and `ws`.
 */
import { type ClientRequest, Agent as HttpAgent, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { z } from 'zod';
import type { Value } from './statement.ts';

export interface Statement {
  sql: string;
  args: readonly Value[];
}

/** Of a batch; `when` names the step before it on whose success or failure it is done at all. */
export interface Step extends Statement {
  when?: { ok: number } | { notOk: number };
}

export type Rows = unknown[][];

/** What became of a step: null where it was passed over. */
export type Outcome = { rows: Rows } | { error: DatabaseError } | null;

/** An error of the database, under SQLite's own code as far as the server's message tells it. */
export class DatabaseError extends Error {
  readonly code: string;
  constructor(code: string, message: string, options: ErrorOptions = {}) {
    super(message, options);
    this.name = 'DatabaseError';
    this.code = code;
  }
}

/** No answer: not reached, cut off, too slow, or refused for now. Whether anything was done is not known. */
export class NoAnswer extends DatabaseError {
  constructor(message: string, options: ErrorOptions = {}) {
    super('SQLITE_CANTOPEN', message, options);
    this.name = 'NoAnswer';
  }
}

/** The server does not let this token in. */
export class NotLetIn extends DatabaseError {
  constructor(message: string) {
    super('SQLITE_CANTOPEN_AUTH', message);
    this.name = 'NotLetIn';
  }
}

export interface Address {
  /** http or https, without a path. */
  url: string;
  token?: string | undefined;
}

/** Connections kept open: enough for the calls of one process, and a fraction of the 128 a server takes. */
const CONNECTIONS = 24;
/** ms; a server closes those that are idle later than that, so that none is used in the moment it goes. */
const IDLE_MS = 4_000;

const Result = z.object({
  rows: z.array(z.array(z.unknown())),
  replication_index: z.string().nullish(),
});
const Fault = z.object({ message: z.string(), code: z.string().nullish() });
const Answered = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('ok'),
    response: z.object({ type: z.string(), result: z.unknown().optional() }),
  }),
  z.object({ type: z.literal('error'), error: Fault }),
]);
const Answer = z.object({
  baton: z.string().nullable(),
  results: z.array(Answered),
});
const BatchResult = z.object({
  step_results: z.array(Result.nullable()),
  step_errors: z.array(Fault.nullable()),
  replication_index: z.string().nullish(),
});

type Request =
  | { type: 'execute'; stmt: object }
  | { type: 'batch'; batch: { steps: object[] } }
  | { type: 'close' };

/** Asks one address over connections that are kept; after at most `limitMs` a {@link NoAnswer}. */
function openCaller({ url, token }: Address, limitMs: number) {
  const isSecure = url.startsWith('https:');
  const options = { keepAlive: true, maxSockets: CONNECTIONS, timeout: IDLE_MS };
  const agent = isSecure ? new HttpsAgent(options) : new HttpAgent(options);
  let trips = 0;
  const underWay = new Set<ClientRequest>();

  function call(path: string, body: string | null): Promise<{ status: number; text: string }> {
    trips++;
    const target = new URL(path, url);
    return new Promise((resolve, reject) => {
      const headers = {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === null
          ? {}
          : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
      };
      const method = body === null ? 'GET' : 'POST';
      const send = isSecure ? requestHttps : requestHttp;
      const fail = (cause: Error): void => {
        clearTimeout(timer);
        const why = 'code' in cause ? String(cause.code) : cause.message;
        reject(new NoAnswer(`${target.host} does not answer (${why})`, { cause }));
      };
      const asked: ClientRequest = send(target, { agent, method, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', fail);
        response.on('end', () => {
          clearTimeout(timer);
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') });
        });
      });
      const timer = setTimeout(
        () => asked.destroy(new Error(`nothing within ${limitMs / 1_000} s`)),
        limitMs,
      );
      underWay.add(asked);
      asked.on('close', () => underWay.delete(asked));
      asked.on('error', fail);
      asked.end(body ?? undefined);
    });
  }

  return {
    call,
    trips: () => trips,
    /** Whoever waits gets a {@link NoAnswer} at once. */
    giveUp(): void {
      for (const asked of underWay) asked.destroy(new Error('given up'));
    },
    close: () => agent.destroy(),
  };
}

export type Hrana = ReturnType<typeof openHrana>;

/** Calls one address. Every method is one round trip, after at most `limitMs` a {@link NoAnswer}. */
export function openHrana(address: Address, limitMs: number) {
  const { call, trips, giveUp, close } = openCaller(address, limitMs);
  const { host } = new URL(address.url);
  /** How far the server's log had grown with what was written last; a copy waits until it has that. */
  let written: string | undefined;

  async function pipeline(requests: readonly Request[], baton: string | null = null) {
    const { status, text } = await call('/v3/pipeline', JSON.stringify({ baton, requests }));
    if (status === 401 || status === 403) throw new NotLetIn(`${host} refuses the token`);
    // Too many connections, or a proxy without a server behind it.
    if (status === 429 || status >= 500) throw new NoAnswer(`${host} answers ${status}`);
    if (status !== 200)
      throw new DatabaseError('SQLITE_ERROR', `${host} answers ${status}: ${text.slice(0, 200)}`);
    return Answer.parse(JSON.parse(text));
  }

  const least = (): object => (written === undefined ? {} : { replication_index: written });
  const spelt = ({ sql, args }: Statement): object => ({
    sql,
    args: args.map(encoded),
    ...least(),
  });

  return {
    /** How many calls were made. */
    trips,
    /**
     * From now on what is read is at least as new as that. A server that was killed counts anew from one: what waits for
     * a place in its log from before would wait for ever, and is asked anew.
     */
    follow(index: string) {
      const isAnew = isFurther(written, index);
      written = index;
      if (isAnew) giveUp();
    },
    /** What is followed; undefined before anything is. */
    followed: (): string | undefined => written,
    /** Each by itself, in one call. */
    async each(statements: readonly Statement[]): Promise<Exclude<Outcome, null>[]> {
      const asked = written;
      const requests = statements.map((one): Request => ({ type: 'execute', stmt: spelt(one) }));
      const { results } = await pipeline([...requests, { type: 'close' }]);
      return statements.map((_, i) => {
        const result = results[i];
        if (result?.type === 'ok') {
          const { rows, replication_index } = Result.parse(result.response.result);
          requireAsFar(replication_index, asked, host);
          return { rows: decoded(rows) };
        }
        return { error: faultOf(result?.error) };
      });
    },
    /** All on one connection, in one call; and how far the server's log then reaches. */
    async batch(steps: readonly Step[]): Promise<{ outcomes: Outcome[]; index: string | undefined }> {
      const asked = written;
      const spelling = steps.map((step) => ({ stmt: spelt(step), condition: conditionOf(step) }));
      const { results } = await pipeline([
        { type: 'batch', batch: { steps: spelling, ...least() } },
        { type: 'close' },
      ]);
      const [first] = results;
      if (first?.type !== 'ok') throw faultOf(first?.error);
      const found = BatchResult.parse(first.response.result);
      requireAsFar(found.replication_index, asked, host);
      const outcomes = steps.map((_, i): Outcome => {
        const fault = found.step_errors[i];
        if (fault) return { error: faultOf(fault) };
        const result = found.step_results[i];
        return result ? { rows: decoded(result.rows) } : null;
      });
      return { outcomes, index: found.replication_index ?? undefined };
    },
    /**
     * A connection of its own over several calls, each of which must follow the one before within some seconds: the
     * server lets go of it otherwise.
     */
    stream() {
      let baton: string | null = null;
      return {
        async execute(statement: Statement): Promise<Rows> {
          const answer = await pipeline([{ type: 'execute', stmt: spelt(statement) }], baton);
          baton = answer.baton;
          const [result] = answer.results;
          if (result?.type !== 'ok') throw faultOf(result?.error);
          return rowsOf(result.response.result);
        },
        async close(): Promise<void> {
          await pipeline([{ type: 'close' }], baton);
        },
      };
    },
    /** What the server says it is; empty where it says nothing. */
    async version(): Promise<string> {
      const { status, text } = await call('/version', null);
      if (status >= 500) throw new NoAnswer(`${host} answers ${status}`);
      return status === 200 ? text.trim() : '';
    },
    close,
  };
}

/** Is the first place in the log behind the second? None is behind nothing. */
export const isFurther = (one: string | undefined, other: string | undefined): boolean =>
  one !== undefined && (other === undefined || BigInt(one) > BigInt(other));

/** Of one that counts its log anew, or has not heard that its server does: what is followed may be missing there. */
function requireAsFar(index: string | null | undefined, followed: string | undefined, host: string): void {
  if (index && isFurther(followed, index)) throw new NoAnswer(`${host} answers from another log`);
}

function conditionOf({ when }: Step): object | undefined {
  if (when === undefined) return undefined;
  return 'ok' in when
    ? { type: 'ok', step: when.ok }
    : { type: 'not', cond: { type: 'ok', step: when.notOk } };
}

function encoded(value: Value): object {
  if (value === null) return { type: 'null' };
  if (typeof value === 'string') return { type: 'text', value };
  if (typeof value === 'bigint') return { type: 'integer', value: String(value) };
  if (typeof value === 'number')
    // SQLite has whole numbers of 64 bits; what JavaScript cannot tell apart any more stays a float, as with a file.
    return Number.isSafeInteger(value) ? { type: 'integer', value: String(value) } : { type: 'float', value };
  return { type: 'blob', base64: Buffer.from(value).toString('base64') };
}

function rowsOf(result: unknown): Rows {
  return decoded(Result.parse(result).rows);
}

function decoded(rows: readonly unknown[][]): Rows {
  return rows.map((row) => row.map(cellValue));
}

function cellValue(cell: unknown): unknown {
  if (typeof cell !== 'object' || cell === null || !('type' in cell))
    throw new TypeError('A cell of no type');
  if (cell.type === 'null') return null;
  if ('value' in cell) return cell.type === 'integer' ? Number(cell.value) : cell.value;
  if ('base64' in cell) return Buffer.from(String(cell.base64), 'base64');
  throw new TypeError(`A cell of the unknown type ${cell.type}`);
}

/** Its codes tell a constraint and no more: which one stands in the message alone. */
const BY_MESSAGE: readonly [RegExp, string][] = [
  [/UNIQUE constraint failed/, 'SQLITE_CONSTRAINT_UNIQUE'],
  [/FOREIGN KEY constraint failed/, 'SQLITE_CONSTRAINT_FOREIGNKEY'],
  [/NOT NULL constraint failed/, 'SQLITE_CONSTRAINT_NOTNULL'],
  [/CHECK constraint failed/, 'SQLITE_CONSTRAINT_CHECK'],
  [/database (?:table )?is locked|[Tt]ransaction timed/, 'SQLITE_BUSY'],
  [/database or disk is full/, 'SQLITE_FULL'],
  [/readonly database|writes? (?:is|are) blocked/i, 'SQLITE_READONLY'],
  [/disk I\/O error/, 'SQLITE_IOERR'],
  [/disk image is malformed|file is not a database/, 'SQLITE_CORRUPT'],
];

function faultOf(fault: z.infer<typeof Fault> | undefined): DatabaseError {
  const message = fault?.message ?? 'no answer to a statement';
  const told = BY_MESSAGE.find(([pattern]) => pattern.test(message))?.[1];
  const own = fault?.code?.startsWith('SQLITE_') ? fault.code : 'SQLITE_ERROR';
  return new DatabaseError(told ?? own, message);
}
