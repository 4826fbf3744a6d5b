/** Keeping and removing the same photo at the same moment: whoever files it never loses it. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { PhotoReader } from '../../../service/evidence/reader.ts';
import { openShelf, type PhotoShelf } from '../../../service/evidence/shelf.ts';
import type { PhotoStore } from '../../../service/evidence/store.ts';

const BYTES = new Uint8Array([1, 2, 3]);
const nobodyRenders: Pick<PhotoReader, 'render'> = {
  render: () => Promise.reject(new Error('not asked')),
};

let files: Map<string, Uint8Array>;
let shelf: PhotoShelf;
/** Removing waits here until a test lets it go on. */
let disk: { ready: Promise<void>; goOn: () => void };

function slowDisk() {
  let goOn = (): void => {};
  const ready = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  return { ready, goOn };
}

beforeEach(() => {
  files = new Map();
  disk = slowDisk();
  const store: PhotoStore = {
    put: async (sha256, _, bytes) => void files.set(sha256, bytes),
    get: async (sha256) => Buffer.from(files.get(sha256) ?? []),
    remove: async (sha256) => {
      await disk.ready;
      files.delete(sha256);
    },
  };
  shelf = openShelf(store, nobodyRenders);
});

const nobodyShows = async () => false;

it('decodes a HEIC once for both of its copies', async () => {
  const heic = Buffer.from('\0\0\0\x14ftypheic\0\0\0\0mif1', 'latin1');
  const stored = new Map<string, Uint8Array>([['a original', heic]]);
  const store: PhotoStore = {
    put: async (sha256, as, bytes) => void stored.set(`${sha256} ${as}`, bytes),
    get: async (sha256, as) => {
      const found = stored.get(`${sha256} ${as}`);
      return found === undefined ? null : Buffer.from(found);
    },
    remove: async () => {},
  };
  const rendered: string[] = [];
  const render: PhotoReader['render'] = async (bytes, as) => {
    rendered.push(`${as} of ${bytes.length}`);
    return BYTES;
  };
  const both = openShelf(store, { render });
  expect(await Promise.all([both.copy('a', 'thumb'), both.copy('a', 'display')])).toHaveLength(2);
  expect(rendered).toEqual([`display of ${heic.length}`, `thumb of ${BYTES.length}`]);
});

describe('a photo', () => {
  it('that is on its way to a row is not removed, however late the row comes', async () => {
    await shelf.keep('a', BYTES);
    expect(await shelf.remove('a', nobodyShows)).toBe(false);
    expect(files.has('a')).toBe(true);
  });

  it('that is filed twice is held until both are let go', async () => {
    await Promise.all([shelf.keep('a', BYTES), shelf.keep('a', BYTES)]);
    shelf.letGo('a');
    expect(await shelf.remove('a', nobodyShows)).toBe(false);
    shelf.letGo('a');
    disk.goOn();
    expect(await shelf.remove('a', nobodyShows)).toBe(true);
    expect(files.has('a')).toBe(false);
  });

  it('that comes while it is being removed is written after that', async () => {
    files.set('a', BYTES);
    const removed = shelf.remove('a', nobodyShows);
    const kept = shelf.keep('a', BYTES);
    // A second removal neither waits for the first nor slips in behind it.
    expect(await shelf.remove('a', nobodyShows)).toBe(false);
    disk.goOn();
    expect(await removed).toBe(true);
    await kept;
    expect(files.has('a')).toBe(true);
  });

  it('that somebody shows stays', async () => {
    files.set('a', BYTES);
    disk.goOn();
    expect(await shelf.remove('a', async () => true)).toBe(true);
    expect(files.has('a')).toBe(true);
  });

  it('is held by nobody’s failure: another is removed beside it', async () => {
    files.set('b', BYTES);
    await shelf.keep('a', BYTES);
    disk.goOn();
    expect(await shelf.remove('b', nobodyShows)).toBe(true);
  });
});
