/** What is done to a service that is killed again and again: reports from filing to approval, photos, imports. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import type { ActionBody } from '#shared/contract/action.ts';
import { type Client, createClient, UnreachableError } from '#shared/contract/client.ts';
import { type ImportJob, ImportPage } from '#shared/contract/imports.ts';
import { png } from '../fixtures/png.ts';
import { exportOf, manyLines } from '../service/exchange/files.ts';
import { NARRATIVE } from '../service/harness.ts';
import { until } from '../until.ts';

export type Tokens = Record<'admin' | 'validator' | 'operator' | 'supervisor', string>;

export function as(origin: string, tokens: Tokens, who: keyof Tokens): Client {
  return createClient({ origin, token: () => tokens[who] });
}

/** One report as its callers know it: only what was answered counts. */
export interface Known {
  index: number;
  number: string | null;
  version: number;
  /** Calls answered so far. */
  step: number;
  /** A call was sent and never answered. */
  open: boolean;
  /** Somebody is at it. */
  taken: boolean;
  /** SHA-256 of those that an answered call named. */
  photos: string[];
  /** The photo that the next call names, once it was handed in. */
  photo?: { id: string; sha256: string };
}

interface Step {
  by: 'admin' | 'validator';
  /** How many events it writes. */
  events: number;
  photo?: true;
  body(photos: string[]): ActionBody;
}

const followUp: Step = {
  by: 'admin',
  events: 2,
  photo: true,
  body: (after) => ({ action: 'tindak_lanjut', narrative: NARRATIVE, after }),
};

/** What is done to each report after its filing, which is the first step. */
export const STEPS: readonly (Step | { events: 1 })[] = [
  { events: 1 },
  { by: 'admin', events: 1, body: () => ({ action: 'proses' }) },
  { by: 'validator', events: 1, body: () => ({ action: 'catat', note: 'Perhatikan titiknya' }) },
  followUp,
  { by: 'validator', events: 1, body: () => ({ action: 'kembalikan', reasonCodes: ['foto_tidak_ada'] }) },
  followUp,
  { by: 'validator', events: 1, body: () => ({ action: 'setujui', reason: 'Diperiksa di tempat' }) },
];

/** Sends the report's next call, always under the same key and with the same words; true when it was answered. */
export async function next(
  report: Known,
  origin: string,
  tokens: Tokens,
  uploads: Uploads,
): Promise<boolean> {
  const step = STEPS[report.step];
  const idempotencyKey = `${report.index}-${report.step}`;
  try {
    if (step && 'photo' in step && report.index % 3 === 0 && !report.photo) {
      report.photo = await uploads.handIn(as(origin, tokens, 'admin'));
    }
    report.open = true;
    if (report.number === null) {
      const body = {
        channel: 'kantor_lurah',
        category: 'Jalan',
        description: `Lubang ke-${report.index}`,
      } as const;
      const { data } = await as(origin, tokens, 'admin').call('fileReport', { body, idempotencyKey });
      report.number = data.number;
      report.version = data.version;
    } else if (step && 'by' in step) {
      const { data } = await as(origin, tokens, step.by).call('act', {
        params: { number: report.number },
        body: step.body(report.photo ? [report.photo.id] : []),
        version: report.version,
        idempotencyKey,
      });
      report.version = data.version;
      if (report.photo) report.photos.push(report.photo.sha256);
      delete report.photo;
    }
  } catch (error) {
    // Anything but silence is a refusal, and none of these calls may be refused.
    if (error instanceof UnreachableError) return false;
    throw error;
  }
  report.open = false;
  report.step++;
  return true;
}

/** Photos handed in by themselves, each unlike every other. */
export class Uploads {
  readonly known: { sha256: string; id: string }[] = [];
  #made = 0;

  async handIn(admin: Client): Promise<{ id: string; sha256: string }> {
    const pixels = Buffer.alloc(16 * 49);
    createHash('shake256', { outputLength: 16 * 49 })
      .update(String(this.#made++))
      .digest()
      .copy(pixels);
    for (let row = 0; row < 16; row++) pixels[row * 49] = 0;
    const bytes = png(16, 16, deflateSync(pixels));
    const upload = new Blob([new Uint8Array(bytes)], { type: 'image/png' });
    const { data } = await admin.call('addPhoto', { upload });
    const photo = { id: data.id, sha256: createHash('sha256').update(bytes).digest('hex') };
    this.known.push(photo);
    return photo;
  }

  /** Of those answered, what is not on disk as it was sent. */
  lost(folder: string): string[] {
    return this.known.filter(({ sha256 }) => !isWhole(folder, sha256)).map(({ id }) => `Photo ${id} is lost`);
  }
}

export function isWhole(folder: string, sha256: string): boolean {
  const file = join(folder, 'photos', sha256.slice(0, 2), sha256.slice(2, 4), `${sha256}.original`);
  return existsSync(file) && createHash('sha256').update(readFileSync(file)).digest('hex') === sha256;
}

const ROWS = 40;

/** Imports one after the other, each of reports of its own; one that was taken goes on by itself after a kill. */
export class Imports {
  #taken = 0;

  /** How many rows were promised. */
  get rows(): number {
    return this.#taken * ROWS;
  }

  /** False once the service is gone. */
  async next(origin: string, tokens: Tokens): Promise<boolean> {
    try {
      const newest = await newestImport(origin, tokens);
      if (newest && newest.state !== 'done') return true;
      const body = exportOf(manyLines(ROWS, 1 + this.#taken * ROWS));
      const headers = { authorization: `Bearer ${tokens.operator}`, 'content-type': 'text/csv' };
      const reply = await fetch(`${origin}/api/v1/imports?write=now`, { method: 'POST', headers, body });
      if (reply.status !== 202 && reply.status !== 409)
        throw new Error(`The import was answered ${reply.status}`);
      if (reply.status === 202) this.#taken++;
      return true;
    } catch (error) {
      if (error instanceof TypeError || error instanceof UnreachableError) return false;
      throw error;
    }
  }

  /** One more of what may have been begun without an answer, and the end of all. */
  async settle(origin: string, tokens: Tokens): Promise<void> {
    const taken = this.#taken;
    await until(async () => (await this.next(origin, tokens)) && this.#taken > taken);
    await until(async () => (await newestImport(origin, tokens))?.state === 'done');
  }
}

async function newestImport(origin: string, tokens: Tokens): Promise<ImportJob | undefined> {
  const { data } = await as(origin, tokens, 'operator').call('listImports', { query: { limit: '1' } });
  return ImportPage.parse(data).items[0];
}
