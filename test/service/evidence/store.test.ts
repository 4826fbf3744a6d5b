import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folderPhotoStore, removeDrafts } from '../../../service/evidence/store.ts';

const bytes = Buffer.from('a photo');
const sha256 = createHash('sha256').update(bytes).digest('hex');

describe('the photo store', () => {
  let parent: string;
  let root: string;
  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), 'tuntas-store-'));
    root = join(parent, 'photos');
  });
  afterEach(() => rmSync(parent, { recursive: true }));

  it('gives back what was put, original and copies apart', async () => {
    const store = folderPhotoStore(root, 'a key');
    await store.put(sha256, 'original', bytes);
    await store.put(sha256, 'thumb', Buffer.from('small'));
    expect(await store.get(sha256, 'original')).toEqual(bytes);
    expect((await store.get(sha256, 'thumb'))?.toString()).toBe('small');
    expect(await store.get(sha256, 'display')).toBeNull();
  });

  it('leaves one file, readable by its owner alone, however often the same photo comes', async () => {
    const store = folderPhotoStore(root, 'a key');
    await Promise.all(Array.from({ length: 8 }, () => store.put(sha256, 'original', bytes)));
    const folder = join(root, sha256.slice(0, 2), sha256.slice(2, 4));
    expect(readdirSync(folder)).toEqual([`${sha256}.original`]);
    expect(statSync(join(folder, `${sha256}.original`)).mode & 0o777).toBe(0o600);
  });

  it('keeps what is being written apart, and a start takes away what a power cut left of it, and no more', async () => {
    const store = folderPhotoStore(root, 'a key');
    await store.put(sha256, 'original', bytes);
    writeFileSync(join(root, 'drafts', 'half.part'), 'a pho');
    removeDrafts(root);
    expect(readdirSync(root)).toEqual([sha256.slice(0, 2)]);
    expect(await store.get(sha256, 'original')).toEqual(bytes);
    await store.put(sha256, 'thumb', bytes);
    expect(readdirSync(join(root, 'drafts'))).toEqual([]);
  });

  it.each(['../secret', '..%2fsecret', `${'0'.repeat(63)}/`, '', sha256.toUpperCase(), `${sha256}\0`])(
    'leads nowhere for %j',
    async (id) => {
      writeFileSync(join(parent, 'secret.original'), 'not yours');
      const store = folderPhotoStore(root, 'a key');
      expect(await store.get(id, 'original')).toBeNull();
      await expect(store.put(id, 'original', bytes)).rejects.toThrow('SHA-256');
      expect(readdirSync(parent)).toEqual(['secret.original']);
    },
  );
});
