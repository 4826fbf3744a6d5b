import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Photo } from '#shared/contract/ticket.ts';
import { putDecision } from '../../../extension/store/outbox.ts';
import { withRoom } from '../../../extension/store/photos.ts';
import { signIn } from '../../../extension/worker/account/session.ts';
import { fetchAhead, makeRoom } from '../../../extension/worker/fetch/photos.ts';
import { sync } from '../../../extension/worker/fetch/sync.ts';
import { NOON, ticket } from '../fixtures.ts';
import { type Surroundings, surroundings } from './context.ts';

const MB = 1024 * 1024;
const DAY = 86_400_000;
let world: Surroundings;

beforeEach(async () => {
  vi.unstubAllGlobals();
  world = surroundings();
});

const photo = (id: string): Photo => ({ id, kind: 'after', followUp: 1 });
const never = (): boolean => false;
const keys = async (): Promise<string[]> => (await world.db.photos.toCollection().primaryKeys()).sort();
const put = (key: string, bytes: number, usedAt = NOON) =>
  world.db.photos.put({ key, blob: new Blob(['x']), bytes, usedAt });
const quota = (free: number, usage = 0) =>
  vi.stubGlobal('navigator', { storage: { estimate: async () => ({ quota: usage + free, usage }) } });

describe('thumbnails of the queue', () => {
  beforeEach(async () => {
    for (let i = 0; i < 100; i++) {
      world.service.put(ticket({ number: `JK25030800${10 + i}`.slice(0, 12), photos: [photo(`p${i}`)] }));
    }
    await signIn(world, { origin: 'http://service.test', username: 'validator', password: 'benar' });
    await sync(world);
  });

  it('are all there after a few rounds, so that a stopped service stops nobody from reading', async () => {
    const reports = (await world.db.tickets.toArray()).length;
    for (let round = 0; round < 3; round++) await fetchAhead(world, never);
    expect(await keys()).toHaveLength(reports);
    const calls = world.service.calls.length;
    await fetchAhead(world, never);
    expect(world.service.calls).toHaveLength(calls);
  });

  it('wait for whatever else the worker has to do', async () => {
    let asked = 0;
    await fetchAhead(world, () => ++asked > 3);
    expect(await keys()).toHaveLength(3);
  });

  it('come a minute apart while somebody decides one report after the other', async () => {
    await fetchAhead(world, never);
    const first = (await keys()).length;
    const [row] = await world.db.tickets.toArray();
    if (!row) throw new Error('no report');
    const body = { action: 'setujui' } as const;
    await putDecision(world.db, { number: row.number, version: row.item.version, body }, world.now());
    await world.db.photos.clear();
    world.time += 59_999;
    await fetchAhead(world, never);
    expect(await keys()).toEqual([]);
    world.time += 1;
    await fetchAhead(world, never);
    expect(await keys()).toHaveLength(first);
  });

  it('give up where the browser has no space, and break nothing', async () => {
    vi.spyOn(world.db.photos, 'put').mockRejectedValue(
      Object.assign(new Error('full'), { name: 'QuotaExceededError' }),
    );
    await fetchAhead(world, never);
    expect(await keys()).toEqual([]);
    expect(await world.db.tickets.count()).toBeGreaterThan(0);
  });
});

describe('where space runs out', () => {
  it('large copies go before thumbnails, the least recently used first', async () => {
    quota(1_000 * MB);
    await put('old:display', 150 * MB, NOON - 2);
    await put('new:original', 40 * MB, NOON - 1);
    await put('a:thumb', 30 * MB, NOON - 3);
    await makeRoom(world);
    expect(await keys()).toEqual(['a:thumb', 'new:original']);
  });

  it('no more is held than a share of what the browser has', async () => {
    quota(10 * MB, 30 * MB);
    await put('a:display', 20 * MB, NOON - 1);
    await put('b:display', 10 * MB);
    await makeRoom(world);
    expect(await keys()).toEqual(['b:display']);
  });

  it('what nobody looked at for two weeks goes', async () => {
    await put('a:thumb', 1, NOON - 15 * DAY);
    await put('b:thumb', 1, NOON - 13 * DAY);
    await makeRoom(world);
    expect(await keys()).toEqual(['b:thumb']);
  });

  it('the photos make room for texts and decisions', async () => {
    await put('a:thumb', 1);
    let attempt = 0;
    const done = await withRoom(world.db, async () => {
      if (attempt++ === 0)
        throw Object.assign(new Error('aborted'), {
          inner: Object.assign(new Error('full'), { name: 'QuotaExceededError' }),
        });
      return 'kept';
    });
    expect(done).toBe('kept');
    expect(await keys()).toEqual([]);
  });

  it('any other failure is what it is, and costs no photo', async () => {
    await put('a:thumb', 1);
    await expect(withRoom(world.db, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await keys()).toEqual(['a:thumb']);
  });
});
