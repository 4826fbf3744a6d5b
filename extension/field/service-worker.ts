/**
 * Keeps the app's own files, so that it opens without a network, and tells of what the service pushes while it is closed.
 * What is of the service it never keeps: no call goes through it.
 */
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { PUSH_CACHE, PUSH_WORDS_AT, type PushWords } from '../notifications/push-words.ts';

interface Lasting {
  waitUntil(done: Promise<unknown>): void;
}
interface Window {
  postMessage(message: unknown): void;
  focus(): Promise<unknown>;
}
/** What is used of its scope: the types of pages and of workers do not go together. */
declare const self: {
  addEventListener(type: 'activate', listener: (event: Lasting) => void): void;
  addEventListener(
    type: 'push',
    listener: (event: Lasting & { data: { text(): string } | null }) => void,
  ): void;
  addEventListener(
    type: 'notificationclick',
    listener: (event: Lasting & { notification: Notification }) => void,
  ): void;
  registration: ServiceWorkerRegistration;
  clients: {
    claim(): Promise<void>;
    matchAll(which: { type: 'window'; includeUncontrolled: true }): Promise<Window[]>;
    openWindow(url: string): Promise<unknown>;
  };
};
/** Names and revisions of the files, put in by the build. */
declare const __KEPT__: { url: string; revision: string | null }[];

precacheAndRoute(__KEPT__);
cleanupOutdatedCaches();
// One page, whatever was asked for below it.
registerRoute(new NavigationRoute(createHandlerBoundToURL('index.html'), { allowlist: [/^\/lapangan\//] }));

// A newer version takes over with the next start of the app; never under the hands of whoever is writing.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('push', (event) => event.waitUntil(tell(event.data?.text() ?? '')));
self.addEventListener('notificationclick', (event) => {
  const done = open(event.notification);
  event.waitUntil(done);
});

/** A browser takes the subscription away from whoever shows nothing, so what cannot be read is told without words. */
async function tell(message: string): Promise<void> {
  const { kind, number } = read(message);
  const words = await wordsLeft();
  await self.registration.showNotification(words?.titles[kind] ?? 'Tuntas', {
    body: number,
    tag: `${kind} ${number}`,
    icon: '/lapangan/icon/app-192.png',
    data: number,
    ...(words && { lang: words.lang }),
  });
  for (const window of await windows()) window.postMessage({ news: number });
}

function read(message: string): { kind: keyof PushWords['titles']; number: string } {
  try {
    const { kind, number } = JSON.parse(message);
    return { kind, number: String(number) };
  } catch {
    return { kind: 'arrived', number: '' };
  }
}

async function wordsLeft(): Promise<PushWords | null> {
  try {
    const left = await (await caches.open(PUSH_CACHE)).match(PUSH_WORDS_AT);
    return left ? await left.json() : null;
  } catch {
    return null;
  }
}

/** In the window that is there, else in a new one. */
async function open(notification: Notification): Promise<void> {
  notification.close();
  const number = String(notification.data ?? '');
  const [window] = await windows();
  if (!window) {
    await self.clients.openWindow(`/lapangan/#${encodeURIComponent(number)}`);
    return;
  }
  window.postMessage({ open: number });
  await window.focus();
}

function windows(): Promise<Window[]> {
  return self.clients.matchAll({ type: 'window', includeUncontrolled: true });
}
