/** The tests that mutation testing runs again and again: only those of the part at hand. */
import { defineConfig } from 'vitest/config';
import { WxtVitest } from 'wxt/testing/vitest-plugin';
import { JAKARTA } from '../../shared/city/packs.ts';
import { filesOf, partsAtHand } from './areas.ts';

const tests = partsAtHand().flatMap((part) => filesOf(part.tests).filter((path) => path.includes('.test.')));
const inBrowser = tests.some((path) => path.startsWith('test/extension/'));

export default defineConfig({
  ...(inBrowser ? { plugins: [WxtVitest()] } : {}),
  define: { __CITY__: JSON.stringify(JAKARTA) },
  test: {
    include: [...tests, 'test/mutation/loads.test.ts'],
    environment: 'node',
    // As everywhere: a slow machine must not pass for a change that was noticed.
    testTimeout: 60_000,
    setupFiles: ['test/jakarta.ts', ...(inBrowser ? ['test/extension/setup.ts'] : [])],
  },
});
