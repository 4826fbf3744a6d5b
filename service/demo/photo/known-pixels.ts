/**
 * Remembers what was found in a photo's pixels, and in comparing two, so that a demo on a new data folder reads only the
 * metadata it has just stamped. What is not known is read as any photo is; only the demo's own photos ever come here.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import exifr from 'exifr';
import type { Appearance } from '#shared/evidence/pictures/appearance.ts';
import type { Relation } from '#shared/evidence/pictures/relation.ts';
import { metadataBlocks } from '#shared/evidence/read/containers.ts';
import { metadataFacts } from '#shared/evidence/read/metadata.ts';
import { EVIDENCE_POLICY } from '#shared/rules/evidence.ts';
import type { PhotoOutcome, ReadPhoto } from '../../evidence/photo-outcome.ts';
import type { PhotoReader } from '../../evidence/reader.ts';
import { programFile } from '../../platform/processes/child.ts';

interface KnownPixels {
  width: number | null;
  height: number | null;
  pixelHash: string | null;
  appearance: ReadPhoto['print']['appearance'];
}

/** Another reading program may find something else: it starts with an empty memory. */
function programVersion(): string {
  const program = readFileSync(programFile('photo-process'));
  return createHash('sha256').update(program).digest('hex').slice(0, 16);
}

export interface RememberingReader extends PhotoReader {
  /** Reads a photo that is not known yet, so that it is when it is handed in. */
  learn(bytes: Uint8Array): Promise<void>;
}

export function rememberingReader(reader: PhotoReader, folder: string): RememberingReader {
  const memory = openMemory(folder);
  const known = new Map<string, KnownPixels>();

  function recall(name: string): KnownPixels | null {
    const pixels = known.get(name) ?? memory.recall<KnownPixels>(name);
    if (pixels) known.set(name, pixels);
    return pixels;
  }

  async function readAnew(name: string, bytes: Uint8Array, signal?: AbortSignal): Promise<PhotoOutcome> {
    const outcome = await reader.read(bytes, signal);
    if (outcome.kind === 'photo' && outcome.facts.unreadable === null) {
      const { width, height } = outcome.facts;
      const { pixelHash, appearance } = outcome.print;
      const fresh: KnownPixels = { width, height, pixelHash, appearance };
      known.set(name, fresh);
      memory.keep(name, fresh);
    }
    return outcome;
  }

  return {
    ...reader,
    async read(bytes, signal) {
      const name = nameOf(bytes);
      const pixels = recall(name);
      return pixels ? readMetadata(bytes, pixels) : readAnew(name, bytes, signal);
    },
    async learn(bytes) {
      const name = nameOf(bytes);
      if (!recall(name)) await readAnew(name, bytes);
    },
    async compare(one, others, signal) {
      const name = nameOfPair(one, others);
      const before = memory.recall<(Relation | null)[]>(name);
      if (before) return before;
      const relations = await reader.compare(one, others, signal);
      if (relations !== 'put_off') memory.keep(name, relations);
      return relations;
    },
  };
}

/** One file for each thing known. */
function openMemory(folder: string) {
  const own = `read-${programVersion()}`;
  const memory = join(folder, own);
  return {
    recall<T>(name: string): T | null {
      const path = join(memory, name);
      return existsSync(path) ? deserialize(readFileSync(path)) : null;
    },
    keep(name: string, known: unknown): void {
      if (!existsSync(memory)) {
        mkdirSync(memory, { recursive: true });
        for (const other of readdirSync(folder)) {
          if (other.startsWith('read-') && other !== own) rmSync(join(folder, other), { recursive: true });
        }
      }
      writeFileSync(join(memory, name), serialize(known));
    },
  };
}

function nameOfPair(one: Appearance, others: readonly Appearance[]): string {
  const hash = createHash('sha256').update(one.raster.data);
  for (const { raster } of others) hash.update(raster.data);
  return hash.digest('hex');
}

async function readMetadata(bytes: Uint8Array, pixels: KnownPixels): Promise<ReadPhoto> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const parse = (tiff: Uint8Array, options: object): Promise<unknown> => exifr.parse(tiff, options);
  const { facts } = await metadataFacts(metadataBlocks(bytes, 'jpeg'), parse, EVIDENCE_POLICY);
  return {
    kind: 'photo',
    facts: {
      ...facts,
      sha256,
      bytes: bytes.length,
      format: 'jpeg',
      width: pixels.width,
      height: pixels.height,
      unreadable: null,
      pixelsRead: true,
      thumbnailDifference: null,
    },
    print: { sha256, pixelHash: pixels.pixelHash, appearance: pixels.appearance },
  };
}

/** By a JPEG's last 4 KB: metadata are stamped at its start, and two of the demo's pictures never end alike. */
function nameOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes.subarray(-4096)).digest('hex');
}
