/** Verifying everything: reports, log and checkpoints of one data folder, by a reader of its own. */
import { gt } from 'drizzle-orm';
import type { Verification } from '#shared/contract/audit.ts';
import { toTimestamp } from '#shared/time/zone.ts';
import type { StoreWhere } from '../../evidence/store-at.ts';
import type { Clock } from '../../platform/clock.ts';
import { readerOf, type Source } from '../../platform/db/source.ts';
import { sourceOf } from '../../platform/settings.ts';
import { checkpoint } from '../../tables/audit.ts';
import { event } from '../../tables/ticket.ts';
import { openBreaks } from './breaks.ts';
import { newestOutside, publicKeyIn } from './keys.ts';
import { walkChanges, walkRecords } from './walk-changes.ts';
import { walkFiles } from './walk-files.ts';
import { type Outside, walkLog, walkOrphans } from './walk-log.ts';
import { walkTickets } from './walk-tickets.ts';

export interface VerifyOptions extends StoreWhere {
  /** Of the database, where that lies elsewhere than in the data folder. */
  source?: Source;
  keyDir: string;
  /** Also put every row together again from its events. */
  rows: boolean;
  /** Also hash every photo's file. */
  files?: boolean;
}

/** Works beside a running service as well. Throws where there is no database, or none that can be read. */
export async function verifyLedger(options: VerifyOptions, clock: Clock): Promise<Verification> {
  const startedAt = toTimestamp(clock.now());
  const reader = readerOf(options.source ?? sourceOf(options));
  try {
    // Before the log is read: what is signed meanwhile is no break.
    const outside: Outside = {
      isExpected: (await reader.db.$count(checkpoint)) > 0,
      key: publicKeyIn(options.keyDir),
      newest: newestOutside(options.keyDir),
    };
    const breaks = openBreaks();
    const { tickets, events, texts, erased } = await walkTickets(reader.db, breaks, options);
    await walkOrphans(reader.db, breaks);
    const files = options.files ? await walkFiles(reader.db, options, breaks) : 0;
    const changes = await walkChanges(reader.db, outside.key, breaks);
    await walkRecords(reader.db, breaks);
    const { checkpoints, covered } = await walkLog(reader.db, outside, breaks);
    const found = breaks.result();
    return {
      startedAt,
      endedAt: toTimestamp(clock.now()),
      ok: found.breakCount === 0,
      tickets,
      events,
      texts,
      erased,
      checkpoints,
      uncovered: await reader.db.$count(event, gt(event.seq, covered)),
      rows: options.rows,
      changes,
      files,
      ...found,
    };
  } finally {
    reader.close();
  }
}
