/** Who watches the watchers: the checked log, figures of units, privacy, and the queue on the wall. */
import type { People } from '../people/people.ts';
import type { Platform } from '../platform/platform.ts';
import { auditKeyDir } from '../platform/settings.ts';
import type { TicketDeps } from '../tickets/deps.ts';
import type { Checkpoints } from './audit/checkpoints.ts';
import { auditRoutes } from './audit/routes.ts';
import { createVerifier } from './audit/verifier.ts';
import { performancePages } from './performance/pages/pages.tsx';
import { openPerformance } from './performance/performance.ts';
import { performanceRoutes } from './performance/routes.ts';
import { openErasedPages, removeErasedFiles } from './privacy/erase.ts';
import { applyRetention } from './privacy/retention.ts';
import { privacyRoutes, reporterRoutes } from './privacy/routes.ts';
import { wallboardPages } from './wallboard/page.tsx';

export type Oversight = ReturnType<typeof openOversight>;

/** `checkpoints` are signed once more after everything that writes has ended: composition holds them. */
export function openOversight(
  { config, db, clock }: Pick<Platform, 'config' | 'db' | 'clock'>,
  { accounts, units, turns }: Pick<People, 'accounts' | 'units' | 'turns'>,
  tickets: TicketDeps,
  { file, checkpoints }: { file: string; checkpoints: Checkpoints },
) {
  const verifier = createVerifier({ dataDir: config.dataDir, keyDir: auditKeyDir(config) });
  const performance = openPerformance(file);
  const erasedPages = openErasedPages(db);
  const privacy = { ...tickets, erasedPages };
  const figures = {
    config,
    clock,
    policy: tickets.policy,
    categories: tickets.categories,
    units,
    accounts,
    performance,
  };
  let isServing = false;
  return {
    verifier,
    performance,
    privacy,
    openCalls: [reporterRoutes(privacy)],
    calls: [auditRoutes({ checkpoints, verifier }), privacyRoutes(privacy), performanceRoutes(figures)],
    pages: [performancePages(figures), wallboardPages({ config, db, clock, units, accounts, turns })],
    jobs: [
      { name: 'retention', run: () => applyRetention(privacy) },
      { name: 'erased photos', run: () => removeErasedFiles(privacy) },
      { name: 'erased pages', run: () => erasedPages.again() },
      // Not before it serves: a demo that is being loaded may still be thrown away.
      { name: 'checkpoints', run: async () => (isServing ? checkpoints.sign() : undefined) },
    ],
    ready() {
      isServing = true;
    },
    async close() {
      await verifier.close();
      await performance.close();
    },
  };
}
