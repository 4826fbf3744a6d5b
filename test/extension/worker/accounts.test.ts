/** One browser, several people: nothing of one is the next one's, and no decision is lost between them. */
import { beforeEach, describe, expect, it } from 'vitest';
import { browser } from 'wxt/browser';
import type { MessageMap, Outcome } from '../../../extension/connection/messages.ts';
import { call, emptyMeta } from '../../../extension/connection/service.ts';
import { decisionsOf, putDecision, UNDO_WINDOW_MS } from '../../../extension/store/outbox.ts';
import { signIn, signOut, whoAmI, wipe } from '../../../extension/worker/account/session.ts';
import { Cycle } from '../../../extension/worker/cycle.ts';
import { lookup } from '../../../extension/worker/fetch/lookup.ts';
import { NUMBER, session, ticket } from '../fixtures.ts';
import { type Surroundings, surroundings } from './context.ts';

const FIRST = session();
const SECOND = { ...session({ id: 'v2', username: 'kedua' }), token: 'token-of-the-second' };
const HOURS = 3_600_000;
let world: Surroundings;

beforeEach(async () => {
  world = surroundings();
  world.service.put(ticket());
  await enter(FIRST);
  await round();
});

async function enter(as: typeof FIRST, origin = 'http://service.test'): Promise<void> {
  world.service.session = as;
  await signIn(world, { origin, username: as.actor.username, password: 'benar' });
}
const round = () => new Cycle(world).run();
const leave = (wish: MessageMap['signOut']['ask'] = {}) => signOut(world, wish, round);
/** Gives up what the refusal has just counted out. */
const giveUp = async (asked: Outcome<null>) => ({
  unsent: { discard: asked.ok ? [] : (asked.error.entries ?? []) },
});
const leaveAll = async () => leave(await giveUp(await leave()));
const decide = () =>
  putDecision(world.db, { number: NUMBER, version: 4, body: { action: 'setujui' } }, world.time);
const ripen = (): void => {
  world.time += UNDO_WINDOW_MS;
};
const sent = (): number => world.service.done.length;
const held = async () => ({
  tickets: await world.db.tickets.count(),
  photos: await world.db.photos.count(),
  decisions: await world.db.outbox.count(),
});

describe('a decision whose session ends while it is being sent', () => {
  beforeEach(async () => {
    await decide();
    ripen();
    world.service.failure = 'unauthenticated';
    await round();
    world.service.failure = null;
  });

  it('waits, and its officer is asked to sign in again', async () => {
    expect(await whoAmI(world)).toBeNull();
    await round();
    expect(sent()).toBe(0);
    expect(await decisionsOf(world.db, FIRST.actor.id)).toMatchObject([{ state: 'queued' }]);
  });

  it('is sent once when the same account is back', async () => {
    await enter(FIRST);
    await round();
    await round();
    expect(sent()).toBe(1);
    expect((await held()).decisions).toBe(0);
  });

  it('is neither sent nor shown by another account, nor lost when that one signs out', async () => {
    await enter(SECOND);
    await round();
    expect(sent()).toBe(0);
    expect((await world.db.tickets.get(NUMBER))?.inQueue).toBe(true);
    expect(await lookup(world, [NUMBER])).toMatchObject({ value: { badges: [{ decided: false }] } });
    expect(await leaveAll()).toMatchObject({ ok: true });
    await enter(FIRST);
    await round();
    expect(sent()).toBe(1);
  });

  it('is kept when nobody comes back for three days, though the reports go', async () => {
    await world.db.photos.put({ key: 'p:thumb', blob: new Blob(['x']), bytes: 1, usedAt: world.time });
    world.time += 72 * HOURS;
    await round();
    expect(await held()).toEqual({ tickets: 0, photos: 0, decisions: 1 });
    await enter(FIRST);
    await round();
    expect(sent()).toBe(1);
  });
});

describe('what has to be done first', () => {
  it.each([{ mustChangePassword: true }, { mustSetSecondFactor: true }] as const)(
    'keeps decisions waiting until it is, and none of them is refused for it: %o',
    async (duty) => {
      await decide();
      ripen();
      await enter({ ...FIRST, ...duty });
      await round();
      expect(sent()).toBe(0);
      expect(await decisionsOf(world.db, FIRST.actor.id)).toMatchObject([{ state: 'held' }]);
      await enter(FIRST);
      await round();
      expect(sent()).toBe(1);
    },
  );

  it('leaves the connection as it is where a proxy stops one decision', async () => {
    world.service.proxied.set(NUMBER, 502);
    await decide();
    ripen();
    await round();
    expect(await world.db.meta.get('sync')).toMatchObject({ offlineSince: null });
  });
});

describe('the service at another address', () => {
  it('is read from the beginning, and gets what was decided', async () => {
    world.service.failure = 'away';
    await decide();
    ripen();
    await round();
    world.service.failure = null;
    await world.db.tickets.update(NUMBER, { syncedAt: 1 });
    await enter(FIRST, 'http://moved.test');
    expect((await held()).tickets).toBe(0);
    await round();
    expect(sent()).toBe(1);
  });
});

describe('what was answered to one account', () => {
  it('is not kept once another has signed in', async () => {
    const fetch = world.fetch;
    world.fetch = async (...request) => {
      const answer = await fetch(...request);
      world.fetch = fetch;
      await enter(SECOND);
      return answer;
    };
    await expect(call(world, 'getTicket', { params: { number: NUMBER } })).rejects.toThrow(
      'Nobody is signed in',
    );
  });
});

describe('a round that is under way while its officer signs out', () => {
  /** Signs out once the service has answered the first call to `path`, before the answer is there. */
  const leaveDuring = (path: string): void => {
    const fetch = world.fetch;
    world.fetch = async (...request) => {
      const answer = await fetch(...request);
      if (world.service.calls.at(-1) !== path) return answer;
      world.fetch = fetch;
      await leave();
      return answer;
    };
  };

  it.each([
    ['the queue', 'GET /queue/reports', HOURS],
    ['changes', 'GET /changes', 0],
    ['claims that are as they were', 'GET /queue/claims', 60_000],
    ['offices', 'GET /units', HOURS],
  ])('writes nothing of %s into the emptied copy', async (_, path, later) => {
    world.service.happen(ticket({ version: 5 }));
    world.time += later;
    leaveDuring(path);
    await round();
    expect(world.service.calls).toContain('DELETE /session');
    expect(await held()).toEqual({ tickets: 0, photos: 0, decisions: 0 });
    expect(await world.db.meta.get('sync')).toEqual(emptyMeta());
  });
});

describe('signing out', () => {
  it('asks about a decision that the service did not take, too', async () => {
    const id = await decide();
    await world.db.outbox.update(id, { state: 'conflict' });
    expect(await leave()).toMatchObject({ ok: false, error: { word: 'untaken' } });
    expect(await leave({ unsent: 'send' })).toMatchObject({ ok: false, error: { word: 'untaken' } });
    expect(await leaveAll()).toMatchObject({ ok: true });
    expect(await held()).toEqual({ tickets: 0, photos: 0, decisions: 0 });
  });
});

describe('signing out while decisions come in', () => {
  it('asks again where one was made after the question, and drops none of them meanwhile', async () => {
    await decide();
    const asked = await leave();
    await decide();
    expect(await leave(await giveUp(asked))).toMatchObject({ ok: false, error: { word: 'unsent' } });
    expect((await held()).decisions).toBe(2);
    expect(await leaveAll()).toMatchObject({ ok: true });
    expect((await held()).decisions).toBe(0);
  });
});

describe('a browser that signed in before', () => {
  it('says so when the same account comes back, and to nobody else', async () => {
    await leave();
    expect(await world.db.session.count()).toBe(0);
    await enter(FIRST);
    await enter(SECOND);
    await enter(FIRST, 'http://other.test');
    expect(world.service.marks).toEqual([undefined, 'known', undefined, undefined]);
    expect(JSON.stringify(await world.db.marks.toArray())).not.toMatch(/service|kedua/);
  });
});

describe('a session that is over', () => {
  beforeEach(async () => {
    world.service.failure = 'unauthenticated';
    await round();
  });

  it('can be left for good, and takes the copy of the queue with it', async () => {
    expect((await held()).tickets).toBe(1);
    expect(await leave()).toMatchObject({ ok: true });
    expect(await held()).toEqual({ tickets: 0, photos: 0, decisions: 0 });
    expect(await world.db.session.count()).toBe(0);
  });

  it('says that decisions need it back, instead of offering to send them', async () => {
    await decide();
    expect(await leave()).toMatchObject({ ok: false, error: { word: 'expired' } });
    expect(await leaveAll()).toMatchObject({ ok: true });
    expect((await held()).decisions).toBe(0);
  });
});

describe('signing out, with the service told of it,', () => {
  it('first tells it of notifications, and takes those off the screen', async () => {
    const at = world.time;
    await world.db.notices.put({
      accountId: FIRST.actor.id,
      key: 'arrived:1',
      id: crypto.randomUUID(),
      number: NUMBER,
      kind: 'arrived',
      at,
      sentAt: at,
      shownAt: at,
      group: 'arrived',
      unreported: 1,
    });
    await browser.notifications.create('arrived', { type: 'basic', iconUrl: 'x', title: 'x', message: 'x' });
    expect(await leave()).toMatchObject({ ok: true });
    expect(world.service.receipts.size).toBe(1);
    expect(await browser.notifications.getAll()).toEqual({});
    expect(await world.db.notices.count()).toBe(0);
  });

  it('does not drop what was decided meanwhile, and nobody was asked about', async () => {
    await decide();
    const fetch = world.fetch;
    world.fetch = async (...request) => {
      await decide();
      return fetch(...request);
    };
    expect(await leaveAll()).toMatchObject({ ok: true });
    world.fetch = fetch;
    expect(await decisionsOf(world.db, FIRST.actor.id)).toHaveLength(1);
    await enter(FIRST);
    ripen();
    await round();
    expect(sent()).toBe(1);
  });
});

describe('taking the copy away', () => {
  it('asks about decisions, keeps them when told to, and reads the queue anew', async () => {
    world.service.failure = 'away';
    await decide();
    expect(await wipe(world, {})).toMatchObject({ ok: false, error: { word: 'unsent' } });
    expect(await held()).toMatchObject({ tickets: 1, decisions: 1 });
    expect(await wipe(world, { unsent: 'keep' })).toMatchObject({ ok: true });
    expect(await held()).toEqual({ tickets: 0, photos: 0, decisions: 1 });
    world.service.failure = null;
    ripen();
    await round();
    expect(sent()).toBe(1);
    expect((await held()).tickets).toBe(1);
  });

  it('drops them where that was said, and nothing that was decided after the question', async () => {
    await decide();
    const asked = await wipe(world, {});
    const later = await decide();
    expect(await wipe(world, await giveUp(asked))).toMatchObject({ ok: true });
    expect(await decisionsOf(world.db, FIRST.actor.id)).toMatchObject([{ id: later }]);
  });
});
