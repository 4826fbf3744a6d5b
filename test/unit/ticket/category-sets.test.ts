/** What is kept by a category's name: a supervisor may name one as they like. */
import { expect, it } from 'vitest';
import { saidOf } from '#shared/ticket/category.ts';

it.each(['__proto__', 'constructor', 'toString'])(
  'nothing is said of a category named %s before somebody says it',
  (name) => {
    expect(saidOf({}, name)).toBeUndefined();
    expect(saidOf(Object.fromEntries([[name.toLowerCase(), 24]]), name)).toBe(24);
  },
);
