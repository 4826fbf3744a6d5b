/** A real database in a temporary folder, real photo processes, and reports to compare with. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BatchItem } from 'drizzle-orm/batch';
import { z } from 'zod';
import type { PhotoKind } from '#shared/contract/ticket.ts';
import { FINDING_CODES, type FindingCode } from '#shared/evidence/finding.ts';
import { EVIDENCE_POLICY } from '#shared/rules/evidence.ts';
import type { ReturnReason } from '#shared/ticket/reason.ts';
import { databaseComparisons } from '../../../service/evidence/compare.ts';
import { openGallery } from '../../../service/evidence/gallery.ts';
import type { ReadPhoto } from '../../../service/evidence/photo-outcome.ts';
import type { PhotoReader } from '../../../service/evidence/reader.ts';
import { narrativeRows, photoRows } from '../../../service/evidence/rows.ts';
import { openShelf } from '../../../service/evidence/shelf.ts';
import { folderPhotoStore } from '../../../service/evidence/store.ts';
import type { Db } from '../../../service/platform/db/database.ts';
import { openDatabase } from '../../../service/platform/db/embedded.ts';
import { event, ticket } from '../../../service/tables/ticket.ts';

export const FIXTURES = join(import.meta.dirname, '../../fixtures/evidence');

export function fixture(name: string): Buffer {
  return readFileSync(join(FIXTURES, 'photos', name));
}

const Cases = z.array(
  z.object({
    id: z.string(),
    photo: z.string().nullable(),
    report: z.object({
      lat: z.number(),
      lon: z.number(),
      accuracyM: z.number().optional(),
      reportedAt: z.string(),
    }),
    narrative: z.string(),
    submittedAt: z.string(),
    before: z.string().nullable(),
    others: z.array(
      z.object({ number: z.string(), photo: z.string(), narrative: z.string(), merged: z.boolean() }),
    ),
    /** Reasons as a set. */
    expect: z.array(z.enum(FINDING_CODES as [FindingCode, ...FindingCode[]])),
    verdict: z.string().optional(),
  }),
);

export type WorkedCase = z.infer<typeof Cases>[number];

export function readCases(name: string): WorkedCase[] {
  return Cases.parse(JSON.parse(readFileSync(join(FIXTURES, name), 'utf8')));
}

/** The photo of a further case. */
export function casePhoto(id: string): Buffer {
  const found = readCases('further.json').find((one) => one.id === id)?.photo;
  if (!found) throw new Error(`no photo in case ${id}`);
  return fixture(found);
}

function stepWriter(db: Db) {
  let steps = 0;
  return async (
    ticketId: number,
    action: 'tindak_lanjut' | 'kembalikan',
    data: typeof event.$inferInsert.data,
  ): Promise<void> => {
    steps += 1;
    const written = { version: steps, at: steps, to: 'validasi', actorRole: 'sistem', hash: '' } as const;
    await db.insert(event).values({ ...written, ticketId, action, data });
  };
}

export async function openDesk(reader: PhotoReader) {
  const folder = mkdtempSync(join(tmpdir(), 'tuntas-evidence-'));
  const database = openDatabase(join(folder, 'tuntas.db'));
  await database.migrate('service/tables/migrations');
  const { db } = database;
  let photos = 0;
  const shelf = openShelf(folderPhotoStore(join(folder, 'photos'), 'a key', { durable: false }), reader);

  async function write(statements: BatchItem<'sqlite'>[]): Promise<void> {
    const [first, ...rest] = statements;
    if (first) await db.batch([first, ...rest]);
  }

  async function attachRead(
    ticketId: number,
    { facts, print }: ReadPhoto,
    kind: PhotoKind,
    followUp: number | null,
  ): Promise<void> {
    photos += 1;
    const place = { position: photos, followUp, createdAt: photos };
    await write(photoRows(db, { id: `photo-${photos}`, ticketId, kind, facts, print, ...place }));
  }

  const step = stepWriter(db);
  return {
    db,
    deps: {
      reader,
      comparisons: databaseComparisons(db, () => EVIDENCE_POLICY.narrative),
      gallery: openGallery(shelf, reader),
      policy: EVIDENCE_POLICY,
    },

    /** Files a report; answers its id. */
    async report(number: string, mergedInto: string | null = null): Promise<number> {
      const [row] = await db
        .insert(ticket)
        .values({
          number,
          mergedInto,
          version: 1,
          status: 'selesai',
          category: 'Jalan',
          channel: 'jaki',
          private: true,
          reportedAt: 0,
          receivedAt: 0,
          clocks: [],
          filedBy: 'test',
          trackingSalt: '',
          headHash: '',
        })
        .returning({ id: ticket.id });
      return row?.id ?? 0;
    },

    async attach(
      ticketId: number,
      bytes: Uint8Array,
      kind: PhotoKind = 'after',
      followUp: number | null = 1,
    ): Promise<void> {
      const outcome = await reader.read(bytes);
      if (outcome.kind !== 'photo') throw new Error('too large for a fixture');
      await shelf.keep(outcome.print.sha256, bytes);
      await attachRead(ticketId, outcome, kind, followUp);
    },
    attachRead,

    /** The steps of a follow-up, as far as comparing reads them. */
    handIn: (ticketId: number, followUp: number) => step(ticketId, 'tindak_lanjut', { followUp }),
    giveBack: (ticketId: number, reasonCodes: ReturnReason[]) =>
      step(ticketId, 'kembalikan', { reasonCodes }),

    async narrate(ticketId: number, narrative: string, followUp = 1): Promise<void> {
      await write(narrativeRows(db, { ticketId, followUp, narrative }));
    },

    close(): void {
      database.close();
      rmSync(folder, { recursive: true });
    },
  };
}

export type Desk = Awaited<ReturnType<typeof openDesk>>;
