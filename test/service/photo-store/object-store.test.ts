/** Photos in a store by HTTP: what is put comes back, and what goes wrong on the way leaves nothing half done. */
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ObjectStore, objectPhotoStore, StoreAway } from '../../../service/evidence/object-store.ts';
import { openStoreServer, type StoreServer } from './store-server.ts';

const SHORT = { tryMs: 300, wholeMs: 1_000 };

let server: StoreServer;
let store: ObjectStore;
let bytes: Buffer;
let sha256: string;
beforeAll(async () => {
  server = await openStoreServer();
});
afterAll(() => server.close());
beforeEach(() => {
  server.line = 'open';
  server.calls = [];
  store = objectPhotoStore(server.settings, 'a key');
  bytes = randomBytes(200_000);
  sha256 = createHash('sha256').update(bytes).digest('hex');
});

const originalFile = () => server.fileOf(`${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}.original`);

describe('a photo store by URL', () => {
  it('gives back what was put, original and copies apart', async () => {
    await store.put(sha256, 'original', bytes);
    await store.put(sha256, 'thumb', Buffer.from('small'));
    expect(await store.get(sha256, 'original')).toEqual(bytes);
    expect((await store.get(sha256, 'thumb'))?.toString()).toBe('small');
    expect(await store.get(sha256, 'display')).toBeNull();
  });

  it('takes the largest photo that a call may bring', async () => {
    const large = randomBytes(25 * 1024 * 1024);
    const name = createHash('sha256').update(large).digest('hex');
    await store.put(name, 'original', large);
    const found = await store.get(name, 'original');
    expect(found instanceof Buffer && found.equals(large)).toBe(true);
  });

  it('tells what was altered behind its back, of originals and copies', async () => {
    await store.put(sha256, 'original', bytes);
    await store.put(sha256, 'thumb', Buffer.from('small'));
    const other = Buffer.from(readFileSync(originalFile()));
    other[1_000] = (other[1_000] ?? 0) ^ 1;
    writeFileSync(originalFile(), other);
    expect(await store.get(sha256, 'original')).toBe('altered');
    expect(await objectPhotoStore(server.settings, 'another key').get(sha256, 'thumb')).toBe('altered');
  });

  it('removes the original and every copy, and what is not there is no error', async () => {
    await store.put(sha256, 'original', bytes);
    await store.put(sha256, 'display', Buffer.from('copy'));
    await store.remove(sha256);
    await store.remove(sha256);
    expect(await store.get(sha256, 'original')).toBeNull();
    expect(await store.get(sha256, 'display')).toBeNull();
  });

  it.each(['../secret', '', 'A'.repeat(64), `${'0'.repeat(64)}?x`])(
    'asks for nothing called %j',
    async (id) => {
      expect(await store.get(id, 'original')).toBeNull();
      await store.remove(id);
      await expect(store.put(id, 'original', bytes)).rejects.toThrow('SHA-256');
      expect(server.calls).toEqual([]);
    },
  );
});

describe('when the store is', () => {
  it('busy for a moment, it is asked again', async () => {
    server.line = { status: 503, times: 2 };
    await store.put(sha256, 'original', bytes);
    expect(await store.get(sha256, 'original')).toEqual(bytes);
    expect(server.calls).toHaveLength(4);
  });

  it('silent, nobody waits for it longer than they may', async () => {
    server.line = 'hang';
    const patient = objectPhotoStore(server.settings, 'a key', SHORT);
    const began = performance.now();
    await expect(patient.get(sha256, 'original')).rejects.toMatchObject({
      word: 'unavailable',
      fault: { kind: 'away', why: 'no answer in time' },
    });
    expect(performance.now() - began).toBeLessThan(3 * SHORT.wholeMs);
  });

  it('cut off in the middle of a photo, nothing of it is there', async () => {
    server.line = 'cut';
    await expect(store.put(sha256, 'original', bytes)).rejects.toBeInstanceOf(StoreAway);
    server.line = 'open';
    expect(await store.get(sha256, 'original')).toBeNull();
    await store.put(sha256, 'original', bytes);
    expect(await store.get(sha256, 'original')).toEqual(bytes);
  });

  it('gone, no photo is taken for lost; when it is back, they are there', async () => {
    await store.put(sha256, 'original', bytes);
    await server.stop();
    await expect(store.get(sha256, 'original')).rejects.toBeInstanceOf(StoreAway);
    expect(await store.fault()).toMatchObject({ kind: 'away' });
    await server.start();
    expect(await store.get(sha256, 'original')).toEqual(bytes);
    expect(await store.fault('writes')).toBeNull();
  });

  it.each([
    ['does not know our key', 'wrong', '/tuntas', /403/],
    ['has no such bucket', 'S3RVER', '/none', /404 NoSuchBucket/],
  ])('there but %s, it says so and is not asked twice', async (_, secretKey, path, why) => {
    const url = new URL(path, server.settings.url).href;
    const other = objectPhotoStore({ ...server.settings, secretKey, url }, 'a key');
    const fault = await other.fault('writes');
    expect(fault?.kind).toBe('refused');
    expect(fault?.why).toMatch(why);
    expect(server.calls).toHaveLength(1);
    await expect(other.get(sha256, 'original')).rejects.toBeInstanceOf(StoreAway);
  });
});
