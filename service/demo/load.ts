/** Fills an empty database for demonstration: accounts, and some 250 reports as if they had happened. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openChecks } from '../evidence/check.ts';
import { hanging, openGallery } from '../evidence/gallery.ts';
import { openShelf as openPhotos } from '../evidence/shelf.ts';
import { folderPhotoStore } from '../evidence/store.ts';
import { MARKS, requireDemo } from '../platform/data-folder.ts';
import type { Database } from '../platform/db/database.ts';
import type { Config } from '../platform/settings.ts';
import { ticket } from '../tables/ticket.ts';
import type { TicketDeps } from '../tickets/deps.ts';
import { assembleCast, createDemoAccounts, planDuty } from './accounts.ts';
import type { PlannedPhoto } from './follow-ups.ts';
import { type RememberingReader, rememberingReader } from './photo/known-pixels.ts';
import { openShelf, type Shelf } from './photo/shelf.ts';
import { photosOf } from './plan.ts';
import { replay } from './replay.ts';
import { tellStories } from './stories.ts';
import { openTemplate } from './template.ts';

const AT_ONCE = 4;

/** More than a demo's photos: weeks pass between two that are compared, here minutes, and its reader holds them all anyway. */
const GALLERY = 1_000;

/** The service that a demo is loaded into, before it answers anybody. */
export interface LoadedInto {
  services: TicketDeps;
  database: Database;
  /** Seals copies of photos. */
  copyKey: string;
}

/** Outside any data folder: painted once for every demo. The same place for the source and for the bundle. */
const SHELF = fileURLToPath(new URL('../../.output/demo-photos', import.meta.url));

/**
 * Refuses a database that is not marked as a demo's. One that is left marked as loading was cut short and is thrown
 * away by the next start.
 */
export async function loadDemo(
  service: LoadedInto,
  config: Pick<Config, 'city' | 'demo' | 'dataDir' | 'server'>,
  template = openTemplate(),
): Promise<void> {
  const { services, database } = service;
  await requireDemo(database);
  await createDemoAccounts(services, config.city);
  const now = services.clock.now();
  const isToBeFilled = config.demo === 'reports' && (await hasNoReport(service));
  if (isToBeFilled) {
    await database.mark(MARKS.loading);
    await playReports(service, config, now);
  }
  await database.mark(MARKS.demo);
  // Kept is a file of the database.
  if (isToBeFilled && config.server === undefined) await template.keep(services.db, config.dataDir, now);
}

async function playReports(
  { services, database, copyKey }: LoadedInto,
  config: Pick<Config, 'city' | 'dataDir'>,
  now: number,
): Promise<void> {
  const { dataDir } = config;
  const kelurahan = services.units
    .ofKind('kelurahan')
    .map(({ code, name }) => ({ code, name: name.replace(/^Kelurahan /, '') }));
  const reports = tellStories(now, kelurahan);
  const shelf = openShelf(SHELF);
  const reader = rememberingReader(services.reader, SHELF);
  await makeReady(photosOf(reports), shelf, reader);
  await planDuty(services);
  const cast = await assembleCast(services, config.city);
  let instant = 0;
  const photos = openPhotos(folderPhotoStore(join(dataDir, 'photos'), copyKey, { durable: false }), reader);
  const gallery = openGallery(photos, reader, GALLERY);
  const seeing = hanging(reader, gallery);
  const past: TicketDeps = {
    ...services,
    clock: { now: () => instant, moveTo: () => false },
    reader: seeing,
    evidence: openChecks(services.db, seeing, gallery, services.policy.evidence),
    photos,
  };
  await database.relaxed(() =>
    replay(reports, cast, shelf, past, (at) => {
      instant = at;
    }),
  );
}

async function hasNoReport({ services: { db } }: LoadedInto): Promise<boolean> {
  const [some] = await db.select({ id: ticket.id }).from(ticket).limit(1);
  return some === undefined;
}

/** Paints and reads ahead, several at a time: the replay itself goes step by step. */
async function makeReady(
  photos: readonly PlannedPhoto[],
  shelf: Shelf,
  reader: RememberingReader,
): Promise<void> {
  const waiting = [...photos];
  const hands = Array.from({ length: AT_ONCE }, async () => {
    for (let photo = waiting.pop(); photo; photo = waiting.pop()) await reader.learn(await shelf.take(photo));
  });
  await Promise.all(hands);
}
