import { beforeEach, describe, expect, it } from 'vitest';
import { wordsOf } from '#shared/words/catalogue.ts';
import type { MessageMap } from '../../../extension/connection/messages.ts';
import { setWords } from '../../../extension/platform/i18n.ts';
import { putDecision, UNDO_WINDOW_MS } from '../../../extension/store/outbox.ts';
import { rowOf } from '../../../extension/store/tickets.ts';
import { signIn, signOut, whoAmI } from '../../../extension/worker/account/session.ts';
import { Cycle } from '../../../extension/worker/cycle.ts';
import { openReturned } from '../../../extension/worker/fetch/open.ts';
import { sync } from '../../../extension/worker/fetch/sync.ts';
import { counters, NOON, NUMBER, session, ticket } from '../fixtures.ts';
import { type Surroundings, surroundings } from './context.ts';

const OTHER = 'JK2503080008';
const HOURS = 3_600_000;
const ORIGIN = 'http://service.test';
let world: Surroundings;

beforeEach(async () => {
  world = surroundings();
  world.service.put(ticket());
  world.service.counters = counters({ dueToday: 1 });
});

const enter = (password = 'benar') => signIn(world, { origin: ORIGIN, username: 'validator', password });
const row = (number = NUMBER) => world.db.tickets.get(number);
const meta = () => world.db.meta.get('sync');
const decide = () =>
  putDecision(world.db, { number: NUMBER, version: 4, body: { action: 'setujui' } }, world.time);
const callsTo = (path: string): number => world.service.calls.filter((made) => made === path).length;

describe('a follow-up that came back', () => {
  it('is read with its reasons before anybody opens it, once, and not at the cost of what waits', async () => {
    const item = ticket({ status: 'tl_ditolak', actions: ['tindak_lanjut', 'catat'] });
    world.service.put(item);
    await enter();
    const { events: _, ...listed } = item;
    await world.db.tickets.put({ ...rowOf(listed, ['unit_admin'], NOON), inQueue: true });
    await openReturned(world, () => true);
    expect(await row()).not.toHaveProperty('item.events');
    await openReturned(world, () => false);
    expect(await row()).toHaveProperty('item.events');
    const calls = callsTo(`GET /tickets/${NUMBER}`);
    await world.db.tickets.update(NUMBER, { inQueue: true });
    await openReturned(world, () => false);
    expect(callsTo(`GET /tickets/${NUMBER}`)).toBe(calls);
  });
});

describe('another language', () => {
  it('has the queue read once more, for its findings are worded by the service', async () => {
    await enter();
    await sync(world);
    setWords('en', wordsOf('en'));
    await sync(world);
    expect(callsTo('GET /queue/reports')).toBe(2);
    expect(world.service.heard.at(-1)).toBe('en');
    await sync(world);
    expect(callsTo('GET /queue/reports')).toBe(2);
  });
});

describe('a first reading', () => {
  it('brings the queue, its counts and the place in the feed', async () => {
    await enter();
    await sync(world);
    expect(await row()).toMatchObject({
      inQueue: true,
      nextDueAt: Date.parse('2025-03-10T14:00+07:00'),
    });
    expect(await meta()).toMatchObject({ scopeId: 's1', counters: { dueToday: 1 }, offlineSince: null });
  });

  it('keeps reports in due order, whoever looks at them', async () => {
    const until = new Date(NOON + HOURS).toISOString();
    const due = (number: string, at: string, mine: boolean) =>
      ticket({ number, nextDueAt: at, claim: { by: 'Validator Dua', until, mine } });
    world.service.put(due(OTHER, '2025-03-10T15:00:00+07:00', true));
    world.service.put(due('JK2503080009', '2025-03-10T13:00:00+07:00', false));
    await enter();
    await sync(world);
    const ordered = (await world.db.tickets.orderBy('nextDueAt').toArray()).map(({ number }) => number);
    expect(ordered).toEqual(['JK2503080009', NUMBER, OTHER]);
  });
});

describe('following the feed', () => {
  beforeEach(async () => {
    await enter();
    await sync(world);
  });

  it('takes in what entered', async () => {
    world.service.happen(ticket({ number: OTHER }));
    await sync(world);
    expect(await row(OTHER)).toMatchObject({ inQueue: true });
  });

  it('lets go of what left, and keeps it readable for links', async () => {
    world.service.happen(ticket({ version: 5, status: 'selesai' }), 'out');
    await sync(world);
    expect(await row()).toMatchObject({ inQueue: false });
    world.time += 2 * HOURS;
    world.service.now = world.time;
    await sync(world);
    expect(await row()).toBeUndefined();
  });

  it('reads page after page until the feed is at its end', async () => {
    for (let i = 0; i < 450; i++) world.service.happen(ticket({ version: 5 + i }));
    await sync(world);
    expect((await row())?.item.version).toBe(454);
    expect(await meta()).toMatchObject({ seq: 450 });
  });

  it('is not put off by gaps in the sequence', async () => {
    world.service.happen(ticket({ version: 5 }), 'in', 17);
    world.service.happen(ticket({ number: OTHER }), 'in', 40);
    await sync(world);
    expect(await meta()).toMatchObject({ seq: 40 });
    expect(await row(OTHER)).toMatchObject({ inQueue: true });
  });

  it('never overwrites a report with an older one', async () => {
    world.service.happen(ticket({ version: 6 }));
    await sync(world);
    world.service.happen(ticket({ version: 5 }));
    await sync(world);
    expect((await row())?.item.version).toBe(6);
  });

  it('fetches a report whose change came without it', async () => {
    world.service.put(ticket({ version: 5, category: 'Trotoar' }));
    world.service.changes.push({
      seq: 1,
      at: '2025-03-10T10:00:00+07:00',
      number: NUMBER,
      version: 5,
      action: 'catat',
      actor: { role: 'validator', unit: null },
      from: 'validasi',
      to: 'validasi',
      scope: 'in',
    });
    await sync(world);
    expect((await row())?.item.category).toBe('Trotoar');
  });

  it('reads anew when rights changed, and only then', async () => {
    const before = callsTo('GET /queue/reports');
    await sync(world);
    expect(callsTo('GET /queue/reports')).toBe(before);
    world.service.scopeId = 's2';
    world.service.tickets.delete(NUMBER);
    world.service.put(ticket({ number: OTHER }));
    await sync(world);
    expect(await row()).toMatchObject({ inQueue: false });
    expect(await row(OTHER)).toMatchObject({ inQueue: true });
    expect(await meta()).toMatchObject({ scopeId: 's2' });
  });

  it('writes only what has changed when it reads the queue anew, and keeps what was read on opening', async () => {
    const opened = ticket({ number: OTHER });
    world.service.happen(ticket({ number: OTHER }));
    await sync(world);
    await world.db.tickets.update(OTHER, { item: opened });
    world.time += HOURS;
    world.service.now = world.time;
    world.service.put(ticket({ version: 5 }));
    await sync(world);
    expect(await row()).toMatchObject({ item: { version: 5 }, syncedAt: NOON + HOURS });
    expect(await row(OTHER)).toMatchObject({ item: { events: [] } });
    world.time += HOURS;
    await sync(world);
    expect(await row()).toMatchObject({ syncedAt: NOON + HOURS });
  });

  it('learns who looks at a report without reading the queue anew, and that they look no more', async () => {
    const before = callsTo('GET /queue/reports');
    const claim = { by: 'Validator Dua', until: new Date(NOON + 300_000).toISOString(), mine: false };
    world.service.put(ticket({ claim }));
    await sync(world);
    expect(await row()).toMatchObject({ item: { claim } });
    world.service.put(ticket());
    await sync(world);
    expect((await row())?.item.claim).toBeUndefined();
    expect(callsTo('GET /queue/reports')).toBe(before);
  });

  it('lets go of a claim that was seen on opening and had ended before the next round', async () => {
    await sync(world);
    const claim = { by: 'Validator Dua', until: new Date(NOON + 300_000).toISOString(), mine: false };
    const opened = rowOf(ticket({ claim }), ['validator'], NOON);
    await world.db.tickets.put(opened);
    await sync(world);
    expect((await row())?.item.claim).toBeUndefined();
  });

  it('writes nothing and tells nobody where claims are as they were', async () => {
    const claim = { by: 'Validator Dua', until: new Date(NOON + 300_000).toISOString(), mine: false };
    world.service.put(ticket({ claim }));
    await sync(world);
    const told = world.told;
    await world.db.tickets.update(NUMBER, { syncedAt: 1 });
    await sync(world);
    expect(world.told).toBe(told);
    expect(await row()).toMatchObject({ syncedAt: 1 });
  });

  it('keeps a decided report away while the service does not know of the decision yet', async () => {
    await decide();
    world.service.happen(ticket({ version: 5 }));
    await sync(world);
    expect(await row()).toMatchObject({ inQueue: false });
    world.service.scopeId = 's2';
    await sync(world);
    expect(await row()).toMatchObject({ inQueue: false });
  });

  it('keeps the counts it has when the service says they are unchanged', async () => {
    await sync(world);
    expect(await meta()).toMatchObject({ counters: { dueToday: 1 } });
  });
});

describe('contact', () => {
  beforeEach(async () => {
    await enter();
    await sync(world);
  });

  it('shows since when the service is away, until it answers again', async () => {
    world.service.failure = 'away';
    world.time += 60_000;
    await expect(sync(world)).rejects.toThrow();
    world.time += 60_000;
    await expect(sync(world)).rejects.toThrow();
    expect(await meta()).toMatchObject({ offlineSince: NOON + 60_000 });
    world.service.failure = null;
    await sync(world);
    expect(await meta()).toMatchObject({ offlineSince: null });
  });

  it('is written down every ten seconds, not after every call: pages draw anew for it', async () => {
    const written: number[] = [];
    for (let second = 0; second < 20; second++) {
      world.time += 1_000;
      world.service.now += 1_000;
      await sync(world);
      const at = (await meta())?.lastContactAt ?? 0;
      if (at !== written.at(-1)) written.push(at);
    }
    expect(written).toEqual([NOON, NOON + 10_000, NOON + 20_000]);
  });

  it("shows due times against the service's clock, whatever this machine's says", async () => {
    world.service.now = NOON + 3 * HOURS;
    await sync(world);
    expect((await meta())?.clockOffset).toBe(3 * HOURS + 500);
    world.service.now += 1_000;
    await sync(world);
    expect((await meta())?.clockOffset).toBe(3 * HOURS + 500);
  });

  it('ends the session that the service no longer takes, and keeps reports and decisions', async () => {
    await decide();
    world.service.failure = 'unauthenticated';
    await expect(sync(world)).rejects.toThrow();
    expect(await whoAmI(world)).toBeNull();
    expect(await row()).toBeDefined();
    expect(await world.db.outbox.count()).toBe(1);
  });

  it('wipes reports after 72 hours without contact, but no decision', async () => {
    await decide();
    world.service.failure = 'away';
    world.time += 72 * HOURS - 1;
    await new Cycle(world).run();
    expect(await row()).toBeDefined();
    world.time += 1;
    await new Cycle(world).run();
    expect(await row()).toBeUndefined();
    expect(await world.db.outbox.count()).toBe(1);
  });
});

describe('the cycle', () => {
  it('sends what waited as soon as the service answers again', async () => {
    await enter();
    const cycle = new Cycle(world);
    await cycle.run();
    await decide();
    world.time += UNDO_WINDOW_MS;
    world.service.failure = 'away';
    await cycle.run();
    expect(world.service.done).toEqual([]);
    world.service.failure = null;
    await cycle.run();
    expect(world.service.done).toHaveLength(1);
  });

  it('never runs twice at once, and does not lose a call that came while it ran', async () => {
    await enter();
    const cycle = new Cycle(world);
    await Promise.all([cycle.run(), cycle.run(), cycle.run()]);
    expect(callsTo('GET /queue/counters')).toBe(2);
  });

  it('keeps neither a sign-in nor a decision waiting for a photo that does not come', async () => {
    let asked = 0;
    const fetch: typeof world.fetch = (input, init) => {
      if (!(input instanceof Request ? input.url : String(input)).includes('/photos/'))
        return world.service.fetch(input, init);
      asked++;
      return new Promise(() => undefined);
    };
    Object.assign(world, { fetch });
    world.service.put(ticket({ photos: [{ id: 'p1', kind: 'after', followUp: 1 }] }));
    await enter();
    const cycle = new Cycle(world);
    await cycle.contact();
    await expect.poll(() => asked).toBe(1);
    await decide();
    world.time += UNDO_WINDOW_MS;
    await cycle.contact();
    expect(world.service.done).toHaveLength(1);
  });
});

describe('signing in and out', () => {
  it('says that the password does not match and stores nothing', async () => {
    expect(await enter('salah')).toMatchObject({ ok: false, error: { word: 'unauthenticated' } });
    expect(await whoAmI(world)).toBeNull();
  });

  it('never hands the token out', async () => {
    await enter();
    expect(JSON.stringify(await whoAmI(world))).not.toContain(session().token);
  });

  it('wipes the reports of the account before, and keeps its unsent decisions for it', async () => {
    await enter();
    await sync(world);
    await decide();
    world.service.session = session({ id: 'v2', username: 'validator2' });
    await enter();
    expect(await row()).toBeUndefined();
    world.time += UNDO_WINDOW_MS;
    await new Cycle(world).run();
    expect(world.service.done).toEqual([]);
    expect(await world.db.outbox.count()).toBe(1);
    world.service.session = session();
    await enter();
    await new Cycle(world).run();
    expect(world.service.done).toHaveLength(1);
  });

  it('stops the sign-out at unsent decisions until it is said what becomes of them', async () => {
    await enter();
    await sync(world);
    await decide();
    const cycle = new Cycle(world);
    const leave = (wish: MessageMap['signOut']['ask'] = {}) => signOut(world, wish, () => cycle.run());
    expect(await leave()).toMatchObject({ ok: false, error: { word: 'unsent' } });
    expect(await row()).toBeDefined();
    expect(await leave({ unsent: 'send' })).toMatchObject({ ok: true });
    expect(world.service.done).toHaveLength(1);
    expect(await whoAmI(world)).toBeNull();
    expect(await world.db.tickets.count()).toBe(0);
  });

  it('discards on request, and signs out even while the service is away', async () => {
    await enter();
    await sync(world);
    const decided = await decide();
    world.service.failure = 'away';
    const cycle = new Cycle(world);
    expect(await signOut(world, { unsent: 'send' }, () => cycle.run())).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('tidak menjawab') },
    });
    expect(await signOut(world, { unsent: { discard: [decided] } }, () => cycle.run())).toMatchObject({
      ok: true,
    });
    world.service.failure = null;
    expect(await world.db.outbox.count()).toBe(0);
    expect(await world.db.session.count()).toBe(0);
    expect(world.service.done).toEqual([]);
  });
});
