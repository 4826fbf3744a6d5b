/** Putting the service together on a data folder, without a socket: what `main` listens with and tests call. */
import { join } from 'node:path';
import type { Hono } from 'hono';
import { openApiKeys } from './accounts/api-keys.ts';
import { openAccounts } from './accounts/auth.ts';
import { lapseOldRequests } from './accounts/requests/decide.ts';
import { openSignInLimit } from './accounts/sign-in-limit.ts';
import { openSignInCodes } from './accounts/sso/codes.ts';
import { RETURN_PATH } from './accounts/sso/pages.ts';
import { openSsoProvider, type Sso } from './accounts/sso/provider.ts';
import { createApp } from './app.ts';
import { openCheckpoints } from './audit/checkpoints.ts';
import { createVerifier } from './audit/verifier.ts';
import { openBoundaries } from './boundaries/store.ts';
import { openCalendar } from './calendar/calendar.ts';
import { type Clock, settableClock, systemClock } from './clock.ts';
import { auditKeyDir, type Config } from './config.ts';
import { seedCriteria } from './criteria/seed.ts';
import { type DataFolder, MIGRATIONS, openDataFolder } from './data-folder.ts';
import { type Database, openDatabase } from './db/database.ts';
import { loadUnitDirectory } from './db/unit-directory.ts';
import { seedUnits } from './db/units.ts';
import { openTemplate } from './demo/template.ts';
import { offerAnew } from './duty/offer.ts';
import { openTurns } from './duty/turns.ts';
import { createPhotoReader } from './evidence/reader.ts';
import { openEvidence } from './evidence/service.ts';
import { openShelf } from './evidence/shelf.ts';
import { folderPhotoStore } from './evidence/store.ts';
import { openExports } from './exchange/export/exports.ts';
import { openImports } from './exchange/import/open-imports.ts';
import type { Env } from './http/env.ts';
import { openIdempotency } from './http/idempotency.ts';
import { startJobs } from './jobs.ts';
import { keyIn } from './keys.ts';
import type { Log } from './log.ts';
import { forgetOldNotices } from './notices/outbox.ts';
import { openPost } from './notices/post.ts';
import { openRefusals } from './notices/refusals.ts';
import { openSenders } from './notices/senders/open.ts';
import { forgetOldReceipts } from './notifications/receipts.ts';
import { openOutbound } from './outbound/outbound.ts';
import { openPerformance } from './performance/performance.ts';
import { openPolicies } from './policy/policy.ts';
import { openSweeps } from './policy/sweep.ts';
import { removeErasedFiles } from './privacy/erase.ts';
import { openErasedPages } from './privacy/erased-pages.ts';
import { applyRetention } from './privacy/retention.ts';
import { forgetEndedClaims } from './queue/claims.ts';
import { openLive } from './queue/live.ts';
import { watchLog } from './queue/log-watch.ts';
import type { Services } from './services.ts';
import { BUILT_ACTIONS } from './tickets/act.ts';
import { openMint } from './tickets/mint.ts';
import { openProposals } from './tickets/proposal.ts';
import { openTicketReads } from './tickets/read.ts';
import { trackingSecrets } from './tickets/tracking-secret.ts';
import { openCouriers } from './webhooks/couriers.ts';
import { webhookSecrets } from './webhooks/secrets.ts';

export interface Service {
  app: Hono<Env>;
  services: Services;
  database: Database;
  /** Refuses new calls with 503 and ends the streams that would never end by themselves. */
  drain(): void;
  /** Drains and ends everything that was opened. */
  close(): Promise<void>;
  /** Answers calls from now on. */
  ready(): void;
}

/** `real` is what the service's clock runs by; tests hand in one that stands still until it is moved. */
export async function openService(
  config: Omit<Config, 'port' | 'hosts'>,
  log: Log,
  real: Clock = systemClock,
): Promise<Service> {
  const folder = await openDataFolder(config);
  try {
    if (config.demo === 'reports') openTemplate().fill(config.dataDir, config.clockStart ?? real.now());
    return await openOn(folder, config, log, real);
  } catch (error) {
    folder.release();
    throw error;
  }
}

async function openOn(
  folder: DataFolder,
  config: Omit<Config, 'port' | 'hosts'>,
  log: Log,
  real: Clock,
): Promise<Service> {
  const file = join(config.dataDir, 'tuntas.db');
  const database = openDatabase(file);
  const { db } = database;
  await database.migrate(MIGRATIONS);
  await seedUnits(db);
  const clock = settableClock(config.clockStart ?? real.now(), real);
  await seedCriteria(db, clock.now());
  const units = await loadUnitDirectory(db);
  const days = await openCalendar(db, clock);
  const policy = await openPolicies(db, clock, days.calendar);
  const sweeps = openSweeps({ db, clock, policy });
  const idempotency = openIdempotency(db, clock);
  await idempotency.freeInterrupted();
  const codes = openSignInCodes(db);
  const signInLimit = openSignInLimit(db, keyIn(config.dataDir, 'sign-ins'));
  const reader = createPhotoReader();
  reader.warm();
  const keyDir = auditKeyDir(config);
  const checkpoints = openCheckpoints(db, clock, keyDir);
  const verifier = createVerifier({ dataDir: config.dataDir, keyDir });
  const erasedPages = openErasedPages(db);
  let hasServed = false;
  const jobs = startJobs(
    [
      { name: 'claims', run: () => forgetEndedClaims({ db, clock }) },
      { name: 'failed sign-ins', run: () => signInLimit.forgetOld() },
      { name: 'sign-in codes', run: () => codes.forgetOld() },
      { name: 'idempotent calls', run: () => idempotency.forgetOld() },
      { name: 'retention', run: () => applyRetention(services) },
      { name: 'notification receipts', run: () => forgetOldReceipts({ db, clock, policy }) },
      { name: 'imports', run: () => imports.forgetOld() },
      { name: 'old notices', run: () => forgetOldNotices({ db, clock, policy }) },
      // As with checkpoints: nobody is written to about a demo that is being loaded.
      { name: 'notices', run: async () => (hasServed ? services.post.run() : undefined) },
      { name: 'account requests', run: () => lapseOldRequests({ db, clock }) },
      { name: 'erased photos', run: () => removeErasedFiles(services) },
      { name: 'erased pages', run: () => erasedPages.again() },
      // Not before it serves: a demo that is being loaded may still be thrown away.
      { name: 'checkpoints', run: async () => (hasServed ? checkpoints.sign() : undefined) },
      // Another process may have set them.
      { name: 'policy', run: () => policy.reload() },
      { name: 'calendar', run: () => days.reload().then(() => days.forecast()) },
      { name: 'recomputed clocks', run: () => sweeps.run() },
      { name: 'proposed validators', run: () => offerAnew(services) },
      // They take their time: no other job waits for a receiver.
      { name: 'webhooks', run: async () => webhooks.wake() },
    ],
    log,
  );
  const proposals = openProposals(db, units, clock);
  const outbound = openOutbound({ trusted: config.outboundTrusted ?? [] });
  const logWatch = watchLog(database, log);
  const hookSecrets = webhookSecrets(keyIn(config.dataDir, 'webhooks'));
  const webhooks = openCouriers({ db, clock, units, outbound, logWatch, secrets: hookSecrets, log });
  const boundaries = openBoundaries(db);
  const secrets = trackingSecrets(keyIn(config.dataDir, 'tracking'));
  const imports = await openImports(
    { db, clock, policy, units, boundaries, secrets },
    join(config.dataDir, 'imports'),
    log,
  );
  // Whoever loses a session, a key or a right hears no more by it.
  const ended = (actor: string): void => void live.recheck(actor);
  const accounts = openAccounts(
    db,
    keyIn(config.dataDir, 'sessions'),
    (code) => units.named(code).name,
    systemClock,
    ended,
  );
  const apiKeys = openApiKeys(db, systemClock, ended);
  const live = openLive({ db, units, logWatch, accounts, apiKeys });
  const reads = openTicketReads(db, units, clock, BUILT_ACTIONS, proposals);
  const refusals = openRefusals(db, clock, keyIn(config.dataDir, 'notices'));
  const services: Services = {
    config,
    db,
    clock,
    policy,
    days,
    units,
    boundaries,
    accounts,
    signInLimit,
    codes,
    sso: openSso(config),
    apiKeys,
    idempotency,
    reads,
    proposals,
    turns: openTurns(db, clock),
    mint: openMint(db, config.numbering === 'own' ? 'JK' : 'TT'),
    secrets,
    jobs,
    evidence: openEvidence(db, reader, policy.evidence),
    reader,
    photos: openShelf(folderPhotoStore(join(config.dataDir, 'photos')), reader),
    checkpoints,
    verifier,
    performance: openPerformance(file),
    outbound,
    logWatch,
    live,
    webhooks,
    webhookSecrets: hookSecrets,
    imports,
    erasedPages,
    exports: openExports(file),
    refusals,
    post: openPost({
      db,
      clock,
      reads,
      units,
      refusals,
      log,
      senders: openSenders(config, outbound),
      publicUrl: config.publicUrl ?? '',
    }),
  };
  let isReady = false;
  const drain = (): void => {
    isReady = false;
    live.close();
  };
  return {
    app: createApp(services, log, () => isReady),
    services,
    database,
    ready() {
      isReady = true;
      hasServed = true;
      webhooks.start();
      imports.resume();
    },
    drain,
    async close() {
      drain();
      sweeps.stop();
      await jobs.stop();
      await webhooks.stop();
      logWatch.stop();
      await imports.close();
      await services.exports.close();
      await services.post.stop();
      await verifier.close();
      await services.performance.close();
      // A clean stop leaves nothing that is not vouched for; the jobs log what stands against it.
      if (hasServed)
        await checkpoints.sign().catch((error: unknown) => {
          log.error({ error: error instanceof Error ? error.name : 'unknown' }, 'no checkpoint at the stop');
        });
      await reader.close();
      database.close();
      folder.release();
    },
  };
}

function openSso({ oidc, publicUrl, dataDir }: Pick<Config, 'oidc' | 'publicUrl' | 'dataDir'>): Sso | null {
  if (!oidc || publicUrl === undefined) return null;
  return { provider: openSsoProvider(oidc, publicUrl + RETURN_PATH), key: keyIn(dataDir, 'sso') };
}
