import { beforeEach, describe, expect, it } from 'vitest';
import { browser } from 'wxt/browser';
import type { MessageName } from '../../../extension/connection/messages.ts';
import { signIn } from '../../../extension/worker/account/session.ts';
import type { RunningWorker } from '../../../extension/worker/answers/answers.ts';
import { mintFrame } from '../../../extension/worker/pages/frames.ts';
import { kindOf, MESSAGE_NAMES, maySend, type Sender } from '../../../extension/worker/pages/sender.ts';
import { answer } from '../../../extension/worker/router.ts';
import { NOON, NUMBER, ticket } from '../fixtures.ts';
import { type Surroundings, surroundings } from './context.ts';

const PAGE = 'http://localhost:8787/demo/laporan?halaman=2';
const SWITCHED_OFF = 'http://mati.example/';
const id = (): string => browser.runtime.id;
const own = (page: string): string => `${browser.runtime.getURL('/')}${page}`;

const fromPopup = (): Sender => ({ id: id(), url: own('popup.html') });
const fromDeskTab = (): Sender => ({ id: id(), url: own('desk.html'), tab: tab(1), frameId: 0 });
const fromFrame = (document = 'd1', inTab = 1): Sender => ({
  id: id(),
  url: own('card.html'),
  tab: tab(inTab),
  frameId: 5,
  documentId: document,
});
const fromContent = (url = PAGE): Sender => ({ id: id(), url, tab: tab(1), frameId: 0 });

function tab(number: number): NonNullable<Sender['tab']> {
  return { id: number, index: 0, pinned: false, highlighted: false, windowId: 1, active: true } as never;
}

let world: Surroundings;
let worker: RunningWorker;
let drawers: string[];
/** What the page around a card was asked, and what it says. */
let asked: object[];
let standing: boolean;

beforeEach(async () => {
  world = surroundings();
  world.service.put(ticket());
  drawers = [];
  asked = [];
  standing = true;
  worker = {
    context: world,
    deliver: async () => undefined,
    openDesk: async () => undefined,
    standsIn: async (around, number) => {
      asked.push({ around, number });
      return standing;
    },
    openDrawer: async (_, nonce) => {
      drawers.push(nonce);
      return true;
    },
    overlayRunsOn: async (url) => url !== SWITCHED_OFF,
  };
  await signIn(world, { origin: 'http://service.test', username: 'validator', password: 'benar' });
});

const say = (name: MessageName, ask: unknown, sender: Sender) => answer(worker, { name, ask }, sender);
const approve = { number: NUMBER, version: 4, body: { action: 'setujui' } };

async function openCard(sender = fromContent()): Promise<string> {
  const said = await say('card', { number: NUMBER }, sender);
  return (said as { value: { nonce: string } }).value.nonce;
}

describe('who is speaking', () => {
  it.each([
    ['another extension', () => ({ id: 'someone-else', url: own('popup.html') })],
    ['nobody at all', () => ({})],
    ['a page without a tab', () => ({ id: id(), url: PAGE })],
    ['a file', () => ({ id: id(), url: 'file:///C:/laporan.html', tab: tab(1) })],
    ['an unreadable address', () => ({ id: id(), url: 'about', tab: tab(1) })],
  ] as [string, () => Sender][])('hears nothing from %s', (_, sender) => {
    expect(kindOf(sender())).toBeNull();
  });

  it('tells our pages, our frames in pages and our scripts in pages apart', () => {
    expect([fromPopup(), fromDeskTab(), fromFrame(), fromContent()].map(kindOf)).toEqual([
      'page',
      'page',
      'frame',
      'content',
    ]);
  });

  it('takes a page whose address only begins like ours for a page', () => {
    const address = `${browser.runtime.getURL('/').slice(0, -1)}.example/popup.html`;
    expect(kindOf({ id: id(), url: address, tab: tab(1), frameId: 0 })).not.toBe('page');
  });
});

const OF_CONTENT: MessageName[] = ['card', 'city', 'greet', 'lookup', 'precheck'];

describe('a script in a page', () => {
  it('may greet, look up, ask for a card or a pre-check, and nothing else', () => {
    const allowed = MESSAGE_NAMES.filter((name) => maySend('content', name));
    expect(allowed.sort()).toEqual(OF_CONTENT);
  });

  it.each(MESSAGE_NAMES.filter((name) => !OF_CONTENT.includes(name)))(
    'gets no answer to %s',
    async (name) => {
      expect(await say(name, { ...approve, entry: 1, unsent: 'discard' }, fromContent())).toBeUndefined();
      expect(await world.db.outbox.count()).toBe(0);
      expect(await world.db.session.count()).toBe(1);
    },
  );

  it('is sent away from a page on which the overlay was not allowed', async () => {
    const sender = fromContent(SWITCHED_OFF);
    expect(await say('greet', undefined, sender)).toBeNull();
    expect(await say('city', undefined, sender)).toBeNull();
    for (const [name, asked] of [
      ['lookup', { numbers: [NUMBER] }],
      ['card', { number: NUMBER }],
      ['precheck', { number: NUMBER }],
    ] as const) {
      expect(await say(name, asked, sender)).toMatchObject({ ok: false, error: { word: 'denied' } });
    }
  });

  it('gets status, due time and verdict of a report, and not a word more', async () => {
    const reasons = [
      { code: 'GPS_MISSING', severity: 'warn', message: 'rahasia', advice: 'rahasia' } as const,
    ];
    world.service.put(
      ticket({
        narrative: 'rahasia',
        verdict: { verdict: 'warn', reasons, checkedAt: new Date(NOON).toISOString() },
      }),
    );
    const said = await say('lookup', { numbers: [NUMBER, 'JK2503080099'] }, fromContent());
    expect(said).toEqual({
      ok: true,
      value: {
        badges: [
          {
            number: NUMBER,
            status: 'validasi',
            nextDueAt: Date.parse('2025-03-10T14:00+07:00'),
            verdict: 'warn',
            decided: false,
          },
        ],
        unknown: ['JK2503080099'],
        clockOffset: expect.any(Number),
      },
    });
  });

  it.each([
    { numbers: [] },
    { numbers: ['JK2513450007'] },
    { numbers: Array.from({ length: 501 }, () => NUMBER) },
    {},
    null,
  ])('gets no answer to a malformed question (%#)', async (ask) => {
    expect(await say('lookup', ask, fromContent())).toBeUndefined();
  });

  it('is answered from the store while the service is away', async () => {
    const { events: _, ...item } = ticket();
    await world.db.tickets.put({ number: NUMBER, inQueue: true, nextDueAt: 0, item, syncedAt: 0 });
    world.service.failure = 'away';
    const said = await say('lookup', { numbers: [NUMBER] }, fromContent());
    expect(said).toMatchObject({ ok: true, value: { badges: [{ number: NUMBER }] } });
  });
});

describe('a frame in a page', () => {
  it.each(['report', 'decide', 'whoAmI', 'drawer', 'open'] as const)(
    'is denied %s until it has redeemed its nonce',
    async (name) => {
      expect(await say(name, approve, fromFrame())).toMatchObject({ ok: false, error: { word: 'denied' } });
      expect(await world.db.outbox.count()).toBe(0);
    },
  );

  it('redeems its nonce once', async () => {
    const nonce = await openCard();
    expect(await say('redeem', { nonce }, fromFrame())).toMatchObject({
      ok: true,
      value: { number: NUMBER, decisions: true },
    });
    expect(await say('redeem', { nonce }, fromFrame('d2'))).toMatchObject({ ok: false });
  });

  it('is the only one of two that redeem at the same moment', async () => {
    const nonce = await openCard();
    const both = await Promise.all([
      say('redeem', { nonce }, fromFrame('d1')),
      say('redeem', { nonce }, fromFrame('d2')),
    ]);
    expect(both.filter((said) => (said as { ok: boolean }).ok)).toHaveLength(1);
  });

  it('cannot redeem what was minted for another tab, too long ago, or never', async () => {
    expect(await say('redeem', { nonce: await openCard() }, fromFrame('d1', 2))).toMatchObject({ ok: false });
    const old = await openCard();
    world.time += 10_001;
    expect(await say('redeem', { nonce: old }, fromFrame())).toMatchObject({ ok: false });
    expect(await say('redeem', { nonce: crypto.randomUUID() }, fromFrame())).toMatchObject({ ok: false });
  });

  it('reads only the report it was opened for', async () => {
    world.service.put(ticket({ number: 'JK2503080008' }));
    await say('redeem', { nonce: await openCard() }, fromFrame());
    expect(await say('report', { number: NUMBER }, fromFrame())).toMatchObject({ ok: true });
    expect(await say('report', { number: 'JK2503080008' }, fromFrame())).toMatchObject({ ok: false });
  });

  it('learns of the report it was opened for what a pre-check needs, from the store while the service is away', async () => {
    const { events: _, ...item } = ticket({ point: { lat: -6.26, lon: 106.81 } });
    await world.db.tickets.put({ number: NUMBER, inQueue: true, nextDueAt: 0, item, syncedAt: 0 });
    world.service.failure = 'away';
    const said = await say('precheck', { number: NUMBER }, fromContent());
    await say('redeem', { nonce: (said as { value: { nonce: string } }).value.nonce }, fromFrame());
    expect(await say('evidenceBasis', { number: NUMBER }, fromFrame())).toMatchObject({
      ok: true,
      value: {
        point: { lat: -6.26, lon: 106.81 },
        reportedAt: Date.parse(item.reportedAt),
        category: 'Jalan',
      },
    });
    expect(await say('evidenceBasis', { number: 'JK2503080008' }, fromFrame())).toMatchObject({ ok: false });
    expect(await say('decide', approve, fromFrame())).toMatchObject({ error: { word: 'denied' } });
  });

  it('learns nothing of a report that is not the officer’s', async () => {
    const said = await say('precheck', { number: 'JK2503080099' }, fromContent());
    await say('redeem', { nonce: (said as { value: { nonce: string } }).value.nonce }, fromFrame());
    expect(await say('evidenceBasis', { number: 'JK2503080099' }, fromFrame())).toEqual({
      ok: true,
      value: null,
    });
  });

  it('decides on the sites the service named, and on no other page', async () => {
    await say(
      'redeem',
      { nonce: await openCard(fromContent('http://localhost:8787/lain')) },
      fromFrame('d1'),
    );
    expect(await say('decide', approve, fromFrame('d1'))).toMatchObject({ error: { word: 'denied' } });
    await say('redeem', { nonce: await openCard() }, fromFrame('d2'));
    expect(await say('decide', approve, fromFrame('d2'))).toMatchObject({ ok: true });
  });

  it('decides inside another page only where that is one of those sites too', async () => {
    const inside = (around: string): Sender => ({
      ...fromContent(),
      frameId: 3,
      tab: { ...tab(1), url: around },
    });
    await say('redeem', { nonce: await openCard(inside('https://lain.example/')) }, fromFrame('d1'));
    expect(await say('decide', approve, fromFrame('d1'))).toMatchObject({ error: { word: 'denied' } });
    await say('redeem', { nonce: await openCard(inside(PAGE)) }, fromFrame('d2'));
    expect(await say('decide', approve, fromFrame('d2'))).toMatchObject({ ok: true });
  });

  it('takes back, drops and repeats only what its officer decided on the report it may decide', async () => {
    await say('redeem', { nonce: await openCard() }, fromFrame('d1'));
    await say('redeem', { nonce: await openCard(fromContent('https://lain.example/')) }, fromFrame('d2'));
    const decided = async (changes: object): Promise<number> => {
      const said = await say('decide', approve, fromDeskTab());
      const { entry } = (said as { value: { entry: number } }).value;
      await world.db.outbox.update(entry, changes);
      return entry;
    };
    const denied = { ok: false, error: { word: 'denied' } };
    const drawer: Sender = { ...fromFrame('d1'), url: own('desk.html?ticket=1') };
    for (const [name, state] of [
      ['undo', 'held'],
      ['dismiss', 'refused'],
      ['decideAnew', 'conflict'],
    ] as const) {
      const mine = { entry: await decided({ state }), version: 5 };
      const other = { entry: await decided({ state, number: 'JK2503080008' }), version: 5 };
      const foreign = { entry: await decided({ state, accountId: 'v2' }), version: 5 };
      const held = await world.db.outbox.count();
      expect(await say(name, mine, fromFrame('d2'))).toMatchObject(denied);
      expect(await say(name, other, fromFrame('d1'))).toMatchObject(denied);
      for (const sender of [fromFrame('d1'), drawer, fromDeskTab()]) {
        expect(await say(name, foreign, sender)).toMatchObject(denied);
      }
      expect(await world.db.outbox.count()).toBe(held);
      expect(await say(name, mine, fromFrame('d1'))).toMatchObject({ ok: true });
      expect(await say(name, other, drawer)).toMatchObject({ ok: true });
    }
  });

  it.each(['decide', 'openDesk', 'drawer'] as const)(
    'has its page read again before %s leaves it as a card, and nothing leaves where the number is gone',
    async (name) => {
      await say('redeem', { nonce: await openCard({ ...fromContent(), frameId: 3 }) }, fromFrame());
      standing = false;
      expect(await say(name, approve, fromFrame())).toMatchObject({ error: { word: 'moved' } });
      expect(asked).toEqual([{ around: { tab: 1, frame: 3 }, number: NUMBER }]);
      expect(await world.db.outbox.count()).toBe(0);
      expect(drawers).toEqual([]);
    },
  );

  it('takes a decision back as a card although the number is gone', async () => {
    await say('redeem', { nonce: await openCard() }, fromFrame());
    const said = await say('decide', approve, fromFrame());
    standing = false;
    const { entry } = (said as { value: { entry: number } }).value;
    expect(await say('undo', { entry }, fromFrame())).toMatchObject({ ok: true });
  });

  it('decides as a card on no other report than its own, and as a drawer on any', async () => {
    await say('redeem', { nonce: await openCard() }, fromFrame());
    const other = { ...approve, number: 'JK2503080008' };
    const many = { tickets: [other], body: approve.body };
    const drawer: Sender = { ...fromFrame(), url: own('desk.html?ticket=1') };
    for (const [name, ask] of [
      ['decide', other],
      ['decideMany', many],
    ] as const) {
      expect(await say(name, ask, fromFrame())).toMatchObject({ error: { word: 'denied' } });
    }
    standing = false;
    expect(await say('decide', approve, drawer)).toMatchObject({ ok: true });
  });

  it('loses its rights with its document', async () => {
    await say('redeem', { nonce: await openCard() }, fromFrame('d1'));
    expect(await say('decide', approve, fromFrame('d2'))).toMatchObject({ error: { word: 'denied' } });
  });

  it('passes its rights on to the drawer it opens, and no more', async () => {
    await say('redeem', { nonce: await openCard(fromContent('https://lain.example/')) }, fromFrame('d1'));
    await say('drawer', { number: NUMBER }, fromFrame('d1'));
    const nonce = drawers[0] ?? '';
    expect(await say('redeem', { nonce }, fromFrame('d3'))).toMatchObject({ value: { decisions: false } });
  });
});

describe('a page of our own', () => {
  it('is understood when its question carries nothing', async () => {
    for (const message of [{ name: 'whoAmI' }, { name: 'whoAmI', ask: null }]) {
      expect(await answer(worker, message, fromPopup())).toMatchObject({ actor: { username: 'validator' } });
    }
  });

  it('decides and takes back', async () => {
    const said = await say('decide', approve, fromDeskTab());
    const { entry } = (said as { value: { entry: number } }).value;
    expect(await say('undo', { entry }, fromPopup())).toMatchObject({ ok: true });
    expect(await say('undo', { entry }, fromPopup())).toMatchObject({ error: { word: 'too-late' } });
  });

  it('keeps a report in the queue whose decision the service refused, also once it is opened', async () => {
    const { entry } = ((await say('decide', approve, fromDeskTab())) as { value: { entry: number } }).value;
    const inQueue = async () => {
      await say('open', { number: NUMBER }, fromDeskTab());
      return (await world.db.tickets.get(NUMBER))?.inQueue;
    };
    await world.db.outbox.update(entry, { effect: { from: 'waiting', to: null, returned: false } });
    expect(await inQueue()).toBe(false);
    await world.db.outbox.update(entry, { state: 'conflict' });
    expect(await inQueue()).toBe(true);
  });

  it('is refused a decision that the contract does not know', async () => {
    const body = { action: 'kembalikan', reasonCodes: [] };
    expect(await say('decide', { ...approve, body }, fromDeskTab())).toBeUndefined();
    expect(await world.db.outbox.count()).toBe(0);
  });

  it('needs no nonce, and can use none', async () => {
    const grant = { number: NUMBER, decisions: true, around: { tab: 1, frame: 0 } };
    const nonce = await mintFrame(grant, NOON);
    expect(await say('redeem', { nonce }, fromDeskTab())).toBeUndefined();
  });

  it('gets no answer to a name that is not in the table, not even one every object has', async () => {
    for (const name of ['toString', '__proto__', 'constructor', 'unknown']) {
      expect(await answer(worker, { name, ask: {} }, fromPopup())).toBeUndefined();
    }
    for (const message of [null, 'decide', { ask: {} }, 7]) {
      expect(await answer(worker, message, fromPopup())).toBeUndefined();
    }
  });
});
