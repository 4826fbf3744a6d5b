/** `@hono/zod-validator`, answering what it refuses as problem+json. */
import { zValidator } from '@hono/zod-validator';
import type { ValidationTargets } from 'hono';
import type { z } from 'zod';
import type { FieldError } from '#shared/contract/problem.ts';
import { HttpProblem } from './problem.ts';

export function valid<S extends z.ZodType, T extends keyof ValidationTargets>(target: T, schema: S) {
  return zValidator(target, schema, (result) => {
    if (!result.success) throw new HttpProblem('invalid', { errors: fieldErrors(result.error) });
  });
}

/** Throws 422. */
export function checked<S extends z.ZodType>(schema: S, asked: unknown): z.output<S> {
  const parsed = schema.safeParse(asked);
  if (!parsed.success) throw new HttpProblem('invalid', { errors: fieldErrors(parsed.error) });
  return parsed.data;
}

/** Paths as a caller writes them: `report.point.lat`, `reasonCodes.0`. */
function fieldErrors(error: { issues: readonly z.core.$ZodIssue[] }): FieldError[] {
  return error.issues.map((issue) => ({
    path: issue.path.map(String).join('.'),
    code: issue.code,
    message: issue.message,
  }));
}
