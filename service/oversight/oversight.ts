/** Who watches the watchers: the checked log, figures of units, privacy, and the queue on the wall. */
import { MINUTE } from '#shared/time/zone.ts';
import type { People } from '../people/people.ts';
import type { Source } from '../platform/db/source.ts';
import type { Ailment } from '../platform/health.ts';
import type { Platform } from '../platform/platform.ts';
import { auditKeyDir } from '../platform/settings.ts';
import type { TicketDeps } from '../tickets/deps.ts';
import type { Checkpoints } from './audit/checkpoints.ts';
import { auditRoutes } from './audit/routes.ts';
import { createVerifier } from './audit/verifier.ts';
import { openBackups } from './backup/schedule.ts';
import { homePages } from './home/page.tsx';
import { openMetrics } from './metrics/metrics.ts';
import { metricsRoutes } from './metrics/routes.ts';
import { openOfficeCounts } from './office-record/count.ts';
import { officeRecordRoutes } from './office-record/read.ts';
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
  platform: Pick<Platform, 'config' | 'database' | 'db' | 'clock' | 'log' | 'health' | 'tally'>,
  { accounts, units, turns }: Pick<People, 'accounts' | 'units' | 'turns'>,
  tickets: TicketDeps,
  { source, checkpoints }: { source: Source; checkpoints: Checkpoints },
) {
  const { config, db, clock, log } = platform;
  const where = { dataDir: config.dataDir, keyDir: auditKeyDir(config), photoStore: config.photoStore };
  const verifier = createVerifier({ ...where, source });
  const backups = openBackups(config.backup, { ...where, source }, log);
  const performance = openPerformance(source);
  const erasedPages = openErasedPages(platform.database);
  const privacy = { ...tickets, erasedPages };
  const officeCounts = openOfficeCounts(platform);
  const figures = {
    config,
    clock,
    policy: tickets.policy,
    categories: tickets.categories,
    units,
    accounts,
    performance,
  };
  /** ms UTC */
  let servingSince: number | null = null;
  return {
    verifier,
    performance,
    privacy,
    openCalls: [reporterRoutes(privacy)],
    calls: [
      auditRoutes({ checkpoints, verifier }),
      privacyRoutes(privacy),
      performanceRoutes(figures),
      officeRecordRoutes({ ...tickets, counts: officeCounts }),
    ],
    pages: [
      metricsRoutes(
        config,
        openMetrics({ ...platform, units, turns, reader: tickets.reader, checkpoints, backups }),
      ),
      performancePages(figures),
      homePages({ config, db, clock, units, accounts, turns }, tickets),
      wallboardPages({ config, db, clock, units, accounts, turns }),
    ],
    jobs: [
      { name: 'retention', run: () => applyRetention(privacy) },
      { name: 'erased photos', run: () => removeErasedFiles(privacy) },
      { name: 'erased pages', run: () => erasedPages.again() },
      { name: 'office days', run: () => officeCounts.advance() },
      // Not before it serves: a demo that is being loaded may still be thrown away.
      {
        name: 'checkpoints',
        isOwn: true,
        run: async () => (servingSince === null ? undefined : checkpoints.sign()),
      },
      { ...backups.job, run: async () => (servingSince === null ? undefined : backups.job.run()) },
    ],
    checks: [
      { name: 'checkpoints', find: () => unsigned(checkpoints, servingSince ?? clock.now(), clock.now()) },
      backups.check,
    ],
    ready() {
      servingSince ??= clock.now();
    },
    async close() {
      await backups.close();
      await verifier.close();
      await performance.close();
    },
  };
}

/** A checkpoint is due every minute; a long log is caught up with in some. */
const LATE_MS = 10 * MINUTE;

/** What lay unsigned while nothing served is not late before this service had its time for it. */
async function unsigned(
  checkpoints: Checkpoints,
  servingSince: number,
  now: number,
): Promise<Ailment | null> {
  const oldest = await checkpoints.unsignedSince();
  if (oldest === null || now - Math.max(oldest, servingSince) < LATE_MS) return null;
  const minutes = Math.floor((now - oldest) / MINUTE);
  return { says: { key: 'problems.cause.unsigned', values: { minutes } }, isGrave: false };
}
