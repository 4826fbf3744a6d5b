import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { EXTENSION } from './harness/paths.ts';

it('brings less than 15 kB into a page, as it is built', async () => {
  const script = await readFile(join(EXTENSION, 'content-scripts/overlay.js'));
  expect(gzipSync(script).length).toBeLessThan(15_000);
});
