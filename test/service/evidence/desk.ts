/** A real database in a temporary folder, real photo processes, and reports to compare with. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BatchItem } from 'drizzle-orm/batch';
import { z } from 'zod';
import type { PhotoKind } from '#shared/contract/ticket.ts';
import { FINDING_CODES, type FindingCode } from '#shared/evidence/finding.ts';
import { EVIDENCE_POLICY } from '#shared/rules/evidence.ts';
import { databaseComparisons } from '../../../service/evidence/compare.ts';
import type { ReadPhoto } from '../../../service/evidence/photo-outcome.ts';
import type { PhotoReader } from '../../../service/evidence/reader.ts';
import { narrativeRows, photoRows } from '../../../service/evidence/rows.ts';
import { openDatabase } from '../../../service/platform/db/database.ts';
import { ticket } from '../../../service/tables/ticket.ts';

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

export async function openDesk(reader: PhotoReader) {
  const folder = mkdtempSync(join(tmpdir(), 'tuntas-evidence-'));
  const database = openDatabase(join(folder, 'tuntas.db'));
  await database.migrate('service/tables/migrations');
  const { db } = database;
  let photos = 0;

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

  return {
    db,
    deps: {
      reader,
      comparisons: databaseComparisons(db, () => EVIDENCE_POLICY.narrative),
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
      await attachRead(ticketId, outcome, kind, followUp);
    },
    attachRead,

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
