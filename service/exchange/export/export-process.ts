/**
 * Entry of the child process that makes an export: a reader of its own on one moment of the database, so that neither
 * the writer nor anybody's call waits, and whatever memory it takes is not the service's. The file is its standard
 * output; a reader that is slow, or gone, holds it up or ends it.
 */
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { toTimestamp } from '#shared/time/zone.ts';
import { loadUnitDirectory } from '../../people/units/directory.ts';
import { Source, snapshotOf } from '../../platform/db/source.ts';
import { takeSecrets } from '../../platform/processes/child.ts';
import { inheritCity } from '../../platform/processes/city.ts';
import { loadCategories } from '../../rules/categories/register.ts';
import { openHabits } from '../../tickets/habits.ts';
import { openProposals } from '../../tickets/office-proposal.ts';
import { openTicketReads } from '../../tickets/read.ts';
import { csvRow } from '../csv.ts';
import type { Announced, ExportTask } from './exports.ts';
import { countTickets, exportedTickets, ticketsWithEvents } from './read.ts';
import { type Cell, cellsOf, type Exported, headsIn } from './table.ts';
import { writeXlsx } from './xlsx.ts';

inheritCity();
const task = JSON.parse(process.argv[2] ?? '{}') as ExportTask;
const { filter, language, separator } = task;
const reader = { actor: task.actor, language };
process.on('disconnect', () => process.exit(1));
process.stdout.on('error', () => process.exit(1));

const { source } = takeSecrets(z.object({ source: Source }));
const { db } = await snapshotOf(source);
const clock = { now: () => task.now };
const units = await loadUnitDirectory(db);
const categories = await loadCategories(db);
// What may be done to a report is no part of an export.
const proposals = openProposals(units, categories, openHabits(db, units, clock));
const reads = openTicketReads(db, units, clock, [], proposals);
const services = { db, clock, units, categories, reads };

async function* cells(): AsyncGenerator<Cell[]> {
  for await (const exported of exportedTickets(services, reader, filter)) yield cellsOf(exported, language);
}

async function* csv(): AsyncGenerator<string> {
  // The mark by which spreadsheets know UTF-8.
  yield `\uFEFF${csvRow(headsIn(language), separator)}`;
  for await (const row of cells()) yield csvRow(row.map(plain), separator);
}

/** `2025-03-10 09:15:00`: what spreadsheets take for a date. */
function plain(cell: Cell): string | number | null {
  if (typeof cell !== 'object' || cell === null) return cell;
  return toTimestamp(cell.instant).slice(0, 19).replace('T', ' ');
}

async function* ndjson(): AsyncGenerator<string> {
  for await (const exported of exportedTickets(services, reader, filter))
    yield `${JSON.stringify(withTimes(exported))}\n`;
}

function withTimes({ item, followedUpAt, closedAt }: Exported): object {
  return {
    ...item,
    ...(followedUpAt === null ? {} : { followedUpAt: toTimestamp(followedUpAt) }),
    ...(closedAt === null ? {} : { closedAt: toTimestamp(closedAt) }),
  };
}

async function* everything(): AsyncGenerator<string> {
  for await (const ticket of ticketsWithEvents(services, reader, filter)) yield `${JSON.stringify(ticket)}\n`;
}

/** A chunk for every row would cost more than the row. */
async function* gathered(parts: AsyncIterable<string>): AsyncGenerator<string> {
  let waiting = '';
  for await (const part of parts) {
    waiting += part;
    if (waiting.length < 64 * 1024) continue;
    yield waiting;
    waiting = '';
  }
  yield waiting;
}

const FORMS: Record<ExportTask['format'], () => NodeJS.ReadableStream> = {
  csv: () => Readable.from(gathered(csv())),
  ndjson: () => Readable.from(gathered(ndjson())),
  everything: () => Readable.from(gathered(everything())),
  xlsx: () => writeXlsx(headsIn(language), cells()),
};

const announced: z.infer<typeof Announced> = { rows: await countTickets(services, reader, filter) };
process.send?.(announced);
await pipeline(FORMS[task.format](), process.stdout, { end: false });
if (process.stdout.writableLength > 0) await once(process.stdout, 'drain');
process.exit(0);
