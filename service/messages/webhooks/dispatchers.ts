/**
 * All webhooks at work: a dispatcher each, woken together when the log has grown, each minute, and after what an
 * operator did. Of several processes on the same database each webhook is carried by one.
 */
import { isNull } from 'drizzle-orm';
import type { Log } from '../../platform/log.ts';
import type { Peers } from '../../platform/peers/peers.ts';
import { webhook } from '../../tables/webhook.ts';
import type { LogWatch } from '../../tickets/queue/log-watch.ts';
import { type Dispatcher, openDispatcher } from './dispatcher.ts';
import type { WebhookSecrets } from './message.ts';
import type { DispatchDeps } from './outbox.ts';

export type Dispatchers = ReturnType<typeof openDispatchers>;

interface DispatchersDeps extends DispatchDeps {
  logWatch: LogWatch;
  secrets: WebhookSecrets;
  peers: Pick<Peers, 'isAlone' | 'take' | 'revisions' | 'onLeft'>;
  log: Log;
  chance?: () => number;
}

export function openDispatchers({ log, logWatch, chance = Math.random, ...needs }: DispatchersDeps) {
  const dispatchers = new Map<string, Dispatcher>();
  let state: 'waiting' | 'working' | 'stopped' = 'waiting';
  let waking: Promise<void> = Promise.resolve();
  /** A look is to come that will find whatever there is by then. */
  let isDue = false;
  const atWork = needs.db.select({ id: webhook.id }).from(webhook).where(isNull(webhook.pausedAt)).prepare();
  let endWatch = (): void => {};

  const onError = (error: unknown): void =>
    log.error({ error: error instanceof Error ? error.name : 'unknown' }, 'a webhook could not be served');

  function dispatcherOf(id: string): Dispatcher {
    const known = dispatchers.get(id);
    if (known) return known;
    const opened = openDispatcher(id, {
      ...needs,
      chance,
      onError,
      onPause: (webhook, because) =>
        log.warn({ webhook, because }, 'webhook paused: an operator has to look'),
    });
    dispatchers.set(id, opened);
    return opened;
  }

  async function wakeAll(): Promise<void> {
    isDue = false;
    const rows = await atWork.all();
    if (state === 'working') for (const { id } of rows) dispatcherOf(id).wake();
  }

  function wake(): void {
    if (state !== 'working' || isDue) return;
    isDue = true;
    waking = waking.then(wakeAll).catch(onError);
  }

  needs.peers.onLeft(wake);
  needs.peers.revisions.on('webhooks', wake);

  return {
    /** From now on; before that nothing is sent. */
    start(): void {
      state = 'working';
      endWatch = logWatch.listen(wake);
    },
    /** To look what there is to do. */
    wake,
    /** An operator changed what there is to do: whichever process carries it looks. */
    async changed(): Promise<void> {
      wake();
      if (!needs.peers.isAlone) await needs.peers.revisions.add('webhooks');
    },
    /** Resolves once all that can be done now is done. */
    async asleep(): Promise<void> {
      for (let before: Promise<void> | null = null; before !== waking; ) {
        before = waking;
        await waking;
        await Promise.all([...dispatchers.values()].map((dispatcher) => dispatcher.asleep()));
      }
    },
    async stop(): Promise<void> {
      state = 'stopped';
      endWatch();
      await waking;
      await Promise.all([...dispatchers.values()].map((dispatcher) => dispatcher.stop()));
    },
  };
}
