/** `@hono/zod-validator`, answering what it refuses as problem+json. */
import { zValidator } from '@hono/zod-validator';
import type { MiddlewareHandler, ValidationTargets } from 'hono';
import { z } from 'zod';
import { faultsOf } from './faults.ts';
import { HttpProblem, invalid } from './problem.ts';

export function valid<S extends z.ZodType, T extends keyof ValidationTargets>(target: T, schema: S) {
  return zValidator(target, schema, (result) => {
    if (!result.success)
      throw new HttpProblem('invalid', { errors: faultsOf(result.error, schema, result.data) });
  });
}

/** Of a body, in which anything may stand where words belong. */
export function validBody(schema: z.ZodType): MiddlewareHandler {
  const check: MiddlewareHandler = valid('json', schema);
  return async (c, next) => {
    let isIn = false;
    try {
      return await check(c, () => {
        isIn = true;
        return next();
      });
    } catch (error) {
      throw isIn ? error : asRefusal(error);
    }
  };
}

/** Zod measures whatever has a `length`, text or not: one that is an object without a value of its own it cannot. */
function asRefusal(error: unknown): unknown {
  if (!(error instanceof TypeError)) return error;
  return new HttpProblem('malformed', { detail: 'problems.refused.json_cannot_read' });
}

/** A call's query. What it does not know is refused by name: passed over, a misspelt filter would answer everything. */
export function validQuery(schema: z.ZodType | undefined): MiddlewareHandler {
  const takes = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
  const check = schema === undefined ? null : valid('query', schema);
  return async (c, next) => {
    for (const name of Object.keys(c.req.query())) {
      if (!takes.includes(name)) throw unknownParameter(name, takes);
    }
    return check === null ? next() : check(c, next);
  };
}

function unknownParameter(name: string, takes: readonly string[]): HttpProblem {
  const shown = name.slice(0, 40);
  return invalid(
    shown,
    'unknown',
    takes.length === 0
      ? { key: 'problems.refused.takes_no_parameters', values: { name: shown } }
      : { key: 'problems.refused.unknown_parameter', values: { name: shown, takes: takes.join(', ') } },
  );
}

/** Throws 422. */
export function checked<S extends z.ZodType>(schema: S, asked: unknown): z.output<S> {
  const parsed = schema.safeParse(asked);
  if (!parsed.success) throw new HttpProblem('invalid', { errors: faultsOf(parsed.error, schema, asked) });
  return parsed.data;
}
