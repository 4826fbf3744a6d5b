/** Being told by Web Push while no page is open: what the browser holds and what the service knows of it are kept together. */
import { NOTIFICATION_KINDS } from '#shared/contract/notification.ts';
import { call, type WorkerContext } from '../connection/service.ts';
import { language, t } from '../platform/i18n.ts';
import { CHOSEN_BY, PUSH_CACHE, PUSH_WORDS_AT } from './push-words.ts';

/** `lost`: it was switched on here, and the browser has let go of it. */
export type Told = 'unsupported' | 'denied' | 'off' | 'lost' | 'on';

/** How it stands for this account. Where it is on, the service is told anew: a subscription ends with its session. */
export async function findTold(context: WorkerContext, account: string): Promise<Told> {
  if (!('PushManager' in window && 'Notification' in window)) return 'unsupported';
  if (Notification.permission === 'denied') return 'denied';
  const held = await subscriptionHere();
  if (localStorage.getItem(CHOSEN_BY) !== account) {
    await held?.unsubscribe();
    return 'off';
  }
  if (held === null || Notification.permission !== 'granted') return 'lost';
  // Without a network it is introduced at the next start.
  await introduce(context, held).catch(() => undefined);
  return 'on';
}

/** To be called on a press: the browser asks. Throws where its push service or ours does not answer. */
export async function beTold(context: WorkerContext, account: string): Promise<Told> {
  if ((await Notification.requestPermission()) !== 'granted') return findTold(context, account);
  const { publicKey } = (await call(context, 'getPush', {})).data;
  // One made for another key of the service would reach nobody.
  await (await subscriptionHere())?.unsubscribe();
  const { pushManager } = await navigator.serviceWorker.ready;
  const made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey });
  await introduce(context, made);
  await keepPushWords();
  localStorage.setItem(CHOSEN_BY, account);
  return 'on';
}

export async function beToldNoMore(context: WorkerContext): Promise<void> {
  const held = await subscriptionHere();
  localStorage.removeItem(CHOSEN_BY);
  if (!held) return;
  const id = await introduce(context, held).catch(() => null);
  await held.unsubscribe();
  // Where the service is away it learns of it from the browser's push service, at the next push.
  if (id !== null) await call(context, 'unsubscribePush', { params: { id } }).catch(() => undefined);
}

/** With the session the service forgets it; nothing of it stays in the browser or on the screen. */
export async function clearPush(): Promise<void> {
  localStorage.removeItem(CHOSEN_BY);
  const registration = await navigator.serviceWorker?.getRegistration();
  for (const shown of (await registration?.getNotifications()) ?? []) shown.close();
  await (await registration?.pushManager?.getSubscription())?.unsubscribe();
}

/** In the language spoken now, for the service worker. */
export async function keepPushWords(): Promise<void> {
  const titles = Object.fromEntries(NOTIFICATION_KINDS.map((kind) => [kind, t(`field.push.title.${kind}`)]));
  const cache = await caches.open(PUSH_CACHE);
  await cache.put(PUSH_WORDS_AT, new Response(JSON.stringify({ lang: language(), titles })));
}

async function subscriptionHere(): Promise<PushSubscription | null> {
  return (await navigator.serviceWorker.ready).pushManager.getSubscription();
}

/** The service answers a browser that it knows with the id it has. */
export async function introduce(context: WorkerContext, held: PushSubscription): Promise<string> {
  const { p256dh = '', auth = '' } = held.toJSON().keys ?? {};
  const body = { endpoint: held.endpoint, keys: { p256dh, auth } };
  return (await call(context, 'subscribePush', { body })).data.id;
}
