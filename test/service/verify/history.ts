/** A data folder with a history to tamper with: reports in every kind of state, signed in three checkpoints. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SQL, sql } from 'drizzle-orm';
import type { Break, Verification } from '#shared/contract/audit.ts';
import { verifyLedger } from '../../../service/oversight/audit/verify.ts';
import { systemClock } from '../../../service/platform/clock.ts';
import type { Db } from '../../../service/platform/db/database.ts';
import { openDatabase } from '../../../service/platform/db/embedded.ts';
import { BINA_MARGA, type House, openHouse } from '../harness.ts';

const HOUR = 3_600_000;

export interface History {
  folder: string;
  /** Finished after a return; the first of all. */
  finished: string;
  /** Merged into `finished`'s neighbour. */
  merged: string;
  /** Waits for a validator, with a corrected point. */
  waiting: string;
  /** Filed in the second stretch and not touched again. */
  quiet: string;
  /** Filed last. */
  newest: string;
}

/** Through the public API alone, then stopped cleanly. */
export async function writeHistory(): Promise<History> {
  const house = await openHouse();
  const admin = await house.as('admin');
  const validator = await house.as('validator');
  const supervisor = await house.as('supervisor');
  const sign = () => house.service.jobs.runDue();
  const point = { lat: -6.2607, lon: 106.8166, accuracyM: 20 };

  const finished = await house.inValidasi({ point, reporter: { name: 'Siti Rahma' } });
  const into = (await admin.file({ description: 'Lubang yang sama di depan pasar' })).number;
  house.moveTo(house.now() + HOUR);
  await sign();

  await validator.act(finished, { action: 'kembalikan', reasonCodes: ['foto_tidak_ada'] });
  const merged = (await admin.file({ address: 'Jalan Bangka Raya 5' })).number;
  await admin.act(merged, { action: 'gabung', into, reason: 'Lubang yang sama' });
  const quiet = (await admin.file({ description: 'Lampu jalan padam tiga malam' })).number;
  house.moveTo(house.now() + HOUR);
  await sign();

  await admin.act(finished, { action: 'tindak_lanjut', narrative: 'Lubang sudah ditambal di depan pasar.' });
  await validator.act(finished, {
    action: 'tunda',
    until: '2025-03-20T10:00:00+07:00',
    reason: 'Tunggu hujan',
  });
  await validator.act(finished, { action: 'setujui', reason: 'Diperiksa di lapangan' });
  await supervisor.act(finished, { action: 'buka_kembali', reason: 'Foto lama' });
  await admin.act(finished, { action: 'koordinasi', to: BINA_MARGA, reason: 'Jalan provinsi' });
  const waiting = await house.inValidasi({ point });
  await validator.act(waiting, {
    action: 'koreksi_titik',
    point: { ...point, lat: -6.2611 },
    reason: 'Titik salah',
  });
  await validator.act(waiting, { action: 'catat', note: 'Tunggu foto baru' });
  const newest = (await admin.file()).number;
  await house.stop();
  return { folder: house.folder, finished, merged, waiting, quiet, newest };
}

/** A copy of the folder that a test may spoil. */
export function copyOf(folder: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'tuntas-tamper-'));
  cpSync(folder, copy, { recursive: true });
  return copy;
}

export function remove(folder: string): void {
  rmSync(folder, { recursive: true });
}

/** Writes into the database behind the service's back, as somebody with the file in hand would. */
export async function tamper(folder: string, how: (db: Db) => Promise<void>): Promise<void> {
  const { db, close } = openDatabase(join(folder, 'tuntas.db'));
  try {
    await db.run(sql`pragma foreign_keys=off`);
    await how(db);
  } finally {
    close();
  }
}

export async function tamperWith(folder: string, ...statements: SQL[]): Promise<void> {
  await tamper(folder, async (db) => {
    for (const statement of statements) await db.run(statement);
  });
}

export function verify(folder: string, rows = true): Promise<Verification> {
  return verifyLedger({ dataDir: folder, keyDir: join(folder, 'keys'), rows }, systemClock);
}

export async function firstBreak(folder: string): Promise<Break | null> {
  const { first, ok } = await verify(folder);
  if (ok !== (first === null)) throw new Error('A verdict that contradicts its findings');
  return first;
}

/** Opens the service on a folder again, at an hour after everything in it. */
export function reopen(folder: string): Promise<House> {
  return openHouse({ folder, at: Date.parse('2025-03-12T09:00:00+07:00') });
}
