/** What a caller misspells in a body is refused, however deep: passed over, a report would lose its point or its photo. */
import { expect, it } from 'vitest';
import { z } from 'zod';
import { OPERATIONS, type Operation } from '#shared/contract/operations.ts';

const bodies = Object.entries<Operation>(OPERATIONS).flatMap(([name, { body }]) =>
  body ? [[name, body] as const] : [],
);

/** Where an object would pass over what it does not know. */
function loose(schema: unknown, at: string): string[] {
  if (schema instanceof z.ZodObject) {
    const isStrict = schema.def.catchall instanceof z.ZodNever;
    const below = Object.entries(schema.shape).flatMap(([name, one]) => loose(one, `${at}.${name}`));
    return isStrict ? below : [at, ...below];
  }
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable)
    return loose(schema.unwrap(), at);
  if (schema instanceof z.ZodArray) return loose(schema.element, `${at}[]`);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => loose(option, at));
  if (schema instanceof z.ZodPipe) return loose(schema.in, at);
  if (schema instanceof z.ZodRecord) return loose(schema.valueType, `${at}{}`);
  return [];
}

it.each(bodies)('%s', (name, body) => {
  expect(loose(body, name)).toEqual([]);
});
