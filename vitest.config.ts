import { defineConfig } from 'vitest/config';
import { WxtVitest } from 'wxt/testing/vitest-plugin';
import { JAKARTA } from './shared/city/packs.ts';

/** A limit on what hangs, not on what is slow: a test passes on a crowded machine too. */
const PATIENCE = 120_000;

/**
 * Four kinds of test, from cheap to dear. `unit` and `service` run in plain Node, `extension` in WXT's fake
 * browser, `e2e` in a real Chromium against the real service, each file with a browser and a service of its own.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts'],
          setupFiles: ['test/jakarta.ts'],
          environment: 'node',
          isolate: false,
          testTimeout: PATIENCE,
        },
      },
      {
        test: {
          name: 'service',
          include: ['test/service/**/*.test.ts'],
          setupFiles: ['test/jakarta.ts'],
          globalSetup: ['test/bundle.ts'],
          environment: 'node',
          isolate: false,
          expect: { poll: { timeout: PATIENCE / 2 } },
          testTimeout: PATIENCE,
          hookTimeout: 5 * PATIENCE,
        },
      },
      {
        plugins: [WxtVitest()],
        define: { __CITY__: JSON.stringify(JAKARTA) },
        test: {
          name: 'extension',
          include: ['test/extension/**/*.test.{ts,tsx}'],
          setupFiles: ['test/jakarta.ts', 'test/extension/setup.ts'],
          testTimeout: PATIENCE,
          expect: { poll: { timeout: PATIENCE / 2 } },
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          setupFiles: ['test/jakarta.ts'],
          globalSetup: ['test/bundle.ts', 'test/e2e/harness/build.ts'],
          environment: 'node',
          isolate: false,
          expect: { poll: { timeout: PATIENCE / 2 } },
          testTimeout: 3 * PATIENCE,
          hookTimeout: 5 * PATIENCE,
        },
      },
    ],
  },
});
