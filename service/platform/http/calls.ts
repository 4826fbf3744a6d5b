/**
 * Calls of the API as their table describes them: where each lies, how it is checked and with which status it is
 * answered stands there alone. A call of the table without an answer here is a type error.
 */
import type { Context, Hono, MiddlewareHandler } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { z } from 'zod';
import type { Operation } from '#shared/contract/operation.ts';
import type { Actor } from '#shared/contract/session.ts';
import { readBody } from './body.ts';
import type { Env } from './env.ts';
import { bodyOf, smallBody } from './limits.ts';
import { etagOf } from './precondition.ts';
import { validBody, validQuery } from './validate.ts';

type Table = Readonly<Record<string, Operation>>;
type NamesIn<Path> = Path extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;
type Checked<S> = S extends z.ZodType ? z.output<S> : undefined;
/** A body as the table promises it, else none; `Response` where it is no JSON, or not always. */
type Result<O> = O extends { result: infer S extends z.ZodType }
  ? z.output<S> | Response | Promise<z.output<S> | Response>
  : Promise<void> | Response | Promise<Response>;

interface Call<O extends Operation, E extends Env> {
  c: Context<E>;
  /** Who calls; none where the call is public. */
  actor: Actor;
  /** What the path names. */
  at: Record<NamesIn<O['path']>, string>;
  query: Checked<O['query']>;
  body: Checked<O['body']>;
}

type Answer<O extends Operation, E extends Env> = (call: Call<O, E>) => Result<O>;

/** `before` runs once the caller is let in, before the query and the body's fields are looked at. */
type Answering<O extends Operation, E extends Env> =
  | Answer<O, E>
  | { before: readonly MiddlewareHandler<E>[]; answer: Answer<O, E> };

export function answerCalls<const T extends Table, E extends Env>(
  app: Hono<E>,
  table: T,
  answers: { [N in keyof T]: Answering<T[N], E> },
): Hono<E> {
  for (const name of Object.keys(table)) {
    const operation: Operation | undefined = table[name];
    if (operation) mount(app, operation, answers[name] as Answering<Operation, E>);
  }
  return app;
}

function mount<E extends Env>(app: Hono<E>, operation: Operation, answering: Answering<Operation, E>): void {
  const { method, path, query, body, right, status = 200, maxBody } = operation;
  const { before, answer } = typeof answering === 'function' ? { before: [], answer: answering } : answering;
  const steps: MiddlewareHandler[] = [
    ...before,
    // Behind sign-in the guard has read it.
    ...(right === 'public' && body ? [maxBody === undefined ? smallBody : bodyOf(maxBody), readBody()] : []),
    validQuery(query),
    ...(body ? [validBody(body)] : []),
  ];
  app.on(method, [path.replaceAll(/\{(\w+)\}/g, ':$1')], ...steps, async (c: Context<E>) => {
    const checked = (target: 'query' | 'json') => c.req.valid(target as never) as unknown;
    const result: unknown = await answer({
      c,
      actor: c.get('actor'),
      at: c.req.param(),
      query: checked('query'),
      body: checked('json'),
    });
    if (result instanceof Response) return result;
    if (result === undefined || status === 204) return c.body(null, 204);
    return answerJson(c, JSON.stringify(result), status);
  });
}

/** With its length, by which `compress` leaves alone what is small. */
export function answerJson(c: Context, text: string, status: ContentfulStatusCode = 200): Response {
  const length = String(Buffer.byteLength(text));
  return c.body(text, status, { 'content-type': 'application/json', 'content-length': length });
}

/** Something that `find` does not find, or that the caller may not touch, is refused before the call's fields are. */
export function first<E extends Env>(find: (c: Context<E>) => unknown): MiddlewareHandler<E> {
  return async (c, next) => {
    await find(c);
    await next();
  };
}

/** Answers what has versions with the one it is. */
export function versioned<T extends { version: number }>(c: Context, thing: T): T {
  c.header('etag', etagOf(thing.version));
  return thing;
}
