import { defineConfig } from 'vitest/config';
import { WxtVitest } from 'wxt/testing/vitest-plugin';
import { JAKARTA } from './shared/city/packs.ts';

/** A limit on what hangs, not on what is slow: a test passes on a crowded machine too. */
const PATIENCE = 120_000;

/** What writes in every way there is (decisions at once, refusals by version, keys used again), and what is kept in memory. */
const ON_SQLD = ['decisions', 'filing', 'idempotency', 'queue'].map((name) => `test/service/${name}.test.ts`);

/** What they do to the database's own file, a server's has its own tests for (`test/sqld`). */
const OF_A_FILE = [
  'backup',
  'full-disk',
  'health',
  'restore-cut',
  'privacy/erased-pages',
  'several/leases',
  'verify/{desk,records,tampering}',
].map((name) => `test/service/${name}.test.ts`);

/** What all have in common that start the service, in the test's own process or as one of its own. */
const ON_THE_SERVICE = {
  setupFiles: ['test/jakarta.ts'],
  globalSetup: ['test/bundle.ts', 'test/furnished.ts'],
  environment: 'node' as const,
  isolate: false,
  expect: { poll: { timeout: PATIENCE / 2 } },
  testTimeout: PATIENCE,
  hookTimeout: 5 * PATIENCE,
};

/**
 * Five kinds of test, from cheap to dear. `unit` and `service` run in plain Node, `sqld` beside a real libSQL server,
 * `extension` in WXT's fake browser, `e2e` in a real Chromium against the real service, each file with a browser and a
 * service of its own.
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
      { test: { ...ON_THE_SERVICE, name: 'service', include: ['test/service/**/*.test.ts'] } },
      {
        test: {
          // Each house of the service's tests on a libSQL server of its own; all of them by command.
          ...ON_THE_SERVICE,
          name: 'service-on-sqld',
          include: process.env.EVERY_ON_SQLD === '1' ? ['test/service/**/*.test.ts'] : ON_SQLD,
          exclude: OF_A_FILE,
          setupFiles: [...ON_THE_SERVICE.setupFiles, 'test/sqld/end-servers.ts'],
          env: { TUNTAS_TEST_SQLD: '1' },
        },
      },
      { test: { ...ON_THE_SERVICE, name: 'sqld', include: ['test/sqld/**/*.test.ts'] } },
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
          ...ON_THE_SERVICE,
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/bundle.ts', 'test/e2e/harness/build.ts'],
          testTimeout: 3 * PATIENCE,
        },
      },
    ],
  },
});
