/** The tests that mutation testing runs again and again: only those of the area at hand. */
import { defineConfig } from 'vitest/config';
import { WxtVitest } from 'wxt/testing/vitest-plugin';
import { AREAS } from './areas.ts';

const area = AREAS.find(({ name }) => name === process.env.MUTATED_AREA);
const tests = (area ? [area] : AREAS).flatMap((each) => each.tests);
const inBrowser = tests.some((glob) => glob.startsWith('test/extension/'));

export default defineConfig({
  ...(inBrowser ? { plugins: [WxtVitest()] } : {}),
  test: {
    include: tests,
    environment: 'node',
    ...(inBrowser ? { setupFiles: ['test/extension/setup.ts'] } : {}),
  },
});
