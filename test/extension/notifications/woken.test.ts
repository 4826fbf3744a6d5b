import { beforeEach, expect, it, vi } from 'vitest';
import { onWake } from '../../../extension/notifications/woken.ts';
import { NotificationSettings, settings } from '../../../extension/platform/settings.ts';
import { signIn, signOut } from '../../../extension/worker/account/session.ts';
import { Cycle } from '../../../extension/worker/cycle.ts';
import { type Surroundings, surroundings } from '../worker/context.ts';

let world: Surroundings;
let far: ReturnType<typeof pushService>;

beforeEach(async () => {
  world = surroundings();
  far = pushService();
  vi.stubGlobal('registration', { pushManager: far });
  await enter();
});

const enter = () =>
  signIn(world, { origin: 'http://service.test', username: 'validator', password: 'benar' });
const round = () => new Cycle(world).run();
const choose = (push: boolean) => settings.notifications.set(NotificationSettings.parse({ push }));

/** The browser's: a new address for each subscription, one at a time. */
function pushService() {
  let held: { endpoint: string } | null = null;
  let made = 0;
  return {
    refuses: false,
    keys: [] as unknown[],
    held: () => held?.endpoint ?? null,
    getSubscription: async () => held,
    async subscribe({ applicationServerKey }: PushSubscriptionOptionsInit) {
      if (this.refuses) throw new DOMException('push service not available', 'AbortError');
      this.keys.push(applicationServerKey);
      const endpoint = `https://push.test/${++made}`;
      held = Object.assign(
        { endpoint },
        {
          toJSON: () => ({ endpoint, keys: { p256dh: 'p'.repeat(87), auth: 'a'.repeat(22) } }),
          async unsubscribe() {
            held = null;
            return true;
          },
        },
      );
      return held;
    },
  };
}

it('is off until it is chosen: nothing goes through the browser’s maker', async () => {
  await round();
  expect(far.keys).toEqual([]);
  expect(world.service.pushedTo).toEqual([]);
});

it('is made once in a session, for the service’s key, and told to the service', async () => {
  await choose(true);
  await round();
  await round();
  expect(far.keys).toEqual(['BKey']);
  expect(world.service.pushedTo).toEqual(['https://push.test/1']);
});

it('is made anew in the next session, for the service has forgotten it with the last', async () => {
  await choose(true);
  await round();
  await enter();
  await round();
  expect(world.service.pushedTo).toEqual(['https://push.test/1', 'https://push.test/2']);
  expect(far.held()).toBe('https://push.test/2');
});

it('ends in the browser with signing out, and when it is switched off', async () => {
  await choose(true);
  await round();
  await choose(false);
  await round();
  expect(far.held()).toBeNull();
  await choose(true);
  await round();
  expect(far.held()).toBe('https://push.test/2');
  await signOut(world, {}, async () => {});
  expect(far.held()).toBeNull();
});

it('is not asked for over and over where the browser’s push service gives none', async () => {
  await choose(true);
  far.refuses = true;
  await round();
  const asked = world.service.calls.filter((call) => call === 'GET /push').length;
  far.refuses = false;
  await round();
  expect(world.service.calls.filter((call) => call === 'GET /push')).toHaveLength(asked);
  expect(world.service.pushedTo).toEqual([]);
});

it('wakes the worker for a round that it is kept alive for', async () => {
  const listeners: ((event: { waitUntil(done: Promise<unknown>): void }) => void)[] = [];
  vi.stubGlobal('addEventListener', (_: string, listener: (typeof listeners)[number]) =>
    listeners.push(listener),
  );
  const goesOn = vi.fn(async () => {});
  onWake(goesOn);
  const lasting: unknown[] = [];
  for (const heard of listeners) heard({ waitUntil: (done) => lasting.push(done) });
  expect(goesOn).toHaveBeenCalledTimes(1);
  expect(lasting).toHaveLength(1);
});
