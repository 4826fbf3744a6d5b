/** Puts the state of the store on the toolbar. */
import { browser } from 'wxt/browser';
import type { WorkerContext } from '../connection/service.ts';
import { unsent } from '../store/outbox.ts';
import { currentCounters } from './count.ts';
import { toolbarLook } from './look.ts';

export async function reflectOnToolbar({ db, now }: WorkerContext): Promise<void> {
  const [session, meta] = await Promise.all([db.session.get('session'), db.meta.get('sync')]);
  const waiting = session ? await unsent(db, session.actor.id) : [];
  const look = toolbarLook({
    signedIn: session?.token != null,
    counters: await currentCounters(db, waiting, now()),
    offlineSince: meta?.offlineSince ?? null,
    unsent: waiting.filter((entry) => entry.state !== 'held').length,
  });
  await Promise.all([
    browser.action.setBadgeText({ text: look.text }),
    browser.action.setBadgeBackgroundColor({ color: look.colour }),
    browser.action.setBadgeTextColor({ color: '#ffffff' }),
    browser.action.setTitle({ title: look.title }),
  ]);
}
