/** Starts the worker: every listener at once, as a worker that wakes for an event must have it by then. */
import { browser } from 'wxt/browser';
import { createContext } from '../connection/service.ts';
import { letGo, takeClick } from '../notifications/notify.ts';
import { onWake } from '../notifications/woken.ts';
import { startCity } from '../platform/city.ts';
import { onWordsChange, startWords, t } from '../platform/i18n.ts';
import { sidePanel } from '../platform/runtime.ts';
import { keepFromPages, settings } from '../platform/settings.ts';
import { dropOrphans } from '../store/outbox.ts';
import { reflectOnToolbar } from '../toolbar/reflect.ts';
import { endUnprotected } from './account/session.ts';
import type { RunningWorker } from './answers/answers.ts';
import { Cycle, keepPolling } from './cycle.ts';
import { forget } from './fetch/lookup.ts';
import { sweepFrames } from './pages/frames.ts';
import { kindOf } from './pages/sender.ts';
import { installOverlay, overlayRunsOn, registerOverlay } from './pages/sites.ts';
import { greeting, openDesk, remember, standsIn, tellPage, tellTabs } from './pages/tell.ts';
import { answer } from './router.ts';

export function startWorker(): void {
  const context = createContext(() => {
    forget();
    void cycle.arm();
    void reflectOnToolbar(context);
    void tellTabs({ tells: 'changed' });
  });
  const cycle = new Cycle(context);
  const worker: RunningWorker = {
    context,
    deliver: () => cycle.contact(),
    openDesk,
    openDrawer: (tab, nonce) => tellPage(tab, { tells: 'drawer', nonce }),
    standsIn,
    overlayRunsOn,
  };
  const ready = Promise.all([startWords(), startCity(), keepFromPages(), endUnprotected(context)]);

  browser.runtime.onMessage.addListener((message, sender, respond) => {
    if (kindOf(sender) === 'content') remember(sender);
    ready
      .then(() => answer(worker, message, sender))
      .then(respond, (error: unknown) => {
        console.error('Tuntas: a message failed', error instanceof Error ? error.name : '');
        respond({ ok: false, error: { word: 'broken', message: t('worker.broken') } });
      });
    return true;
  });
  browser.alarms.onAlarm.addListener(() => void round());
  onWake(() => round());
  browser.notifications.onClicked.addListener((id) => {
    void takeClick(context, id).then((number) => (number === null ? undefined : openDesk({ number })));
  });
  browser.commands.onCommand.addListener((command, tab) => {
    if (command === 'open-desk') void openDesk({});
    if (command === 'open-panel') void sidePanel()?.(tab?.windowId);
  });
  browser.tabs.onRemoved.addListener((tab) => void sweepFrames(context.now(), tab));
  browser.notifications.onClosed.addListener((id) => void letGo(context, id));
  onWordsChange(() => {
    void reflectOnToolbar(context);
    // What was read before is worded in the other language.
    forget();
    void greeting().then((said) => tellTabs({ tells: 'language', greeting: said }));
  });
  settings.theme.watch(() => {
    void greeting().then((said) => tellTabs({ tells: 'language', greeting: said }));
  });
  for (const setting of [settings.sites, settings.sitesOff, settings.serviceOrigin, settings.city]) {
    setting.watch(() => void registerOverlay());
  }
  browser.permissions.onAdded.addListener(() => void registerOverlay());
  browser.permissions.onRemoved.addListener(() => void registerOverlay());
  browser.runtime.onInstalled.addListener(() => void installOverlay());
  browser.runtime.onStartup.addListener(() => void registerOverlay());

  // After the first load: the start has a round of its own.
  void ready.then(() => onWordsChange(() => void cycle.run()));
  void dropOrphans(context.db, context.now());
  const round = async (): Promise<void> => {
    await ready;
    await keepPolling(context.now());
    await cycle.run();
    // Without a service nothing says that the counts have changed; time alone does it.
    await reflectOnToolbar(context);
  };
  void ready.then(() => reflectOnToolbar(context)).then(round);
}
