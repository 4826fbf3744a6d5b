/**
 * Stryker counts failing tests, and a file of tests that cannot be loaded has none: a change that makes the code
 * throw while it loads would pass for unnoticed. Here it is one failing test.
 */
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { filesOf, partsAtHand } from './areas.ts';

it.each(partsAtHand().flatMap(({ code }) => filesOf(code)))('%s loads', async (path) => {
  expect(await import(resolve(path))).toBeDefined();
});
