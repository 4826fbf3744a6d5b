/** What the address of a page asks for. */
import type { Context } from 'hono';
import type { z } from 'zod';
import type { Phrase } from '#shared/words/phrase.ts';
import type { Env } from '../platform/http/env.ts';
import { HttpProblem } from '../platform/http/problem.ts';
import { fieldErrors } from '../platform/http/validate.ts';

/**
 * A search sends its empty fields too: they ask for nothing. `changed` takes the place of what a form writes otherwise
 * than the contract. Throws 422.
 */
export function queryOf<S extends z.ZodType>(
  c: Context<Env>,
  schema: S,
  changed: Readonly<Record<string, unknown>> = {},
): z.output<S> {
  const asked = Object.entries(c.req.query()).filter(([, value]) => value.trim() !== '');
  const parsed = schema.safeParse({ ...Object.fromEntries(asked), ...changed });
  if (!parsed.success) throw new HttpProblem('invalid', { errors: fieldErrors(parsed.error) });
  return parsed.data;
}

/** What was done just before the page was led to: `?sudah=disabled`. */
export function doneOf<D extends string>(
  c: Context<Env>,
  dones: readonly D[],
  phraseOf: (done: D) => Phrase,
): Phrase | undefined {
  const done = dones.find((one) => one === c.req.query('sudah'));
  return done && phraseOf(done);
}
