/** The front door to the photo processes: bytes in, facts or a copy out. What is put off is pending, never a fault. */
import { createHash } from 'node:crypto';
import type { Appearance } from '#shared/evidence/pictures/appearance.ts';
import type { Look, Relation } from '#shared/evidence/pictures/relation.ts';
import { formatOf } from '#shared/evidence/read/format.ts';
import { HttpProblem } from '../platform/http/problem.ts';
import { PROGRAM_PARTS, programFile } from '../platform/processes/child.ts';
import { createPool, type HandedOver } from '../platform/processes/pool.ts';
import { openHandOver } from './hand-over.ts';
import { type PhotoOutcome, unreadablePhoto } from './photo-outcome.ts';
import type { PhotoAnswer, PhotoTask, Rendition } from './photo-process.ts';

export interface PhotoReader {
  /**
   * Never rejects: what cannot be read is a fact of the photo (`unreadable`). `signal` ends the waiting; the photo is
   * `pending` then, as it is where too many wait already.
   */
  read(bytes: Uint8Array, signal?: AbortSignal): Promise<PhotoOutcome>;
  /**
   * WebP without metadata, orientation applied; null where there is nothing to show (damaged, of unknown coding, no image).
   * Throws `unavailable` where its turn did not come.
   */
  render(bytes: Uint8Array, as: Rendition): Promise<Uint8Array | null>;
  /** How a picture looks; null where it has no pixels. */
  appearance(bytes: Uint8Array, signal?: AbortSignal): Promise<Appearance | null | 'put_off'>;
  /** How a picture is related to each of some others; null where they are two. */
  compare(
    one: Appearance,
    others: readonly Appearance[],
    signal?: AbortSignal,
  ): Promise<(Relation | null)[] | 'put_off'>;
  /** So many photos wait that one more check, which may as well be asked for later, is not to join them. */
  isCrowded(): boolean;
  /** Photos that wait for their turn. */
  waiting(): number;
  /** Photos cannot be read: their processes do not start. */
  isBroken(): boolean;
  /** Ends the waiting of one call, which begins now. */
  patience(): AbortSignal;
  /** Starts the processes before the first photo comes. */
  warm(): void;
  close(): Promise<void>;
}

/** There is no room just now: what changes nothing is refused and may be asked for again. */
export function crowded(): HttpProblem {
  return new HttpProblem('unavailable', {
    retryAfter: 5,
    detail: 'problems.refused.many_photos_are_waiting',
  });
}

export interface PhotoLimits {
  processes?: number;
  /** CPU time for one photo, ms; {@link HEIC_SHARE} times as much for HEIC. */
  cpuMs?: number;
  /** For all photos of one call, ms. */
  callMs?: number;
  /** So many waiting photos are a crowd. */
  crowd?: number;
  /** So many may wait; one more is pending at once. */
  line?: number;
}

/** A process that neither answers nor computes is stuck; one that only waits for its turn on the machine is not. */
const WALL_MS = 120_000;

/** 12 megapixels take 2 s where a JPEG takes 0.15 s; 50 of them on a machine half as fast as any seen still come through. */
const HEIC_SHARE = 4;

type Task = PhotoTask<Uint8Array>;
type SentTask = PhotoTask<string>;

/**
 * A call ends within 15 s: the rest is for handing over and comparing. `folder`: where photos lie while they are read;
 * a temporary one where none is given.
 */
export function createPhotoReader(
  { processes = 2, cpuMs = 6_000, callMs = 11_500, crowd = 32, line = 128 }: PhotoLimits = {},
  folder?: string,
): PhotoReader {
  const program = programFile('photo-process');
  const files = openHandOver(folder);
  const pool = createPool<Task, PhotoAnswer, SentTask>({
    program,
    processes,
    reads: [...PROGRAM_PARTS, files.folder],
    cpuMs: (task) => ('photo' in task && formatOf(task.photo) === 'heic' ? HEIC_SHARE * cpuMs : cpuMs),
    wallMs: WALL_MS,
    line,
    async handOver(task): Promise<HandedOver<SentTask>> {
      if ('one' in task) return { sent: task, done: () => {} };
      if ('appearance' in task) {
        const { sent, done } = await files.file(task.appearance);
        return { sent: { appearance: sent }, done };
      }
      const { sent, done } = await files.file(task.photo);
      return { sent: { ...task, photo: sent }, done };
    },
  });

  /** A crash may be the machine's: only a photo of which the process dies twice is to blame for it. */
  async function run(task: Task, signal?: AbortSignal) {
    const first = await pool.run(task, signal);
    return first.kind === 'crashed' ? pool.run(task, signal) : first;
  }

  return {
    async read(bytes, signal) {
      const outcome = await run({ photo: bytes }, signal);
      if (outcome.kind === 'answer' && 'photo' in outcome.answer) return outcome.answer.photo;
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const file = { sha256, bytes: bytes.length, format: formatOf(bytes) };
      if (outcome.kind === 'put_off') return unreadablePhoto(file, 'pending');
      return unreadablePhoto(file, outcome.kind === 'exhausted' ? 'too_heavy' : 'damaged');
    },
    async render(bytes, as) {
      const outcome = await run({ photo: bytes, as });
      if (outcome.kind === 'put_off') throw crowded();
      return outcome.kind === 'answer' && 'copy' in outcome.answer ? outcome.answer.copy : null;
    },
    async appearance(bytes, signal) {
      const outcome = await run({ appearance: bytes }, signal);
      if (outcome.kind === 'put_off') return 'put_off';
      return outcome.kind === 'answer' && 'appearance' in outcome.answer ? outcome.answer.appearance : null;
    },
    async compare(one, others, signal) {
      if (others.length === 0) return [];
      const outcome = await run({ one: lookOf(one), others: others.map(lookOf) }, signal);
      if (outcome.kind === 'put_off') return 'put_off';
      const known =
        outcome.kind === 'answer' && 'relations' in outcome.answer ? outcome.answer.relations : [];
      return others.map((_, i) => known[i] ?? null);
    },
    isCrowded: () => pool.waiting() >= crowd,
    waiting: () => pool.waiting(),
    isBroken: () => pool.isBroken(),
    patience: () => AbortSignal.timeout(callMs),
    warm: () => pool.warm(),
    async close() {
      await pool.close();
      files.close();
    },
  };
}

/** What comparing does not look at need not travel. */
function lookOf({ raster, grey, landmarks }: Appearance): Look {
  return { raster, grey, landmarks };
}
