import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Photo } from '#shared/contract/ticket.ts';
import { settings } from '../../../extension/platform/settings.ts';
import { putDecision } from '../../../extension/store/outbox.ts';
import { withRoom } from '../../../extension/store/photos.ts';
import { signIn, signOut } from '../../../extension/worker/account/session.ts';
import { fetchAhead, fetchPhoto, makeRoom } from '../../../extension/worker/fetch/photos.ts';
import { sync } from '../../../extension/worker/fetch/sync.ts';
import { NOON, ticket } from '../fixtures.ts';
import { type Surroundings, surroundings } from './context.ts';

const MB = 1024 * 1024;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
let world: Surroundings;

beforeEach(async () => {
  vi.unstubAllGlobals();
  world = surroundings();
});

const photo = (id: string): Photo => ({ id, kind: 'after', followUp: 1 });
const free = () => null;
/** The worker's turn comes `times` times, and then does not come for as long as `held` is not let go. */
function turns(times: number) {
  let letGo = (): void => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let asked = 0;
  return { turn: () => (++asked > times ? held : null), asked: () => asked, letGo };
}
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
    for (let round = 0; round < 3; round++) await fetchAhead(world, free);
    expect((await keys()).filter((key) => key.endsWith(':thumb'))).toHaveLength(reports);
    const calls = world.service.calls.length;
    await fetchAhead(world, free);
    expect(world.service.calls).toHaveLength(calls);
  });

  it('wait for whatever else the worker has to do', async () => {
    const busy = turns(3);
    const ahead = fetchAhead(world, busy.turn);
    await vi.waitFor(() => expect(busy.asked()).toBe(4));
    expect(await keys()).toHaveLength(3);
    busy.letGo();
    await ahead;
    expect((await keys()).length).toBeGreaterThan(3);
  });

  it('come a minute apart while somebody decides one report after the other', async () => {
    await fetchAhead(world, free);
    const first = (await keys()).length;
    const [row] = await world.db.tickets.toArray();
    if (!row) throw new Error('no report');
    const body = { action: 'setujui' } as const;
    await putDecision(world.db, { number: row.number, version: row.item.version, body }, world.now());
    await world.db.photos.clear();
    world.time += 59_999;
    await fetchAhead(world, free);
    expect(await keys()).toEqual([]);
    world.time += 1;
    await fetchAhead(world, free);
    expect(await keys()).toHaveLength(first);
  });

  it('give up where the browser has no space, and break nothing', async () => {
    vi.spyOn(world.db.photos, 'put').mockRejectedValue(
      Object.assign(new Error('full'), { name: 'QuotaExceededError' }),
    );
    await fetchAhead(world, free);
    expect(await keys()).toEqual([]);
    expect(await world.db.tickets.count()).toBeGreaterThan(0);
  });
});

describe('full photos of what is due today', () => {
  const KB500 = new Blob([new Uint8Array(512 * 1024)]);

  /** Reports due one after the other from now on, `today` of them before midnight. */
  async function queueOf(today: number, later: number): Promise<void> {
    for (let i = 0; i < today + later; i++) {
      const nextDueAt = new Date(NOON + (i < today ? (i + 1) * 60_000 : DAY + i * 60_000)).toISOString();
      const number = `JK250308${String(100 + i).padStart(4, '0')}`;
      world.service.put(ticket({ number, photos: [photo(`p${i}`)], clocks: [], nextDueAt }));
    }
    await signIn(world, { origin: 'http://service.test', username: 'validator', password: 'benar' });
    await sync(world);
  }
  const full = async (): Promise<string[]> => (await keys()).filter((key) => key.endsWith(':display'));

  it('come after all thumbnails, and only those of today', async () => {
    await queueOf(3, 2);
    const busy = turns(5);
    const ahead = fetchAhead(world, busy.turn);
    await vi.waitFor(() => expect(busy.asked()).toBe(6));
    expect(await full()).toEqual([]);
    busy.letGo();
    await ahead;
    expect(await full()).toEqual(['p0:display', 'p1:display', 'p2:display']);
    expect((await keys()).filter((key) => key.endsWith(':thumb'))).toHaveLength(5);
  });

  it('stop where the room ends, the most urgent ones kept, and are not fetched over and over', async () => {
    await queueOf(5, 0);
    const usage = async (): Promise<number> =>
      (await world.db.photos.toArray()).reduce((sum, { bytes }) => sum + bytes, 0);
    vi.stubGlobal('navigator', {
      storage: { estimate: async () => ({ quota: 3 * MB, usage: await usage() }) },
    });
    const fetched = vi.spyOn(world, 'fetch').mockImplementation(async (input, init) => {
      const request = new Request(input, init);
      if (!request.url.includes('as=display')) return world.service.fetch(request);
      return new Response(KB500, { headers: { date: new Date(NOON).toUTCString() } });
    });
    await fetchAhead(world, free);
    const kept = await full();
    expect(kept).toEqual(['p0:display', 'p1:display', 'p2:display'].slice(0, kept.length));
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.length).toBeLessThan(5);
    const before = fetched.mock.calls.length;
    await fetchAhead(world, free);
    expect(fetched.mock.calls).toHaveLength(before);
    expect(await full()).toEqual(kept);
  });

  it('make the room of photos that are not for today: the oldest of those go first', async () => {
    await queueOf(2, 0);
    await settings.photoRoom.set(100);
    await put('seen-before:display', 60 * MB, NOON - 2 * HOUR);
    await put('seen:display', 30 * MB, NOON - HOUR);
    await put('p0:display', 30 * MB, NOON - 9);
    await makeRoom(world);
    expect(await full()).toEqual(['p0:display', 'seen:display']);
    await put('p1:display', 60 * MB, NOON);
    await makeRoom(world);
    expect(await full()).toEqual(['p0:display', 'p1:display']);
    await put('p1:display', 90 * MB, NOON);
    await makeRoom(world);
    expect(await full()).toEqual(['p0:display']);
  });

  it('leave what was opened just now where it is, and may be on the screen', async () => {
    await queueOf(2, 0);
    await settings.photoRoom.set(100);
    await put('p0:display', 60 * MB, NOON - HOUR);
    await put('p1:display', 39 * MB, NOON - HOUR);
    await fetchPhoto(world, 'opened', 'display');
    await put('opened:display', 2 * MB);
    await fetchPhoto(world, 'opened-too', 'display');
    expect(await full()).toEqual(['opened-too:display', 'opened:display', 'p0:display']);
  });

  it('never give way to the photo that they were just asked for', async () => {
    await queueOf(2, 0);
    await settings.photoRoom.set(100);
    await put('p0:display', 100 * MB);
    await fetchPhoto(world, 'p1', 'display');
    expect(await full()).toEqual(['p1:display']);
  });

  it('take the place of what earlier days left, where the room is full of it', async () => {
    await queueOf(1, 0);
    await settings.photoRoom.set(100);
    await put('yesterday:display', 30 * MB, NOON - DAY);
    await put('last-week:display', 65 * MB, NOON - 7 * DAY);
    await fetchAhead(world, free);
    expect(await full()).toEqual(['p0:display', 'yesterday:display']);
  });

  it('go with the copy when the officer signs out', async () => {
    await queueOf(2, 0);
    await fetchAhead(world, free);
    expect(await full()).toHaveLength(2);
    await signOut(world, {}, async () => undefined);
    expect(await keys()).toEqual([]);
  });
});

describe('where space runs out', () => {
  it('large copies go before thumbnails, the least recently used first', async () => {
    quota(1_000 * MB);
    await put('old:display', 450 * MB, NOON - 2);
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
