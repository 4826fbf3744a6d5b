/** The reports: filing, actions, what each reader sees of them, the queue, and the feed of what happened. */
import { join } from 'node:path';
import { Hono } from 'hono';
import type { Evidence } from '../evidence/evidence.ts';
import type { People } from '../people/people.ts';
import type { Env } from '../platform/http/env.ts';
import type { Job } from '../platform/jobs.ts';
import type { CityMap } from '../platform/map/map.ts';
import type { Platform } from '../platform/platform.ts';
import type { Rules } from '../rules/rules.ts';
import { OFFICER_ACTIONS } from './act.ts';
import type { TicketDeps } from './deps.ts';
import { endPostponements } from './end-postponements.ts';
import { openHabits } from './habits.ts';
import { openListItems } from './list-item.ts';
import { openLookup } from './lookup.ts';
import { openNumberAllocator } from './number-allocator.ts';
import { offerAnew } from './offer-anew.ts';
import { openProposals } from './office-proposal.ts';
import { forgetExpired } from './photos/loose.ts';
import { openReadings, type Readings } from './photos/readings.ts';
import { evidenceRoutes } from './photos/routes.ts';
import { uploadRoutes } from './photos/upload-routes.ts';
import { openPhotoUploads } from './photos/uploads.ts';
import { openClaims } from './queue/claims.ts';
import { openLive } from './queue/live.ts';
import { type LogWatch, watchLog } from './queue/log-watch.ts';
import { queueRoutes } from './queue/routes.ts';
import { openTicketReads } from './read.ts';
import { openSweeps } from './recompute.ts';
import { openRelated } from './related.ts';
import { openRenewal } from './renew-verdicts.ts';
import { ticketRoutes } from './routes.ts';
import { trackingRoutes } from './tracking/routes.ts';
import { trackingSecrets } from './tracking-secret.ts';

export interface Tickets {
  /** What verbs and reads of the rooms above work with. */
  deps: TicketDeps;
  logWatch: LogWatch;
  readings: Readings;
  openCalls: Hono<Env>[];
  calls: Hono<Env>[];
  jobs: Job[];
  drain(): void;
  close(): Promise<void>;
}

export function openTickets(
  platform: Pick<
    Platform,
    'config' | 'database' | 'db' | 'clock' | 'log' | 'idempotency' | 'peers' | 'keyOf'
  >,
  people: Pick<People, 'units' | 'boundaries' | 'accounts' | 'apiKeys' | 'turns' | 'onEnded'>,
  { policy, categories }: Pick<Rules, 'policy' | 'categories'>,
  { evidence: { evidence, reader, photos }, map }: { evidence: Evidence; map: Pick<CityMap, 'facts'> },
): Tickets {
  const { config, database, db, clock, log, idempotency, peers, keyOf } = platform;
  const { units, boundaries, accounts, apiKeys, turns } = people;
  const logWatch = watchLog(database, log, peers);
  const live = openLive({ db, units, logWatch, accounts, apiKeys });
  people.onEnded((actor) => void live.recheck(actor));
  const habits = openHabits(db, units, clock);
  const proposals = openProposals(units, categories, habits);
  const deps: TicketDeps = {
    db,
    clock,
    policy,
    categories,
    units,
    boundaries,
    mapFacts: map.facts,
    accounts,
    idempotency,
    reads: openTicketReads(db, units, clock, OFFICER_ACTIONS, proposals),
    items: openListItems(db, units, clock),
    lookup: openLookup(db, units, OFFICER_ACTIONS, proposals),
    habits,
    turns,
    numbers: openNumberAllocator(db, config.numbering === 'own' ? 'own' : 'beside'),
    related: openRelated(db),
    secrets: trackingSecrets(keyOf('tracking')),
    evidence,
    reader,
    photos,
    live,
    claims: openClaims({ db, clock, units, isAlone: peers.isAlone }),
  };
  const sweeps = openSweeps(deps);
  const readings = openReadings(deps, log);
  const renewal = openRenewal(deps);
  const uploads = openPhotoUploads(join(config.dataDir, 'uploads'), deps);
  return {
    deps,
    logWatch,
    readings,
    openCalls: [trackingRoutes(deps)],
    calls: [
      new Hono<Env>().route('/', ticketRoutes(deps)),
      queueRoutes(deps),
      evidenceRoutes(deps),
      uploadRoutes(uploads),
    ],
    jobs: [
      { name: 'claims', run: () => deps.claims.forgetEnded() },
      { name: 'ended postponements', run: () => endPostponements(deps) },
      { name: 'recomputed clocks', run: () => sweeps.run() },
      { name: 'photos that nobody named', run: () => forgetExpired(deps) },
      { name: 'photos half sent', isOwn: true, run: () => uploads.forgetExpired() },
      { name: 'photos to be read', run: () => readings.run() },
      { name: 'verdicts by older rules', run: () => renewal.run() },
      { name: 'proposed validators', run: () => offerAnew(deps) },
    ],
    drain() {
      live.close();
      sweeps.stop();
      readings.stop();
      uploads.stop();
      renewal.stop();
    },
    async close() {
      await readings.settled();
      logWatch.stop();
    },
  };
}
