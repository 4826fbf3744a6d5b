import { beforeEach, describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Ticket } from '#shared/contract/ticket.ts';
import { letGo, markOpened, takeClick } from '../../../extension/notifications/notify.ts';
import { settings } from '../../../extension/platform/settings.ts';
import { signIn, signOut } from '../../../extension/worker/account/session.ts';
import { Cycle } from '../../../extension/worker/cycle.ts';
import { NOON, NUMBER, session, ticket } from '../fixtures.ts';
import { type Surroundings, surroundings } from '../worker/context.ts';

const OTHER = 'JK2503080008';
const MINUTE = 60_000;
let world: Surroundings;

beforeEach(async () => {
  vi.spyOn(browser.notifications, 'getPermissionLevel').mockImplementation(async () => 'granted');
  world = surroundings();
  world.service.put(ticket());
  await enter();
  await round();
});

const enter = (username = 'validator') =>
  signIn(world, { origin: 'http://service.test', username, password: 'benar' });
/** As the alarm rings it; every time in a worker that knows nothing of the one before. */
const round = () => new Cycle(world).run();
const later = async (ms: number): Promise<void> => {
  world.time += ms;
  world.service.now += ms;
  await round();
};
const shown = (): Record<string, { title?: string | undefined; message?: string | undefined }> =>
  fakeBrowser.notifications.getAllCreateOptions();
const close = (id: string) => fakeBrowser.notifications.clear(id).then(() => letGo(world, id));
const arriving = (changes: Partial<Ticket> = {}): Ticket =>
  ticket({
    number: OTHER,
    clocks: [clock('validation', NOON, NOON + 72 * 60 * MINUTE)],
    nextDueAt: new Date(NOON + 72 * 60 * MINUTE).toISOString(),
    ...changes,
  });
const clock = (name: 'validation' | 'response', since: number, dueAt: number): Ticket['clocks'][number] => ({
  clock: name,
  since: new Date(since).toISOString(),
  dueAt: new Date(dueAt).toISOString(),
  late: false,
  assumed: false,
});

describe('new work', () => {
  it('is none in the queue that sign-in brings', () => {
    expect(shown()).toEqual({});
  });

  it('is told by number, category and due time, and no word of what anybody wrote', async () => {
    world.service.happen(arriving({ description: 'rahasia', address: 'rahasia', narrative: 'rahasia' }));
    await round();
    expect(shown()).toMatchObject({
      arrived: {
        title: '1 laporan baru menunggu Anda',
        message: `${OTHER} · Jalan · jatuh tempo 13 Mar 10.00`,
      },
    });
    expect(JSON.stringify(shown())).not.toContain('rahasia');
  });

  it('is told once, in however many rounds and workers', async () => {
    world.service.happen(arriving());
    await round();
    await close('arrived');
    await later(30_000);
    await later(30 * MINUTE);
    expect(shown()).toEqual({});
  });

  it('joins in silence the notification that is still there', async () => {
    const update = vi.spyOn(browser.notifications, 'update').mockImplementation(async () => true);
    world.service.happen(arriving());
    await round();
    expect(update).not.toHaveBeenCalled();
    world.service.happen(arriving({ number: 'JK2503080009' }));
    await round();
    expect(update).toHaveBeenCalledExactlyOnceWith('arrived', {
      title: '2 laporan baru menunggu Anda',
      message: expect.stringContaining(OTHER),
    });
  });

  it('is still told where the worker died between writing it down and showing it', async () => {
    const create = vi.spyOn(browser.notifications, 'create');
    create.mockImplementationOnce(() => new Promise<string>(() => undefined));
    world.service.happen(arriving());
    void round();
    await expect.poll(() => create).toHaveBeenCalledTimes(1);
    expect(shown()).toEqual({});
    await round();
    expect(Object.keys(shown())).toEqual(['arrived']);
  });

  it('is told again when the report comes back with a new follow-up', async () => {
    world.service.happen(ticket({ version: 5, status: 'tl_ditolak' }), 'out');
    await later(MINUTE);
    world.service.happen(
      ticket({ version: 6, clocks: [clock('validation', NOON + MINUTE, NOON + 99 * 60 * MINUTE)] }),
    );
    await later(MINUTE);
    expect(shown().arrived?.message).toContain(NUMBER);
  });

  it('is told to the validator whose turn it is, and to another once it becomes theirs', async () => {
    const proposed = (mine: boolean) => ({ username: 'x', name: 'X', mine });
    world.service.happen(arriving({ proposedValidator: proposed(false) }));
    await round();
    expect(shown()).toEqual({});
    world.service.happen(arriving({ version: 5, proposedValidator: proposed(true) }));
    await round();
    expect(Object.keys(shown())).toEqual(['arrived']);
  });

  it('opens its most urgent report when pressed, and is gone', async () => {
    world.service.happen(arriving());
    world.service.happen(
      arriving({ number: 'JK2503080009', nextDueAt: new Date(NOON + 50 * 60 * MINUTE).toISOString() }),
    );
    await round();
    expect(await takeClick(world, 'arrived')).toBe('JK2503080009');
    expect(shown()).toEqual({});
    expect(await takeClick(world, 'somebody else’s')).toBeNull();
  });
});

describe('a limit', () => {
  /** The report of the queue is due four hours after noon. */
  it('is told of at each step the officer set, once', async () => {
    await settings.notifications.set({ ...(await settings.notifications.get()), steps: [60, 15] });
    await later(2 * 60 * MINUTE);
    expect(shown()).toEqual({});
    await later(60 * MINUTE);
    expect(shown()).toMatchObject({
      due: {
        title: expect.stringMatching(/^Sisa waktu 1\sjam$/),
        message: `${NUMBER} · Jalan · jatuh tempo 14.00`,
      },
    });
    await close('due');
    await later(30 * MINUTE);
    expect(shown()).toEqual({});
    await later(15 * MINUTE);
    expect(shown()).toMatchObject({ due: { title: expect.stringMatching(/^Sisa waktu 15\smnt$/) } });
  });

  it('is told of once where the machine slept through the steps before', async () => {
    await later(3 * 60 * MINUTE + 50 * MINUTE);
    expect(shown()).toMatchObject({ due: { title: expect.stringMatching(/^Sisa waktu 10\smnt$/) } });
  });

  it('comes near by the service’s clock, however wrong this machine’s is', async () => {
    world.time += 30 * 24 * 60 * MINUTE;
    await round();
    expect(shown()).toEqual({});
    world.service.now += 3 * 60 * MINUTE;
    world.time -= 60 * 24 * 60 * MINUTE;
    await round();
    expect(shown()).toMatchObject({ due: { title: expect.stringContaining('Sisa waktu') } });
  });

  it('comes near while the service is away', async () => {
    world.service.failure = 'away';
    await later(3 * 60 * MINUTE + 1);
    expect(Object.keys(shown())).toEqual(['due']);
  });
});

describe('what became of it', () => {
  const receipts = () => [...world.service.receipts.values()];

  it('reaches the service: sent, shown, opened', async () => {
    world.service.happen(arriving());
    await round();
    expect(receipts()).toMatchObject([{ number: OTHER, kind: 'arrived', shownAt: expect.any(String) }]);
    await later(5 * MINUTE);
    await markOpened(world, OTHER);
    await round();
    expect(receipts()).toMatchObject([{ openedAt: expect.stringContaining('10:05:00') }]);
  });

  it('waits while the service is away, and is sent once when it is back', async () => {
    world.service.failure = 'away';
    await later(3 * 60 * MINUTE + 1);
    expect(receipts()).toEqual([]);
    world.service.failure = null;
    await later(MINUTE);
    await later(MINUTE);
    expect(receipts()).toMatchObject([{ kind: 'due', sentAt: expect.stringContaining('13:00:00') }]);
    expect(world.service.calls.filter((call) => call === 'POST /notifications/receipts')).toHaveLength(1);
  });

  it('says that the officer’s quiet hours kept it, and that it was shown in the morning', async () => {
    world.service.duty = { onDuty: false, until: null, next: null };
    await settings.notifications.set({
      ...(await settings.notifications.get()),
      quiet: { on: true, from: '21:00', until: '06:00' },
    });
    await later(11.5 * 60 * MINUTE);
    world.service.happen(arriving({ clocks: [clock('validation', world.time, NOON + 99 * 60 * MINUTE)] }));
    await later(MINUTE);
    expect(shown().arrived).toBeUndefined();
    expect(receipts().find(({ number }) => number === OTHER)).toMatchObject({ heldBack: 'quiet_hours' });
    await later(10 * 60 * MINUTE);
    expect(shown().overnight?.message).toContain(OTHER);
    expect(receipts().find(({ number }) => number === OTHER)).toMatchObject({ shownAt: expect.any(String) });
  });

  it('says that the browser would not show it', async () => {
    vi.mocked(browser.notifications.getPermissionLevel).mockImplementation(async () => 'denied');
    world.service.happen(arriving());
    await round();
    await round();
    expect(receipts()).toMatchObject([{ heldBack: 'browser' }]);
    expect(receipts()[0]).not.toHaveProperty('shownAt');
  });

  it('is nobody else’s: another account sends none of it and is told its own', async () => {
    world.service.failure = 'away';
    await later(3 * 60 * MINUTE + 1);
    world.service.failure = null;
    world.service.session = { ...session({ id: 'v2', username: 'lain' }), token: 'another' };
    await enter('lain');
    await later(MINUTE);
    expect(receipts()).toEqual([]);
    world.service.session = session();
    await enter();
    await later(MINUTE);
    expect(receipts()).toHaveLength(1);
  });

  it('leaves nothing behind after signing out', async () => {
    await signOut(world, {}, async () => undefined);
    expect(await world.db.notices.count()).toBe(0);
    expect(await world.db.noticeState.count()).toBe(0);
  });
});

describe('an office', () => {
  beforeEach(async () => {
    world = surroundings();
    world.service.session = session({ role: 'unit_admin', unit: { code: '31.74.03.1002', name: 'Bangka' } });
    world.service.put(ticket());
    await enter();
    await round();
  });
  const office = (changes: Partial<Ticket>): Ticket =>
    arriving({
      status: 'menunggu',
      actions: ['proses', 'catat'],
      clocks: [clock('response', NOON, NOON + 360 * MINUTE)],
      ...changes,
    });

  it('is told of what a validator returned, apart from what is new', async () => {
    world.service.happen(office({}));
    world.service.happen(office({ number: 'JK2503080009', status: 'tl_ditolak' }));
    await round();
    expect(Object.keys(shown()).sort()).toEqual(['arrived', 'returned']);
    expect(shown().returned?.title).toBe('1 tindak lanjut dikembalikan validator');
  });

  it('is not told of what its admin takes up', async () => {
    world.service.happen(office({ status: 'tl_ditolak' }));
    await round();
    await close('returned');
    world.service.happen(office({ status: 'proses', version: 5 }));
    await round();
    expect(shown()).toEqual({});
  });
});
