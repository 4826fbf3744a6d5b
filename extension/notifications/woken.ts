/**
 * Being woken by Web Push between two rounds. What comes is no more than a number and a kind, and it only wakes: the round
 * that follows says what is new, as the officer has chosen to be told. Off until it is chosen, for the push goes through the
 * browser's maker.
 */
import { call, type WorkerContext, whileSignedIn } from '../connection/service.ts';
import { settings } from '../platform/settings.ts';
import { introduce } from './push.ts';

/** Of a worker. Firefox runs none, and no page has a registration of its own: they are told by their rounds alone. */
interface WorkerScope {
  registration?: Pick<ServiceWorkerRegistration, 'pushManager'>;
  addEventListener?(
    type: 'push',
    listener: (event: { waitUntil?(done: Promise<unknown>): void }) => void,
  ): void;
}
const scope: WorkerScope = globalThis;

/** To be called as the worker starts: it is started for the push. */
export function onWake(round: () => Promise<void>): void {
  scope.addEventListener?.('push', (event) => event.waitUntil?.(round()));
}

/**
 * Once in a session: the browser's subscription is made for the service's key, and told to the service, which forgets it with
 * the session. A browser whose push service gives none is not asked again until the next one.
 */
export async function followPush(context: WorkerContext): Promise<void> {
  const manager = scope.registration?.pushManager;
  if (!manager) return;
  const { db } = context;
  const session = await db.session.get('session');
  const { push } = await settings.notifications.get();
  const held = await manager.getSubscription();
  if (!push || !session?.token) {
    await held?.unsubscribe();
    if (session?.pushedTo !== undefined) await db.session.update('session', { pushedTo: undefined });
    return;
  }
  if (session.pushedTo === (held?.endpoint ?? NOWHERE)) return;
  const { publicKey } = (await call(context, 'getPush', {})).data;
  await held?.unsubscribe();
  // Silent, as an extension may be: the round shows what there is to show.
  const wish = { userVisibleOnly: false, applicationServerKey: publicKey };
  const made = await manager.subscribe(wish).catch(() => null);
  if (made) await introduce(context, made);
  const pushedTo = made?.endpoint ?? NOWHERE;
  await whileSignedIn(context, session.token, [], () => db.session.update('session', { pushedTo }));
}

const NOWHERE = '';
