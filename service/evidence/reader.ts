/** The front door to the photo processes: bytes in, facts or a copy out, and never longer than the limit. */
import { createHash } from 'node:crypto';
import { formatOf } from '#shared/evidence/read/format.ts';
import { programFile } from '../platform/processes/child.ts';
import { createPool } from '../platform/processes/pool.ts';
import { type PhotoOutcome, unreadablePhoto } from './photo-outcome.ts';
import type { PhotoAnswer, PhotoTask, Rendition } from './photo-process.ts';

export interface PhotoReader {
  /**
   * Never rejects: what cannot be read is a fact of the photo (`unreadable`). `signal` ends the waiting for a
   * process; then the photo is out of time.
   */
  read(bytes: Uint8Array, signal?: AbortSignal): Promise<PhotoOutcome>;
  /** WebP without metadata, orientation applied; null where there is nothing to show (HEIC, damaged, no image). */
  render(bytes: Uint8Array, as: Rendition): Promise<Uint8Array | null>;
  /** Ends the waiting of one check, which begins now. */
  patience(): AbortSignal;
  /** Starts the processes before the first photo comes. */
  warm(): void;
  close(): Promise<void>;
}

export interface PhotoLimits {
  processes?: number;
  /** For one photo, ms. */
  timeoutMs?: number;
  /** For all photos of one check, ms. */
  checkMs?: number;
}

/**
 * The caller of one photo waits at most 3 s, of one check 15 s; the rest is for handing over, killing and comparing.
 */
export function createPhotoReader({
  processes = 2,
  timeoutMs = 2_500,
  checkMs = 11_500,
}: PhotoLimits = {}): PhotoReader {
  const pool = createPool<PhotoTask, PhotoAnswer>({
    program: programFile('photo-process'),
    processes,
    timeoutMs,
  });
  return {
    async read(bytes, signal) {
      const outcome = await pool.run({ bytes }, signal);
      if (outcome.kind === 'answer' && 'photo' in outcome.answer) return outcome.answer.photo;
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const file = { sha256, bytes: bytes.length, format: formatOf(bytes) };
      return unreadablePhoto(file, outcome.kind === 'timeout' ? 'timeout' : 'damaged');
    },
    async render(bytes, as) {
      const outcome = await pool.run({ bytes, as });
      return outcome.kind === 'answer' && 'copy' in outcome.answer ? outcome.answer.copy : null;
    },
    patience: () => AbortSignal.timeout(checkMs),
    warm: () => pool.warm(),
    close: () => pool.close(),
  };
}
