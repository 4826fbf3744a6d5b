/** Putting the service together on a data folder, without a socket: what `main` listens with and tests call. */
import { join } from 'node:path';
import type { Hono } from 'hono';
import { CityFacts } from '#shared/city/facts.ts';
import { here, workFor } from '#shared/city/here.ts';
import { anyOpensToEveryone, DEMO_PASSWORD } from '../demo/accounts.ts';
import { clockRoutes } from '../demo/clock-routes.ts';
import { crmSiteRoutes } from '../demo/crm-site/routes.tsx';
import type { LoadedInto } from '../demo/load.ts';
import { openTemplate } from '../demo/template.ts';
import { type Evidence, openEvidence } from '../evidence/evidence.ts';
import type { PhotoLimits } from '../evidence/reader.ts';
import { COPY_KEY } from '../evidence/store-seal.ts';
import { type Exchange, openExchange } from '../exchange/exchange.ts';
import { type Messages, openMessages } from '../messages/messages.ts';
import { contractRoutes } from '../openapi/routes.tsx';
import { type Checkpoints, openCheckpoints } from '../oversight/audit/checkpoints.ts';
import { requireKeys as requireItsKeys } from '../oversight/audit/require-keys.ts';
import { openVouching } from '../oversight/audit/vouching.ts';
import { type Oversight, openOversight } from '../oversight/oversight.ts';
import { stylePages } from '../pages/assets.ts';
import { openPasswords, type Passwords } from '../people/passwords/passwords.ts';
import { openPeople, type People } from '../people/people.ts';
import { type Clock, systemClock } from '../platform/clock.ts';
import { type DataFolder, type Ours, openDataFolder } from '../platform/data-folder.ts';
import type { Database } from '../platform/db/database.ts';
import { openDatabase } from '../platform/db/embedded.ts';
import type { Env } from '../platform/http/env.ts';
import { type Jobs, startJobs } from '../platform/jobs.ts';
import type { Log } from '../platform/log.ts';
import { openMap } from '../platform/map/map.ts';
import { openPlatform, type Platform } from '../platform/platform.ts';
import { admitServer, requireNoOther } from '../platform/server-database.ts';
import { auditKeyDir, requireKeys, type ServiceConfig, sourceOf } from '../platform/settings.ts';
import { publicPages } from '../public/public.ts';
import { openRules, type Rules } from '../rules/rules.ts';
import { MIGRATIONS } from '../tables/migrations.ts';
import { openTickets, type Tickets } from '../tickets/tickets.ts';
import { createApp, type Module } from './app.ts';
import { cityOf, requireCity, stampCity } from './city.ts';
import { fieldApp } from './field-app.ts';

/** The rooms as they were opened; tests reach into them where no call leads. */
export interface Service {
  app: Hono<Env>;
  platform: Platform;
  people: People;
  rules: Rules;
  evidence: Evidence;
  tickets: Tickets;
  messages: Messages;
  exchange: Exchange;
  oversight: Oversight;
  checkpoints: Checkpoints;
  jobs: Jobs;
  /** Refuses new calls with 503 and ends the streams that would never end by themselves. */
  drain(): void;
  /** Drains and ends everything that was opened. */
  close(): Promise<void>;
  /** Answers calls from now on. */
  ready(): Promise<void>;
}

/** What a data folder has to fit: this version's schema, and none of the demo's passwords. */
export const OURS: Ours = { migrations: MIGRATIONS, anyOpensToEveryone, requireKeys: requireItsKeys };

/**
 * What it runs on. Tests hand in a clock that stands still until it is moved, a hash that costs nothing, and time
 * for photos on a crowded machine.
 */
export interface Machine {
  clock: Clock;
  passwords(): Passwords;
  photos: PhotoLimits;
}

export const MACHINE: Machine = { clock: systemClock, passwords: openPasswords, photos: {} };

export async function openService(
  config: ServiceConfig,
  log: Log,
  machine: Machine = MACHINE,
): Promise<Service> {
  const folder = await openDataFolder(config, OURS);
  let database: Database | null = null;
  if (folder.hasFinished)
    log.warn(
      {},
      'a restore was cut off: it was ended, and the backup lies in its place now; what was there lies in replaced-…',
    );
  try {
    requireKeys(config);
    if (config.server !== undefined) {
      const server = await admitServer(config.server, config, OURS);
      database = server;
      if (config.photoStore === undefined) await requireNoOther(server);
    }
    requireCity(config, await cityOf(config));
    workFor(CityFacts.parse(config.city));
    if (config.demo === 'reports' && database === null)
      openTemplate().fill(config.dataDir, config.clockStart ?? machine.clock.now());
    database ??= openDatabase(join(config.dataDir, 'tuntas.db'));
    return await openOn({ folder, database }, config, log, machine, config.server === undefined);
  } catch (error) {
    database?.close();
    folder.release();
    throw error;
  }
}

/** With this version's schema; whatever is written is vouched for, a migration's changes too. */
async function openVouched(database: Database, keyDir: string, { now }: Clock) {
  const vouching = await openVouching({ database, keyDir, now });
  await database.migrate(MIGRATIONS);
  await vouching.migrated();
  return vouching;
}

/** Both add what a first start, or a new version, brings: of several processes one after another. */
async function openGrounds(platform: Platform, machine: Machine, jobs: Pick<Jobs, 'runDue'>) {
  const people = await openPeople(platform, machine.passwords());
  return { people, rules: await openRules(platform, people, jobs) };
}

/** `folder` is held already. `isAlone`: no other process is on its database. */
export async function openOn(
  { folder, database }: { folder: Pick<DataFolder, 'release'>; database: Database },
  config: ServiceConfig,
  log: Log,
  machine: Machine,
  isAlone = true,
): Promise<Service> {
  const vouching = await openVouched(database, auditKeyDir(config), machine.clock);
  await stampCity(database.db, here(), machine.clock.now());
  const platform = await openPlatform(config, { database, log, real: machine.clock, isAlone });
  const { db, clock, idempotency, peers } = platform;
  const checkpoints = openCheckpoints({ db, clock, folder: auditKeyDir(config), vouching, peers });
  let isReady = false;
  let hasServed = false;
  const runJobs = { runDue: (): Promise<void> => jobs.runDue() };

  const map = await openMap(platform);
  const { people, rules } = await peers.inTurn('start', () => openGrounds(platform, machine, runJobs));
  const evidence = await openEvidence(platform, rules.policy, machine.photos);
  const tickets = openTickets(platform, people, rules, { evidence, map });
  const messages = openMessages(platform, tickets);
  const source = sourceOf(config);
  const exchange = await openExchange(platform, people, tickets.deps, { source, isReady: () => isReady });
  const oversight = openOversight(platform, people, tickets.deps, { source, checkpoints });
  const visitors = publicPages(config, tickets.deps, oversight.performance);
  const outside: Module = {
    pages: [contractRoutes(config, guideOf(config, people)), stylePages(), fieldApp(), ...visitors],
  };
  const demo: Module =
    config.demo === 'off'
      ? {}
      : {
          calls: [clockRoutes(clock, runJobs)],
          pages: [crmSiteRoutes(tickets.deps)],
        };
  const ground: Module = {
    jobs: [{ name: 'idempotent calls', run: () => idempotency.forgetOld() }],
    async close() {
      // A clean stop leaves nothing that is not vouched for; the jobs log what stands against it.
      if (hasServed)
        await checkpoints.sign().catch((error: unknown) => {
          log.error({ error: error instanceof Error ? error.name : 'unknown' }, 'no checkpoint at the stop');
        });
    },
  };

  /** From the ground up: opened and run in this order, ended in the other. */
  const modules: readonly Module[] = [
    evidence,
    ground,
    map,
    people,
    rules,
    tickets,
    messages,
    exchange,
    oversight,
    outside,
    demo,
  ];
  const jobs = startJobs(
    modules.flatMap((module) => module.jobs ?? []),
    platform,
  );
  const drain = (): void => {
    isReady = false;
    for (const module of modules) module.drain?.();
  };
  return {
    app: createApp({ platform, people, modules, isReady: () => isReady }),
    platform,
    people,
    rules,
    evidence,
    tickets,
    messages,
    exchange,
    oversight,
    checkpoints,
    jobs,
    async ready() {
      for (const module of modules) await module.ready?.();
      await platform.health.start(modules.flatMap((module) => module.checks ?? []));
      isReady = true;
      hasServed = true;
    },
    drain,
    async close() {
      drain();
      await jobs.stop();
      await platform.health.stop();
      for (const module of modules.toReversed()) await module.close?.();
      await peers.close();
      database.close();
      folder.release();
    },
  };
}

function guideOf({ city, demo }: ServiceConfig, { units }: Pick<People, 'units'>) {
  return {
    contact: city.contact,
    kelurahan: units.named(here().example),
    password: demo === 'off' ? null : DEMO_PASSWORD,
  };
}

/** What a demo is loaded with: the demo's part of a service that does not answer yet. */
export function loadedInto({ platform, tickets }: Service): LoadedInto {
  return { services: tickets.deps, database: platform.database, copyKey: platform.keyOf(COPY_KEY) };
}
