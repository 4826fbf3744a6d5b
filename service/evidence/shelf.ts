/** Stored photos and their copies: a copy is made when it is first looked at, and kept. */

import { formatOf } from '#shared/evidence/read/format.ts';
import type { PhotoHold, PhotoHolds } from './photo-holds.ts';
import type { Rendition } from './photo-process.ts';
import type { PhotoReader } from './reader.ts';
import type { PhotoStore } from './store.ts';
import { STORED } from './store-seal.ts';

/** What became of a photo's file behind the service's back. */
export type PhotoFault = 'missing' | 'altered';

export interface PhotoShelf {
  /**
   * Answers once the original is safe on disk. From the call on it stays there until it is let go: until then no
   * row may name it yet, and an erasure of the same bytes elsewhere would find nobody who still shows them.
   */
  keep(sha256: string, bytes: Uint8Array): Promise<void>;
  /** Once for each {@link keep}: its row is written, or will never be. */
  letGo(sha256: string): void;
  /** Null where it is not there, or not what was kept: {@link faultOf} tells. */
  original(sha256: string): Promise<Buffer<ArrayBuffer> | null>;
  /** Looks at the file of a photo that has to be there; what is wrong is remembered until it is right again. */
  faultOf(sha256: string): Promise<PhotoFault | null>;
  /** Of how many photos files are known to be missing or altered. The one looked at longest ago is looked at again. */
  faults(): Promise<number>;
  /**
   * With every copy, unless `isShown`; one that is being made meanwhile goes as well. False where it is being kept
   * or removed just now: ask again later.
   */
  remove(sha256: string, isShown: () => Promise<boolean>): Promise<boolean>;
  /** WebP without metadata; null where the photo cannot be shown (damaged, of unknown coding) or is not there. */
  copy(sha256: string, as: Rendition): Promise<Buffer<ArrayBuffer> | null>;
}

/** `told`: of each fault once. `holds`: where other processes use the same store. */
export function openShelf(
  store: PhotoStore,
  reader: Pick<PhotoReader, 'render'>,
  told: (sha256: string, fault: PhotoFault) => void = () => {},
  holds: PhotoHolds = ALONE,
): PhotoShelf {
  /** How many calls are bringing this original in. */
  const held = new Map<string, number>();
  /** What keeps the other processes from removing it, one for each of those calls. */
  const shared = new Map<string, PhotoHold[]>();
  const removing = new Map<string, Promise<boolean>>();
  const spoilt = new Map<string, PhotoFault>();
  const copies = openCopies(store, reader, original, holds);

  async function original(sha256: string): Promise<Buffer<ArrayBuffer> | null> {
    const found = await store.get(sha256, 'original');
    if (found === 'altered') {
      note(sha256, found);
      return null;
    }
    if (found !== null) spoilt.delete(sha256);
    return found;
  }

  function note(sha256: string, fault: PhotoFault): void {
    const known = spoilt.get(sha256);
    // Looked at last.
    spoilt.delete(sha256);
    spoilt.set(sha256, fault);
    if (known !== fault) told(sha256, fault);
  }

  async function faultOf(sha256: string): Promise<PhotoFault | null> {
    const found = await store.get(sha256, 'original');
    const fault = found === null ? 'missing' : found === 'altered' ? found : null;
    if (fault === null) spoilt.delete(sha256);
    else note(sha256, fault);
    return fault;
  }

  return {
    async keep(sha256, bytes) {
      held.set(sha256, (held.get(sha256) ?? 0) + 1);
      await removing.get(sha256)?.catch(() => {});
      const hold = await holds.hold(sha256);
      if (hold !== NOBODY) shared.set(sha256, [...(shared.get(sha256) ?? []), hold]);
      await store.put(sha256, 'original', bytes);
    },
    letGo(sha256) {
      const [hold, ...rest] = shared.get(sha256) ?? [];
      if (rest.length > 0) shared.set(sha256, rest);
      else shared.delete(sha256);
      void hold?.letGo();
      const others = (held.get(sha256) ?? 0) - 1;
      if (others > 0) held.set(sha256, others);
      else held.delete(sha256);
    },
    original,
    faultOf,
    async faults() {
      const [oldest] = spoilt.keys();
      if (oldest !== undefined) await faultOf(oldest);
      return spoilt.size;
    },
    async remove(sha256, isShown) {
      if (held.has(sha256) || removing.has(sha256)) return false;
      const work = async (): Promise<void> => {
        if (await isShown()) return;
        await copies.settled(sha256);
        await store.remove(sha256);
        spoilt.delete(sha256);
      };
      const running = holds.unlessHeld(sha256, work).finally(() => removing.delete(sha256));
      removing.set(sha256, running);
      return running;
    },
    copy: copies.of,
  };
}

type Source = (sha256: string) => Promise<Buffer<ArrayBuffer> | null>;

function openCopies(
  store: PhotoStore,
  reader: Pick<PhotoReader, 'render'>,
  original: Source,
  holds: PhotoHolds,
) {
  /** Ten thumbnails of one photo asked for at once are made once. */
  const making = new Map<string, Promise<Buffer<ArrayBuffer> | null>>();

  async function make(sha256: string, as: Rendition): Promise<Buffer<ArrayBuffer> | null> {
    const bytes = await original(sha256);
    // A HEIC takes seconds to decode, whatever is made of it.
    const isHeavy = as === 'thumb' && bytes !== null && formatOf(bytes) === 'heic';
    const source = isHeavy ? await copyOf(sha256, 'display') : bytes;
    const copy = source && (await reader.render(source, as));
    if (!copy) return null;
    await putCopy(sha256, as, copy);
    return Buffer.from(copy);
  }

  /** Not of a photo that another process removed while its copy was made here. */
  async function putCopy(sha256: string, as: Rendition, copy: Uint8Array): Promise<void> {
    const hold = await holds.hold(sha256);
    try {
      if (hold !== NOBODY && (await store.get(sha256, 'original')) === null) return;
      await store.put(sha256, as, copy);
    } finally {
      await hold.letGo();
    }
  }

  async function copyOf(sha256: string, as: Rendition): Promise<Buffer<ArrayBuffer> | null> {
    const kept = await store.get(sha256, as);
    // One that was altered is made anew: what it was made from vouches for it.
    if (kept !== null && kept !== 'altered') return kept;
    const key = `${sha256} ${as}`;
    const running = making.get(key) ?? make(sha256, as).finally(() => making.delete(key));
    making.set(key, running);
    return running;
  }

  return {
    of: copyOf,
    /** Resolves once none of this photo is being made. */
    settled: (sha256: string) => Promise.all(STORED.map((as) => making.get(`${sha256} ${as}`))),
  };
}

const NOBODY: PhotoHold = { letGo: async () => {} };

/** No other process uses the store: what is held here is all there is. */
const ALONE: PhotoHolds = {
  hold: async () => NOBODY,
  async unlessHeld(_sha256, work) {
    await work();
    return true;
  },
};
