/** Pushes to a phone: delivered by the debugging protocol, looked at and pressed as an officer does. */
import type { CDPSession, Page } from 'playwright-core';
import type { PushMessage } from '#shared/contract/push.ts';
import type { Phone } from './phone.ts';

/** In the page: browsers hand out addresses of their maker's push service alone, which no test has. */
export function pushesAt(subscription: { endpoint: string; keys: Record<string, string> }): void {
  const held = {
    ...subscription,
    toJSON: () => subscription,
    unsubscribe: async () => {
      sessionStorage.removeItem('held');
      return true;
    },
  };
  Object.assign(PushManager.prototype, {
    getSubscription: async () => (sessionStorage.getItem('held') === null ? null : held),
    subscribe: async ({ applicationServerKey }: { applicationServerKey: string }) => {
      sessionStorage.setItem('held', applicationServerKey);
      return held;
    },
  });
}

export interface Pushes {
  /** Delivered again, one stands in the place of itself. Answers title and text of each that then stands on the screen. */
  afterDelivery(message: PushMessage): Promise<string[]>;
  shown(): Promise<string[]>;
  /** As a thumb does on the newest: browsers let nobody else make such an event in earnest. */
  press(): Promise<void>;
}

export function pushesOn(phone: Phone, page: Page, origin: string): Pushes {
  let ready: Promise<{ devtools: CDPSession; registrationId: string }> | undefined;

  async function listen() {
    const devtools = await phone.context.newCDPSession(page);
    const registered = new Promise<string>((resolve) => {
      devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
        const [first] = registrations;
        if (first) resolve(first.registrationId);
      });
    });
    await devtools.send('ServiceWorker.enable');
    return { devtools, registrationId: await registered };
  }

  const shown = (): Promise<string[]> =>
    page.evaluate(async () => {
      const { ready } = navigator.serviceWorker;
      const notifications = await (await ready).getNotifications();
      return notifications.map(({ title, body }) => `${title}: ${body}`);
    });

  return {
    shown,
    // As the browser's push service delivers what it was sent; nobody answers whether it came.
    async afterDelivery(message) {
      ready ??= listen();
      const { devtools, registrationId } = await ready;
      const data = JSON.stringify(message);
      await devtools.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data });
      return shown();
    },
    async press() {
      await phone.context.serviceWorkers()[0]?.evaluate(async () => {
        const worker = globalThis as unknown as {
          registration: ServiceWorkerRegistration;
          NotificationEvent: new (type: string, init: object) => Event;
        };
        const [notification] = await worker.registration.getNotifications();
        dispatchEvent(new worker.NotificationEvent('notificationclick', { notification }));
      });
    },
  };
}
